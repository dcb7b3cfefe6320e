"""Grade a whole class: the `grade` and `report` commands.

`grade_class` finds the submissions, takes what an earlier run has left, has the rest graded, and
writes results.jsonl in one step. Pages and the gradebook are made from that file alone.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.authoring.before_release import refuse_unsound
from autograder.batch.console import ConsoleReporter, RunSummary
from autograder.batch.local_executor import run_local
from autograder.batch.needs_grading import PendingTasks, needs_grading
from autograder.batch.notices import earlier_notices, points_changes, roster_notices
from autograder.batch.output_record import cached_outputs, forget_outputs, record_outputs
from autograder.batch.outputs import OutputFiles, write_outputs
from autograder.batch.submission_grader import (
    GraderFactory,
    GraderRecipe,
    GradeTask,
    serialize_task,
)
from autograder.batch.worker_pool import WorkerLost
from autograder.course.config import Course, load_course
from autograder.errors import GraderError
from autograder.files import atomic_open, os_errors_as_user_error, write_atomically
from autograder.grading.exam import open_exam_sandbox
from autograder.grading.grader import grader_error
from autograder.grading.seeds import CLASS_SEEDS, new_secret
from autograder.grading.store.class_list import write_class_list
from autograder.grading.store.exam_cache import ExamCache
from autograder.grading.store.fingerprints import submission_fingerprint
from autograder.grading.store.gradebook_marks import NBGRADER_FOLDER
from autograder.grading.store.hidden_seeds import known_seed
from autograder.grading.store.history import append_run
from autograder.grading.store.journal import Journal
from autograder.grading.store.kept_students import EarlierRun, read_earlier_run
from autograder.grading.store.renamed_students import recall_keys, take_over
from autograder.grading.store.results import (
    RESULTS,
    Results,
    read_results,
    to_json_line,
)
from autograder.grading.store.run_context import RunContext
from autograder.grading.store.run_record import RUN, RunConfig, read_run_config
from autograder.grading.store.submitted_files import archive_submissions
from autograder.models import Grade
from autograder.report.rendering import remove_feedback
from autograder.sandbox import Isolation
from autograder.sandbox.limits import widest
from autograder.submission.collect import Naming, RawSubmission, find_submissions
from autograder.text.plural import count

__all__ = [
    "GradeOptions",
    "RunConfig",
    "grade_class",
    "open_exam_sandbox",
    "read_run_config",
    "write_reports",
]

HANGING_SECONDS = 300.0  # beside twice a submission's total_seconds; judging is quick


@dataclass(frozen=True)
class GradeOptions:
    """What the TA asked for.

    seed: None takes the one of an earlier run into the same folder, else a new one.
    seed_per_student: other hidden inputs for each student.
    only_these: drop the students of an earlier run who are not among the submissions.
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
    only_these: bool = False
    naming: Naming = field(default_factory=Naming)


def grade_class(options: GradeOptions, progress: ConsoleReporter) -> RunSummary:
    """Grade all that was submitted; what is already graded and unchanged is kept.

    Students of an earlier run into the same folder of whom nothing was submitted now keep their
    grades, unless only these are wanted.
    """
    began = time.monotonic()
    course = load_course(options.course)
    assignment = course.assignment(options.assignment)
    rest = [name for name in course.assignments if name != assignment.name]
    found = find_submissions(options.submissions, assignment.name, rest, options.naming)
    with Journal(options.out) as journal, os_errors_as_user_error(options.out):
        earlier = read_earlier_run(options.out, assignment.name, options.only_these)
        named = options.naming.roster is not None
        students = found.students if named else recall_keys(options.out, found.students)
        moved = tuple(take_over(options.out, students)) if earlier.students else ()
        earlier = EarlierRun(options.out, earlier.config)
        mine = {each.student: each for each in students}
        others = sorted(earlier.students.keys() - mine.keys())
        kept, dropped = ([], others) if options.only_these else (others, [])
        run = _start_run(options, course, earlier.config, kept)
        exam_cache = ExamCache(course, assignment, run, options.out, not options.fresh)
        digests = [submission_fingerprint(each, exam_cache.salt + run.secret) for each in students]
        everything = list(range(len(digests)))
        todo = everything if options.fresh else needs_grading(journal, digests, exam_cache)
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
            keys = exam_cache.exam.keys
            refuse_unsound(
                course.root, assignment, exam_cache.library, keys, run.seed, only_points=True
            )
            tasks = PendingTasks(
                todo, students, digests, journal, {} if options.fresh else exam_cache.fingerprints
            )
            for index, result in _execute(options, exam_cache, tasks):
                line = _line(result, students[todo[index]], exam_cache)
                journal.append([(digests[todo[index]], line)], exam_cache.fingerprints)
                progress.advance()
        before = _points_before(options.out)
        changes: tuple[str, ...] = ()
        notices: tuple[str, ...] = ()
        still = journal.digests_of(map(earlier.line, kept))
        outdated = sum(journal.fingerprints(each) != exam_cache.fingerprints for each in still)
        _write_results(earlier, journal, dict(zip(mine, digests, strict=True)), kept)
        write_class_list(options.out, students, dropped, by_roster=named)
        journal.compact([*digests, *still])
        grades = Results(options.out)
        progress.table(grades)
        files = cached_outputs(options.out, exam_cache.fingerprint, run)
        if files is None or todo:
            forget_outputs(options.out)
            for student in dropped:
                remove_feedback(options.out, student, assignment.name)
            graded = ((mine[each.student], each) for each in grades if each.student in mine)
            files_of = archive_submissions(options.out, graded)
            append_run(options.out, assignment.name, grades, files_of, kept)
            progress.stage("writing pages")
            context = RunContext(
                course,
                assignment,
                run,
                options.out,
                fingerprints=exam_cache.fingerprints,
                course_print="" if options.fresh else exam_cache.fingerprint,
            )
            written = _write_files(context, grades)
            files, changes, notices = written.files, written.changes, written.notices
            record_outputs(options.out, exam_cache.fingerprint, run, files)
        common = len(mine.keys() & earlier.students.keys())
        since = earlier_notices(earlier.config, run, common, kept, dropped, outdated)
        return RunSummary(
            assignment=assignment.name,
            exercises=exam_cache.exercises,
            seed=run.seed,
            isolation=options.isolation,
            graded=sum(each.status == "graded" for each in grades),
            grader_errors=sum(each.status == "grader_error" for each in grades),
            reused=reused,
            kept=len(kept),
            seconds=time.monotonic() - began,
            files=files,
            changes=points_changes(before, grades, changes),
            notices=(*moved, *since, *notices, *roster_notices(found, frozenset(kept))),
            refused=[message["en"] for message in found.refused],
        )


