"""Grade a whole class: the `grade` and `report` commands.

`grade_class` finds the submissions, reuses results of an earlier run, has the rest graded, and
writes results.jsonl in one step. Pages and the gradebook are made from that file alone.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.authoring.before_release import refuse_unsound
from autograder.batch.console import ConsoleReporter, RunSummary
from autograder.batch.local_executor import run_local
from autograder.batch.needs_grading import PendingTasks, needs_grading
from autograder.batch.notices import earlier_notices, points_changes, roster_notices
from autograder.batch.outputs import write_outputs
from autograder.batch.run_files import write_run_files
from autograder.batch.students_of_run import StudentsOfRun, students_of_run
from autograder.batch.submission_grader import (
    GraderFactory,
    GraderRecipe,
    GradeTask,
    serialize_task,
)
from autograder.batch.worker_pool import LostTask
from autograder.course.config import Course, load_course
from autograder.errors import GraderError, UserError
from autograder.files import atomic_open, os_errors_as_user_error, write_atomically
from autograder.grading.grader import grader_error
from autograder.grading.store.exam_cache import ExamCache
from autograder.grading.store.fingerprints import submission_fingerprint
from autograder.grading.store.gradebook_marks import NBGRADER_FOLDER
from autograder.grading.store.hidden_seeds import class_seed, new_secret
from autograder.grading.store.journal import Journal
from autograder.grading.store.results import (
    RESULTS,
    Results,
    read_points,
    to_json_line,
)
from autograder.grading.store.run_config import RUN, RunConfig, read_run_config
from autograder.grading.store.run_context import RunContext
from autograder.sandbox import Isolation
from autograder.sandbox.limits import widest
from autograder.submission.collect import Naming, find_submissions
from autograder.text.english_counts import count

HANGING_SECONDS = 300.0  # in addition to twice a submission's total_seconds; judging is quick


@dataclass(frozen=True)
class GradeOptions:
    """What the TA asked for.

    seed: None takes the seed of an earlier run into the same folder, else a new one.
    seed_per_student: use different hidden inputs for each student.
    only_these: drop the students of an earlier run who are not among the submissions.
    workers: 0 means one per processor.
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
    """Grade everything that was submitted; submissions already graded and unchanged are kept.

    Students from an earlier run into the same folder who submitted nothing this time keep their
    grades, unless `only_these` is set.
    """
    began = time.monotonic()
    _refuse_results_among(options.submissions, options.out)
    course = load_course(options.course)
    assignment = course.assignment(options.assignment)
    rest = [name for name in course.assignments if name != assignment.name]
    found = find_submissions(options.submissions, assignment.name, rest, options.naming)
    with Journal(options.out) as journal, os_errors_as_user_error(options.out):
        by_roster = options.naming.roster is not None
        students = students_of_run(
            options.out, assignment.name, found, options.only_these, by_roster
        )
        run = _start_run(options, course, students.earlier.config, students.kept)
        exam_cache = ExamCache(course, assignment, run, options.out, not options.fresh)
        digests = {
            name: submission_fingerprint(each, exam_cache.salt + run.secret)
            for name, each in students.submitted.items()
        }
        reused = _grade_pending(options, exam_cache, students, digests, journal, progress)
        before = _points_before(options.out)
        unchanged = journal.digests_of(map(students.earlier.line, students.kept))
        outdated = sum(journal.fingerprints(each) != exam_cache.fingerprints for each in unchanged)
        _write_results(students, journal, digests)
        journal.compact([*digests.values(), *unchanged])
        grades = Results(options.out)
        progress.table(grades)
        changed = reused < len(digests)
        written = write_run_files(
            exam_cache, students, grades, progress, changed=changed, fresh=options.fresh
        )
        points = list(read_points(options.out))
        statuses = Counter(each.status for each in points)
        return RunSummary(
            assignment=assignment.name,
            exercises=exam_cache.exercises,
            seed=run.seed,
            isolation=options.isolation,
            graded=statuses["graded"],
            grader_errors=statuses["grader_error"],
            reused=reused,
            kept=len(students.kept),
            seconds=time.monotonic() - began,
            files=written.files,
            changes=points_changes(before, points, written.changes),
            notices=(
                *students.renamed,
                *earlier_notices(students, run, outdated),
                *written.notices,
                *roster_notices(found, frozenset(students.kept), assignment.due),
            ),
            refused=[message["en"] for message in found.refused],
        )


