"""Grade a whole class: the `grade` and `report` commands.

`grade_class` finds the submissions, takes what an earlier run has left, has the rest graded, and
writes results.jsonl in one step. Pages and the gradebook are made from that file alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, overload

from autograder.batch.console import ConsoleReporter, RunSummary
from autograder.batch.local_executor import WorkerLost, run_local
from autograder.batch.outputs import OutputFiles, write_outputs
from autograder.batch.submission_grader import (
    GraderFactory,
    GradeTask,
    RemoteGraderFactory,
    serialise_task,
)
from autograder.course.config import Course, load_course
from autograder.errors import GraderError
from autograder.files import atomic_open, os_errors_as_user_error, write_atomically
from autograder.grading.diagnosis import warm_up
from autograder.grading.exam import open_exam_sandbox
from autograder.grading.grader import PreviousGrade, grader_error
from autograder.grading.seeds import new_secret
from autograder.grading.store.class_list import CLASS_LIST, write_class_list
from autograder.grading.store.exam_cache import SEEDS, ExamCache
from autograder.grading.store.fingerprints import submission_fingerprint
from autograder.grading.store.history import append_run
from autograder.grading.store.journal import Fingerprints, Journal
from autograder.grading.store.results import (
    RESULTS,
    Results,
    grade_from_json,
    read_results,
    to_json_line,
)
from autograder.grading.store.run_context import RunContext
from autograder.grading.store.run_record import RUN, RunConfig, read_run_config
from autograder.grading.store.submitted_files import archive_submissions
from autograder.grading.store.takeover import take_over
from autograder.models import Grade
from autograder.sandbox import Isolation
from autograder.submission.collect import Naming, RawSubmission, SubmissionSet, find_submissions
from autograder.text.plural import count

__all__ = [
    "GradeOptions",
    "RunConfig",
    "grade_class",
    "open_exam_sandbox",
    "read_run_config",
    "write_reports",
]

OUTPUTS = ".written.json"  # of which results and course the files are


@dataclass(frozen=True)
class GradeOptions:
    """What the TA asked for.

    seed: None takes the one of an earlier run into the same folder, else a new one.
    seed_per_student: other hidden inputs for each student.
    workers: 0 means one a processor.
    """

    course: Path
    assignment: str
    submissions: Path
    out: Path
    seed: int | None = None
    seed_per_student: bool = False
    workers: int = 0
    executor: str = "local"
    scheduler: str | None = None
    isolation: Isolation = "bubblewrap"
    language: str | None = None
    fresh: bool = False
    naming: Naming = field(default_factory=Naming)


def grade_class(options: GradeOptions, progress: ConsoleReporter) -> RunSummary:
    """Grade all that was submitted; what is already graded and unchanged is kept."""
    began = time.monotonic()
    course = load_course(options.course)
    assignment = course.assignment(options.assignment)
    others = [name for name in course.assignments if name != assignment.name]
    found = find_submissions(options.submissions, assignment.name, others, options.naming)
    with Journal(options.out) as journal, os_errors_as_user_error(options.out):
        run = _start_run(options, course)
        exam_cache = ExamCache(course, assignment, run, options.out)
        students = found.students
        moved = tuple(take_over(options.out, students))
        digests = [submission_fingerprint(each, exam_cache.salt + run.secret) for each in students]
        todo = (
            list(range(len(digests))) if options.fresh else _pending(journal, digests, exam_cache)
        )
        reused = len(digests) - len(todo)
        title = " · ".join(
            (
                assignment.name,
                count(exam_cache.exercises, "exercise"),
                count(len(digests), "submission"),
            )
        )
        progress.begin(f"{title} · seed {run.seed}", len(digests), reused)
        if todo:
            tasks = _Tasks(
                todo, students, digests, journal, {} if options.fresh else exam_cache.fingerprints
            )
            for index, result in _execute(options, exam_cache, tasks):
                line = _line(result, students[todo[index]], exam_cache)
                journal.append([(digests[todo[index]], line)], exam_cache.fingerprints)
                progress.advance()
        before = _points_before(options.out)
        changes: tuple[str, ...] = ()
        notices: tuple[str, ...] = ()
        _write_results(options.out, journal, digests)
        write_class_list(options.out, students)
        journal.compact(digests)
        grades = Results(options.out)
        progress.table(grades)
        files = _cached_outputs(options.out, exam_cache.fingerprint, run)
        if files is None or todo:
            (options.out / OUTPUTS).unlink(missing_ok=True)
            kept = archive_submissions(options.out, zip(students, grades, strict=True))
            append_run(options.out, assignment.name, grades, kept)
            progress.stage("writing pages")
            context = RunContext(
                course, assignment, run, options.out, fingerprints=exam_cache.fingerprints
            )
            written = _write_files(context, grades)
            files, changes, notices = written.files, written.changes, written.notices
            _record_outputs(options.out, exam_cache.fingerprint, run, files)
        return RunSummary(
            assignment=assignment.name,
            exercises=exam_cache.exercises,
            seed=run.seed,
            isolation=options.isolation,
            graded=sum(each.status == "graded" for each in grades),
            grader_errors=sum(each.status == "grader_error" for each in grades),
            reused=reused,
            seconds=time.monotonic() - began,
            files=files,
            changes=_changes(before, grades, changes),
            notices=(*moved, *notices, *_roster_notices(found)),
            refused=[message["en"] for message in found.refused],
        )


def _roster_notices(found: SubmissionSet) -> Iterator[str]:
    """Who differs from the roster."""
    for names, what in (
        (found.unlisted, "not in the roster, graded all the same"),
        (found.absent, "in the roster, and nothing was found of them"),
    ):
        if names:
            more = f" and {len(names) - 20} more" if len(names) > 20 else ""
            yield f"{len(names)} {what}: {', '.join(names[:20])}{more}"


def _pending(journal: Journal, digests: Sequence[str], exam_cache: ExamCache) -> list[int]:
    """Which submissions have no line that still holds; grader errors are tried again."""
    todo = []
    for index, digest in enumerate(digests):
        line = (
            journal.cached_result(digest)
            if journal.fingerprints(digest) == exam_cache.fingerprints
            else None
        )
        if line is None or json.loads(line)["status"] != "graded":
            todo.append(index)
    return todo


class _Tasks(Sequence[GradeTask]):
    """The work on each submission: all of it, or what was fixed since it was graded.

    Made when it is given away, so that the grades of a large class are not all in memory.
    """

    def __init__(
        self,
        todo: Sequence[int],
        students: Sequence[RawSubmission],
        digests: Sequence[str],
        journal: Journal,
        fingerprints: Fingerprints,
    ) -> None:
        self.todo, self.students, self.digests = todo, students, digests
        self.journal, self.fingerprints = journal, fingerprints

    def __len__(self) -> int:
        return len(self.todo)

    @overload
    def __getitem__(self, index: int) -> GradeTask: ...

    @overload
    def __getitem__(self, index: slice) -> list[GradeTask]: ...

    def __getitem__(self, index: int | slice) -> GradeTask | list[GradeTask]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        raw, digest = self.students[self.todo[index]], self.digests[self.todo[index]]
        old = self.journal.fingerprints(digest)
        valid = frozenset(
            name for name, fingerprint in self.fingerprints.items() if old.get(name) == fingerprint
        )
        line = self.journal.cached_result(digest) if valid else None
        if line is None:
            return GradeTask(raw)
        earlier = grade_from_json(json.loads(line))
        return GradeTask(raw, PreviousGrade(earlier, valid) if earlier.status == "graded" else None)


def _execute(
    options: GradeOptions, exam_cache: ExamCache, tasks: Sequence[GradeTask]
) -> Iterator[tuple[int, Any]]:
    if options.executor == "dask":
        from autograder.batch.dask_executor import run_dask

        shipped = RemoteGraderFactory(exam_cache.files, exam_cache.run)
        yield from run_dask(shipped, serialise_task, tasks, options.scheduler, options.workers)
    else:
        for key in exam_cache.exam.keys.values():
            warm_up(key)
        recipe = GraderFactory(
            exam_cache.exam, exam_cache.handout, exam_cache.assignment, exam_cache.run
        )
        yield from run_local(recipe, tasks, options.workers or os.cpu_count() or 1)


def _line(result: Any, raw: RawSubmission, exam_cache: ExamCache) -> str:
    if isinstance(result, WorkerLost):
        return to_json_line(grader_error(raw.student, exam_cache.exam, GraderError(result.why)))
    return str(result)


def _write_results(out: Path, journal: Journal, digests: Sequence[str]) -> None:
    """results.jsonl from the journal, in the order of the class."""
    with atomic_open(out / RESULTS) as file:
        for digest in digests:
            file.write(f"{journal.cached_result(digest)}\n".encode())


def _cached_outputs(out: Path, course_print: str, run: RunConfig) -> dict[str, str] | None:
    """What an earlier run wrote from the same results and the same course, if it is there."""
    try:
        noted = json.loads((out / OUTPUTS).read_text(encoding="utf-8"))
        files: dict[str, str] = noted["files"]
        whole = all(Path(path).exists() for path in files.values())
        return (
            files if whole and noted["of"] == _outputs_fingerprint(out, course_print, run) else None
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _record_outputs(out: Path, course_print: str, run: RunConfig, files: Mapping[str, str]) -> None:
    noted = {"of": _outputs_fingerprint(out, course_print, run), "files": files}
    write_atomically(out / OUTPUTS, json.dumps(noted) + "\n")


def _outputs_fingerprint(out: Path, course_print: str, run: RunConfig) -> list[Any]:
    digests = []
    for name in (RESULTS, CLASS_LIST):
        with (out / name).open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
    return [*digests, course_print, asdict(run)]


def _start_run(options: GradeOptions, course: Course) -> RunConfig:
    """This run's record; without --seed a folder keeps the seed that it began with."""
    path = options.out / RUN
    seed, secret = options.seed, new_secret() if options.seed_per_student else ""
    if seed is None and not options.fresh and path.exists():
        earlier = json.loads(path.read_text(encoding="utf-8"))
        if earlier.get("assignment") == options.assignment:
            seed = int(earlier["seed"])
            if options.seed_per_student and earlier.get("secret"):
                secret = str(earlier["secret"])
    run = RunConfig(
        assignment=options.assignment,
        seed=secrets.randbelow(SEEDS) if seed is None else seed,
        isolation=options.isolation,
        language=course.chosen_language(options.language),
        submissions=str(options.submissions.absolute()),
        secret=secret,
    )
    write_atomically(path, json.dumps(asdict(run), indent=2) + "\n")
    return run


