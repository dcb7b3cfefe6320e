"""A class written in bulk has the rows that nbgrader's own commands write."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI

from autograder.grading.store.results import read_results
from autograder.integrations.nbgrader.database import sqlite_url

from .conftest import CALENDAR, SECOND, NbgraderCourse
from .gradebook_rows import (
    NOTEBOOK,
    opened,
    rows_of,
    written,
)


def test_the_assignment_has_the_rows_that_generate_assignment_writes(
    nb_course: NbgraderCourse, out: Path
) -> None:
    written(out)
    ours, theirs = rows_of(sqlite_url(out / "gradebook.db")), rows_of(nb_course.coursedir.db_url)
    for name in ("assignment", "notebook", "grade_cell", "solution_cell", "source_cell", "version"):
        assert ours[name] == theirs[name], name


def test_a_class_in_bulk_gives_the_rows_that_autograde_gives_one_by_one(
    nb_course: NbgraderCourse, out: Path
) -> None:
    written(out)
    for file in (SECOND / "submissions").iterdir():
        nb_course.submit(file.stem, CALENDAR, f"{NOTEBOOK}{file.suffix}", file.read_bytes())
    assert nb_course.autograde(CALENDAR)["success"]
    ours, theirs = rows_of(sqlite_url(out / "gradebook.db")), rows_of(nb_course.coursedir.db_url)
    for name in ("submission", "grade", "comment"):
        assert ours[name] == theirs[name], name


def test_formgrader_in_out_lists_the_class_as_graded(out: Path) -> None:
    written(out)
    nb_course = opened(out)
    api = NbGraderAPI(coursedir=nb_course.coursedir, parent=nb_course)
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
    nb_course = opened(out)
    assert nb_course.autograde(CALENDAR, "pupil03")["success"]
    assert rows_of(done.url) == before


def test_feedback_is_made_from_what_was_written_in_bulk(out: Path) -> None:
    written(out)
    nb_course = opened(out)
    assert nb_course.feedback(CALENDAR, "pupil03")["success"]
    assert "no-padding" not in nb_course.feedback_page(CALENDAR, "pupil03")  # names are for staff
    assert "How to write a date" in nb_course.feedback_page(CALENDAR, "pupil03")


def test_a_timestamp_of_the_exchange_makes_a_submission_late(out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "class" / "pupil01" / CALENDAR
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2027-06-01 15:00:00.000000 UTC")
    done = written(out, submissions=str(tmp_path / "class"))
    with Gradebook(done.url, "c") as book:
        assert book.find_submission(CALENDAR, "pupil01").total_seconds_late == 24 * 3600 + 60