def _grade_pending(
    options: GradeOptions,
    exam_cache: ExamCache,
    students: StudentsOfRun,
    digests: Mapping[str, str],
    journal: Journal,
    progress: ConsoleReporter,
) -> int:
    """Grade submissions without a valid result into the journal; return how many had one."""
    submitted, ordered = list(students.submitted.values()), list(digests.values())
    everything = list(range(len(ordered)))
    todo = everything if options.fresh else needs_grading(journal, ordered, exam_cache)
    name, run = exam_cache.assignment.name, exam_cache.run
    title = (name, count(exam_cache.exercises, "exercise"), count(len(ordered), "submission"))
    progress.begin(f"{' · '.join(title)} · seed {run.seed}", len(ordered), len(ordered) - len(todo))
    if todo:
        root, library, keys = exam_cache.course.root, exam_cache.library, exam_cache.exam.keys
        refuse_unsound(root, exam_cache.assignment, library, keys, run.seed, only_points=True)
        fingerprints = {} if options.fresh else exam_cache.fingerprints
        tasks = PendingTasks(todo, submitted, ordered, journal, fingerprints)
        for index, result in _execute(options, exam_cache, tasks):
            if isinstance(result, LostTask):
                student, fault = submitted[todo[index]].student, GraderError(result.why)
                result = to_json_line(grader_error(student, exam_cache.exam, fault))
            journal.append([(ordered[todo[index]], result)], exam_cache.fingerprints)
            progress.advance()
    return len(ordered) - len(todo)


def _execute(
    options: GradeOptions, exam_cache: ExamCache, tasks: Sequence[GradeTask]
) -> Iterator[tuple[int, Any]]:
    """Yield the index of each task with its line, or LostTask."""
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
        workers = options.workers or os.cpu_count() or 1
        yield from run_local(factory, tasks, workers, hanging_seconds=hanging)


def _write_results(students: StudentsOfRun, journal: Journal, digests: Mapping[str, str]) -> None:
    """Write results.jsonl from the journal and from kept lines, by student."""
    earlier = students.earlier
    with atomic_open(earlier.out / RESULTS) as file:
        for student in sorted([*digests, *students.kept]):
            digest = digests.get(student)
            line = journal.cached_result(digest) if digest else earlier.line(student)
            file.write(f"{line}\n".encode())


def _refuse_results_among(submissions: Path, out: Path) -> None:
    """Refuse to write among the submissions: the next run would take that for a student's work."""
    if submissions.is_dir() and out.resolve().is_relative_to(submissions.resolve()):
        raise UserError(
            f"{out}: is inside {submissions}, so all its files would be read as submissions.\n"
            "  Name a folder outside it: --out OUT"
        )


def _start_run(
    options: GradeOptions, course: Course, before: RunConfig | None, kept: Sequence[str]
) -> RunConfig:
    """This run's record; without --seed a folder keeps the seed that it started with.

    kept: with --fresh, the seed is kept only if other students keep their grades.
    """
    seed, secret = options.seed, new_secret() if options.seed_per_student else ""
    resumed = before is not None and before.assignment == options.assignment
    if before and resumed and seed is None and (kept or not options.fresh):
        seed = before.seed
        if options.seed_per_student and before.secret:
            secret = before.secret
    if seed is None:
        seed = class_seed(course.root / NBGRADER_FOLDER, options.assignment)
    run = RunConfig(
        assignment=options.assignment,
        seed=seed,
        isolation=options.isolation,
        language=course.chosen_language(options.language),
        submissions=str(options.submissions.resolve()),
        secret=secret,
    )
    write_atomically(options.out / RUN, json.dumps(asdict(run), indent=2) + "\n")
    return run


def _points_before(out: Path) -> Mapping[str, float | None]:
    try:
        return {each.student: each.points for each in read_points(out)}
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
        written = write_outputs(context, Results(out))
    return written.files.get("report", str(out))
