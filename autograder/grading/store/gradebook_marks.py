"""Read manual marks from nbgrader's gradebook: points, extra credit, comments.

formgrader writes OUT/gradebook.db, or the database named by $NBGRADER_DB_URL. It is read in its
current state and never changed here. nbgrader need not be installed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from autograder.errors import UserError
from autograder.models import ManualMark

GRADEBOOK = "gradebook.db"  # nbgrader's, next to the results
NBGRADER_FOLDER = "grading"  # its course folder, within an output folder and within a course
DATABASE_VARIABLE = "NBGRADER_DB_URL"
CHECK_SUFFIX = "-check"  # of the cell that holds an automatic exercise's points
_WAIT_SECONDS = 5
_FROM = """
    FROM {table} x JOIN base_cell c ON c.id = x.cell_id
    JOIN submitted_notebook n ON n.id = x.notebook_id
    JOIN submitted_assignment s ON s.id = n.assignment_id
    JOIN assignment a ON a.id = s.assignment_id WHERE a.name = :name
"""
_GRADES = (
    "SELECT s.student_id, c.name, x.manual_score, x.auto_score, x.extra_credit, "
    "x.needs_manual_grade" + _FROM.format(table="grade")
)
_COMMENTS = (
    "SELECT s.student_id, c.name, x.manual_comment"
    + _FROM.format(table="comment")
    + "AND x.manual_comment IS NOT NULL"
)
_PENALTIES = (
    "SELECT s.student_id, n.late_submission_penalty FROM submitted_notebook n "
    "JOIN submitted_assignment s ON s.id = n.assignment_id JOIN assignment a "
    "ON a.id = s.assignment_id WHERE a.name = :name AND n.late_submission_penalty IS NOT NULL"
)
_DUE = "SELECT duedate FROM assignment WHERE name = :name"
_QUERIES = (_GRADES, _COMMENTS, _PENALTIES, _DUE)


@dataclass(frozen=True)
class GradebookMarks:
    """What the gradebook holds for one assignment besides the automatic points.

    marks: by student and exercise. settled: scores of written answers that need no review, by
        student. marked: exercises in which at least one student has manual points.
    penalties: points deducted for lateness, by student. due: as formgrader knows it.
    """

    marks: Mapping[str, Mapping[str, ManualMark]] = field(default_factory=dict)
    settled: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    marked: tuple[str, ...] = ()
    penalties: Mapping[str, float] = field(default_factory=dict)
    due: datetime | None = None


def read_marks(out: Path, assignment: str) -> GradebookMarks:
    """The marks of an assignment; empty if there is no gradebook.

    Raises UserError if the gradebook cannot be read: exports without marks would look complete.
    """
    url = os.environ.get(DATABASE_VARIABLE, "")
    path = out / GRADEBOOK
    if not url and not path.is_file():
        return GradebookMarks()
    try:
        if url and not url.startswith("sqlite:///"):
            return _from_server(url, assignment)
        return _from_file(Path(url.removeprefix("sqlite:///")) if url else path, assignment)
    except Exception as error:
        where = path if not url else f"the database of ${DATABASE_VARIABLE}"
        raise UserError(
            f"{where}: marks by hand cannot be read ({type(error).__name__}: "
            f"{str(error).splitlines()[0] if str(error) else ''}).\n"
            "  Put a copy of it in its place, or move it away: the marks in it are then not part "
            "of pages and exports."
        ) from error


_Rows = Iterable[Any]


def _from_file(path: Path, assignment: str) -> GradebookMarks:
    if not path.is_file():
        return GradebookMarks()
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "submitted_notebook" not in tables:
            return GradebookMarks()  # nbgrader has just created it
        named = {"name": assignment}
        return _marks(*(connection.execute(query, named).fetchall() for query in _QUERIES))


def _from_server(url: str, assignment: str) -> GradebookMarks:
    import sqlalchemy as sa

    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            if not sa.inspect(connection).has_table("submitted_notebook"):
                return GradebookMarks()  # a new database, still empty
            named = {"name": assignment}
            queries = map(sa.text, _QUERIES)
            return _marks(*(connection.execute(query, named).fetchall() for query in queries))
    finally:
        engine.dispose()


def _marks(grades: _Rows, comments: _Rows, penalties: _Rows, due: _Rows) -> GradebookMarks:
    marks: dict[str, dict[str, ManualMark]] = {}
    settled: dict[str, dict[str, float]] = {}
    marked = set()
    said = {(student, name): text for student, name, text in comments if text.strip()}
    for student, cell, manual, automatic, extra, needs in grades:
        name = cell.removesuffix(CHECK_SUFFIX)
        comment = said.pop((student, name), "")
        if manual is not None:
            marked.add(name)
        if manual is not None or extra or comment:
            marks.setdefault(student, {})[name] = ManualMark(manual, extra or 0.0, comment)
        score = automatic if manual is None else manual
        if score is not None and not needs:
            settled.setdefault(student, {})[name] = score
    for (student, name), comment in said.items():
        marks.setdefault(student, {})[name] = ManualMark(comment=comment)
    return GradebookMarks(
        marks, settled, tuple(sorted(marked)), dict(map(tuple, penalties)), _due(due)
    )


def _due(rows: _Rows) -> datetime | None:
    """The due time: nbgrader stores UTC without a zone, and SQLite returns it as text."""
    for (value,) in rows:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.replace(tzinfo=UTC) if moment else None
    return None
