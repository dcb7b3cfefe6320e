"""Write OUT/grades.csv: one line per student, with final points and columns for each exercise.

Final points include manual marks and late penalties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from autograder.grading.store.csv_table import CellValue, write_table
from autograder.models import Grade, ManualMark, SubmissionInfo, Verdict

GRADES = "grades.csv"
# The columns of a student and of each exercise: their names and values.
_STUDENT: dict[str, Callable[[Grade, SubmissionInfo], CellValue]] = {
    "student": lambda grade, _: grade.student,
    "assignment": lambda grade, _: grade.assignment,
    "status": lambda grade, _: grade.status,
    "points": lambda grade, _: grade.points,
    "max_points": lambda grade, _: grade.max_points,
    "needs_manual": lambda grade, _: _listed(grade.needs_manual),
    "file": lambda grade, _: grade.file,
    "notes": lambda grade, _: _listed(grade.notes),
    "name": lambda grade, info: info.name or grade.student,
    "section": lambda _, info: info.section or None,
    "attempt": lambda _, info: float(info.attempt),
    "late": lambda _, info: {True: "yes", False: "no", None: None}[info.late],
    "submitted_at": lambda _, info: info.submitted_at or None,
    "due": lambda _, info: info.due or None,
    "penalty": lambda grade, _: grade.penalty,
}
_EXERCISE: dict[str, Callable[[Verdict | None, ManualMark, bool], CellValue]] = {
    "points": lambda verdict, mark, _: _points(verdict, mark),
    "status": lambda verdict, mark, waits: _status(verdict, mark, waits),
    "diagnosis": lambda verdict, *_: _listed(verdict.diagnosis) if verdict else None,
    "carried": lambda verdict, *_: _carried(verdict) if verdict else None,
    "by_hand": lambda _, mark, __: "no" if mark.points is None else "yes",
    "extra": lambda _, mark, __: mark.extra or None,
    "comment": lambda _, mark, __: mark.comment or None,
}


def write_grades(
    grades: Iterable[Grade],
    exercises: Sequence[str],
    out: Path,
    infos: Mapping[str, SubmissionInfo],
) -> Path:
    """Write OUT/grades.csv and return its path.

    grades: final grades. infos: see `RunContext.infos`.
    exercises: all of the assignment in course order, including those graded manually.
    """
    path = out / GRADES
    # No byte order mark: in programs that read plain UTF-8 it would become part of the first
    # column's name. Excel gets a file with one, see `excel.py`.
    write_table(path, rows(grades, exercises, infos))
    return path


def rows(
    grades: Iterable[Grade], exercises: Sequence[str], infos: Mapping[str, SubmissionInfo]
) -> Iterator[list[CellValue]]:
    """The table's header and a line for each grade. infos: the platform's data, by student."""
    yield [*_STUDENT, *(f"{name}.{column}" for name in exercises for column in _EXERCISE)]
    for grade in grades:
        yield _row(grade, exercises, infos.get(grade.student, SubmissionInfo()))


def _row(grade: Grade, exercises: Sequence[str], info: SubmissionInfo) -> list[CellValue]:
    row = [value(grade, info) for value in _STUDENT.values()]
    for name in exercises:
        verdict, mark = grade.exercises.get(name), grade.marks.get(name, ManualMark())
        waits = name in grade.needs_manual
        row += [value(verdict, mark, waits) for value in _EXERCISE.values()]
    return row


def _points(verdict: Verdict | None, mark: ManualMark) -> float | None:
    return verdict.points if verdict and verdict.status != "grader_error" else mark.points


def _status(verdict: Verdict | None, mark: ManualMark, waits: bool) -> str:
    """waits: whether the exercise still has to be graded manually."""
    if verdict is not None:
        return verdict.status
    return "needs_manual" if waits else "marked" if mark.points is not None else "grader_error"


def _carried(verdict: Verdict) -> str:
    return _listed(verdict.carried_from) or "yes" if verdict.carried else "no"


def _listed(names: Sequence[str]) -> str:
    return " ".join(names)
