"""Write OUT/grades.csv.

OUT/grades.csv, written by every run: one line a student, and of each exercise its points,
its status, what was diagnosed, and whether a mistake was carried forward.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from autograder.grading.store.class_list import read_class_list
from autograder.grading.store.csv_table import CellValue, write_table
from autograder.models import Grade, SubmissionInfo, Verdict

GRADES = "grades.csv"
_FIRST = (
    "student",
    "assignment",
    "status",
    "points",
    "max_points",
    "needs_manual",
    "file",
    "notes",
    "name",
    "section",
    "attempt",
    "late",
    "submitted_at",
)
_EACH = ("points", "status", "diagnosis", "carried")


def write_grades(grades: Iterable[Grade], exercises: Sequence[str], out: Path) -> Path:
    """Write OUT/grades.csv and return its path.

    exercises: all of the assignment in course order; those marked by a person too.
    """
    path = out / GRADES
    # No byte order mark: it would become part of the first column's name for whoever reads
    # the file as UTF-8. Excel gets a file with one, see `excel.py`.
    write_table(path, rows(grades, exercises, read_class_list(out)))
    return path


def rows(
    grades: Iterable[Grade], exercises: Sequence[str], infos: Mapping[str, SubmissionInfo]
) -> Iterator[list[CellValue]]:
    """The table's head and a line for each grade. infos: the platform's information, by student."""
    yield [*_FIRST, *(f"{name}.{column}" for name in exercises for column in _EACH)]
    for grade in grades:
        yield _row(grade, exercises, infos.get(grade.student, SubmissionInfo()))


def _row(grade: Grade, exercises: Sequence[str], info: SubmissionInfo) -> list[CellValue]:
    row: list[CellValue] = [
        grade.student,
        grade.assignment,
        grade.status,
        grade.points,
        grade.max_points,
        _listed(grade.needs_manual),
        grade.file,
        _listed(grade.notes),
        info.name or grade.student,
        info.section or None,
        float(info.attempt),
        {True: "yes", False: "no", None: None}[info.late],
        info.submitted_at or None,
    ]
    for name in exercises:
        row += _cells(grade, name, grade.exercises.get(name))
    return row


def _cells(grade: Grade, name: str, verdict: Verdict | None) -> list[CellValue]:
    if verdict is None:
        manual = name in grade.needs_manual
        return [None, "needs_manual" if manual else "grader_error", None, None]
    known = verdict.status != "grader_error"
    return [
        verdict.points if known else None,
        verdict.status,
        _listed(verdict.diagnosis),
        _listed(verdict.carried_from) or "yes" if verdict.carried else "no",
    ]


def _listed(names: Sequence[str]) -> str:
    return " ".join(names)
