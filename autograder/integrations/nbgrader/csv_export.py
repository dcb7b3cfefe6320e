"""`nbgrader export`: write the gradebook as CSV.

It has nbgrader's columns, quoted as CSV requires, so that a name with a comma stays in its
column. Students who submitted nothing, or have no score yet, get an empty score and a status,
never a zero.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    GradeCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.plugins import CsvExportPlugin
from sqlalchemy.orm import aliased

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "status",
)


class CsvExporter(CsvExportPlugin):  # type: ignore[misc]
    """One row per student and assignment; `status` qualifies the score."""

    def export(self, gradebook: Gradebook) -> None:
        path = Path(self.to or "grades.csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            table.writerows(self._rows(gradebook))
        self.log.info("Exported grades to %s", path)

    def _rows(self, gradebook: Gradebook) -> Iterator[dict[str, Any]]:
        chosen = {str(name) for name in self.student}
        query = sa.select(Student.id, Student.last_name, Student.first_name, Student.email)
        ordered = query.order_by(Student.last_name, Student.first_name, Student.id)
        students = [s for s in gradebook.db.execute(ordered) if not chosen or s.id in chosen]
        wanted = {str(name) for name in self.assignment}
        for assignment in gradebook.assignments:
            if wanted and assignment.name not in wanted:
                continue
            handed_in = _handed_in(gradebook, assignment)
            for student in students:
                yield {
                    "assignment": assignment.name,
                    "duedate": _time(assignment.duedate),
                    "student_id": student.id,
                    "last_name": student.last_name,
                    "first_name": student.first_name,
                    "email": student.email,
                    "max_score": assignment.max_score,
                    **handed_in.get(student.id, {"status": "not submitted"}),
                }


def _handed_in(gradebook: Gradebook, assignment: Assignment) -> dict[str, dict[str, Any]]:
    """What is known about each student's submission."""
    cell = GradeCell.__table__
    without = Grade.auto_score.is_(None) & Grade.manual_score.is_(None)
    late = aliased(SubmittedNotebook)
    penalties = (
        sa.select(sa.func.coalesce(sa.func.sum(late.late_submission_penalty), 0.0))
        .where(late.assignment_id == SubmittedAssignment.id)
        .scalar_subquery()
    )
    query = (
        sa.select(
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            sa.func.sum(Grade.score).label("score"),
            penalties.label("penalty"),
            sa.func.count().filter(~without).label("scored"),
            sa.func.count().filter(Grade.needs_manual_grade).label("asked"),
            sa.func.count().filter(without & (cell.c.cell_type == "code")).label("ungraded"),
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(cell, cell.c.id == Grade.cell_id, isouter=True)
        .where(SubmittedAssignment.assignment_id == assignment.id)
        .group_by(
            SubmittedAssignment.student_id, SubmittedAssignment.timestamp, SubmittedAssignment.id
        )
    )
    return {row.student_id: _row(row) for row in gradebook.db.execute(query)}


def _row(row: Any) -> dict[str, Any]:
    if row.ungraded or not row.scored:  # if a check has no score, the sum is unknown
        return {"timestamp": _time(row.timestamp), "status": "not graded"}
    return {
        "timestamp": _time(row.timestamp),
        "raw_score": row.score,
        "late_submission_penalty": row.penalty,
        "score": max(0.0, row.score - row.penalty),
        "status": "needs manual grading" if row.asked else "graded",
    }


def _time(moment: datetime | None) -> str:
    return "" if moment is None else str(moment)
