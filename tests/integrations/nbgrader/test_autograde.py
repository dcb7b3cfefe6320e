"""nbgrader's own converter gives our verdicts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.errors import GraderError
from autograder.grading.exam import build_exam, load_handout, open_exam_sandbox
from autograder.grading.grader import grade
from autograder.grading.store.results import grade_from_json
from autograder.integrations.nbgrader import engine as engines
from autograder.submission.collect import find_submissions, read_submission
from tests.quick_course import quick_course

from .conftest import CALENDAR, CLASS, LESSON, SECOND, NbgraderCourse

EXPECTED = yaml.safe_load((SECOND / "expected.yaml").read_text(encoding="utf-8"))
# Both formats, a hang, a crash while loading, both files edited, cells deleted and doubled,
# a file from Windows, one from Colab, two faults at once.
STUDENTS = (5, 6, 36, 38, 40, 43, 44, 45, 46, 54, 55, 56)


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> NbgraderCourse:
    """Twelve students of the example class, autograded by nbgrader."""
    course = quick_course(tmp_path_factory.mktemp("course"))
    folder = course / "grading"
    nb_course = NbgraderCourse(folder, course)
    assert nb_course.generate(LESSON)["success"]
    for number in STUDENTS:
        student = f"student{number:02d}"
        shutil.copytree(CLASS / student, folder / "submitted" / student)
    done = nb_course.autograde(LESSON)
    assert done["success"], done
    assert nb_course.feedback(LESSON, "student05")["success"]
    return nb_course


@pytest.fixture(scope="module")
def engine_says(lesson: NbgraderCourse) -> dict[str, Any]:
    """What `autograder grade` says of the same students with the same seed."""
    course = load_course(lesson.folder.parent)
    assignment = course.assignment(LESSON)
    library = load_library(assignment.folder, list(assignment.points))
    exam = build_exam(LESSON, library, assignment.points, 7)
    sandbox = open_exam_sandbox(assignment, exam, "bubblewrap")
    material = load_handout(assignment)
    try:
        found = find_submissions(lesson.folder / "submitted", LESSON)
        return {
            each.student: grade(read_submission(each, material), exam, sandbox)
            for each in found.students
        }
    finally:
        sandbox.close()


@pytest.mark.parametrize("number", STUDENTS)
def test_nbgrader_and_the_engine_give_the_same_points_for_every_exercise(
    number: int, lesson: NbgraderCourse, engine_says: dict[str, Any]
) -> None:
    student = f"student{number:02d}"
    scores = lesson.scores(LESSON, student)
    says = engine_says[student]
    for name, verdict in says.exercises.items():
        assert scores[f"{name}-check"] == verdict.points, name
    assert sum(v or 0 for v in scores.values()) == says.points


def test_a_hang_costs_one_exercise(lesson: NbgraderCourse) -> None:
    scores = lesson.scores(LESSON, "student43")
    lost = [name for name, score in scores.items() if score == 0]
    assert lost == ["train_with_early_stopping-check"]


def test_verdict_and_diagnosis_stand_below_the_check_and_in_the_comment(
    lesson: NbgraderCourse,
) -> None:
    cells = {cell["id"]: cell for cell in lesson.notebook(LESSON, "student05")["cells"]}
    shown, score = cells["compute_attention-check"]["outputs"]
    assert "√d_k で割っていません" in "".join(shown["data"]["text/html"])
    assert "".join(score["data"]["text/plain"]) == "12.0"  # all but one factor
    comment = lesson.comments(LESSON, "student05")["compute_attention"]
    assert comment is not None and "√d_k で割っていません" in comment


def test_the_written_answer_waits_for_a_person_with_the_rubric_beside_it(
    lesson: NbgraderCourse,
) -> None:
    grade = lesson.grades(LESSON, "student05")["explain_divergence"]
    assert grade["auto_score"] is None and grade["needs_manual_grade"]
    cells = lesson.notebook(LESSON, "student05")["cells"]
    at = next(i for i, cell in enumerate(cells) if cell["id"] == "explain_divergence")
    assert "谷を飛び越えて" in "".join(cells[at]["source"])
    assert "採点基準" in "".join(cells[at + 1]["source"])


def test_feedback_shows_the_diagnosis_and_not_the_rubric(lesson: NbgraderCourse) -> None:
    page = lesson.feedback_page(LESSON, "student05")
    assert "√d_k で割っていません" in page
    assert "採点基準" not in page
    assert "まだ採点されていません" in page


def test_neither_seed_nor_reference_gets_into_what_is_shown(lesson: NbgraderCourse) -> None:
    for number in STUDENTS:
        text = json.dumps(lesson.notebook(LESSON, f"student{number:02d}"))
        assert "BEGIN SOLUTION" not in text
        assert (
            "seed" not in lesson.notebook(LESSON, f"student{number:02d}")["metadata"]["autograder"]
        )


@pytest.mark.parametrize("pupil", EXPECTED)
def test_any_course_is_graded(pupil: str, nb_course: NbgraderCourse) -> None:
    """Each submission of the small course, alone."""
    (file,) = (SECOND / "submissions").glob(f"{pupil}.*")
    nb_course.submit(pupil, CALENDAR, f"sun_and_calendar{file.suffix}", file.read_bytes())
    assert nb_course.autograde(CALENDAR)["success"]
    grades = nb_course.grades(CALENDAR, pupil)
    for exercise in ("date_label", "days_in_months", "day_length"):
        entry = grades[f"{exercise}-check"]
        right = EXPECTED[pupil].get(exercise, {}).get("status", "passed") == "passed"
        assert (entry["auto_score"] == entry["max_score"]) == right, exercise
        assert entry["needs_manual_grade"] is False


CRASH = "import os\n\ndef day_length(latitude, declination):\n    os._exit(0)\n"
RIGHT = (SECOND / "submissions" / "pupil01.py").read_text(encoding="utf-8")


def test_a_crash_loses_nothing_but_its_exercise(nb_course: NbgraderCourse) -> None:
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", f"{RIGHT}\n{CRASH}")
    assert nb_course.autograde(CALENDAR)["success"]
    scores = nb_course.scores(CALENDAR, "ada")
    assert scores["date_label-check"] == 6 and scores["days_in_months-check"] == 8
    assert scores["day_length-check"] == 0


SPY = """
import glob, os
found = []
for top in ("/", "{course}", "{grading}"):
    for where, folders, files in os.walk(top):
        names = {{"gradebook.db", "hidden_seeds.json", "exercise.py"}}.intersection(files)
        found += [os.path.join(where, name) for name in names]
        if len(found) > 3 or where.count("/") > 6:
            folders[:] = []

