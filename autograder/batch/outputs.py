"""Write the output files of a run other than results.jsonl.

All of them are made from the grades alone, so that `autograder report` can make them
again at any time. What is made for each student is made on all processors.
"""

from __future__ import annotations

import shlex
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from autograder.batch.local_executor import in_background, parallel_map
from autograder.batch.page_record import PageRecord
from autograder.errors import CourseError, GraderError, UserError, install_extra, missing_package
from autograder.grading.store.gradebook_marks import GradebookMarks, read_marks
from autograder.grading.store.grades_csv import write_grades
from autograder.grading.store.results import Results
from autograder.grading.store.run_context import RunContext
from autograder.models import Grade
from autograder.report.class_report.class_report import ClassReport
from autograder.report.exercise_texts import ExerciseTexts
from autograder.report.feedback_page import page_of_run, write_student_page
from autograder.report.rendering import FEEDBACK

_SEVERAL = 3  # errors of one kind that are listed
_FEW = 30  # pages that are made here: another process would first read the templates again


@dataclass
class OutputFiles:
    """What was written, by name, and what went wrong.

    changes: of points in the gradebook. notices: what the TA should know all the same.
    """

    files: dict[str, str] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    faults: list[str] = field(default_factory=list)


def write_outputs(context: RunContext, grades: Sequence[Grade]) -> OutputFiles:
    """Write every file.

    Raises GraderError if one of them cannot be made: the others are written all the same.
    """
    written = OutputFiles()
    out = context.out
    automatic, results = grades, []
    context = _with_marks(context, written)
    if context.fingerprints is not None and _pages_need_gradebook(context):
        results.append(_attempt("gradebook", lambda: _write_gradebook(context, automatic)))
        context = _with_marks(replace(context, fingerprints=None), written)
    grades = context.final(automatic)
    class_files = ClassReport(context, grades)
    record = PageRecord(context, class_files)
    faulty: dict[str, int] = {}
    left = len(grades)
    for name, result in chain(results, _write_all(context, class_files, record, grades)):
        if isinstance(result, _WriteError):
            faulty[name] = faulty.get(name, 0) + 1
            if faulty[name] <= _SEVERAL:
                written.faults.append(f"{name}: {result.says}")
        elif isinstance(result, _Unavailable):
            written.notices += (f"no {name}: {result.why}\n  Then: {_export(context)}",)
        elif name == "gradebook":
            written.files[name], written.changes, notices = result
            written.notices += notices
        elif name == "report":
            class_files.add(result)
        if name == "report":
            left -= 1
            if not left:  # the gradebook may still be in the making
                _write_class_files(context, class_files, written)
    if not grades:
        _write_class_files(context, class_files, written)
    written.files |= {"feedback": str(out / FEEDBACK)} if "feedback" not in faulty else {}
    if written.faults:
        raise GraderError(
            f"{out}: every grade is safe in results.jsonl, but not every file could be written.\n"
            f"  Fix the problems below, then: {_retry_advice(written.faults, context)}\n"
            + "\n".join([*written.faults, *(f"changed: {each}" for each in written.changes)])
        )
    record.save()
    options = ("feedback", "report", "grades", "gradebook")
    written.files = {name: written.files[name] for name in options if name in written.files}
    return written


def _pages_need_gradebook(context: RunContext) -> bool:
    """Whether writing the gradebook changes what pages show.

    It reopens marks of answers that have changed, and a plugin of nbgrader's takes points.
    """
    plugin = context.assignment.late is None
    fined = plugin and any(info.late for info in context.infos.values())
    return bool(context.marks.marks or context.marks.penalties or fined)


def _with_marks(context: RunContext, written: OutputFiles) -> RunContext:
    """The context with the marks by hand; without them, and a fault, if they cannot be read."""
    try:
        return replace(context, book=read_marks(context.out, context.assignment.name))
    except UserError as error:
        written.faults.append(f"marks by hand: {error}")
        return replace(context, book=GradebookMarks())


