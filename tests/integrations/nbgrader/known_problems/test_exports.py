"""Feedback pages, exported tables and files that are not notebooks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import sqlalchemy as sa
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader import preprocessors
from nbgrader.plugins import CsvExportPlugin
from traitlets.config import Config

from autograder.integrations.nbgrader.csv_export import CsvExporter
from autograder.integrations.nbgrader.feedback import StripStaffContent

from ..conftest import CALENDAR, NbgraderCourse
from .plain_course import (
    ADD,
    NO_KERNEL,
    RIGHT,
    plain_submit,
)


def test_plain_hidden_tests_stand_in_the_feedback_and_ours_takes_them_out(
    plain: NbgraderCourse,
) -> None:
    plain_submit(plain, "ada", ADD)
    assert plain.autograde("sums", autograde_preprocessors=NO_KERNEL)["success"]
    assert plain.feedback("sums")["success"]
    page = plain.feedback_page("sums", "ada")
    assert "BEGIN HIDDEN TESTS" in page
    ours = [preprocessors.GetGrades, StripStaffContent, CSSHTMLHeaderPreprocessor]
    plain.config.CoursePart.language = "en"
    plain.feedback("sums", preprocessors=ours)
    page = plain.feedback_page("sums", "ada")
    assert "HIDDEN TESTS" not in page and "add" in page


def export(nb_course: NbgraderCourse, kind: type, path: Path) -> list[dict[str, str]]:
    """The exported table as a spreadsheet reads it."""
    plugin = kind(config=Config())
    plugin.to = str(path)
    with nb_course.gradebook() as book:
        plugin.export(book)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def class_of_three(nb_course: NbgraderCourse) -> NbgraderCourse:
    """Ada has marks, Bob's grading failed, Eve submitted nothing."""
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert nb_course.autograde(CALENDAR)["success"]
    nb_course.mark(CALENDAR, "ada", "why_leap_days", 4, "good")
    with nb_course.gradebook() as book:
        book.update_or_create_student("ada", last_name="Lovelace, Countess", first_name='"Ada"')
        book.update_or_create_student("eve", last_name="林", first_name="花子")
        book.update_or_create_student("bob")
        with pytest.warns(sa.exc.SAWarning):  # nbgrader's own, see conftest
            book.add_submission(CALENDAR, "bob")
    return nb_course


def test_plain_a_comma_in_a_name_shifts_the_columns_and_no_score_is_a_zero(
    class_of_three: NbgraderCourse, tmp_path: Path
) -> None:
    rows = export(class_of_three, CsvExportPlugin, tmp_path / "plain.csv")
    by_student = {row["student_id"]: row for row in rows}
    assert by_student["ada"]["score"] != "28.5"
    assert by_student["bob"]["score"] == "0.0" and by_student["eve"]["score"] == "0.0"


def test_a_name_stays_in_its_column_and_no_score_is_no_zero(
    class_of_three: NbgraderCourse, tmp_path: Path
) -> None:
    rows = export(class_of_three, CsvExporter, tmp_path / "ours.csv")
    by_student = {row["student_id"]: row for row in rows}
    assert by_student["ada"]["last_name"] == "Lovelace, Countess"
    assert (by_student["ada"]["score"], by_student["ada"]["status"]) == ("28.5", "graded")
    assert (by_student["bob"]["score"], by_student["bob"]["status"]) == ("", "not graded")
    assert (by_student["eve"]["score"], by_student["eve"]["status"]) == ("", "not submitted")
    assert by_student["eve"]["first_name"] == "花子"


def test_plain_a_python_file_is_not_seen(plain: NbgraderCourse) -> None:
    plain.submit("ada", "sums", "sums.py", ADD)
    done = plain.autograde("sums", autograde_preprocessors=NO_KERNEL)
    assert not done["success"] and "No notebooks were matched" in done["log"]
