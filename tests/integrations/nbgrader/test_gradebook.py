"""A graded class is written to the gradebook completely, and manual work is kept."""

from __future__ import annotations

import multiprocessing
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from autograder.course.config import load_course
from autograder.course.exercise import load_library
from autograder.errors import UserError
from autograder.grading.store.results import read_results
from autograder.grading.store.run_context import RunContext
from autograder.grading.store.run_record import RunConfig
from autograder.integrations.nbgrader import bulk_gradebook as gradebook
from autograder.integrations.nbgrader import score_rows as marks
from autograder.integrations.nbgrader.bulk_gradebook import write_gradebook
from autograder.integrations.nbgrader.database import open_database, sqlite_url, transaction
from autograder.integrations.nbgrader.engine import notebook_context
from autograder.integrations.nbgrader.schema import upsert_assignment
from autograder.integrations.nbgrader.scores import scores_from_grade
from autograder.models import Grade

from .conftest import CALENDAR, SECOND, Desk

NOTEBOOK = "sun_and_calendar"


def rows_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a gradebook but for their identifiers, sorted."""
    queries = {
        "assignment": "SELECT name, course_id, duedate FROM assignment",
        "notebook": "SELECT name, kernelspec FROM notebook",
        "grade_cell": "SELECT b.name, g.max_score, g.cell_type FROM grade_cells g "
        "JOIN base_cell b ON b.id = g.id",
        "solution_cell": "SELECT b.name, b.type FROM solution_cells s "
        "JOIN base_cell b ON b.id = s.id",
        "source_cell": "SELECT name, cell_type, locked, source, checksum FROM source_cell",
        "submission": "SELECT student_id, timestamp FROM submitted_assignment",
        "grade": "SELECT a.student_id, b.name, g.auto_score, g.manual_score, g.extra_credit, "
        "g.needs_manual_grade FROM grade g JOIN base_cell b ON b.id = g.cell_id "
        "JOIN submitted_notebook n ON n.id = g.notebook_id "
        "JOIN submitted_assignment a ON a.id = n.assignment_id",
        "comment": "SELECT a.student_id, b.name, c.auto_comment, c.manual_comment FROM comment c "
        "JOIN base_cell b ON b.id = c.cell_id JOIN submitted_notebook n ON n.id = c.notebook_id "
        "JOIN submitted_assignment a ON a.id = n.assignment_id",
        "version": "SELECT version_num FROM alembic_version",
    }
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found = {
            name: sorted(map(repr, map(_plain, connection.execute(sa.text(query)))))
            for name, query in queries.items()
        }
    engine.dispose()
    return found


def _plain(row: Any) -> list[Any]:
    """SQLite gives text and 0/1 where PostgreSQL gives times and booleans."""
    values = [str(v).removesuffix(".000000") if hasattr(v, "isoformat") else v for v in row]
    values = [v.removesuffix(".000000") if isinstance(v, str) else v for v in values]
    return [int(v) if isinstance(v, bool) else v for v in values]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OUT of `autograder grade` for the small course; not to be changed."""
    out = tmp_path_factory.mktemp("graded") / "out"
    command = [
        sys.executable,
        "-m",
        "autograder",
        "grade",
        CALENDAR,
        SECOND / "submissions",
        "--course",
        SECOND,
    ]
    subprocess.run([*command, "--out", out, "--seed", "7", "--quiet"], check=True, timeout=120)
    return out


@pytest.fixture
def out(tmp_path: Path, graded: Path) -> Path:
    """A copy of OUT, without what the run has made of the gradebook."""
    for_us = ("gradebook.db", "grading")
    return Path(shutil.copytree(graded, tmp_path / "out", ignore=shutil.ignore_patterns(*for_us)))


def context_of(out: Path, course: Path = SECOND, **more: Any) -> RunContext:
    found = load_course(course)
    fingerprints = more.pop("fingerprints", {})
    run = RunConfig(CALENDAR, **{"seed": 7, "language": found.language, **more})
    return RunContext(found, found.assignment(CALENDAR), run, out, fingerprints=fingerprints)


