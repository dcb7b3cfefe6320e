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
from dataclasses import asdict, dataclass, field
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
from autograder.course.config import Assignment, Course, load_course
from autograder.course.exercise import ExerciseLibrary, load_library
from autograder.errors import GraderError
from autograder.files import atomic_open, os_errors_as_user_error, write_atomically
from autograder.grading.diagnosis import warm_up
from autograder.grading.exam import open_exam_sandbox
from autograder.grading.grader import PreviousGrade, grader_error
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
from autograder.grading.store.run_context import GradebookOptions, RunContext
from autograder.grading.store.run_record import RUN, RunConfig, read_run_config
from autograder.grading.store.submitted_files import archive_submissions
from autograder.models import Grade
from autograder.sandbox import Isolation
from autograder.submission.collect import Naming, RawSubmission, SubmissionSet, find_submissions

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
    workers: 0 means one a processor.
    """

    course: Path
    assignment: str
    submissions: Path
    out: Path
    seed: int | None = None
    workers: int = 0
    executor: str = "local"
    scheduler: str | None = None
    isolation: Isolation = "bubblewrap"
    language: str | None = None
    fresh: bool = False
    naming: Naming = field(default_factory=Naming)


def grade_class(order: GradeOptions, progress: ConsoleReporter) -> RunSummary:
    """Grade all that was handed in; what is already graded and unchanged is kept."""
    began = time.monotonic()
    course = load_course(order.course)
    assignment = course.assignment(order.assignment)
    others = [name for name in course.assignments if name != assignment.name]
    found = find_submissions(order.submissions, assignment.name, others, order.naming)
    with Journal(order.out) as journal, os_errors_as_user_error(order.out):
        run = _start_run(order, course)
        paper = ExamCache(course, assignment, run.seed, order.isolation, order.out)
        students = found.students
        digests = [submission_fingerprint(each, paper.salt) for each in students]
        todo = list(range(len(digests))) if order.fresh else _pending(journal, digests, paper)
        reused = len(digests) - len(todo)
        title = f"{assignment.name} · {paper.exercises} exercises · {len(digests)} submissions"
        progress.begin(f"{title} · seed {run.seed}", len(digests), reused)
        if todo:
            tasks = _Tasks(
                todo, students, digests, journal, {} if order.fresh else paper.fingerprints
            )
            for index, result in _execute(order, paper, tasks):
                line = _line(result, students[todo[index]], paper)
                journal.append([(digests[todo[index]], line)], paper.fingerprints)
                progress.advance()
        before = _points_before(order.out)
        changes: tuple[str, ...] = ()
        notices: tuple[str, ...] = ()
        _write_results(order.out, journal, digests)
        write_class_list(order.out, students)
        journal.compact(digests)
        grades = Results(order.out)
        progress.table(grades)
        files = _cached_outputs(order.out, paper.fingerprint, run)
        if files is None or todo:
            (order.out / OUTPUTS).unlink(missing_ok=True)
            kept = archive_submissions(order.out, zip(students, grades, strict=True))
            append_run(order.out, assignment.name, grades, kept)
            progress.stage("writing pages")
            gradebook = GradebookOptions(order.submissions, paper.fingerprints)
            written = _write_files(
                course, assignment, order.out, run, grades, paper.library, gradebook=gradebook
            )
            files, changes, notices = written.files, written.changes, written.notices
            _record_outputs(order.out, paper.fingerprint, run, files)
        return RunSummary(
            assignment=assignment.name,
            exercises=paper.exercises,
            seed=run.seed,
            isolation=order.isolation,
            graded=sum(each.status == "graded" for each in grades),
            grader_errors=sum(each.status == "grader_error" for each in grades),
            reused=reused,
            seconds=time.monotonic() - began,
            files=files,
            changes=_changes(before, grades, changes),
            notices=(*notices, *_roster_notices(found)),
            refused=[words["en"] for words in found.refused],
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


def _pending(journal: Journal, digests: Sequence[str], paper: ExamCache) -> list[int]:
    """Which hand-ins have no line that still holds; a grader's fault is tried again."""
    todo = []
    for index, digest in enumerate(digests):
        line = (
            journal.cached_result(digest)
            if journal.fingerprints(digest) == paper.fingerprints
            else None
        )
        if line is None or json.loads(line)["status"] != "graded":
            todo.append(index)
    return todo


