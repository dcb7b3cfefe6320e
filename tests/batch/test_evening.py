"""A TA's evening: grade, mark by hand, a late one, a namesake, a regrade; nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.authoring.scaffold import new_exercise
from autograder.batch.console import ConsoleReporter, RunSummary
from autograder.batch.grade_class import GradeOptions, grade_class, write_reports
from autograder.errors import UserError
from autograder.integrations import TARGETS, export
from autograder.report.rendering import feedback_path
from autograder.submission.collect import Naming
from tests.batch.conftest import LESSON

COURSE = """\
name: {ja: 小さな講座, en: A tiny course}
language: en
limits: {wall_seconds: 60, cpu_seconds: 60}
assignments:
  tiny:
    title: {ja: 小さな課題, en: A tiny assignment}
    due: 2027-01-31T23:59:00+09:00
    late: {percent_per_day: 10, grace_minutes: 15, max_percent: 50}
    exercises: {twice: 5, essay: 5}
"""
WORK = '''\
import numpy as np
def twice(x):
    return 2 * np.asarray(x, dtype=float)
essay = """Adding a number to itself doubles it: 3 + 3 = 6 = 2 * 3."""
'''
COMMENT = "Well argued, <b>Anna</b>"

Run = Callable[..., RunSummary]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    solutions = tmp_path / "solutions" / "tiny"
    new_exercise(solutions, "twice")
    new_exercise(solutions, "essay", "written")
    lesson = LESSON.replace('exercise="again"', 'exercise="essay"')
    (solutions / "lesson.py").write_text(lesson, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(root: Path) -> Run:
    def grade(folder: Path, **options: Any) -> RunSummary:
        options = {"isolation": "process", "workers": 1, **options}
        order = GradeOptions(root, "tiny", folder, root / "out", **options)
        return grade_class(order, ConsoleReporter(quiet=True))

    return grade


def canvas(root: Path, folder: str, *names: str, work: str = WORK) -> Path:
    """Files as Canvas hands them out."""
    (root / folder).mkdir(exist_ok=True)
    for number, name in enumerate(names):
        file = root / folder / f"{name}_{900 + number}_tiny.py"
        file.write_text(work, encoding="utf-8")
    return root / folder


def nbgrader_folder(root: Path, folder: str, times: dict[str, str]) -> Path:
    """Submissions with the times that nbgrader's exchange notes."""
    for student, moment in times.items():
        place = root / folder / student / "tiny"
        place.mkdir(parents=True, exist_ok=True)
        (place / "tiny.py").write_text(WORK, encoding="utf-8")
        (place / "timestamp.txt").write_text(moment, encoding="utf-8")
    return root / folder


def mark(root: Path, student: str, cell: str, points: float, comment: str = "") -> None:
    """What formgrader does when a person marks a cell."""
    with Gradebook(f"sqlite:///{root / 'out' / 'gradebook.db'}") as book:
        grade = book.find_grade(cell, "tiny", "tiny", student)
        grade.manual_score, grade.needs_manual_grade = points, False
        if comment:
            name = cell.removesuffix("-check")
            book.find_comment(name, "tiny", "tiny", student).manual_comment = comment
        book.db.commit()


def rows(root: Path) -> dict[str, dict[str, str]]:
    text = (root / "out" / "grades.csv").read_text(encoding="utf-8")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text))}


def page(root: Path, student: str) -> str:
    return feedback_path(root / "out", student, "tiny").read_text(encoding="utf-8")