def _points_before(out: Path) -> Mapping[str, float | None]:
    try:
        return {each.student: each.points for each in read_results(out)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _changes(
    before: Mapping[str, float | None], grades: Sequence[Grade], gradebook_changes: Sequence[str]
) -> list[str]:
    """What a regrade changed: student, old points, new points.

    gradebook_changes: the same from the gradebook, by exercise with the reason; takes precedence.
    """
    return list(gradebook_changes) or [
        f"{each.student}: {_shown(before[each.student])} → {_shown(each.points)}"
        for each in grades
        if each.student in before and before[each.student] != each.points
    ]


def _shown(points: float | None) -> str:
    return "?" if points is None else f"{points:g}"


def write_reports(root: Path, out: Path, language: str | None, earlier: Path | None = None) -> str:
    """Regenerate the pages of a finished run; return the path of the class page.

    earlier: another folder with results of the class, to show progress since then.
    """
    course = load_course(root)
    run = read_run_config(out)
    if language:
        run = replace(run, language=language)
    context = RunContext(course, course.assignment(run.assignment), run, out, earlier)
    written = _write_files(context, Results(out))
    return written.files.get("report", str(out))


def _write_files(context: RunContext, grades: Sequence[Grade]) -> OutputFiles:
    """All files made from the grades; what they are, and where."""
    written = write_outputs(context, grades)
    written.files = {"results": str(context.out / RESULTS), **written.files}
    return written