class _Tasks(Sequence[GradeTask]):
    """The work on each hand-in: all of it, or what was mended since it was graded.

    Made when it is given away, so that the grades of a large class are not all in memory.
    """

    def __init__(
        self,
        todo: Sequence[int],
        students: Sequence[RawSubmission],
        digests: Sequence[str],
        journal: Journal,
        stamps: Fingerprints,
    ) -> None:
        self.todo, self.students, self.digests = todo, students, digests
        self.journal, self.stamps = journal, stamps

    def __len__(self) -> int:
        return len(self.todo)

    @overload
    def __getitem__(self, index: int) -> GradeTask: ...

    @overload
    def __getitem__(self, index: slice) -> list[GradeTask]: ...

    def __getitem__(self, index: int | slice) -> GradeTask | list[GradeTask]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        hand_in, digest = self.students[self.todo[index]], self.digests[self.todo[index]]
        old = self.journal.fingerprints(digest)
        valid = frozenset(name for name, stamp in self.stamps.items() if old.get(name) == stamp)
        line = self.journal.cached_result(digest) if valid else None
        if line is None:
            return GradeTask(hand_in)
        earlier = grade_from_json(json.loads(line))
        return GradeTask(
            hand_in, PreviousGrade(earlier, valid) if earlier.status == "graded" else None
        )


def _execute(
    order: GradeOptions, paper: ExamCache, tasks: Sequence[GradeTask]
) -> Iterator[tuple[int, Any]]:
    if order.executor == "dask":
        from autograder.batch.dask_executor import run_dask

        shipped = RemoteGraderFactory(
            paper.files, paper.assignment.name, paper.seed, paper.isolation
        )
        yield from run_dask(shipped, serialise_task, tasks, order.scheduler, order.workers)
    else:
        for key in paper.exam.keys.values():
            warm_up(key)
        recipe = GraderFactory(paper.exam, paper.handout, paper.assignment, paper.isolation)
        yield from run_local(recipe, tasks, order.workers or os.cpu_count() or 1)


def _line(result: Any, hand_in: RawSubmission, paper: ExamCache) -> str:
    if isinstance(result, WorkerLost):
        return to_json_line(grader_error(hand_in.student, paper.exam, GraderError(result.why)))
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


def _start_run(order: GradeOptions, course: Course) -> RunConfig:
    """This run's record; without --seed a folder keeps the seed that it began with."""
    path = order.out / RUN
    seed = order.seed
    if seed is None and not order.fresh and path.exists():
        earlier = json.loads(path.read_text(encoding="utf-8"))
        if earlier.get("assignment") == order.assignment:
            seed = int(earlier["seed"])
    run = RunConfig(
        assignment=order.assignment,
        seed=secrets.randbelow(SEEDS) if seed is None else seed,
        isolation=order.isolation,
        language=order.language or course.language,
        submissions=str(order.submissions.absolute()),
    )
    write_atomically(path, json.dumps(asdict(run), indent=2) + "\n")
    return run


def _points_before(out: Path) -> Mapping[str, float | None]:
    try:
        return {each.student: each.points for each in read_results(out)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _changes(
    before: Mapping[str, float | None], grades: Sequence[Grade], told: Sequence[str]
) -> list[str]:
    """What a regrade changed: student, old points, new points.

    told: the same as the gradebook knows it, by exercise and with the reason; goes before.
    """
    return list(told) or [
        f"{each.student}: {_shown(before[each.student])} → {_shown(each.points)}"
        for each in grades
        if each.student in before and before[each.student] != each.points
    ]


def _shown(points: float | None) -> str:
    return "?" if points is None else f"{points:g}"


def write_reports(root: Path, out: Path, language: str | None, earlier: Path | None = None) -> str:
    """Write the pages of a finished run anew; the path of the class page.

    earlier: another folder with results of the class, to show progress since then.
    """
    course = load_course(root)
    run = read_run_config(out)
    if language:
        run = RunConfig(**{**asdict(run), "language": language})
    assignment = course.assignment(run.assignment)
    library = load_library(assignment.folder, list(assignment.points))
    grades = Results(out)
    written = _write_files(course, assignment, out, run, grades, library, earlier)
    return written.files.get("report", str(out))


def _write_files(
    course: Course,
    assignment: Assignment,
    out: Path,
    run: RunConfig,
    grades: Sequence[Grade],
    library: ExerciseLibrary,
    earlier: Path | None = None,
    gradebook: GradebookOptions | None = None,
) -> OutputFiles:
    """All files made from the grades; what they are, and where."""
    occasion = RunContext(
        course, assignment, library, out, run.language, run.isolation, run.seed, earlier, gradebook
    )
    written = write_outputs(occasion, grades)
    written.files = {"results": str(out / RESULTS), **written.files}
    return written