def assert_annas_mark(root: Path) -> None:
    """Her mark and comment, wherever they have to be."""
    row = rows(root)["4714"]
    assert (row["points"], row["max_points"], row["needs_manual"]) == ("9.5", "10", "")
    assert (row["essay.points"], row["essay.status"]) == ("4.5", "marked")
    assert row["essay.comment"] == COMMENT
    assert "Marked by hand: 4.5 of 5 points." in page(root, "4714")
    assert "Well argued, &lt;b&gt;Anna&lt;/b&gt;" in page(root, "4714")
    overview = page(root, "4714").partition("<tbody>")[2].partition("</tbody>")[0]
    words = " ".join(re.sub(r"<[^>]+>", " ", overview).split())
    assert words.endswith("graded by hand 4.5 / 5"), words
    staff = (root / "out" / "students" / "4714.html").read_text(encoding="utf-8")
    assert "Marked by hand: 4.5 of 5 points." in staff
    report = (root / "out" / "report.html").read_text(encoding="utf-8")
    [row_on_page] = [each for each in report.split("<tr")[1:] if "4714.html" in each]
    assert re.search(r">\s*4\.5\s*<", row_on_page.partition("</tr>")[0])
    with Gradebook(f"sqlite:///{root / 'out' / 'gradebook.db'}") as book:
        assert book.find_grade("essay", "tiny", "tiny", "4714").manual_score == 4.5


def in_table(out: Path, *place: str) -> None:
    text = out.joinpath(*place).read_text(encoding="utf-8-sig")
    found = {row["student"]: row for row in csv.DictReader(io.StringIO(text))}
    assert {key: row["points"] for key, row in found.items()} == POINTS
    assert found["4714"]["essay.comment"] == COMMENT
    assert found["4711"]["twice.by_hand"] == "yes"


def in_canvas(out: Path) -> None:
    text = (out / "exports" / "canvas" / "canvas.csv").read_text(encoding="utf-8")
    _, most, *students = csv.reader(io.StringIO(text))
    assert {row[1]: row[-1] for row in students} == POINTS
    assert most[-1] == "10"


def in_moodle(out: Path) -> None:
    moodle = (out / "exports" / "moodle" / "moodle.csv").read_text(encoding="utf-8")
    assert COMMENT in moodle or escape(COMMENT) in moodle
    assert "Marked by hand: 4.5 of 5 points." in moodle


def in_gradescope(out: Path) -> None:
    result = json.loads((out / "exports" / "gradescope" / "4714" / "results.json").read_text())
    (essay,) = (test for test in result["tests"] if test["name"].startswith("essay"))
    assert (result["score"], essay["score"], essay["max_score"]) == (9.5, 4.5, 5.0)
    assert COMMENT in essay["output"]


def in_junit(out: Path) -> None:
    junit = (out / "exports" / "junit" / "junit.xml").read_text(encoding="utf-8")
    assert 'name="points" value="9.5"' in junit and "Well argued" in junit


def in_pages(out: Path, kind: str) -> None:
    with zipfile.ZipFile(out / "exports" / kind / f"{kind}.zip") as archive:
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    (mine,) = (name for name, text in texts.items() if "Well argued" in text)
    assert COMMENT in texts[mine] or escape(COMMENT) in texts[mine]
    assert "4714" in mine and "Marked by hand: 4.5 of 5 points." in texts[mine]


def in_gradebook(out: Path) -> None:
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as book:
        found = book.find_submission("tiny", "4714")
        assert (found.score, found.needs_manual_grade) == (9.5, False)
        assert book.find_comment("essay", "tiny", "tiny", "4714").comment == COMMENT


POINTS = {"4711": "3", "4712": "5", "4714": "9.5", "4715": "5"}
# Where Anna's mark and comment stand in each export.
IN_EXPORT: dict[str, Callable[[Path], None]] = {
    "csv": lambda out: in_table(out, "grades.csv"),
    "excel": lambda out: in_table(out, "exports", "excel", "grades.csv"),
    "canvas": in_canvas,
    "canvas-feedback": lambda out: in_pages(out, "canvas-feedback"),
    "moodle": in_moodle,
    "moodle-feedback": lambda out: in_pages(out, "moodle-feedback"),
    "gradescope": in_gradescope,
    "junit": in_junit,
    "nbgrader": in_gradebook,
}


