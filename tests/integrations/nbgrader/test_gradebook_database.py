"""Gradebooks in SQLite and PostgreSQL: made, repaired, refused, written by several at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from nbgrader.api import Gradebook

from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.errors import UserError
from autograder.grading.store.results import read_results
from autograder.integrations.nbgrader import write_scores
from autograder.integrations.nbgrader.database import open_database, sqlite_url, transaction
from autograder.integrations.nbgrader.engine import notebook_context
from autograder.integrations.nbgrader.schema import upsert_assignment
from autograder.integrations.nbgrader.scores_from_grade import scores_from_grade
from autograder.models import Grade
from tests.nbgrader_tables import version_asked_once

from .conftest import CALENDAR, SECOND, NbgraderCourse
from .gradebook_rows import (
    NOTEBOOK,
    rows_of,
    written,
)


def test_a_database_is_made_without_the_program_alembic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    url = sqlite_url(tmp_path / "new" / "gradebook.db")
    open_database(url).dispose()
    with Gradebook(url, "c") as book:
        version = book.db.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    assert version


def test_a_database_that_nbgrader_left_half_made_is_repaired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sqlite_url(tmp_path / "gradebook.db")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("nbgrader.api.get_alembic_version", version_asked_once.__wrapped__)
    with pytest.raises(FileNotFoundError):
        Gradebook(url)
    open_database(url).dispose()
    assert rows_of(url)["version"] != []


def test_a_database_of_another_nbgrader_is_refused_with_the_repair(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "gradebook.db")
    engine = open_database(url)
    with transaction(engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'older'"))
    engine.dispose()
    with pytest.raises(UserError, match="nbgrader db upgrade"):
        open_database(url)


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    pytest.importorskip("psycopg2")
    with pytest.raises(UserError) as caught:
        open_database("postgresql://ta:secret@127.0.0.1:1/class")
    assert "127.0.0.1:1/class" in str(caught.value) and "secret" not in str(caught.value)


CLASS_SIZE = 120


def _write_part(url: str, part: int, grades: list[Grade]) -> None:
    """What one of four writers does: a quarter of its own, and one that all share."""
    course = load_course(SECOND)
    assignment = course.assignment(CALENDAR)
    library = load_library(assignment.folder, list(assignment.points))
    words = notebook_context(course, assignment, library, "en")
    everyone = [
        scores_from_grade(
            replace(grades[i % len(grades)], student=f"s{i:03d}"), words, None, {}, {}
        )
        for i in range(CLASS_SIZE)
    ]
    engine = open_database(url)
    with transaction(engine) as connection:
        book = upsert_assignment(connection, "c", assignment, words.released)
    for start in range(0, CLASS_SIZE, 15):
        mine = [m for i, m in enumerate(everyone[start : start + 15]) if i % 4 in (part, 0)]
        with transaction(engine) as connection:
            write_scores.write_scores(connection, book, mine)
    engine.dispose()


def four_writers(url: str, grades: list[Grade]) -> None:
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_write_part, args=(url, n, grades)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=120)
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]


def expected_rows(path: Path, grades: list[Grade]) -> dict[str, list[tuple[Any, ...]]]:
    """What one writer after the other writes."""
    url = sqlite_url(path)
    for part in range(4):
        _write_part(url, part, grades)
    return rows_of(url)


def test_four_writers_at_once_lose_nothing_in_sqlite(out: Path, tmp_path: Path) -> None:
    grades = list(read_results(out))
    url = sqlite_url(tmp_path / "at-once.db")
    four_writers(url, grades)
    found = rows_of(url)
    assert len(found["submission"]) == CLASS_SIZE
    assert found == expected_rows(tmp_path / "in-turn.db", grades)


def test_four_writers_at_once_lose_nothing_in_postgresql_and_write_the_rows_of_sqlite(
    out: Path, tmp_path: Path, postgresql: Callable[[str], str]
) -> None:
    grades = list(read_results(out))
    url = postgresql("four")
    four_writers(url, grades)
    assert rows_of(url) == expected_rows(tmp_path / "in-turn.db", grades)


def test_a_class_goes_into_postgresql_by_its_url_alone(
    out: Path, postgresql: Callable[[str], str]
) -> None:
    url = postgresql("class").replace("+psycopg2", "")  # SQLAlchemy takes another driver then
    written(out)
    written(out, db_url=url)
    assert rows_of(postgresql_url(url)) == rows_of(sqlite_url(out / "gradebook.db"))


def postgresql_url(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg2://")


def test_nbgrader_autogrades_into_postgresql(
    nb_course: NbgraderCourse, postgresql: Callable[[str], str]
) -> None:
    nb_course.coursedir.db_url = postgresql("autograde")
    assert nb_course.generate(CALENDAR)["success"]
    file = SECOND / "submissions" / "pupil01.py"
    nb_course.submit("pupil01", CALENDAR, f"{NOTEBOOK}.py", file.read_bytes())
    assert nb_course.autograde(CALENDAR)["success"]
    assert nb_course.scores(CALENDAR, "pupil01")["day_length-check"] == 10
