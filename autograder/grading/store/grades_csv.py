"""Write OUT/grades.csv.

OUT/grades.csv, written by every run: one line a student, and of each exercise its points,
its status, what was diagnosed, whether a mistake was carried forward, and what a person gave
for it. `points` are final: with marks by hand, and less what lateness takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from autograder.grading.store.csv_table import CellValue, write_table
from autograder.models import Grade, ManualMark, SubmissionInfo, Verdict

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
    "due",
    "penalty",
)
_EACH = ("points", "status", "diagnosis", "carried", "by_hand", "extra", "comment")


def write_grades(
    grades: Iterable[Grade],
    exercises: Sequence[str],
    out: Path,
    infos: Mapping[str, SubmissionInfo],
) -> Path:
    """Write OUT/grades.csv and return its path.

    grades: final ones. infos: see `RunContext.infos`.

    exercises: all of the assignment in course order; those marked by a person too.
    """
    path = out / GRADES
    # No byte order mark: it would become part of the first column's name for whoever reads
    # the file as UTF-8. Excel gets a file with one, see `excel.py`.
    write_table(path, rows(grades, exercises, infos))
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
        info.due or None,
        grade.penalty,
    ]
    for name in exercises:
        row += _cells(grade, name, grade.exercises.get(name))
    return row


def _cells(grade: Grade, name: str, verdict: Verdict | None) -> list[CellValue]:
    mark = grade.marks.get(name, ManualMark())
    given: list[CellValue] = [
        "no" if mark.points is None else "yes",
        mark.extra or None,
        mark.comment or None,
    ]
    if verdict is None:
        waits = name in grade.needs_manual
        marked = mark.points is not None
        status = "needs_manual" if waits else "marked" if marked else "grader_error"
        return [mark.points, status, None, None, *given]
    known = verdict.status != "grader_error"
    return [
        verdict.points if known else mark.points,
        verdict.status,
        _listed(verdict.diagnosis),
        _listed(verdict.carried_from) or "yes" if verdict.carried else "no",
        *given,
    ]


def _listed(names: Sequence[str]) -> str:
    return " ".join(names)
