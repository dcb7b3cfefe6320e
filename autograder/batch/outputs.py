"""Write the output files of a run other than results.jsonl.

All of them are made from the grades alone, so that `autograder report` can make them
again at any time. Files for single students are made on all processors.
"""

from __future__ import annotations

import shlex
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder.batch.local_executor import in_background, parallel_map
from autograder.errors import CourseError, GraderError, UserError, install_extra, missing_package
from autograder.grading.store.gradebook_marks import GRADEBOOK, GradebookMarks, read_marks
from autograder.grading.store.grades_csv import write_grades
from autograder.grading.store.results import RESULTS, Results
from autograder.grading.store.run_context import RunContext
from autograder.models import Grade
from autograder.report.class_report.class_report import ClassReport
from autograder.report.class_report.page_record import PageRecord
from autograder.report.exercise_texts import ExerciseTexts
from autograder.report.feedback_page import page_of_run, write_student_page
from autograder.report.rendering import FEEDBACK

_SEVERAL = 3  # errors of the same kind that are listed
_FEW = 30  # students whose pages are made here: other processes would load the templates again


@dataclass
class OutputFiles:
    """What was written, by name, and what went wrong.

    changes: of points in the gradebook. notices: other things that the TA should know.
    """

    files: dict[str, str] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    faults: list[str] = field(default_factory=list)


def write_outputs(context: RunContext, grades: Sequence[Grade]) -> OutputFiles:
    """Write every file.

    Raises GraderError if one of them cannot be made, after writing the others.
    """
    written = OutputFiles()
    with_gradebook = context.fingerprints is not None
    context = _with_marks(context, written)
    if with_gradebook and _pages_need_gradebook(context):
        _note_gradebook(_make_gradebook(context), context, written)
        context = _with_marks(context, written)
        with_gradebook = False
    beside = in_background(partial(_make_gradebook, context)) if with_gradebook else nullcontext()
    with beside as gradebook:
        record = _write_pages(context, context.final(grades), written)
        if gradebook:
            _note_gradebook(gradebook(), context, written)
    if written.faults:
        raise GraderError(
            f"{context.out}: every grade is safe in results.jsonl, but not every file could be "
            "written.\n"
            f"  Fix the problems below, then: {_retry_advice(written.faults, context)}\n"
            + "\n".join([*written.faults, *(f"changed: {each}" for each in written.changes)])
        )
    record.save()
    written.files["results"] = str(context.out / RESULTS)
    shown = ("results", "feedback", "report", "grades", "gradebook")
    written.files = {name: written.files[name] for name in shown if name in written.files}
    return written


def _pages_need_gradebook(context: RunContext) -> bool:
    """Whether writing the gradebook changes what pages show.

    It reopens marks of answers that have changed, and an nbgrader plugin may deduct points.
    """
    plugin = context.assignment.late is None
    fined = plugin and any(info.late for info in context.infos.values())
    return bool(context.gradebook.marks or context.gradebook.penalties or fined)


def _with_marks(context: RunContext, written: OutputFiles) -> RunContext:
    """The context with manual marks; if they cannot be read, without them and with a fault."""
    try:
        return replace(context, known_gradebook=read_marks(context.out, context.assignment.name))
    except UserError as error:
        written.faults.append(f"marks by hand: {error}")
        return replace(context, known_gradebook=GradebookMarks())


def _write_pages(context: RunContext, grades: Sequence[Grade], written: OutputFiles) -> PageRecord:
    """Write each student's pages, and the files for the whole class."""
    report = ClassReport(context, grades)
    record = PageRecord(context, report)
    faulty: Counter[str] = Counter()
    for student, pages in _write_students(context, grades, report, record):
        for name, result in pages.items():
            if isinstance(result, _WriteError):
                faulty[name] += 1
                if faulty[name] <= _SEVERAL:
                    written.faults.append(f"{name}: {result.says}")
            elif name == "report":
                report.add(student, result)
    if not faulty["feedback"]:
        written.files["feedback"] = str(context.out / FEEDBACK)
    points = list(context.assignment.points)
    class_files: dict[str, Callable[[], Path]] = {
        "report": report.write,
        "grades": lambda: write_grades(report.briefly, points, context.out, context.infos),
    }
    for name, make in class_files.items():
        result = _attempt(make)
        if isinstance(result, _WriteError):
            written.faults.append(f"{name}: {result.says}")
        else:
            written.files[name] = str(result)
    return record


