"""What a student should know of the grading as a whole is said wherever the grade is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.integrations.exports.gradescope import result_of
from autograder.models import Grade
from autograder.text.catalogue import LANGUAGES, translate
from tests.integrations.nbgrader.conftest import (
    CALENDAR,
    SECOND,
    NbgraderCourse,
    calendar,
    generated,
    nb_course,
)

__all__ = ["calendar", "generated", "nb_course"]
NOTES = ("time-used-up", "stopped-at: line 3")


@pytest.mark.parametrize("language", LANGUAGES)
def test_gradescope_says_in_words_that_the_time_was_used_up(language: str) -> None:
    grade = Grade(
        "ada", "lesson", status="graded", points=3.0, max_points=9.0, needs_manual=(),
        exercises={}, notes=NOTES,
    )  # fmt: skip
    result = result_of(grade, {}, language, ())
    assert result["score"] == 3 and result["output_format"] == "text"
    assert translate("page.time-used-up", language) in result["output"]
    assert "3" in result["output"] and result["extra_data"]["notes"] == list(NOTES)
    assert "output" not in result_of(replace(grade, notes=()), {}, language, ())


def test_nbgraders_feedback_says_in_words_that_the_time_was_used_up(
    nb_course: NbgraderCourse,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from autograder.integrations.nbgrader import engine

    right = Path(SECOND / "submissions" / "pupil01.py").read_text(encoding="utf-8")
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", right)
    nb_course.submit("bob", CALENDAR, "sun_and_calendar.py", right)
    real = engine.read_and_grade

    def slow(raw: Any, *shared: Any) -> Grade:
        grade = real(raw, *shared)
        return replace(grade, notes=NOTES) if raw.student == "ada" else grade

    monkeypatch.setattr(engine, "read_and_grade", slow)
    assert nb_course.autograde(CALENDAR)["success"] and nb_course.feedback(CALENDAR)["success"]
    said = "own code used up its time"
    assert said in nb_course.feedback_page(CALENDAR, "ada")
    assert said not in nb_course.feedback_page(CALENDAR, "bob")