def test_grade_mark_late_namesake_regrade_and_every_export_lose_nothing(
    root: Path, run: Run
) -> None:
    folder = canvas(root, "class", "schmidtanna_4714", "adalovelace_4711")
    run(folder)
    assert rows(root)["4714"]["needs_manual"] == "essay"
    mark(root, "4714", "essay", 4.5, COMMENT)
    mark(root, "4711", "twice-check", 3.0)
    write_reports(root, root / "out", None)
    assert_annas_mark(root)
    assert (rows(root)["4711"]["points"], rows(root)["4711"]["twice.by_hand"]) == ("3", "yes")

    run(canvas(root, "late", "kurtgoedel_LATE_4712"))
    assert set(rows(root)) == {"4711", "4712", "4714"}
    assert (rows(root)["4712"]["late"], rows(root)["4712"]["needs_manual"]) == ("yes", "essay")
    assert_annas_mark(root)

    run(canvas(root, "namesake", "schmidtanna_4715"))
    assert set(rows(root)) == {"4711", "4712", "4714", "4715"}
    assert rows(root)["4715"]["essay.status"] == "needs_manual"
    assert_annas_mark(root)

    exercise = root / "solutions" / "tiny" / "twice" / "exercise.py"
    text = exercise.read_text(encoding="utf-8")
    assert '        "values",\n        4,' in text
    exercise.write_text(
        text.replace('        "values",\n        4,', '        "values",\n        3,')
    )
    run(folder)
    assert set(rows(root)) == {"4711", "4712", "4714", "4715"}
    assert_annas_mark(root)
    assert rows(root)["4711"]["points"] == "3"

    assert set(IN_EXPORT) == set(TARGETS)
    for target in TARGETS:
        if target == "moodle-feedback":  # no participant of Moodle's is in a class of Canvas's
            with pytest.raises(UserError, match="no student has a number of Moodle's"):
                export(root, root / "out", target)
        else:
            export(root, root / "out", target)
            IN_EXPORT[target](root / "out")
            assert_annas_mark(root)


def test_a_class_of_moodles_takes_marks_and_comments_back_to_moodle(root: Path, run: Run) -> None:
    for folder, who in (("class", "Anna Schmidt_4714"), ("late", "Anna Schmidt_4715")):
        place = root / folder / f"{who}_assignsubmission_file_" / "tiny.py"
        place.parent.mkdir(parents=True)
        place.write_text(WORK, encoding="utf-8")
    run(root / "class")
    mark(root, "4714", "essay", 4.5, COMMENT)
    run(root / "late")
    for target in ("moodle", "moodle-feedback"):
        export(root, root / "out", target)
        IN_EXPORT[target](root / "out")
    moodle = (root / "out" / "exports" / "moodle" / "moodle.csv").read_text(encoding="utf-8")
    points = {row["Identifier"]: row["Grade"] for row in csv.DictReader(io.StringIO(moodle))}
    assert points == {"Participant 4714": "9.5", "Participant 4715": "5"}


def test_an_answer_that_changed_after_its_mark_waits_for_a_person_again(
    root: Path, run: Run
) -> None:
    folder = canvas(root, "class", "schmidtanna_4714")
    run(folder)
    mark(root, "4714", "essay", 4.5)
    canvas(root, "class", "schmidtanna_4714", work=WORK.replace("doubles it", "is twice of it"))
    run(folder)
    row = rows(root)["4714"]
    assert (row["needs_manual"], row["essay.points"], row["points"]) == ("essay", "4.5", "9.5")


def test_lateness_costs_what_the_rule_says_in_table_page_and_gradebook(
    root: Path, run: Run
) -> None:
    times = {
        "early": "2027-01-31 14:00:00.000000 UTC",
        "grace": "2027-01-31 15:10:00.000000 UTC",
        "late": "2027-02-01 20:00:00.000000 UTC",
        "very-late": "2027-03-01 00:00:00.000000 UTC",
    }
    run(nbgrader_folder(root, "class", times))
    found = rows(root)
    assert {name: row["late"] for name, row in found.items()} == {
        "early": "no",
        "grace": "yes",
        "late": "yes",
        "very-late": "yes",
    }
    assert {name: (row["penalty"], row["points"]) for name, row in found.items()} == {
        "early": ("0", "5"),
        "grace": ("0", "5"),
        "late": ("1", "4"),
        "very-late": ("2.5", "2.5"),
    }
    assert found["late"]["due"] == "2027-01-31T23:59:00+09:00"
    assert "Lateness takes 1 points" in page(root, "late")
    assert "Submitted after the deadline" in page(root, "grace")
    with Gradebook(f"sqlite:///{root / 'out' / 'gradebook.db'}") as book:
        for student, penalty in (("early", None), ("late", 1.0), ("very-late", 2.5)):
            submission = book.find_submission_notebook("tiny", "tiny", student)
            assert submission.late_submission_penalty == penalty