def _execute(
    options: GradeOptions, exam_cache: ExamCache, tasks: Sequence[GradeTask]
) -> Iterator[tuple[int, Any]]:
    limits = widest(entry.limits for entry in exam_cache.assignment.exercises)
    hanging = HANGING_SECONDS + 2 * limits.total_seconds
    if options.executor == "dask":
        from autograder.batch.dask_executor import run_dask

        recipe = GraderRecipe(exam_cache.files, exam_cache.run, hanging)
        yield from run_dask(recipe, serialize_task, tasks, options.scheduler, options.workers)
    else:
        factory = GraderFactory(
            exam_cache.exam, exam_cache.handout, exam_cache.assignment, exam_cache.run
        )
        yield from run_local(
            factory,
            tasks,
            options.workers or os.cpu_count() or 1,
            hanging_seconds=hanging,
        )


def _line(result: Any, raw: RawSubmission, exam_cache: ExamCache) -> str:
    if isinstance(result, WorkerLost):
        return to_json_line(grader_error(raw.student, exam_cache.exam, GraderError(result.why)))
    return str(result)


def _write_results(
    earlier: EarlierRun, journal: Journal, digests: Mapping[str, str], kept: Sequence[str]
) -> None:
    """results.jsonl from the journal and from kept lines, by student."""
    with atomic_open(earlier.out / RESULTS) as file:
        for student in sorted([*digests, *kept]):
            digest = digests.get(student)
            line = journal.cached_result(digest) if digest else earlier.line(student)
            file.write(f"{line}\n".encode())


def _start_run(
    options: GradeOptions, course: Course, before: RunConfig | None, kept: Sequence[str]
) -> RunConfig:
    """This run's record; without --seed a folder keeps the seed that it began with.

    kept: with --fresh, the seed stays only where others keep their grades.
    """
    seed, secret = options.seed, new_secret() if options.seed_per_student else ""
    resumed = before is not None and before.assignment == options.assignment
    if before and resumed and seed is None and (kept or not options.fresh):
        seed = before.seed
        if options.seed_per_student and before.secret:
            secret = before.secret
    run = RunConfig(
        assignment=options.assignment,
        seed=_seed_of_course(course, options.assignment) if seed is None else seed,
        isolation=options.isolation,
        language=course.chosen_language(options.language),
        submissions=str(options.submissions.resolve()),
        secret=secret,
    )
    write_atomically(options.out / RUN, json.dumps(asdict(run), indent=2) + "\n")
    return run


def _seed_of_course(course: Course, assignment: str) -> int:
    """That of nbgrader's course folder, so that both ask the same; else a new one."""
    known = known_seed(course.root / NBGRADER_FOLDER, assignment)
    return secrets.randbelow(CLASS_SEEDS) if known is None else known


def _points_before(out: Path) -> Mapping[str, float | None]:
    try:
        return {each.student: each.points for each in read_results(out)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write_reports(root: Path, out: Path, language: str | None, earlier: Path | None = None) -> str:
    """Regenerate the pages of a finished run; return the path of the class page.

    earlier: another folder with results of the class, to show progress since then.
    """
    course = load_course(root)
    run = read_run_config(out)
    if language:
        run = replace(run, language=course.chosen_language(language))
    context = RunContext(course, course.assignment(run.assignment), run, out, earlier)
    with os_errors_as_user_error(out):
        written = _write_files(context, Results(out))
    return written.files.get("report", str(out))


def _write_files(context: RunContext, grades: Sequence[Grade]) -> OutputFiles:
    """All files made from the grades; what they are, and where."""
    written = write_outputs(context, grades)
    written.files = {"results": str(context.out / RESULTS), **written.files}
    return written
