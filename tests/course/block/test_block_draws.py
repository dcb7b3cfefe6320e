"""Every class seed gives an answer key: a start from which nothing is learnt is drawn again."""

from __future__ import annotations

import pytest

from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.course.key_builder import build_answer_key
from tests.paths import ROOT


@pytest.mark.parametrize("seed", [103, 571, 580])
def test_a_start_from_which_the_right_rule_learns_nothing_is_drawn_again(seed: int) -> None:
    assignment = load_course(ROOT).assignment("transformer-block")
    library = load_library(assignment.folder, list(assignment.points))
    key = build_answer_key(library, "train_until_right", 5, seed)
    reached = [each.expected.value for each in key.cases if each.group == "reverses"]
    assert reached == [1.0]
