"""A class from Canvas or Moodle finds its way back: points, comments and feedback files."""

from __future__ import annotations

import ast
import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import nbformat
import pytest

from autograder.batch.grade_class import write_reports
from autograder.errors import UserError
from autograder.grading.store.class_list import CLASS_LIST, read_class_list
from autograder.grading.store.results import read_results
from autograder.integrations import export
from tests.integrations.export.importers import (
    canvas_gradebook,
    canvas_reupload,
    moodle_feedback,
    moodle_worksheet,
)
from tests.paths import DATA, ROOT
from tests.submission.platforms.builders import canvas
from tests.submission.platforms.roster import Attempt, Student, packed

LESSON = "transformer-basics"


def work(student: str, ending: str) -> bytes:
    return (DATA / "class" / student / LESSON / f"transformer_basics.{ending}").read_bytes()


def handed_in(*uploads: tuple[str, bytes], late: bool = False) -> tuple[Attempt, ...]:
    return tuple(Attempt(datetime(2027, 1, 31), ((upload),), late) for upload in uploads)


NOTEBOOK, CODE = work("student02", "ipynb"), work("student05", "py")
ROSTER = (
    Student("Anna", "Schmidt", "aschmi", 4714, "1", handed_in(("transformer_basics.py", CODE))),
    Student(
        "Anna", "Schmidt", "aschmi2", 4715, "2",
        handed_in(("transformer_basics.ipynb", b"{"), ("transformer_basics.ipynb", NOTEBOOK)),
    ),
    Student(
        "太郎", "山田", "yamada", 4713, "3",
        handed_in(("work.zip", packed({"w/transformer_basics.py": CODE})), late=True),
    ),
    Student("花子", "佐藤", "sato", 4717, "4", (Attempt(datetime(2027, 1, 31), ()),)),
)  # fmt: skip
NAMES = {one.number: f"{one.last}{one.first}".lower() for one in ROSTER}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `autograder grade` leaves of a download of Canvas."""
    folder = tmp_path_factory.mktemp("way-back")
    command = [sys.executable, "-m", "autograder", "grade", LESSON, str(canvas(folder, ROSTER))]
    command += ["--out", str(folder / "out"), "--seed", "7", "--quiet"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "out"


@pytest.fixture
def from_moodle(graded: Path, tmp_path: Path) -> Path:
    """The same class as Moodle would have handed it out."""
    out = tmp_path / "out"
    shutil.copytree(graded, out)
    infos = {
        student: asdict(replace(info, platform="Moodle", upload="", name=f"{info.name} <b>_x"))
        for student, info in read_class_list(graded).items()
    }
    (out / CLASS_LIST).write_text(json.dumps(infos), encoding="utf-8")
    return out


def points(out: Path) -> dict[str, float | None]:
    return {grade.student: grade.points for grade in read_results(out)}


def test_rows_are_the_platforms_numbers_and_pages_show_names(graded: Path) -> None:
    assert list(points(graded)) == ["4713", "4714", "4715", "4717"]
    page = (graded / "report.html").read_text(encoding="utf-8")
    assert "schmidtanna (4714)" in page and "schmidtanna (4715)" in page
    feedback = graded / "feedback" / "4715" / LESSON / "feedback.html"
    text = feedback.read_text(encoding="utf-8")
    assert "schmidtanna" in text and "2 回提出されたうちの 2 回目" in text
    late = graded / "feedback" / "4713" / LESSON / "feedback.html"
    assert "期限を過ぎてからの提出です" in late.read_text(encoding="utf-8")
    assert "回提出された" not in late.read_text(encoding="utf-8")


def test_canvas_takes_the_points_of_every_student_by_its_own_number(graded: Path) -> None:
    path = Path(export(ROOT, graded, "canvas", column="Transformer (321)"))
    title, grades = canvas_gradebook(path, NAMES, {}, {321: "Transformer", 322: "Other"})
    assert title == "Transformer"
    wanted = {NAMES[int(student)]: value for student, value in points(graded).items()}
    # Namesakes have one name here; Canvas knows them by number alone.
    assert set(grades) == set(wanted)
    assert float(grades["山田太郎"]) == points(graded)["4713"]
    assert float(grades["schmidtanna"]) == points(graded)["4715"]


def test_the_table_of_points_knows_names_attempts_and_lateness(graded: Path) -> None:
    with (graded / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    known = {key: (row["name"], row["attempt"], row["late"]) for key, row in rows.items()}
    assert known == {
        "4713": ("山田太郎", "1", "yes"),
        "4714": ("schmidtanna", "1", "no"),
        "4715": ("schmidtanna", "2", "no"),
        "4717": ("佐藤花子", "1", "no"),
    }


def test_without_the_columns_number_canvas_gets_a_title(graded: Path) -> None:
    path = Path(export(ROOT, graded, "canvas"))
    title, _ = canvas_gradebook(path, NAMES, {}, {321: "Other"})
    assert title.startswith("new: ")
    with pytest.raises(UserError, match="--column is for --to canvas"):
        export(ROOT, graded, "moodle", column="x")


def test_canvas_takes_back_a_file_of_the_kind_that_each_submitted(graded: Path) -> None:
    path, note = export(ROOT, graded, "canvas-feedback").splitlines()
    attachments = {
        98701: (4714, "transformer_basics.py"),
        98702: (4715, "transformer_basics.ipynb"),
        98703: (4715, "transformer_basics-1.ipynb"),
        98704: (4713, "work.zip"),
    }
    found = canvas_reupload(Path(path), attachments)
    assert {owner: shown for owner, (shown, _) in found.items()} == {
        4714: "transformer_basics.py",
        4715: "transformer_basics-1.ipynb",
        4713: "work.zip",
    }
    ast.parse(found[4714][1].decode())
    nbformat.validate(nbformat.reads(found[4715][1].decode(), as_version=4))
    with zipfile.ZipFile(io.BytesIO(found[4713][1])) as archive:
        assert archive.namelist() == ["feedback.html"]
    assert note.strip() == "without: 4717"


def test_moodle_takes_grades_and_comments_by_participant(from_moodle: Path) -> None:
    path = Path(export(ROOT, from_moodle, "moodle"))
    participants = {number: str(number) for number in NAMES}
    found = moodle_worksheet(path, participants)
    assert {student: float(grade) for student, (grade, _) in found.items()} == points(from_moodle)
    assert found["4714"][1].count("<br>") == 10


def test_moodle_takes_a_feedback_page_for_each_participant(from_moodle: Path) -> None:
    path = Path(export(ROOT, from_moodle, "moodle-feedback"))
    found = moodle_feedback(path, {number: str(number) for number in NAMES})
    assert {student: list(files) for student, files in found.items()} == {
        str(number): ["/feedback.html"] for number in NAMES
    }
    write_reports(ROOT, from_moodle, None)  # the names are Moodle's now
    own = from_moodle / "feedback" / "4714" / LESSON / "feedback.html"
    assert found["4714"]["/feedback.html"] == own.read_bytes()


def test_the_same_archive_twice_is_the_same_bytes(from_moodle: Path) -> None:
    first = Path(export(ROOT, from_moodle, "moodle-feedback")).read_bytes()
    assert Path(export(ROOT, from_moodle, "moodle-feedback")).read_bytes() == first


@pytest.mark.parametrize(
    "platform, to, word",
    [
        ("Moodle", "canvas-feedback", "no student has a file with numbers of Canvas's"),
        ("Canvas", "moodle-feedback", "no student has a number of Moodle's"),
    ],
)
def test_one_platforms_numbers_are_nobody_on_another(
    graded: Path, from_moodle: Path, platform: str, to: str, word: str
) -> None:
    out = graded if platform == "Canvas" else from_moodle
    with pytest.raises(UserError, match=word):
        export(ROOT, out, to)
    if platform == "Moodle":
        path = Path(export(ROOT, out, "canvas"))
        with pytest.raises(AssertionError, match="Canvas does not know"):
            canvas_gradebook(path, {1: "x"}, {}, {})


def test_canvas_is_not_sent_points_of_anonymous_students(graded: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(graded, out)
    infos = {s: asdict(replace(i, lms_id="anon_1a2b3")) for s, i in read_class_list(out).items()}
    (out / CLASS_LIST).write_text(json.dumps(infos), encoding="utf-8")
    with pytest.raises(UserError, match="no points for anonymous students"):
        export(ROOT, out, "canvas")
