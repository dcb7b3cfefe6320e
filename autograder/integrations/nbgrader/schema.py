"""Upsert an assignment, its notebook and its cells in the gradebook.

They are the rows that `nbgrader generate_assignment` writes.
Cells that are added later also get rows in existing submissions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from autograder.course.assignment import Assignment
from autograder.integrations.nbgrader.database import insert_new
from autograder.integrations.nbgrader.notebook_layout import Node
from autograder.integrations.nbgrader.tables import metadata

_TABLES = metadata().tables
COURSE, ASSIGNMENT, NOTEBOOK = (_TABLES[n] for n in ("course", "assignment", "notebook"))
CELL, GRADE_CELL = _TABLES["base_cell"], _TABLES["grade_cells"]
SOLUTION_CELL, SOURCE_CELL = _TABLES["solution_cells"], _TABLES["source_cell"]
STUDENT, SUBMISSION = _TABLES["student"], _TABLES["submitted_assignment"]
SUBMITTED_NOTEBOOK, GRADE, COMMENT = (
    _TABLES[n] for n in ("submitted_notebook", "grade", "comment")
)

_CHUNK = 500  # identifiers in one statement


@dataclass(frozen=True)
class AssignmentRows:
    """One assignment in the database: identifiers by the names of its cells.

    due_change: a notice if course.yaml's due time replaced a different one.
    """

    assignment: str
    notebook: str
    grade_cells: Mapping[str, str]
    solution_cells: Mapping[str, str]
    due_change: str = ""


def new_id() -> str:
    """A new identifier in nbgrader's form."""
    return uuid4().hex


def as_utc(moment: datetime | None) -> datetime | None:
    """A time as nbgrader stores it, in naive UTC."""
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None)


def upsert_assignment(
    connection: Connection,
    course_id: str,
    assignment: Assignment,
    released: Node,
) -> AssignmentRows:
    """Add an assignment to the gradebook, or bring it up to date.

    assignment: its due time replaces one set in formgrader; if it has none, that one stays.
    released: the notebook as students receive it.
    """
    key, due_change = _assignment(connection, course_id, assignment.name, assignment.due)
    notebook = _notebook(connection, key, assignment.base, released)
    marked = [cell for cell in released["cells"] if "nbgrader" in cell["metadata"]]
    meta = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in marked}
    graded = {n: c for n, c in meta.items() if c["metadata"]["nbgrader"]["grade"]}
    solved = {n: c for n, c in meta.items() if c["metadata"]["nbgrader"]["solution"]}
    book = AssignmentRows(
        key,
        notebook,
        _cells(connection, notebook, "GradeCell", GRADE_CELL, graded),
        _cells(connection, notebook, "SolutionCell", SOLUTION_CELL, solved),
        due_change,
    )
    _sources(connection, notebook, meta)
    submitted = connection.execute(
        sa.select(SUBMITTED_NOTEBOOK.c.id).where(SUBMITTED_NOTEBOOK.c.notebook_id == notebook)
    ).scalars()
    add_missing_rows(connection, book, submitted.all())
    return book


def add_missing_rows(
    connection: Connection, book: AssignmentRows, submitted: Iterable[str]
) -> None:
    """Give submitted notebooks an empty grade and comment for each cell that has none."""
    wanted = list(submitted)
    for table, cells, empty in (
        (GRADE, book.grade_cells, {"needs_manual_grade": True}),
        (COMMENT, book.solution_cells, {}),
    ):
        there = _places(connection, table, wanted)
        rows = [
            {"id": new_id(), "notebook_id": one, "cell_id": cell, **empty}
            for one in wanted
            for cell in cells.values()
            if (one, cell) not in there
        ]
        insert_new(connection, table, rows)


def chunked(items: list[str]) -> Iterable[list[str]]:
    """The items in lists that are short enough for one statement."""
    return (items[i : i + _CHUNK] for i in range(0, len(items), _CHUNK))


