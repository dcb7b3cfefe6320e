"""Open or create nbgrader's database.

nbgrader creates one by calling the program `alembic`; if that is not on PATH it leaves tables
without a version. Here the version is read from nbgrader's own migrations (`tables`), and
several processes can start at once.
"""

from __future__ import annotations

import contextlib
import importlib.util
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url

from autograder.errors import UserError
from autograder.integrations.nbgrader.tables import head_revision, metadata

DATABASE_VARIABLE = "NBGRADER_DB_URL"
_DEFAULT_MODE = 0o644
WAIT_SECONDS: float = 60  # to wait for another writer
_LOCK = 0x6E626772  # the number of a PostgreSQL advisory lock, "nbgr"


def sqlite_url(path: Path) -> str:
    """The URL of a database file."""
    return f"sqlite:///{path.absolute()}"


def open_database(url: str) -> Engine:
    """Connect to a gradebook, creating its tables and version if necessary.

    Raises UserError if the database cannot be reached or is from another nbgrader version.
    """
    with db_errors_as_user_error(url):
        engine = _engine(url)
        try:
            with transaction(engine) as connection:
                _create_schema(connection)
            _hide(make_url(url))
        except BaseException:
            engine.dispose()
            raise
    return engine


def _hide(url: sa.engine.URL) -> None:
    """Let only its owner read a new gradebook file: it may be beside an exchange.

    Only the system's default permissions are changed, so that a TA's own are kept.
    """
    if url.get_backend_name() == "sqlite" and url.database:
        path = Path(url.database)
        with contextlib.suppress(OSError):  # another user's file
            if stat.S_IMODE(path.stat().st_mode) == _DEFAULT_MODE:
                path.chmod(0o600)


def shown_url(url: str) -> str:
    """A URL that is safe to show: without its password."""
    return make_url(url).render_as_string(hide_password=True)


@contextmanager
def db_errors_as_user_error(url: str) -> Iterator[None]:
    """Turn database errors into a UserError that says how to fix them."""
    try:
        yield
    except sa.exc.ArgumentError as error:  # SQLAlchemy's own message may contain a password
        raise UserError(f"the gradebook's URL cannot be read.\n  {_URLS}") from error
    except sa.exc.SQLAlchemyError as error:
        raise UserError(f"{shown_url(url)}: {_trouble(make_url(url), error)}") from error


_URLS = "A URL looks like sqlite:////path/gradebook.db or postgresql+psycopg2://user@host/name"


def _trouble(url: sa.engine.URL, error: Exception) -> str:
    """What is wrong with a database, and how to fix it."""
    said = str(error).splitlines()[0]
    if url.get_backend_name() != "sqlite":
        return (
            f"the gradebook cannot be opened: {said}\n"
            f"  Is the server running, and may this user write there?\n  {_URLS}"
        )
    if "is locked" in said:
        return (
            f"another program has held the gradebook for {WAIT_SECONDS:g} s.\n"
            "  Wait for it to end (another grading, nbgrader, a tool for SQLite), or end it."
        )
    if "not a database" in said or "malformed" in said:
        return (
            f"this is not a gradebook, or it is damaged: {said}\n"
            "  Put a copy in its place. Or move it away, and a new one is made, without the\n"
            "  marks that people have given in this one."
        )
    if url.database and Path(url.database).is_dir():
        return "a folder is in the gradebook's place.\n  Move it away."
    if "readonly" in said or "unable to open" in said:
        return (
            f"this user may not write the gradebook: {said}\n"
            "  Fix the permissions of the file and of its folder."
        )
    return f"the gradebook cannot be written: {said}"


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction that changes the gradebook; our other writers wait for its end."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        yield connection


def insert_new(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    """Insert the rows that do not exist yet; another writer may be faster."""
    if not rows:
        return
    name = connection.dialect.name
    if name not in ("postgresql", "sqlite"):
        raise UserError(
            f"a gradebook in {name} is not known.\n  Use sqlite:/// or postgresql+psycopg2://"
        )
    insert = importlib.import_module(f"sqlalchemy.dialects.{name}").insert
    connection.execute(insert(table).on_conflict_do_nothing(), rows)


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.drivername == "postgresql" and importlib.util.find_spec("psycopg2"):
        # Without a driver in the URL, SQLAlchemy 2.1 uses psycopg 3, which may not be installed.
        parsed = parsed.set(drivername="postgresql+psycopg2")
    if parsed.drivername == "postgresql+psycopg2":  # many rows in one message
        return sa.create_engine(parsed, executemany_mode="values_plus_batch")
    if parsed.get_backend_name() != "sqlite":
        return sa.create_engine(parsed)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(parsed, connect_args={"timeout": WAIT_SECONDS})
    sa.event.listen(engine, "connect", _begin_ourselves)
    sa.event.listen(engine, "begin", _take_the_lock)
    return engine


def _begin_ourselves(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None


def _take_the_lock(connection: Connection) -> None:
    # A transaction that reads first and writes later fails if another one wrote in between.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _create_schema(connection: Connection) -> None:
    metadata().create_all(connection)
    version = sa.table("alembic_version", sa.column("version_num"))
    if not sa.inspect(connection).has_table("alembic_version"):
        connection.execute(
            sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        )
    found = connection.execute(sa.select(version.c.version_num)).scalar()
    if found is None:
        connection.execute(sa.insert(version).values(version_num=head_revision()))
    elif found != head_revision():
        raise UserError(
            f"the gradebook has version {found}, this nbgrader wants {head_revision()}.\n"
            "  Make a copy of it, then run: nbgrader db upgrade"
        )