def _write_class_files(context: RunContext, class_files: ClassReport, written: OutputFiles) -> None:
    """The files that are one for the class."""
    points = list(context.assignment.points)
    whole: dict[str, Callable[[], Path]] = {
        "report": class_files.write,
        "grades": lambda: write_grades(class_files.briefly, points, context.out, context.infos),
    }
    for name, write in whole.items():
        try:
            written.files[name] = str(write())
        except Exception as fault:
            written.faults.append(f"{name}: {_WriteError.of(fault).says}")


def _retry_advice(faults: Sequence[str], context: RunContext) -> str:
    """The commands that regenerate the missing files."""
    gradebook = [fault.startswith("gradebook:") for fault in faults]
    pages = [] if all(gradebook) else [_command("report", context)]
    return " && ".join(pages + any(gradebook) * [_export(context)])


def _export(context: RunContext) -> str:
    return f"{_command('export', context)} --to nbgrader"


def _command(verb: str, context: RunContext) -> str:
    """The CLI command for this folder, relative to where the run was started."""
    arguments = ["autograder", verb, str(context.out)]
    if context.course.root.resolve() != Path.cwd():
        arguments += ["--course", str(context.course.root)]
    return shlex.join(arguments)


@dataclass(frozen=True)
class _WriteError:
    """Why one file could not be made, as it crosses from one process of ours to another."""

    says: str

    @classmethod
    def of(cls, fault: Exception) -> _WriteError:
        if isinstance(fault, UserError):
            return cls(str(fault))
        if isinstance(fault, OSError) and fault.strerror:  # a full disk, a stray file in the way
            return cls(f"{fault.filename or 'a file'}: cannot be written: {fault.strerror}.")
        return cls("".join(traceback.format_exception(fault, limit=-2)))


def _write_all(
    context: RunContext, class_files: ClassReport, record: PageRecord, grades: Sequence[Grade]
) -> Iterator[tuple[str, Any]]:
    """All that is made for one student, for one after another; the gradebook beside it."""
    first = int(context.fingerprints is not None)

    def gradebook() -> tuple[str, Any]:
        automatic = Results(context.out)
        return _attempt("gradebook", lambda: _write_gradebook(context, automatic))

    def make(task: int) -> list[tuple[str, Any]]:
        if task < first:
            return [gradebook()]
        grade = grades[task - first]
        if record.stands(grade.student):
            return [_attempt("report", lambda: class_files.code_of(grade))]
        return [
            _attempt("feedback", lambda: write_feedback(context, class_files.texts, grade)),
            _attempt("report", lambda: class_files.write_student(task - first, grade)),
        ]

    if len(grades) > _FEW:
        for _, results in parallel_map(make, first + len(grades)):
            yield from results
        return
    with in_background(gradebook) if first else nullcontext() as written:
        for task in range(first, first + len(grades)):
            yield from make(task)
        if written:
            yield written()


def _attempt(name: str, make: Callable[[], Any]) -> tuple[str, Any]:
    try:
        return name, make()
    except Exception as fault:
        return name, _WriteError.of(fault)


def write_feedback(context: RunContext, texts: Mapping[str, ExerciseTexts], grade: Grade) -> None:
    """What one student gets to read. texts: of all exercises, see `assignment_texts`."""
    write_student_page(grade, page_of_run(context, texts, grade), context.out)


@dataclass(frozen=True)
class _Unavailable:
    """A file that this course or this machine cannot have."""

    why: str


def _write_gradebook(
    context: RunContext, grades: Sequence[Grade]
) -> tuple[str, tuple[str, ...], tuple[str, ...]] | _Unavailable:
    """nbgrader's gradebook and the folders of formgrader: where, what changed, and notices."""
    if find_spec("nbgrader") is None:
        return _Unavailable(f"nbgrader is not installed.\n  {install_extra('nbgrader')}")
    from autograder.integrations.nbgrader.bulk_gradebook import GRADEBOOK, write_gradebook

    try:
        done = write_gradebook(context, grades)
    except CourseError as error:  # such as a lesson that lacks an exercise
        return _Unavailable(str(error))
    except ModuleNotFoundError as error:
        if (missing := missing_package(error, "grade")) is None:
            raise
        return _Unavailable(str(missing))
    usual = context.out / GRADEBOOK  # as it was typed, like the other files
    place = usual if done.path == usual.absolute() else done.path
    return str(place), tuple(map(str, done.changes)), done.notices