def _places(connection: Connection, table: Any, submitted: list[str]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for part in chunked(submitted):
        query = sa.select(table.c.notebook_id, table.c.cell_id)
        rows = connection.execute(query.where(table.c.notebook_id.in_(part)))
        found.update((row.notebook_id, row.cell_id) for row in rows)
    return found


def _assignment(
    connection: Connection, course_id: str, name: str, due: datetime | None
) -> tuple[str, str]:
    """The identifier, and a notice about a due time that was replaced."""
    insert_new(connection, COURSE, [{"id": course_id}])
    row = {"id": new_id(), "name": name, "course_id": course_id, "duedate": as_utc(due)}
    insert_new(connection, ASSIGNMENT, [row])
    query = sa.select(ASSIGNMENT.c.id, ASSIGNMENT.c.duedate).where(ASSIGNMENT.c.name == name)
    found = connection.execute(query).one()
    now = as_utc(due)
    if now is None or found.duedate == now:
        return str(found.id), ""
    connection.execute(sa.update(ASSIGNMENT).where(ASSIGNMENT.c.name == name).values(duedate=now))
    was = f"{found.duedate} UTC" if found.duedate else "not set"
    return str(found.id), (
        f"{name}: the due time in the gradebook was {was}; that of course.yaml, {now} UTC, goes "
        "before it and replaced it. To let formgrader decide, take 'due' out of course.yaml."
    )


def _notebook(connection: Connection, assignment: str, name: str, released: Node) -> str:
    kernel = json.dumps(released["metadata"].get("kernelspec", {}))
    row = {"id": new_id(), "name": name, "assignment_id": assignment, "kernelspec": kernel}
    insert_new(connection, NOTEBOOK, [row])
    query = sa.select(NOTEBOOK.c.id).where(
        NOTEBOOK.c.assignment_id == assignment, NOTEBOOK.c.name == name
    )
    return str(connection.execute(query).scalar_one())


def _cells(
    connection: Connection, notebook: str, kind: str, table: Any, wanted: Mapping[str, Node]
) -> dict[str, str]:
    """The identifiers of cells of one kind; new cells are inserted."""
    query = sa.select(CELL.c.name, CELL.c.id).where(
        CELL.c.notebook_id == notebook, CELL.c.type == kind
    )
    known = {name: str(key) for name, key in connection.execute(query)}
    fresh = {name: new_id() for name in wanted if name not in known}
    for name, key in fresh.items():
        row = {"id": key, "name": name, "notebook_id": notebook, "type": kind}
        connection.execute(sa.insert(CELL).values(row))
        connection.execute(sa.insert(table).values(id=key, **_worth(table, wanted[name])))
    for name, cell in wanted.items():
        worth = _worth(table, cell)
        if name in known and worth:
            changed = sa.update(table).where(table.c.id == known[name])
            connection.execute(changed.values(worth))
    return {name: key for name, key in {**known, **fresh}.items() if name in wanted}


def _worth(table: Any, cell: Node) -> dict[str, Any]:
    if table is not GRADE_CELL:
        return {}
    points = float(cell["metadata"]["nbgrader"]["points"])
    return {"max_score": points, "cell_type": cell["cell_type"]}


def _sources(connection: Connection, notebook: str, wanted: Mapping[str, Node]) -> None:
    query = sa.select(SOURCE_CELL.c.name).where(SOURCE_CELL.c.notebook_id == notebook)
    known = set(connection.execute(query).scalars())
    for name, cell in wanted.items():
        meta = cell["metadata"]["nbgrader"]
        values = {
            "cell_type": cell["cell_type"],
            "locked": not meta["solution"] and (meta["grade"] or meta["locked"]),
            "source": "".join(cell["source"]),
            "checksum": meta.get("checksum"),
        }
        if name in known:
            at = (SOURCE_CELL.c.notebook_id == notebook) & (SOURCE_CELL.c.name == name)
            connection.execute(sa.update(SOURCE_CELL).where(at).values(values))
        else:
            row = {"id": new_id(), "name": name, "notebook_id": notebook, **values}
            connection.execute(sa.insert(SOURCE_CELL).values(row))