def _write_students(
    context: RunContext, grades: Sequence[Grade], report: ClassReport, record: PageRecord
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each student whose pages were made or whose code was read, with the result."""
    known = set()
    for student, code in record.known_codes():
        report.add(student, code)
        known.add(student)
    todo = [number for number, grade in enumerate(report.briefly) if grade.student not in known]

    def write(index: int) -> tuple[str, dict[str, Any]]:
        number = todo[index]
        grade = grades[number]
        if record.stands(grade.student):
            return grade.student, {"report": _attempt(lambda: report.code_to_compare(grade))}
        return grade.student, {
            "feedback": _attempt(lambda: write_feedback(context, report.texts, grade)),
            "report": _attempt(lambda: report.write_student(number, grade)),
        }

    if len(todo) <= _FEW:
        yield from map(write, range(len(todo)))
    else:
        yield from (made for _, made in parallel_map(write, len(todo)))


def _retry_advice(faults: Sequence[str], context: RunContext) -> str:
    """The commands that regenerate the missing files."""
    of_gradebook = [fault.startswith("gradebook:") for fault in faults]
    commands = [] if all(of_gradebook) else [_command("report", context)]
    if any(of_gradebook):
        commands.append(_export(context))
    return " && ".join(commands)


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
    """Why one file could not be made, in a form that passes between our processes."""

    says: str

    @classmethod
    def of(cls, fault: Exception) -> _WriteError:
        if isinstance(fault, UserError):
            return cls(str(fault))
        if isinstance(fault, OSError) and fault.strerror:  # a full disk, a stray file in the way
            return cls(f"{fault.filename or 'a file'}: cannot be written: {fault.strerror}.")
        return cls("".join(traceback.format_exception(fault, limit=-2)))


def _attempt(make: Callable[[], Any]) -> Any:
    try:
        return make()
    except Exception as fault:
        return _WriteError.of(fault)


def write_feedback(context: RunContext, texts: Mapping[str, ExerciseTexts], grade: Grade) -> None:
    """Write what one student gets to read. texts: of all exercises, see `assignment_texts`."""
    write_student_page(grade, page_of_run(context, texts, grade), context.out)


@dataclass(frozen=True)
class _Unavailable:
    """A file that cannot be made for this course or on this machine."""

    why: str


@dataclass(frozen=True)
class _Gradebook:
    """What was written, as text, so that reading it does not need SQLAlchemy."""

    path: str
    changes: tuple[str, ...]
    notices: tuple[str, ...]


def _make_gradebook(context: RunContext) -> _Gradebook | _Unavailable | _WriteError:
    """nbgrader's gradebook and the folders of formgrader, or why there is none."""
    if find_spec("nbgrader") is None:
        return _Unavailable(f"nbgrader is not installed.\n  {install_extra('nbgrader')}")
    try:
        from autograder.integrations.nbgrader.bulk_gradebook import write_gradebook

        done = write_gradebook(context, Results(context.out))
    except CourseError as error:  # such as a lesson that lacks an exercise
        return _Unavailable(str(error))
    except Exception as error:
        missing = (
            missing_package(error, "grade") if isinstance(error, ModuleNotFoundError) else None
        )
        return _WriteError.of(error) if missing is None else _Unavailable(str(missing))
    usual = context.out / GRADEBOOK  # the path as typed, like the other files
    path = usual if done.path == usual.absolute() else done.path
    return _Gradebook(str(path), tuple(map(str, done.changes)), done.notices)


def _note_gradebook(
    made: _Gradebook | _Unavailable | _WriteError, context: RunContext, written: OutputFiles
) -> None:
    if isinstance(made, _WriteError):
        written.faults.append(f"gradebook: {made.says}")
    elif isinstance(made, _Unavailable):
        written.notices += (f"no gradebook: {made.why}\n  Then: {_export(context)}",)
    else:
        written.files["gradebook"] = made.path
        written.changes = made.changes
        written.notices += made.notices