def written(
    out: Path, grades: list[Grade] | None = None, db_url: str | None = None, **more: Any
) -> gradebook.GradebookResult:
    return write_gradebook(context_of(out, **more), grades or list(read_results(out)), db_url)


def entry(out: Path, student: str, cell: str) -> dict[str, Any]:
    with Gradebook(sqlite_url(out / "gradebook.db"), "c") as book:
        found: dict[str, Any] = book.find_grade(cell, NOTEBOOK, CALENDAR, student).to_dict()
        return found


def mark(out: Path, student: str, cell: str, points: float) -> None:
    """What formgrader does when a person marks a cell."""
    with Gradebook(sqlite_url(out / "gradebook.db"), "c") as book:
        grade = book.find_grade(cell, NOTEBOOK, CALENDAR, student)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = points, 0.5, False
        name = cell.removesuffix("-check")
        book.find_comment(name, NOTEBOOK, CALENDAR, student).manual_comment = "seen"
        book.db.commit()


def with_points(grades: list[Grade], student: str, exercise: str, points: float) -> list[Grade]:
    """The grades, as if an exercise of one student had been judged otherwise."""
    changed = []
    for grade in grades:
        verdicts = dict(grade.exercises)
        if grade.student == student:
            verdicts[exercise] = replace(verdicts[exercise], points=points)
        changed.append(replace(grade, exercises=verdicts))
    return changed


# --- the same rows as nbgrader's own ------------------------------------------------------


def test_the_assignment_has_the_rows_that_generate_assignment_writes(desk: Desk, out: Path) -> None:
    written(out)
    ours, theirs = rows_of(sqlite_url(out / "gradebook.db")), rows_of(desk.coursedir.db_url)
    for name in ("assignment", "notebook", "grade_cell", "solution_cell", "source_cell", "version"):
        assert ours[name] == theirs[name], name


def test_a_class_in_bulk_gives_the_rows_that_autograde_gives_one_by_one(
    desk: Desk, out: Path
) -> None:
    written(out)
    for file in (SECOND / "submissions").iterdir():
        desk.hand_in(file.stem, CALENDAR, f"{NOTEBOOK}{file.suffix}", file.read_bytes())
    assert desk.autograde(CALENDAR)["success"]
    ours, theirs = rows_of(sqlite_url(out / "gradebook.db")), rows_of(desk.coursedir.db_url)
    for name in ("submission", "grade", "comment"):
        assert ours[name] == theirs[name], name