def date_label(year, month, day):
    raise RuntimeError("seen: " + ", ".join(found))
"""


def test_student_code_sees_neither_gradebook_nor_seed_nor_solutions(
    nb_course: NbgraderCourse, calendar: Path
) -> None:
    spy = SPY.format(course=calendar, grading=nb_course.folder)
    nb_course.submit("eve", CALENDAR, "sun_and_calendar.py", spy)
    assert nb_course.autograde(CALENDAR)["success"]
    cells = {cell["id"]: cell for cell in nb_course.notebook(CALENDAR, "eve")["cells"]}
    shown = "".join(cells["date_label-check"]["outputs"][0]["data"]["text/html"])
    assert set(re.findall(r"seen: ([^<]*)<", shown)) == {""}


def test_a_fault_of_ours_is_loud_and_gives_no_score(
    nb_course: NbgraderCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    nb_course.submit("bob", CALENDAR, "sun_and_calendar.py", RIGHT)
    real = engines.read_and_grade

    def faulty(submission: Any, *shared: Any) -> Any:
        if submission.student != "ada":
            return real(submission, *shared)
        entry = {"student": "ada", "assignment": CALENDAR, "status": "grader_error"}
        rest = {"points": None, "max_points": 24.0, "needs_manual": ["why_leap_days"]}
        return grade_from_json({**entry, **rest, "exercises": {}, "message": "the disk is full"})

    monkeypatch.setattr(engines, "read_and_grade", faulty)
    done = nb_course.autograde(CALENDAR)
    assert not done["success"] and "the disk is full" in done["log"]
    assert "processing assignment 'sun-and-calendar' for student 'ada'" in done["log"]
    for entry in nb_course.grades(CALENDAR, "ada").values():
        assert entry["auto_score"] is None and entry["needs_manual_grade"]
    assert not (nb_course.folder / "autograded" / "ada" / CALENDAR).exists()
    assert nb_course.scores(CALENDAR, "bob")["date_label-check"] == 6


def test_a_sandbox_that_cannot_be_had_is_no_zero(
    nb_course: NbgraderCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise GraderError("no isolation on this machine")

    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    engines.close_graders()
    monkeypatch.setattr(engines, "open_exam_sandbox", broken)
    done = nb_course.autograde(CALENDAR)
    assert not done["success"] and "no isolation" in done["log"]
    with nb_course.gradebook() as book:
        assert [submission.score for submission in book.assignment_submissions(CALENDAR)] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sun_and_calendar.ipynb", "{"),
        ("sun_and_calendar.ipynb", '{"nbformat": 3, "worksheets": []}'),
        ("notes.txt", "I forgot the notebook"),
        ("sun_and_calendar.zip", "PK\x03\x04 broken"),
    ],
)
def test_what_cannot_be_read_is_graded_as_missing_and_says_why(
    name: str, content: str, nb_course: NbgraderCourse
) -> None:
    nb_course.submit("ada", CALENDAR, name, content)
    assert nb_course.autograde(CALENDAR)["success"]
    entry = nb_course.grades(CALENDAR, "ada")
    assert entry["date_label-check"]["auto_score"] == 0
    assert entry["why_leap_days"]["needs_manual_grade"]  # a person looks at the file
    first = nb_course.notebook(CALENDAR, "ada")["cells"][0]
    assert "could not be read" in "".join(first["source"])


def test_a_renamed_notebook_is_graded(
    nb_course: NbgraderCourse, released: Callable[..., str]
) -> None:
    right = {"date_label": RIGHT}
    nb_course.submit("ada", CALENDAR, "Copy of sun_and_calendar (1).ipynb", released(right))
    assert nb_course.autograde(CALENDAR)["success"]
    assert nb_course.scores(CALENDAR, "ada")["date_label-check"] == 6


def test_an_answer_that_was_never_given_waits_for_nobody(
    nb_course: NbgraderCourse, released: Callable[..., str]
) -> None:
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.ipynb", released())
    assert nb_course.autograde(CALENDAR)["success"]
    entry = nb_course.grades(CALENDAR, "ada")["why_leap_days"]
    assert (entry["auto_score"], entry["needs_manual_grade"]) == (0, False)
    assert nb_course.comments(CALENDAR, "ada")["why_leap_days"] == "No response."


def test_a_link_in_a_submission_is_not_followed(nb_course: NbgraderCourse) -> None:
    path = nb_course.submit("eve", CALENDAR, "sun_and_calendar.py", RIGHT)
    secret = nb_course.folder / "gradebook.db"
    path.with_name("loot.txt").symlink_to(secret)
    assert nb_course.autograde(CALENDAR)["success"]
    copied = [file.name for file in (nb_course.folder / "autograded" / "eve" / CALENDAR).iterdir()]
    assert "loot.txt" not in copied


def test_an_assignment_that_is_not_in_the_course_never_runs(nb_course: NbgraderCourse) -> None:
    path = nb_course.submit("ada", "other", "other.ipynb", "{}")
    done = nb_course.autograde("other")
    assert not done["success"] and "course.yaml has no assignment 'other'" in done["log"]
    assert path.exists()


def test_one_run_grades_all_by_one_state_of_the_course(
    nb_course: NbgraderCourse, calendar: Path
) -> None:
    path = calendar / "course.yaml"
    text = path.read_text("utf-8")
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    nb_course.submit("bob", CALENDAR, "sun_and_calendar.py", RIGHT)

    def edit(**_: Any) -> None:
        path.write_text(text.replace("date_label: 6", "date_label: 9"), "utf-8")

    assert nb_course.autograde(CALENDAR, post_convert_hook=edit)["success"]
    assert nb_course.scores(CALENDAR, "bob")["date_label-check"] == 6


def test_the_warm_engine_notices_that_the_course_changed(
    nb_course: NbgraderCourse, calendar: Path
) -> None:
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    assert nb_course.autograde(CALENDAR)["success"]
    path = calendar / "course.yaml"
    path.write_text(path.read_text("utf-8").replace("date_label: 6", "date_label: 9"), "utf-8")
    done = nb_course.autograde(CALENDAR)
    assert nb_course.grades(CALENDAR, "ada")["date_label-check"]["max_score"] == 9
    assert "ada: date_label-check 6 → 9 (worth 6 → 9)" in done["log"]


def test_a_broken_time_is_named_and_the_batch_goes_on(nb_course: NbgraderCourse) -> None:
    for student in ("ada", "bob"):
        nb_course.submit(student, CALENDAR, "sun_and_calendar.py", RIGHT)
    nb_course.submit("ada", CALENDAR, "timestamp.txt", "last night")
    done = nb_course.autograde(CALENDAR)
    assert done["success"]
    assert "timestamp.txt: wanted a time such as" in done["log"] and "'last night'" in done["log"]
    for student in ("ada", "bob"):
        assert nb_course.scores(CALENDAR, student)["date_label-check"] == 6


def test_autograde_says_that_the_courses_due_time_replaced_that_of_formgrader(
    nb_course: NbgraderCourse, calendar: Path
) -> None:
    with nb_course.gradebook() as book:
        book.update_or_create_assignment(CALENDAR, duedate="2027-01-31 12:00:00 UTC")
    assert "due: 2027-05-31T23:59:00+09:00" in (calendar / "course.yaml").read_text("utf-8")
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", RIGHT)
    done = nb_course.autograde(CALENDAR)
    assert "the due time in the gradebook was 2027-01-31 12:00:00 UTC" in done["log"]
    with nb_course.gradebook() as book:
        assert str(book.find_assignment(CALENDAR).duedate) == "2027-05-31 14:59:00"
