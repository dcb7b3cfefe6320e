"""The tables of nbgrader's database, without importing nbgrader.

Importing `nbgrader.api` takes over a second, as long as all other work on one late submission.
Here are the same tables for the version that this file knows; for any other, nbgrader's own
definitions are used. A test compares the two.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from autograder.errors import GraderError

KNOWN_REVISION = "e43177bfe90b"
_REVISION = re.compile(r"^(revision|down_revision)\s*=\s*['\"](\w+)['\"]", re.MULTILINE)


@cache
def head_revision() -> str:
    """The newest version of the database that nbgrader's migrations know."""
    found: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for script in sorted((_nbgrader_folder() / "alembic" / "versions").glob("*.py")):
        for kind, name in _REVISION.findall(script.read_text(encoding="utf-8")):
            found[kind].add(name)
    heads = found["revision"] - found["down_revision"]
    if len(heads) != 1:
        raise GraderError(
            f"{_nbgrader_folder()}: wanted migrations with one newest version, got "
            f"{', '.join(sorted(heads)) or 'none'}.\n  Install nbgrader again."
        )
    return heads.pop()


@cache
def metadata() -> sa.MetaData:
    """The tables of the installed nbgrader."""
    if head_revision() == KNOWN_REVISION:
        return known_tables()
    from autograder.authoring.notebook_imports import import_jsonschema

    import_jsonschema()
    from nbgrader.api import Base

    tables: sa.MetaData = Base.metadata
    return tables


def known_tables() -> sa.MetaData:
    """The tables as of KNOWN_REVISION."""
    tables = sa.MetaData()

    def table(name: str, *parts: Any, unique: tuple[str, ...] = ()) -> None:
        sa.Table(name, tables, *parts, *([sa.UniqueConstraint(*unique)] if unique else []))

    def key(*foreign: sa.ForeignKey) -> sa.Column[str]:
        return sa.Column("id", sa.String(32), *foreign, primary_key=True)

    def other(name: str, target: str, size: int = 32, **options: Any) -> sa.Column[str]:
        return sa.Column(name, sa.String(size), sa.ForeignKey(f"{target}.id"), **options)

    def cell_type(kind: str) -> sa.Column[str]:
        enum = sa.Enum("code", "markdown", name=kind, validate_strings=True)
        return sa.Column("cell_type", enum, nullable=False)

    def name() -> sa.Column[str]:
        return sa.Column("name", sa.String(128), nullable=False)

    course = sa.Column("id", sa.String(128), unique=True, primary_key=True, nullable=False)
    table("course", course)
    table(
        "assignment",
        key(),
        sa.Column("name", sa.String(128), unique=True, nullable=False),
        sa.Column("duedate", sa.DateTime()),
        other("course_id", "course", 128, nullable=False),
    )
    table(
        "notebook",
        key(),
        name(),
        other("assignment_id", "assignment"),
        sa.Column("kernelspec", sa.String(1024), nullable=True),
        unique=("name", "assignment_id"),
    )
    table(
        "base_cell",
        key(),
        name(),
        other("notebook_id", "notebook", nullable=False),
        sa.Column("type", sa.String(50)),
        unique=("name", "notebook_id", "type"),
    )
    for graded in ("grade_cells", "task_cells"):
        worth = sa.Column("max_score", sa.Float(), nullable=False)
        table(graded, key(sa.ForeignKey("base_cell.id")), worth, cell_type("grade_cell_type"))
    table("solution_cells", key(sa.ForeignKey("base_cell.id")))
    table(
        "source_cell",
        key(),
        name(),
        cell_type("source_cell_type"),
        sa.Column("locked", sa.Boolean, default=False, nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("checksum", sa.String(128)),
        other("notebook_id", "notebook"),
        unique=("name", "notebook_id"),
    )
    table(
        "student",
        sa.Column("id", sa.String(128), primary_key=True, nullable=False),
        *(sa.Column(each, sa.String(128)) for each in ("first_name", "last_name", "email")),
        sa.Column("lms_user_id", sa.String(128), nullable=True),
    )
    table(
        "submitted_assignment",
        key(),
        other("assignment_id", "assignment"),
        other("student_id", "student", 128),
        sa.Column("timestamp", sa.DateTime()),
        sa.Column("extension", sa.Interval()),
        unique=("assignment_id", "student_id"),
    )
    table(
        "submitted_notebook",
        key(),
        other("assignment_id", "submitted_assignment"),
        other("notebook_id", "notebook"),
        sa.Column("flagged", sa.Boolean, default=False),
        sa.Column("late_submission_penalty", sa.Float(0)),
        unique=("notebook_id", "assignment_id"),
    )
    table(
        "grade",
        key(),
        other("notebook_id", "submitted_notebook"),
        other("cell_id", "base_cell"),
        *(sa.Column(each, sa.Float()) for each in ("auto_score", "manual_score", "extra_credit")),
        sa.Column("needs_manual_grade", sa.Boolean, default=True, nullable=False),
        unique=("cell_id", "notebook_id"),
    )
    table(
        "comment",
        key(),
        other("notebook_id", "submitted_notebook"),
        other("cell_id", "base_cell"),
        *(sa.Column(each, sa.Text()) for each in ("auto_comment", "manual_comment")),
        unique=("cell_id", "notebook_id"),
    )
    return tables


def _nbgrader_folder() -> Path:
    spec = find_spec("nbgrader")
    if spec is None or not spec.submodule_search_locations:
        raise GraderError("nbgrader is not installed.")
    return Path(spec.submodule_search_locations[0])
