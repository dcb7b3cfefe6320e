"""What an output of a test cell is worth."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_output
from nbgrader import utils

from ..conftest import CALENDAR, NbgraderCourse
from .plain_course import (
    RIGHT,
    cell_of,
)


def plain_score(*outputs: Any) -> float:
    """What nbgrader makes of a test cell worth 3 points with these outputs."""
    cell = cell_of("t", "", grade=True, points=3)
    cell.outputs = list(outputs)
    return float(utils.determine_grade(cell)[0])


def test_plain_a_warning_costs_all_points() -> None:
    assert plain_score(new_output("stream", name="stderr", text="UserWarning: hm")) == 0


def test_a_warning_costs_nothing(nb_course: NbgraderCourse) -> None:
    warns = RIGHT.replace("    return f", "    import warnings; warnings.warn('hm')\n    return f")
    nb_course.submit(
        "ada", CALENDAR, "sun_and_calendar.py", "import sys\nsys.stderr.write('x')\n" + warns
    )
    assert nb_course.autograde(CALENDAR)["success"]
    assert nb_course.scores(CALENDAR, "ada")["date_label-check"] == 6


@pytest.mark.parametrize("text", ["np.float64(1.0)", "-1", "nan", "True", "'1 of 3'"])
def test_plain_partial_credit_in_the_wrong_words_is_full_credit(text: str) -> None:
    score = plain_score(new_output("execute_result", data={"text/plain": text}))
    assert score != score or score == 3  # not a number, or all of the points


def test_partial_credit_is_the_verdict_s_points_and_plain_nbgrader_reads_the_same(
    nb_course: NbgraderCourse,
) -> None:
    lenient = RIGHT.replace("if month < 1 or month > 12:", "if False:")
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", lenient)
    assert nb_course.autograde(CALENDAR)["success"]
    assert nb_course.scores(CALENDAR, "ada")["date_label-check"] == 4
    notebook = nbformat.from_dict(nb_course.notebook(CALENDAR, "ada"))
    cells = {c.id: c for c in notebook.cells}
    assert utils.determine_grade(cells["date_label-check"]) == (4, 6)