def opened(out: Path) -> Desk:
    """nbgrader as it runs in OUT, by the configuration that stands there."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(out)).load_config()
    desk = Desk(out / "grading", SECOND)
    desk.coursedir = CourseDirectory(config=config)
    return desk


def test_formgrader_in_out_lists_the_class_as_graded(out: Path) -> None:
    written(out)
    desk = opened(out)
    api = NbGraderAPI(coursedir=desk.coursedir, parent=desk)
    assert [row["name"] for row in api.get_assignments()] == [CALENDAR]
    listed = {row["student"]: row for row in api.get_submissions(CALENDAR)}
    grades = {grade.student: grade for grade in read_results(out)}
    assert listed.keys() == grades.keys()
    for student, row in listed.items():
        assert row["autograded"] and row["score"] == grades[student].points
    assert len(api.get_notebook_submissions(CALENDAR, NOTEBOOK)) == len(grades)


def test_nbgrader_grades_in_out_as_the_run_did(out: Path) -> None:
    done = written(out, seed=7)
    before = rows_of(done.url)
    desk = opened(out)
    assert desk.autograde(CALENDAR, "pupil03")["success"]
    assert rows_of(done.url) == before


def test_feedback_is_made_from_what_was_written_in_bulk(out: Path) -> None:
    written(out)
    desk = opened(out)
    assert desk.feedback(CALENDAR, "pupil03")["success"]
    assert "no-padding" not in desk.feedback_page(CALENDAR, "pupil03")  # names are for staff
    assert "How to write a date" in desk.feedback_page(CALENDAR, "pupil03")


def test_a_timestamp_of_the_exchange_makes_a_submission_late(out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "class" / "pupil01" / CALENDAR
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2027-06-01 15:00:00.000000 UTC")
    done = written(out, submissions=str(tmp_path / "class"))
    with Gradebook(done.url, "c") as book:
        assert book.find_submission(CALENDAR, "pupil01").total_seconds_late == 24 * 3600 + 60


# --- again and again ----------------------------------------------------------------------


def test_writing_it_again_changes_no_row_and_no_file(out: Path) -> None:
    done = written(out)
    before = rows_of(done.url)
    stats = {path: path.stat().st_mtime_ns for path in done.folder.rglob("*.ipynb")}
    again = written(out)
    assert again.changes == ()
    assert rows_of(done.url) == before
    assert {path: path.stat().st_mtime_ns for path in done.folder.rglob("*.ipynb")} == stats


def test_a_regrade_says_what_changed_and_why(out: Path) -> None:
    grades = list(read_results(out))
    written(out, grades, fingerprints={"day_length": "old"})
    changed = with_points(grades, "pupil01", "day_length", 4.0)
    (change,) = written(out, changed, fingerprints={"day_length": "new"}).changes
    assert str(change) == (
        "pupil01: day_length-check 10 → 4 (the exercise or its hidden inputs changed)"
    )


def test_a_regrade_keeps_what_a_person_gave_and_asks_nobody_again(out: Path) -> None:
    grades = list(read_results(out))
    written(out, grades)
    mark(out, "pupil01", "why_leap_days", 5.0)
    mark(out, "pupil01", "day_length-check", 9.0)
    (change,) = written(out, with_points(grades, "pupil01", "day_length", 4.0)).changes
    assert "the manual score 9 is kept" in str(change)
    for cell, points in (("why_leap_days", 5.0), ("day_length-check", 9.0)):
        found = entry(out, "pupil01", cell)
        assert (found["manual_score"], found["extra_credit"]) == (points, 0.5)
        assert found["needs_manual_grade"] is False
    assert entry(out, "pupil01", "day_length-check")["auto_score"] == 4.0
    with Gradebook(sqlite_url(out / "gradebook.db"), "c") as book:
        assert book.find_comment("day_length", NOTEBOOK, CALENDAR, "pupil01").comment == "seen"


def test_another_written_answer_is_asked_about_again_until_a_person_settles_it(
    out: Path,
) -> None:
    grades = list(read_results(out))
    written(out, grades)
    mark(out, "pupil01", "why_leap_days", 5.0)
    other = [replace(g, written={"why_leap_days": "A better answer."}) for g in grades]
    for _ in range(2):  # the second time the answer is the same as before
        written(out, other)
        found = entry(out, "pupil01", "why_leap_days")
        assert found["needs_manual_grade"] and found["manual_score"] == 5.0
    mark(out, "pupil01", "why_leap_days", 6.0)
    written(out, other)
    assert entry(out, "pupil01", "why_leap_days")["needs_manual_grade"] is False


def test_a_mark_given_while_the_class_is_written_is_not_flagged(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grades = list(read_results(out))
    written(out, grades)
    real = marks._existing

    def and_meanwhile(connection: Any, table: Any, *rest: Any) -> Any:
        found = real(connection, table, *rest)
        connection.execute(sa.text("UPDATE grade SET manual_score = 3, needs_manual_grade = false"))
        return found

    monkeypatch.setattr(marks, "_existing", and_meanwhile)
    written(out, with_points(grades, "pupil01", "day_length", 4.0))
    found = entry(out, "pupil01", "day_length-check")
    assert (found["auto_score"], found["manual_score"]) == (4.0, 3.0)
    assert found["needs_manual_grade"] is False


def test_a_fault_of_ours_leaves_no_score_and_no_graded_notebook(out: Path) -> None:
    grades = list(read_results(out))
    done = written(out, grades)
    broken = [
        replace(g, status="grader_error", points=None, exercises={})
        if g.student == "pupil01"
        else g
        for g in grades
    ]
    again = written(out, broken)
    for cell in ("date_label-check", "day_length-check", "why_leap_days"):
        found = entry(out, "pupil01", cell)
        assert found["auto_score"] is None and found["needs_manual_grade"]
    assert not (done.folder / "autograded" / "pupil01" / CALENDAR).exists()
    assert {change.after for change in again.changes} == {None}
    assert all("grader error" in str(change) for change in again.changes)


# --- databases ----------------------------------------------------------------------------


def test_a_database_is_made_without_the_program_alembic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    url = sqlite_url(tmp_path / "new" / "gradebook.db")
    open_database(url).dispose()
    with Gradebook(url, "c") as book:
        version = book.db.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    assert version


def test_a_database_that_nbgrader_left_half_made_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sqlite_url(tmp_path / "gradebook.db")
    monkeypatch.setenv("PATH", "/nowhere")
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
        book = upsert_assignment(
            connection, "c", CALENDAR, NOTEBOOK, words.released, assignment.due
        )
    for start in range(0, CLASS_SIZE, 15):
        mine = [m for i, m in enumerate(everyone[start : start + 15]) if i % 4 in (part, 0)]
        with transaction(engine) as connection:
            marks.write_scores(connection, book, mine)
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


def test_nbgrader_autogrades_into_postgresql(desk: Desk, postgresql: Callable[[str], str]) -> None:
    desk.coursedir.db_url = postgresql("autograde")
    assert desk.generate(CALENDAR)["success"]
    file = SECOND / "submissions" / "pupil01.py"
    desk.hand_in("pupil01", CALENDAR, f"{NOTEBOOK}.py", file.read_bytes())
    assert desk.autograde(CALENDAR)["success"]
    assert desk.scores(CALENDAR, "pupil01")["day_length-check"] == 10


def due_in_formgrader(out: Path, due: str | None = None) -> datetime | None:
    """Set the due time with nbgrader's own API, as formgrader does; what it is then."""
    with Gradebook(sqlite_url(out / "gradebook.db"), "c") as book:
        if due is not None:
            book.update_or_create_assignment(CALENDAR, duedate=due)
        found: datetime | None = book.find_assignment(CALENDAR).duedate
        return found


