"""Cells that are copied, deleted or added, and regrades."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from ..conftest import CALENDAR, NbgraderCourse
from .plain_course import (
    ADD,
    CODE,
    NO_KERNEL,
    RIGHT,
    SOLUTION,
    cell_of,
    plain_notebook,
    plain_submit,
)


def twice(notebook: Any) -> None:
    """What copying a cell does in Jupyter: all of it but the identifier."""
    notebook.cells.append(nbformat.from_dict({**notebook.cells[1], "id": "copied"}))


def test_plain_a_duplicated_cell_aborts_the_whole_batch(plain: NbgraderCourse) -> None:
    plain_submit(plain, "ada", ADD, twice)
    plain_submit(plain, "bob", ADD)
    done = plain.autograde("sums", autograde_preprocessors=NO_KERNEL)
    assert not done["success"]
    assert not (plain.folder / "autograded" / "bob").exists()


def test_a_duplicated_cell_costs_nothing(
    nb_course: NbgraderCourse, released: Callable[..., str]
) -> None:
    content = json.loads(released({"date_label": CODE}))
    check = next(c for c in content["cells"] if c["id"] == "date_label-check")
    content["cells"].append({**check, "id": "copy"})
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.ipynb", json.dumps(content))
    nb_course.submit("bob", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert nb_course.autograde(CALENDAR)["success"]
    for student in ("ada", "bob"):
        assert nb_course.scores(CALENDAR, student)["date_label-check"] == 6


def test_plain_a_deleted_test_leaves_no_score_and_waits_indefinitely(plain: NbgraderCourse) -> None:
    plain_submit(plain, "ada", ADD, lambda nb: nb.cells.pop())
    assert plain.autograde("sums", autograde_preprocessors=NO_KERNEL)["success"]
    grade = plain.grades("sums", "ada")["add-test"]
    assert grade["auto_score"] is None and grade["needs_manual_grade"]


@pytest.mark.parametrize("gone", ["date_label-check", "why_leap_days", "why_leap_days-question"])
def test_a_deleted_cell_is_graded_as_if_it_were_there(
    gone: str, nb_course: NbgraderCourse, released: Callable[..., str]
) -> None:
    content = json.loads(released({"date_label": CODE}))
    content["cells"] = [c for c in content["cells"] if c["id"] != gone]
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.ipynb", json.dumps(content))
    assert nb_course.autograde(CALENDAR)["success"]
    grades = nb_course.grades(CALENDAR, "ada")
    assert grades["date_label-check"]["auto_score"] == 6
    assert not any(grade["needs_manual_grade"] for grade in grades.values())


def test_plain_a_cell_cannot_be_added_once_there_are_submissions(plain: NbgraderCourse) -> None:
    plain_submit(plain, "ada", ADD)
    assert plain.autograde("sums", autograde_preprocessors=NO_KERNEL)["success"]
    more = cell_of("add-more", "assert add(0, 0) == 0", grade=True, locked=True, points=2)
    path = plain.folder / "source" / "sums" / "sums.ipynb"
    nbformat.write(plain_notebook(SOLUTION, [more]), path)
    done = plain.generate("sums")
    assert not done["success"] and "Cannot add or remove cells" in done["log"]


@pytest.fixture
def without_day_length(calendar: Path) -> Path:
    """The small course before its last exercise was written."""
    yaml = calendar / "course.yaml"
    lesson = calendar / "solutions" / CALENDAR / "lesson.py"
    shutil.copy(yaml, calendar / "later.yaml")
    shutil.copy(lesson, calendar / "later.py")
    text = yaml.read_text(encoding="utf-8").replace("      day_length: 10\n", "")
    yaml.write_text(text, encoding="utf-8")
    text = lesson.read_text(encoding="utf-8").replace('# %% exercise="day_length"', "")
    lesson.write_text(text, encoding="utf-8")
    shutil.rmtree(calendar / "grading")
    return calendar


def test_an_exercise_added_later_is_graded_in_the_submissions_that_are_there(
    without_day_length: Path,
) -> None:
    course = without_day_length
    nb_course = NbgraderCourse(course / "grading", course)
    assert nb_course.generate(CALENDAR)["success"]
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert nb_course.autograde(CALENDAR)["success"]
    assert "day_length-check" not in nb_course.scores(CALENDAR, "ada")
    nb_course.mark(CALENDAR, "ada", "why_leap_days", 4, "good")

    shutil.move(course / "later.yaml", course / "course.yaml")
    shutil.move(course / "later.py", course / "solutions" / CALENDAR / "lesson.py")
    nb_course = NbgraderCourse(course / "grading", course)
    assert nb_course.generate(CALENDAR)["success"]
    fresh = nb_course.grades(CALENDAR, "ada")["day_length-check"]
    assert fresh["auto_score"] is None and fresh["needs_manual_grade"]
    assert nb_course.autograde(CALENDAR)["success"]
    grades = nb_course.grades(CALENDAR, "ada")
    assert grades["day_length-check"]["auto_score"] == 10
    assert grades["why_leap_days"]["manual_score"] == 4
    assert not grades["why_leap_days"]["needs_manual_grade"]


def test_an_exercise_with_marks_cannot_be_taken_out(without_day_length: Path) -> None:
    course = without_day_length
    later = (course / "later.yaml").read_text(encoding="utf-8")
    earlier = (course / "course.yaml").read_text(encoding="utf-8")
    lesson = course / "solutions" / CALENDAR / "lesson.py"
    short = lesson.read_text(encoding="utf-8")
    (course / "course.yaml").write_text(later, encoding="utf-8")
    shutil.copy(course / "later.py", lesson)
    nb_course = NbgraderCourse(course / "grading", course)
    assert nb_course.generate(CALENDAR)["success"]
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert nb_course.autograde(CALENDAR)["success"]

    (course / "course.yaml").write_text(earlier, encoding="utf-8")
    lesson.write_text(short, encoding="utf-8")
    done = NbgraderCourse(course / "grading", course).generate(CALENDAR)
    assert not done["success"] and "Cannot add or remove cells" in done["log"]


def test_a_check_added_later_needs_no_new_cell_and_says_whose_points_changed(
    nb_course: NbgraderCourse, calendar: Path
) -> None:
    lenient = RIGHT.replace("if month < 1 or month > 12:", "if month < 1:")
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", lenient)
    path = calendar / "solutions" / CALENDAR / "date_label" / "exercise.py"
    strict = path.read_text(encoding="utf-8")
    path.write_text(
        strict.replace(
            'yield Case("no-month", (2024, 13, 1)', 'yield Case("no-month", (2024, 0, 1)'
        )
    )
    assert nb_course.autograde(CALENDAR)["success"]
    assert nb_course.scores(CALENDAR, "ada")["date_label-check"] == 6
    path.write_text(strict, encoding="utf-8")
    done = nb_course.autograde(CALENDAR)
    assert nb_course.scores(CALENDAR, "ada")["date_label-check"] == 4
    assert "ada: date_label-check 6 → 4 (passed → failed" in done["log"]
    assert "the exercise or its hidden inputs changed" in done["log"]


def test_plain_a_regrade_asks_again_about_what_a_person_has_settled(plain: NbgraderCourse) -> None:
    plain_submit(plain, "ada", ADD)
    for _ in range(2):
        plain.autograde("sums", autograde_preprocessors=NO_KERNEL)
        grade = plain.grades("sums", "ada")["add-test"]
        if grade["manual_score"] is None:
            with plain.gradebook() as book:
                row = book.find_grade("add-test", "sums", "sums", "ada")
                row.manual_score, row.needs_manual_grade = 2.0, False
                book.db.commit()
    assert grade["manual_score"] == 2.0 and grade["needs_manual_grade"]


def test_a_regrade_asks_nobody_about_what_is_settled(nb_course: NbgraderCourse) -> None:
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert nb_course.autograde(CALENDAR)["success"]
    nb_course.mark(CALENDAR, "ada", "why_leap_days", 4, "good")
    assert nb_course.autograde(CALENDAR)["success"]
    grade = nb_course.grades(CALENDAR, "ada")["why_leap_days"]
    assert (grade["manual_score"], grade["extra_credit"]) == (4, 0.5)
    assert grade["needs_manual_grade"] is False
    assert nb_course.comments(CALENDAR, "ada")["why_leap_days"] == "good"


def test_another_answer_handed_in_later_is_asked_about_again(nb_course: NbgraderCourse) -> None:
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert nb_course.autograde(CALENDAR)["success"]
    nb_course.mark(CALENDAR, "ada", "why_leap_days", 4, "good")
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", RIGHT.replace("0.2422", "0.25"))
    assert nb_course.autograde(CALENDAR)["success"]
    grade = nb_course.grades(CALENDAR, "ada")["why_leap_days"]
    assert grade["needs_manual_grade"] and grade["manual_score"] == 4
