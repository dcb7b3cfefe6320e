"""Bulk-write scores and comments to the gradebook without touching manual ones.

A row is written if the automatic score or comment has changed. Manual scores, a person's
comments, extra credit and flags are never part of a statement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from autograder.integrations.nbgrader.database import insert_new
from autograder.integrations.nbgrader.schema import (
    COMMENT,
    GRADE,
    STUDENT,
    SUBMISSION,
    SUBMITTED_NOTEBOOK,
    AssignmentRows,
    add_missing_rows,
    new_id,
)
from autograder.integrations.nbgrader.score_changes import ScoreChange

CHUNK = 200  # submissions per statement


@dataclass(frozen=True)
class SubmissionScores:
    """All scores and comments of one submission, by the names of nbgrader's cells.

    timestamp: time of submission, naive UTC; None if unknown.
    scores: automatic ones; None if there is none and a person has to give it.
    reopened: cells that a person has marked and whose content has changed since.
    why: the reasons for changed points, by grade cell.
    previous: the points in the graded notebook. They differ from the database's if a run was
        killed after writing one and before writing the other.
    """

    student: str
    timestamp: datetime | None
    scores: Mapping[str, float | None]
    comments: Mapping[str, str | None]
    reopened: frozenset[str] = frozenset()
    why: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, float] = field(default_factory=dict)


def write_scores(
    connection: Connection, book: AssignmentRows, submissions: Sequence[SubmissionScores]
) -> list[ScoreChange]:
    """Write the scores of some submissions; return what has changed."""
    ordered = sorted(submissions, key=lambda each: each.student)  # so two writers never deadlock
    submitted = upsert_submissions(
        connection, book, {each.student: each.timestamp for each in ordered}
    )
    changes = _write_grade_rows(connection, book, ordered, submitted)
    existing = _existing(connection, COMMENT, book.solution_cells, submitted)
    comments = [
        {"key": row.id, "says": text}
        for submission in ordered
        for name, text in submission.comments.items()
        if (row := existing.get((submission.student, name))) is not None
        and row.auto_comment != text
    ]
    if comments:
        changed = sa.update(COMMENT).where(COMMENT.c.id == sa.bindparam("key"))
        connection.execute(changed.values(auto_comment=sa.bindparam("says")), comments)
    return changes


def upsert_submissions(
    connection: Connection, book: AssignmentRows, moments: Mapping[str, datetime | None]
) -> dict[str, str]:
    """Add students' submitted notebooks, with an empty row for every score.

    moments: the time of each student's submission.
    Returns the identifier of each student's notebook in the gradebook.
    """
    insert_new(connection, STUDENT, [{"id": name} for name in moments])
    about = {"assignment_id": book.assignment}
    rows = [
        {"id": new_id(), "student_id": name, "timestamp": moment, **about}
        for name, moment in moments.items()
    ]
    insert_new(connection, SUBMISSION, rows)
    query = sa.select(SUBMISSION.c.student_id, SUBMISSION.c.id, SUBMISSION.c.timestamp)
    mine = (SUBMISSION.c.assignment_id == book.assignment) & SUBMISSION.c.student_id.in_(moments)
    found = {row.student_id: row for row in connection.execute(query.where(mine))}
    later = [
        {"key": found[name].id, "moment": moment}
        for name, moment in moments.items()
        if found[name].timestamp != moment
    ]
    if later:
        changed = sa.update(SUBMISSION).where(SUBMISSION.c.id == sa.bindparam("key"))
        connection.execute(changed.values(timestamp=sa.bindparam("moment")), later)
    submitted = _notebooks(connection, book, {row.id: name for name, row in found.items()})
    add_missing_rows(connection, book, submitted.values())
    return submitted


def _notebooks(
    connection: Connection, book: AssignmentRows, submissions: Mapping[str, str]
) -> dict[str, str]:
    """Map each student to the submitted notebook's id."""
    about = {"notebook_id": book.notebook, "flagged": False}
    rows = [{"id": new_id(), "assignment_id": key, **about} for key in submissions]
    insert_new(connection, SUBMITTED_NOTEBOOK, rows)
    query = sa.select(SUBMITTED_NOTEBOOK.c.assignment_id, SUBMITTED_NOTEBOOK.c.id).where(
        SUBMITTED_NOTEBOOK.c.notebook_id == book.notebook,
        SUBMITTED_NOTEBOOK.c.assignment_id.in_(submissions),
    )
    found = connection.execute(query)
    return {submissions[row.assignment_id]: row.id for row in found}


def _existing(
    connection: Connection, table: Any, cells: Mapping[str, str], submitted: Mapping[str, str]
) -> dict[tuple[str, str], Any]:
    """The rows of these notebooks, by student and cell name."""
    students = {key: student for student, key in submitted.items()}
    names = {key: name for name, key in cells.items()}
    rows = connection.execute(sa.select(table).where(table.c.notebook_id.in_(list(students))))
    return {
        (students[row.notebook_id], names[row.cell_id]): row for row in rows if row.cell_id in names
    }


def _write_grade_rows(
    connection: Connection,
    book: AssignmentRows,
    submissions: Sequence[SubmissionScores],
    submitted: Mapping[str, str],
) -> list[ScoreChange]:
    existing = _existing(connection, GRADE, book.grade_cells, submitted)
    changes: list[ScoreChange] = []
    updates: list[dict[str, Any]] = []
    wanted = ((each, *score) for each in submissions for score in each.scores.items())
    for submission, name, points in wanted:
        row = existing.get((submission.student, name))
        if row is None:  # a cell that the gradebook does not know
            continue
        before = row.auto_score
        if before is not None and before == points:
            before = submission.previous.get(name, before)
        if before is not None and before != points:
            why = submission.why.get(name, "")
            changes.append(
                ScoreChange(submission.student, name, before, points, why, row.manual_score)
            )
        asked = points is None
        reopened = name in submission.reopened
        # A person who has marked an answer decides on its flag, unless the answer has changed.
        needs = row.needs_manual_grade if row.manual_score is not None else asked
        if row.auto_score != points or row.needs_manual_grade != (needs or reopened):
            updates.append({"key": row.id, "points": points, "asked": asked, "again": reopened})
    if updates:
        # The statement itself checks for a person's mark: formgrader may write one meanwhile.
        flag = sa.case(
            (sa.bindparam("again", type_=sa.Boolean), sa.true()),
            (GRADE.c.manual_score.is_not(None), GRADE.c.needs_manual_grade),
            else_=sa.bindparam("asked", type_=sa.Boolean),
        )
        connection.execute(
            sa.update(GRADE)
            .where(GRADE.c.id == sa.bindparam("key"))
            .values(auto_score=sa.bindparam("points"), needs_manual_grade=flag),
            updates,
        )
    return changes
