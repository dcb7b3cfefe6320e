"""Write the files of a run besides its results, or keep those of an earlier run.

OUT/.written.json records the results, marks and course that they were made from. A run with
nothing to do compares it and writes nothing. Its paths are relative, so OUT can be moved.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.batch.console import ConsoleReporter
from autograder.batch.outputs import OutputFiles, write_outputs
from autograder.batch.students_of_run import StudentsOfRun
from autograder.errors import UserError
from autograder.files import write_atomically
from autograder.grading.store.class_list import CLASS_LIST, write_class_list
from autograder.grading.store.exam_cache import ExamCache
from autograder.grading.store.gradebook_marks import read_marks
from autograder.grading.store.history import append_run
from autograder.grading.store.results import RESULTS, Results
from autograder.grading.store.run_config import RunConfig
from autograder.grading.store.run_context import RunContext
from autograder.grading.store.submitted_files import archive_submissions
from autograder.report.class_report.class_rows import STUDENTS, student_page_name
from autograder.report.rendering import feedback_path, remove_feedback

OUTPUTS = ".written.json"


def write_run_files(
    exam_cache: ExamCache,
    students: StudentsOfRun,
    grades: Results,
    progress: ConsoleReporter,
    *,
    changed: bool,
    fresh: bool,
) -> OutputFiles:
    """Write pages, gradebook and tables; keep an earlier run's if nothing has changed.

    changed: whether something was graded. fresh: whether pages of an earlier run are written again.
    """
    out, run, assignment = students.earlier.out, exam_cache.run, exam_cache.assignment
    write_class_list(
        out, students.submitted.values(), students.dropped, by_roster=students.by_roster
    )
    files = _earlier_files(out, exam_cache.fingerprint, run)
    if files is not None and not changed:
        return OutputFiles(files)
    (out / OUTPUTS).unlink(missing_ok=True)  # until they are written, nothing is known about them
    for student in students.dropped:
        remove_feedback(out, student, assignment.name)
    submitted = students.submitted
    graded = ((submitted[each.student], each) for each in grades if each.student in submitted)
    append_run(out, assignment.name, grades, archive_submissions(out, graded), students.kept)
    progress.stage("writing pages")
    context = RunContext(
        exam_cache.course,
        assignment,
        run,
        out,
        fingerprints=exam_cache.fingerprints,
        course_print="" if fresh else exam_cache.fingerprint,
    )
    written = write_outputs(context, grades)
    inside = {name: _within(out, Path(path)) for name, path in written.files.items()}
    noted = {"of": _fingerprint(out, exam_cache.fingerprint, run), "files": inside}
    write_atomically(out / OUTPUTS, json.dumps(noted) + "\n")
    return written


def _earlier_files(out: Path, course_print: str, run: RunConfig) -> dict[str, str] | None:
    """What an earlier run wrote from the same results and course, if all of it exists."""
    try:
        noted = json.loads((out / OUTPUTS).read_text(encoding="utf-8"))
        files = {name: out / path for name, path in noted["files"].items()}
        if noted["of"] != _fingerprint(out, course_print, run):
            return None
        whole = all(path.exists() for path in (*files.values(), *_pages(out)))
        return {name: str(path) for name, path in files.items()} if whole else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _within(out: Path, path: Path) -> str:
    """A path relative to OUT; unchanged if it is elsewhere."""
    return str(path.relative_to(out)) if path.is_relative_to(out) else str(path.absolute())


def _pages(out: Path) -> Iterator[Path]:
    """The pages of every student."""
    with (out / RESULTS).open("rb") as lines:
        for line in lines:
            grade = json.loads(line)
            yield feedback_path(out, grade["student"], grade["assignment"])
            yield out / STUDENTS / student_page_name(grade["student"])


def _fingerprint(out: Path, course_print: str, run: RunConfig) -> list[Any]:
    digests = []
    for name in (RESULTS, CLASS_LIST):
        with (out / name).open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
    try:
        marks = repr(read_marks(out, run.assignment))
    except UserError as error:
        marks = str(error)
    digests.append(hashlib.sha256(marks.encode("utf-8", "backslashreplace")).hexdigest())
    return [*digests, course_print, asdict(run)]
