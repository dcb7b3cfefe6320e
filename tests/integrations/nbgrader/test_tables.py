"""The tables that are declared here are nbgrader's own."""

from __future__ import annotations

import subprocess
import sys

import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory
from nbgrader.api import Base
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from autograder.integrations.nbgrader.tables import KNOWN_REVISION, head_revision, known_tables


def ddl(tables: sa.MetaData) -> dict[str, list[list[str]]]:
    """What creates each table, line by line in any order, in both kinds of database."""
    return {
        name: [
            sorted(
                line.strip(" ,\t")
                for line in str(CreateTable(table).compile(dialect=d)).split("\n")
            )
            for d in (sqlite.dialect(), postgresql.dialect())
        ]
        for name, table in tables.tables.items()
    }


def test_the_installed_nbgrader_has_the_version_that_the_tables_are_of() -> None:
    config = Config()
    config.set_main_option("script_location", str(ALEMBIC_DIR))
    assert ScriptDirectory.from_config(config).get_current_head() == head_revision()
    assert head_revision() == KNOWN_REVISION


def test_the_tables_are_those_of_nbgrader_column_by_column() -> None:
    assert ddl(known_tables()) == ddl(Base.metadata)


def test_what_python_fills_in_where_nothing_is_given_is_the_same() -> None:
    def defaults(tables: sa.MetaData) -> dict[str, object]:
        columns = (column for table in tables.tables.values() for column in table.columns)
        return {str(c): c.default.arg for c in columns if c.default and c.default.is_scalar}

    assert defaults(known_tables()) == defaults(Base.metadata)


def test_writing_a_gradebook_imports_neither_nbgrader_nor_nbformat() -> None:
    """They cost more than everything else that one late submission costs."""
    script = (
        "import sys, autograder.integrations.nbgrader.bulk_gradebook as b\n"
        "from autograder.integrations.nbgrader.database import open_database\n"
        "open_database('sqlite://').dispose()\n"
        "print([m for m in ('nbgrader', 'nbformat', 'jupytext', 'alembic') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
