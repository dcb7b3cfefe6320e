"""Marks are fair: the lesson's are, and what is not fair is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.author import Check
from autograder.authoring.fairness import fairness_faults
from autograder.course.answer_key import AnswerKey, build_answer_key
from autograder.course.exercise import load_library
from tests.paths import ROOT

FOLDER = ROOT / "solutions" / "transformer-basics"
SAYS = {"ja": "何かを返します。", "en": "It returns something."}


def _key(name: str) -> AnswerKey:
    return build_answer_key(load_library(FOLDER, [name]), name, 10.0, 4)


@pytest.mark.parametrize("name", ["compute_attention", "bce_loss", "l2_penalty", "standardize"])
def test_the_lessons_marks_are_fair(name: str) -> None:
    assert fairness_faults(_key(name)) == []


def test_a_check_that_everything_passes_is_a_gift() -> None:
    key = _key("l2_penalty")
    gift = Check("a-number", 30.0, SAYS, on=("lesson",), aspect="shape")
    faults = fairness_faults(replace(key, checks=(*key.checks, gift)))
    assert any("earns" in fault and "constant" in fault for fault in faults)


def test_without_credit_nothing_is_compared() -> None:
    assert fairness_faults(replace(_key("l2_penalty"), credits=None)) == []
