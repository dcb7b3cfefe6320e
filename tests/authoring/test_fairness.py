"""Marks are fair: the lesson's are, and what is not fair is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from autograder.author import Check
from autograder.authoring import fairness
from autograder.authoring.fairness import _blank, fairness_faults
from autograder.authoring.near_answers import near_answers, partial_answers
from autograder.authoring.prove import prove
from autograder.course.answer_key import AnswerKey, PairMutant
from autograder.course.exercise_library import load_library
from autograder.course.key_builder import build_answer_key
from tests.paths import ROOT

COURSE = """
name: {ja: 講座, en: Course}
assignments:
  tiny:
    title: {ja: 課題, en: Task}
    exercises: {twice: 5}
"""


@dataclass
class _Ran:
    outcomes: Any

    def first(self, count: int) -> Any:
        return self.outcomes[:count]


FOLDER = ROOT / "solutions" / "transformer-basics"
SAYS = {"ja": "何かを返します。", "en": "It returns something."}


def _key(name: str) -> AnswerKey:
    return build_answer_key(load_library(FOLDER, [name]), name, 10.0, 4)


@pytest.mark.parametrize("name", ["compute_attention", "bce_loss", "l2_penalty", "standardize"])
def test_the_lessons_marks_are_fair(name: str) -> None:
    assert fairness_faults(_key(name), load_library(FOLDER, [name])) == []


def test_guards_of_all_sizes_float32_and_rounding_are_tried() -> None:
    found = list(near_answers(_key("bce_loss"), load_library(FOLDER, ["bce_loss"])))
    names = [[name for name, _ in series] for series in found]
    assert ["the right value as float32", "the right value as float16"] in names
    guards = [each for each in names if each and "guard" in each[0]]
    assert guards
    for each in guards:
        sizes = [float(name.split()[3]) for name in each]
        assert sizes == sorted(sizes) and len(set(sizes)) > 1


def test_one_shape_and_one_sign_are_tried() -> None:
    names = [name for name, _ in partial_answers(_key("l2_penalty"))]
    assert "an answer that refuses negative numbers" in names
    assert "an answer for an argument 1 of 1 axes only" in names


def test_a_further_answer_that_earns_more_than_a_nearer_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = _key("l2_penalty")
    right = tuple(item.expected for item in key.cases)
    zeros = tuple(replace(got, value=0.0) for got in right)
    answers = [("a small guard", zeros), ("a large guard", right)]
    monkeypatch.setattr(fairness, "near_answers", lambda *_: [answers])
    [said] = [fault for fault in fairness_faults(key) if "nearer to right" in fault]
    assert said.startswith("a large guard earns 10 points, and a small guard, which is nearer")


def test_an_answer_for_most_inputs_that_earns_less_than_another_idea_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = _key("l2_penalty")
    refused = tuple(
        item.expected if i % 3 else replace(item.expected, value=None)
        for i, item in enumerate(key.cases)
    )
    monkeypatch.setattr(fairness, "partial_answers", lambda _: [("an odd answer", refused)])
    said = [fault for fault in fairness_faults(key) if "an odd answer, which is right" in fault]
    assert len(said) == 1
    assert "earns" in said[0] and "points" in said[0]


def test_a_check_that_everything_passes_is_a_gift() -> None:
    key = _key("l2_penalty")
    gift = Check("a-number", 30.0, SAYS, on=("lesson",), aspect="shape")
    faults = fairness_faults(replace(key, checks=(*key.checks, gift)))
    assert any("earns" in fault and "constant" in fault for fault in faults)


def test_two_mistakes_that_cancel_in_a_check_are_named_with_their_points() -> None:
    key = _key("l2_penalty")
    first, second = list(key.mutants)[:2]
    right = tuple(item.expected for item in key.cases)
    pair = PairMutant((first, second), _Ran(right))
    faults = fairness_faults(replace(key, make_pair_mutants=lambda: iter([pair])))
    [said] = [fault for fault in faults if "together earn 10 points" in fault]
    assert f"'{first}' and '{second}'" in said


@pytest.mark.parametrize("value", [3, [1, 2], "text", {"a": [1.5, 2]}, (True, None), 2.5])
def test_no_answer_says_nothing_of_the_right_one(value: object) -> None:
    blank = _blank(value)
    assert type(blank) is type(value)
    assert not any(repr(part) in repr(blank) for part in (3, 1, 2, 1.5, "text", True))


def test_an_unfair_exercise_is_refused_by_prove(
    folder: Path, rewrite: Callable[[str, str, str], None]
) -> None:
    course = folder.parent
    (course / "solutions").mkdir()
    folder.rename(course / "solutions" / "tiny")
    (course / "course.yaml").write_text(COURSE, encoding="utf-8")
    said: list[str] = []
    assert prove(course, "tiny", ["twice"], 1, said.append) == 0, "\n".join(said)
    path = course / "solutions" / "tiny" / "twice"
    text = (path / "misconceptions.yaml").read_text("utf-8")
    (path / "misconceptions.yaml").write_text(
        text.replace("  formula:", "  credit: 0.4\n  formula:"), "utf-8"
    )
    text = (path / "exercise.py").read_text("utf-8")
    text = text.replace('("small", "ordinary")', '("small",)')
    (path / "exercise.py").write_text(text, "utf-8")
    said.clear()
    assert prove(course, "tiny", ["twice"], 1, said.append) == 1, said
    assert any("✗ twice: a constant earns 4 points" in line for line in said), said


def test_without_credit_nothing_is_compared() -> None:
    assert fairness_faults(replace(_key("l2_penalty"), credits=None)) == []
