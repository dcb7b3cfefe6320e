"""What student code does to a notebook's kernel."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell

from ..conftest import CALENDAR, NbgraderCourse
from .plain_course import (
    RIGHT,
    make_plain_course,
    plain_submit,
)

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
def kernel(tmp_path_factory: pytest.TempPathFactory) -> NbgraderCourse:
    """Three students whose notebooks a plain kernel runs."""
    nb_course = make_plain_course(tmp_path_factory.mktemp("kernel") / "plain")
    nb_course.config.Execute.timeout = 2
    nb_course.config.Execute.shutdown_kernel = "immediate"  # else a stubborn one is waited for
    answers = {"leak": LEAK, "dies": DIES, "stubborn": STUBBORN}
    for student, solution in answers.items():
        plain_submit(
            nb_course, student, solution, lambda nb: nb.cells.append(new_markdown_cell("end"))
        )
    nb_course.done = nb_course.autograde("sums")
    return nb_course


def test_plain_student_code_reads_the_gradebook(kernel: NbgraderCourse) -> None:
    assert "SQLite format 3" in json.dumps(kernel.notebook("sums", "leak"))


@pytest.mark.parametrize("student", ["dies", "stubborn"])
def test_plain_a_dead_or_stubborn_kernel_leaves_a_student_without_any_score(
    student: str, kernel: NbgraderCourse
) -> None:
    assert not kernel.done["success"]
    assert kernel.scores("sums", student) == {"add-test": None}
    assert not (kernel.folder / "autograded" / student / "sums").exists()


def test_a_stubborn_loop_costs_one_exercise(nb_course: NbgraderCourse, calendar: Path) -> None:
    path = calendar / "course.yaml"
    path.write_text(path.read_text("utf-8").replace("wall_seconds: 5", "wall_seconds: 1"), "utf-8")
    loop = STUBBORN.replace("add(a, b)", "day_length(latitude, declination)")
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", f"{RIGHT}\n{loop}\n")
    assert nb_course.autograde(CALENDAR)["success"]
    scores = nb_course.scores(CALENDAR, "ada")
    assert (scores["date_label-check"], scores["day_length-check"]) == (6, 0)
    comment = nb_course.comments(CALENDAR, "ada")["day_length"]
    assert comment is not None and "0 / 10" in comment