def course_with(tmp_path: Path, due: str) -> Path:
    course = Path(shutil.copytree(SECOND, tmp_path / "course"))
    path = course / "course.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"    due: .*\n", due and f"    due: {due}\n", text), encoding="utf-8")
    return course


def test_a_due_time_of_formgraders_is_kept_and_used_where_the_course_states_none(
    out: Path, tmp_path: Path
) -> None:
    course = course_with(tmp_path, "")
    results = list(read_results(out))
    assert write_gradebook(context_of(out, course), results).notices == ()
    due_in_formgrader(out, "2027-01-31 12:00:00 UTC")
    assert write_gradebook(context_of(out, course), results).notices == ()
    assert due_in_formgrader(out) == datetime(2027, 1, 31, 12)
    assert context_of(out, course).due == datetime(2027, 1, 31, 12, tzinfo=UTC)


def test_the_due_time_of_the_course_replaces_that_of_formgrader_and_says_so_once(
    out: Path, tmp_path: Path
) -> None:
    written(out)
    due_in_formgrader(out, "2027-01-31 12:00:00 UTC")
    course = course_with(tmp_path, "2027-02-01T09:00:00+09:00")
    results = list(read_results(out))
    (said,) = write_gradebook(context_of(out, course), results).notices
    assert "was 2027-01-31 12:00:00 UTC" in said and "2027-02-01 00:00:00 UTC" in said
    assert due_in_formgrader(out) == datetime(2027, 2, 1)
    assert context_of(out, course).due == datetime(2027, 2, 1, tzinfo=UTC)
    assert write_gradebook(context_of(out, course), results).notices == ()