def test_an_extension_in_the_roster_takes_the_penalty_back_and_outlives_a_run_without_it(
    root: Path, run: Run
) -> None:
    folder = nbgrader_folder(root, "class", {"late": "2027-02-01 20:00:00.000000 UTC"})
    run(folder)
    assert rows(root)["late"]["penalty"] == "1"
    roster = root / "roster.csv"
    roster.write_text("student,extension\nlate,2027-02-05\n", encoding="utf-8")
    run(folder, naming=Naming(roster=roster))
    for _ in range(2):  # the second time without the roster
        row = rows(root)["late"]
        assert (row["late"], row["penalty"], row["points"]) == ("no", "0", "5")
        assert row["due"] == "2027-02-05T23:59:59+09:00"
        with Gradebook(f"sqlite:///{root / 'out' / 'gradebook.db'}") as book:
            notebook = book.find_submission_notebook("tiny", "tiny", "late")
            assert notebook.late_submission_penalty is None
        run(folder)


def test_a_due_time_that_moves_in_course_yaml_reaches_the_gradebook_both_ways(
    root: Path, run: Run
) -> None:
    folder = nbgrader_folder(root, "class", {"late": "2027-02-01 20:00:00.000000 UTC"})
    run(folder)
    for day, penalty in (("2027-02-28", "0"), ("2027-01-01", "2.5")):
        text = COURSE.replace("due: 2027-01-31", f"due: {day}")
        (root / "course.yaml").write_text(text, encoding="utf-8")
        run(folder)
        assert rows(root)["late"]["penalty"] == penalty
        with Gradebook(f"sqlite:///{root / 'out' / 'gradebook.db'}") as book:
            assert str(book.find_assignment("tiny").duedate) == f"{day} 14:59:00"


def test_who_is_kept_from_an_earlier_run_is_not_called_missing(root: Path, run: Run) -> None:
    roster = root / "roster.csv"
    roster.write_text("student,lms id\nanna,4714\nada,4711\nnobody,9\n", encoding="utf-8")
    run(canvas(root, "first", "lovelaceada_4711"), naming=Naming(roster=roster))
    later = run(canvas(root, "late", "schmidtanna_LATE_4714"), naming=Naming(roster=roster))
    [missing] = [line for line in later.notices if "in the roster" in line]
    assert missing == "1 in the roster, and nothing was found of them: nobody"


def test_without_its_roster_a_class_is_found_under_the_rosters_keys(root: Path, run: Run) -> None:
    folder = canvas(root, "class", "schmidtanna_4714", "adalovelace_4711")
    roster = root / "roster.csv"
    roster.write_text("student,lms id,section\nanna,4714,B\nada,4711,A\n", encoding="utf-8")
    run(folder, naming=Naming(roster=roster))
    mark(root, "anna", "essay", 4.5)
    run(folder)
    assert list(rows(root)) == ["ada", "anna"]
    assert (rows(root)["anna"]["essay.points"], rows(root)["anna"]["section"]) == ("4.5", "B")


def test_marks_that_cannot_be_read_stop_an_export_in_words(root: Path, run: Run) -> None:
    run(canvas(root, "class", "schmidtanna_4714", "adalovelace_4711"))
    (root / "out" / "gradebook.db").write_bytes(b"no database at all, only text" * 50)
    with pytest.raises(UserError, match="marks by hand cannot be read"):
        export(root, root / "out", "csv")
