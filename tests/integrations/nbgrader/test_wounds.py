"""Known problems of plain nbgrader, and the same situations in this kit.

Each wound twice: plain nbgrader as it comes, on a notebook of its own kind, then our course. A
test of the first half that fails is good news: nbgrader has healed, and our part may go.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
import sqlalchemy as sa
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader import preprocessors, utils
from nbgrader.plugins import CsvExportPlugin
from traitlets.config import Config

from autograder.integrations.nbgrader.csv_export import CsvExporter
from autograder.integrations.nbgrader.feedback import StripStaffContent

from .conftest import CALENDAR, SECOND, Desk

RIGHT = (SECOND / "submissions" / "pupil01.py").read_text(encoding="utf-8")
CODE = RIGHT.partition("why_leap_days")[0]  # without the written answer
NO_KERNEL = [preprocessors.SaveAutoGrades]  # where what the code does is beside the point


def cell_of(name: str, source: str, **kind: Any) -> Any:
    meta = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    meta |= {"grade_id": name, **kind}
    return new_code_cell(source, metadata={"nbgrader": meta})


def plain_notebook(solution: str, extra: list[Any] | None = None) -> Any:
    """A notebook as a plain nbgrader course has it: a solution and a test worth 3 points."""
    test = (
        "assert add(1, 2) == 3\n### BEGIN HIDDEN TESTS\nassert add(2, 2) == 4\n### END HIDDEN TESTS"
    )
    cells = [
        cell_of("add", solution, solution=True),
        cell_of("add-test", test, grade=True, locked=True, points=3),
        *(extra or []),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


SOLUTION = "def add(a, b):\n    ### BEGIN SOLUTION\n    return a + b\n    ### END SOLUTION"
ADD = "def add(a, b):\n    return a + b"


@pytest.fixture
def plain(tmp_path: Path) -> Desk:
    """A plain course with an assignment 'sums'."""
    return plain_desk(tmp_path / "plain")


def plain_desk(folder: Path) -> Desk:
    path = folder / "source" / "sums" / "sums.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(plain_notebook(SOLUTION), path)
    desk = Desk(folder, None)
    assert desk.generate("sums")["success"]
    return desk


def plain_hand_in(
    desk: Desk, student: str, solution: str, change: Callable[[Any], None] | None = None
) -> None:
    notebook = nbformat.read(desk.folder / "release" / "sums" / "sums.ipynb", as_version=4)
    notebook.cells[0].source = solution
    if change:
        change(notebook)
    desk.hand_in(student, "sums", "sums.ipynb", nbformat.writes(notebook))


# --- a cell twice, a cell less, a cell more ---------------------------------------------


def twice(notebook: Any) -> None:
    """What copying a cell does in Jupyter: all of it but the identifier."""
    notebook.cells.append(nbformat.from_dict({**notebook.cells[1], "id": "copied"}))


def test_plain_a_duplicated_cell_aborts_the_whole_batch(plain: Desk) -> None:
    plain_hand_in(plain, "ada", ADD, twice)
    plain_hand_in(plain, "bob", ADD)
    done = plain.autograde("sums", autograde_preprocessors=NO_KERNEL)
    assert not done["success"]
    assert not (plain.folder / "autograded" / "bob").exists()


def test_a_duplicated_cell_costs_nothing(desk: Desk, released: Callable[..., str]) -> None:
    content = json.loads(released({"date_label": CODE}))
    check = next(c for c in content["cells"] if c["id"] == "date_label-check")
    content["cells"].append({**check, "id": "copy"})
    desk.hand_in("ada", CALENDAR, "sun_and_calendar.ipynb", json.dumps(content))
    desk.hand_in("bob", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert desk.autograde(CALENDAR)["success"]
    for student in ("ada", "bob"):
        assert desk.scores(CALENDAR, student)["date_label-check"] == 6


def test_plain_a_deleted_test_leaves_no_score_and_waits_for_ever(plain: Desk) -> None:
    plain_hand_in(plain, "ada", ADD, lambda nb: nb.cells.pop())
    assert plain.autograde("sums", autograde_preprocessors=NO_KERNEL)["success"]
    grade = plain.grades("sums", "ada")["add-test"]
    assert grade["auto_score"] is None and grade["needs_manual_grade"]


@pytest.mark.parametrize("gone", ["date_label-check", "why_leap_days", "why_leap_days-question"])
def test_a_deleted_cell_is_graded_as_if_it_were_there(
    gone: str, desk: Desk, released: Callable[..., str]
) -> None:
    content = json.loads(released({"date_label": CODE}))
    content["cells"] = [c for c in content["cells"] if c["id"] != gone]
    desk.hand_in("ada", CALENDAR, "sun_and_calendar.ipynb", json.dumps(content))
    assert desk.autograde(CALENDAR)["success"]
    grades = desk.grades(CALENDAR, "ada")
    assert grades["date_label-check"]["auto_score"] == 6
    assert not any(grade["needs_manual_grade"] for grade in grades.values())


def test_plain_a_cell_cannot_be_added_once_there_are_submissions(plain: Desk) -> None:
    plain_hand_in(plain, "ada", ADD)
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
    desk = Desk(course / "grading", course)
    assert desk.generate(CALENDAR)["success"]
    desk.hand_in("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert desk.autograde(CALENDAR)["success"]
    assert "day_length-check" not in desk.scores(CALENDAR, "ada")
    desk.mark(CALENDAR, "ada", "why_leap_days", 4, "good")

    shutil.move(course / "later.yaml", course / "course.yaml")
    shutil.move(course / "later.py", course / "solutions" / CALENDAR / "lesson.py")
    desk = Desk(course / "grading", course)
    assert desk.generate(CALENDAR)["success"]
    fresh = desk.grades(CALENDAR, "ada")["day_length-check"]
    assert fresh["auto_score"] is None and fresh["needs_manual_grade"]
    assert desk.autograde(CALENDAR)["success"]
    grades = desk.grades(CALENDAR, "ada")
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
    desk = Desk(course / "grading", course)
    assert desk.generate(CALENDAR)["success"]
    desk.hand_in("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert desk.autograde(CALENDAR)["success"]

    (course / "course.yaml").write_text(earlier, encoding="utf-8")
    lesson.write_text(short, encoding="utf-8")
    done = Desk(course / "grading", course).generate(CALENDAR)
    assert not done["success"] and "Cannot add or remove cells" in done["log"]


def test_a_check_added_later_needs_no_new_cell_and_says_whose_points_changed(
    desk: Desk, calendar: Path
) -> None:
    lenient = RIGHT.replace("if month < 1 or month > 12:", "if month < 1:")
    desk.hand_in("ada", CALENDAR, "sun_and_calendar.py", lenient)
    path = calendar / "solutions" / CALENDAR / "date_label" / "exercise.py"
    strict = path.read_text(encoding="utf-8")
    path.write_text(
        strict.replace(
            'yield Case("no-month", (2024, 13, 1)', 'yield Case("no-month", (2024, 0, 1)'
        )
    )
    assert desk.autograde(CALENDAR)["success"]
    assert desk.scores(CALENDAR, "ada")["date_label-check"] == 6
    path.write_text(strict, encoding="utf-8")
    done = desk.autograde(CALENDAR)
    assert desk.scores(CALENDAR, "ada")["date_label-check"] == 4
    assert "ada: date_label-check 6 → 4 (passed → failed" in done["log"]
    assert "the exercise or its hidden inputs changed" in done["log"]


def test_plain_a_regrade_asks_again_about_what_a_person_has_settled(plain: Desk) -> None:
    plain_hand_in(plain, "ada", ADD)
    for _ in range(2):
        plain.autograde("sums", autograde_preprocessors=NO_KERNEL)
        grade = plain.grades("sums", "ada")["add-test"]
        if grade["manual_score"] is None:
            with plain.gradebook() as book:
                row = book.find_grade("add-test", "sums", "sums", "ada")
                row.manual_score, row.needs_manual_grade = 2.0, False
                book.db.commit()
    assert grade["manual_score"] == 2.0 and grade["needs_manual_grade"]


def test_a_regrade_asks_nobody_about_what_is_settled(desk: Desk) -> None:
    desk.hand_in("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert desk.autograde(CALENDAR)["success"]
    desk.mark(CALENDAR, "ada", "why_leap_days", 4, "good")
    assert desk.autograde(CALENDAR)["success"]
    grade = desk.grades(CALENDAR, "ada")["why_leap_days"]
    assert (grade["manual_score"], grade["extra_credit"]) == (4, 0.5)
    assert grade["needs_manual_grade"] is False
    assert desk.comments(CALENDAR, "ada")["why_leap_days"] == "good"


def test_another_answer_handed_in_later_is_asked_about_again(desk: Desk) -> None:
    desk.hand_in("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert desk.autograde(CALENDAR)["success"]
    desk.mark(CALENDAR, "ada", "why_leap_days", 4, "good")
    desk.hand_in("ada", CALENDAR, "sun_and_calendar.py", RIGHT.replace("0.2422", "0.25"))
    assert desk.autograde(CALENDAR)["success"]
    grade = desk.grades(CALENDAR, "ada")["why_leap_days"]
    assert grade["needs_manual_grade"] and grade["manual_score"] == 4


# --- what is worth how much -------------------------------------------------------------


def plain_score(*outputs: Any) -> float:
    """What nbgrader makes of a test cell worth 3 points with these outputs."""
    cell = cell_of("t", "", grade=True, points=3)
    cell.outputs = list(outputs)
    return float(utils.determine_grade(cell)[0])


def test_plain_a_warning_costs_all_points() -> None:
    assert plain_score(new_output("stream", name="stderr", text="UserWarning: hm")) == 0


def test_a_warning_costs_nothing(desk: Desk) -> None:
    warns = RIGHT.replace("    return f", "    import warnings; warnings.warn('hm')\n    return f")
    desk.hand_in(
        "ada", CALENDAR, "sun_and_calendar.py", "import sys\nsys.stderr.write('x')\n" + warns
    )
    assert desk.autograde(CALENDAR)["success"]
    assert desk.scores(CALENDAR, "ada")["date_label-check"] == 6


@pytest.mark.parametrize("text", ["np.float64(1.0)", "-1", "nan", "True", "'1 of 3'"])
def test_plain_partial_credit_in_the_wrong_words_is_full_credit(text: str) -> None:
    score = plain_score(new_output("execute_result", data={"text/plain": text}))
    assert score != score or score == 3  # not a number, or all of the points


def test_partial_credit_is_the_verdict_s_points_and_plain_nbgrader_reads_the_same(
    desk: Desk,
) -> None:
    lenient = RIGHT.replace("if month < 1 or month > 12:", "if False:")
    desk.hand_in("ada", CALENDAR, "sun_and_calendar.py", lenient)
    assert desk.autograde(CALENDAR)["success"]
    assert desk.scores(CALENDAR, "ada")["date_label-check"] == 4
    notebook = nbformat.from_dict(desk.notebook(CALENDAR, "ada"))
    cells = {c.id: c for c in notebook.cells}
    assert utils.determine_grade(cells["date_label-check"]) == (4, 6)


# --- feedback, tables, files ------------------------------------------------------------


def test_plain_hidden_tests_stand_in_the_feedback_and_ours_takes_them_out(plain: Desk) -> None:
    plain_hand_in(plain, "ada", ADD)
    assert plain.autograde("sums", autograde_preprocessors=NO_KERNEL)["success"]
    assert plain.feedback("sums")["success"]
    page = plain.feedback_page("sums", "ada")
    assert "BEGIN HIDDEN TESTS" in page
    ours = [preprocessors.GetGrades, StripStaffContent, CSSHTMLHeaderPreprocessor]
    plain.config.CoursePart.language = "en"
    plain.feedback("sums", preprocessors=ours)
    page = plain.feedback_page("sums", "ada")
    assert "HIDDEN TESTS" not in page and "add" in page


def export(desk: Desk, kind: type, path: Path) -> list[dict[str, str]]:
    """The exported table as a spreadsheet reads it."""
    plugin = kind(config=Config())
    plugin.to = str(path)
    with desk.gradebook() as book:
        plugin.export(book)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def class_of_three(desk: Desk) -> Desk:
    """Ada has marks, Bob's grading failed, Eve submitted nothing."""
    desk.hand_in("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert desk.autograde(CALENDAR)["success"]
    desk.mark(CALENDAR, "ada", "why_leap_days", 4, "good")
    with desk.gradebook() as book:
        book.update_or_create_student("ada", last_name="Lovelace, Countess", first_name='"Ada"')
        book.update_or_create_student("eve", last_name="林", first_name="花子")
        book.update_or_create_student("bob")
        with pytest.warns(sa.exc.SAWarning):  # nbgrader's own, see conftest
            book.add_submission(CALENDAR, "bob")
    return desk


def test_plain_a_comma_in_a_name_shifts_the_columns_and_no_score_is_a_zero(
    class_of_three: Desk, tmp_path: Path
) -> None:
    rows = export(class_of_three, CsvExportPlugin, tmp_path / "plain.csv")
    by_student = {row["student_id"]: row for row in rows}
    assert by_student["ada"]["score"] != "28.5"
    assert by_student["bob"]["score"] == "0.0" and by_student["eve"]["score"] == "0.0"


def test_a_name_stays_in_its_column_and_no_score_is_no_zero(
    class_of_three: Desk, tmp_path: Path
) -> None:
    rows = export(class_of_three, CsvExporter, tmp_path / "ours.csv")
    by_student = {row["student_id"]: row for row in rows}
    assert by_student["ada"]["last_name"] == "Lovelace, Countess"
    assert (by_student["ada"]["score"], by_student["ada"]["status"]) == ("28.5", "graded")
    assert (by_student["bob"]["score"], by_student["bob"]["status"]) == ("", "not graded")
    assert (by_student["eve"]["score"], by_student["eve"]["status"]) == ("", "not submitted")
    assert by_student["eve"]["first_name"] == "花子"


def test_plain_a_python_file_is_not_seen(plain: Desk) -> None:
    plain.hand_in("ada", "sums", "sums.py", ADD)
    done = plain.autograde("sums", autograde_preprocessors=NO_KERNEL)
    assert not done["success"] and "No notebooks were matched" in done["log"]


# --- what a kernel does -----------------------------------------------------------------

LEAK = """def add(a, b):
    return a + b
print(open("../../../gradebook.db", "rb").read(15))"""
DIES = "import os\n\ndef add(a, b):\n    os._exit(0)"
STUBBORN = """def add(a, b):
    import time
    while True:
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            pass"""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Three students whose notebooks a plain kernel runs."""
    desk = plain_desk(tmp_path_factory.mktemp("kernel") / "plain")
    desk.config.Execute.timeout = 2
    answers = {"leak": LEAK, "dies": DIES, "stubborn": STUBBORN}
    for student, solution in answers.items():
        plain_hand_in(desk, student, solution, lambda nb: nb.cells.append(new_markdown_cell("end")))
    desk.done = desk.autograde("sums")
    return desk


def test_plain_student_code_reads_the_gradebook(kernel: Desk) -> None:
    assert "SQLite format 3" in json.dumps(kernel.notebook("sums", "leak"))


@pytest.mark.parametrize("student", ["dies", "stubborn"])
def test_plain_a_dead_or_stubborn_kernel_leaves_a_student_without_any_score(
    student: str, kernel: Desk
) -> None:
    assert not kernel.done["success"]
    assert kernel.scores("sums", student) == {"add-test": None}
    assert not (kernel.folder / "autograded" / student / "sums").exists()


def test_a_stubborn_loop_costs_one_exercise(desk: Desk, calendar: Path) -> None:
    path = calendar / "course.yaml"
    path.write_text(path.read_text("utf-8").replace("wall_seconds: 5", "wall_seconds: 1"), "utf-8")
    loop = STUBBORN.replace("add(a, b)", "day_length(latitude, declination)")
    desk.hand_in("ada", CALENDAR, "sun_and_calendar.py", f"{RIGHT}\n{loop}\n")
    assert desk.autograde(CALENDAR)["success"]
    scores = desk.scores(CALENDAR, "ada")
    assert (scores["date_label-check"], scores["day_length-check"]) == (6, 0)
    comment = desk.comments(CALENDAR, "ada")["day_length"]
    assert comment is not None and "0 / 10" in comment
