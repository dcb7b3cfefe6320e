"""The whole nbgrader cycle, with the commands that a TA types.

Each is a program of its own and takes seconds, so there is one pass, on the small course.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import CALENDAR, SECOND

PROGRAM = Path(sys.executable).with_name("nbgrader")
CONFIG = """
from pathlib import Path
from autograder.integrations.nbgrader.config import configure

c = get_config()
configure(c, Path(__file__).parent)
c.CoursePart.seed = 7
c.Exchange.root = str(Path(__file__).parent / "grading" / "exchange")
"""
NOTEBOOK = "sun_and_calendar.ipynb"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh clone: the course and nbgrader_config.py, nothing generated."""
    target = tmp_path_factory.mktemp("clone") / "course"
    shutil.copytree(SECOND, target, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    return target


def nbgrader(course: Path, *arguments: str, wanted: int = 0) -> str:
    """Run one command; what it said."""
    # Not activated: only the interpreter's own folder knows the program `alembic`.
    environment = {**os.environ, "PATH": "/usr/bin:/bin", "PYTHONWARNINGS": "ignore"}
    run = subprocess.run(
        [sys.executable, str(PROGRAM), *arguments],
        cwd=course, env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    said = run.stdout + run.stderr
    assert run.returncode == wanted, said[-3000:]
    return said


def test_the_whole_cycle(course: Path) -> None:
    grading = course / "grading"
    right = (SECOND / "submissions" / "pupil01.py").read_text(encoding="utf-8")
    code, _, _ = right.partition("why_leap_days")

    nbgrader(course, "generate_assignment", CALENDAR)
    nbgrader(course, "release_assignment", CALENDAR)
    nbgrader(course, "fetch_assignment", CALENDAR)
    fetched = grading / "fetched" / CALENDAR
    handed_out = sorted(path.name for path in fetched.iterdir())
    assert {NOTEBOOK, "sun_and_calendar.py", "README.md", "selfcheck.json"} <= set(handed_out)

    # A student works in the notebook that came through the exchange, and hands it in.
    content = json.loads((fetched / NOTEBOOK).read_bytes())
    for cell in content["cells"]:
        if cell["id"] in ("date_label", "days_in_months", "day_length"):
            cell["source"] = code
        if cell["id"] == "why_leap_days":
            cell["source"] = "Because a year has 365.2422 days."
    (fetched / NOTEBOOK).write_text(json.dumps(content), encoding="utf-8")
    said = nbgrader(course, "validate", str(fetched / NOTEBOOK))
    assert "Success! Your notebook passes all the tests." in said
    nbgrader(course, "submit", CALENDAR, "--student=ada")
    nbgrader(course, "collect", CALENDAR)

    # Another comes as a download of a learning platform.
    archive = grading / "downloaded" / CALENDAR / "archive"
    archive.mkdir(parents=True)
    (archive / 'Bob, "B" 鈴木_4711_assignsubmission_file_sun_and_calendar.py').write_text(
        right, encoding="utf-8"
    )
    nbgrader(course, "zip_collect", CALENDAR)

    said = nbgrader(course, "autograde", CALENDAR)
    assert "ada: 24 of 24 points" in said and "4711: 24 of 24 points" in said
    nbgrader(course, "generate_feedback", CALENDAR)
    nbgrader(course, "release_feedback", CALENDAR, "--student=ada")
    nbgrader(course, "fetch_feedback", CALENDAR, "--student=ada")
    (page,) = (fetched / "feedback").rglob("*.html")
    assert "Score: 24.0 / 30.0" in page.read_text(encoding="utf-8")

    nbgrader(course, "export")
    with (grading / "grades.csv").open(encoding="utf-8", newline="") as file:
        table = {row["student_id"]: row for row in csv.DictReader(file)}
    assert table["4711"]["score"] == "24.0"  # the platform's number, not the name
    assert table["ada"]["status"] == "needs manual grading"

    # Nothing of it lies about: all is in the one folder that git ignores.
    beside = {path.name for path in course.iterdir()} - {path.name for path in SECOND.iterdir()}
    assert beside <= {"nbgrader_config.py", "grading", "__pycache__"}


def test_a_broken_course_is_named_and_nothing_is_graded_without_it(course: Path) -> None:
    path = course / "course.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("date_label: 6", "date_label: six"), encoding="utf-8")
    try:
        said = nbgrader(course, "autograde", CALENDAR, "--force", wanted=1)
    finally:
        path.write_text(text, encoding="utf-8")
    assert "course.yaml:" in said and "points of exercise 'date_label'" in said
