"""A result with a fixed relation to the right one is named, in every exercise with numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from autograder.course.answer_key import AnswerKey
from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.course.key_builder import build_answer_key
from autograder.course.reference import load_function
from autograder.grading.diagnosis import CREDITS
from autograder.grading.judge import judge
from autograder.grading.structure import leaves
from autograder.models import CallResult, ExerciseResult, Verdict
from autograder.sandbox.calls import call_and_record
from autograder.text.catalogue import LANGUAGES, translate
from tests.paths import ROOT

Change = Callable[[Any], Any]
LESSONS = ("transformer-basics", "transformer-block")
NAMES = [
    (lesson, name)
    for lesson in LESSONS
    for name in load_course(ROOT).assignment(lesson).points
    if not name.startswith("explain")
]
# Changes of every number, and what they are. None of them is a number of the kit.
CHANGES: dict[str, Change] = {
    "factor": lambda x: 2.5 * x,
    "negated": lambda x: -x,
    "factor+negated": lambda x: -3 * x,
    "offset": lambda x: x + 0.37,
    "rounded": lambda x: np.round(x, 3),
    "clamped": lambda x: np.clip(x, -0.2, 0.2),
}


@cache
def key_of(lesson: str, name: str) -> AnswerKey:
    assignment = load_course(ROOT).assignment(lesson)
    library = load_library(assignment.folder, list(assignment.points))
    return build_answer_key(library, name, 10.0, 5)


def changed(value: Any, change: Change) -> Any:
    if isinstance(value, dict):
        return {name: changed(item, change) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([changed(item, change) for item in value])
    if isinstance(value, np.ndarray):
        return np.asarray(change(value))
    return float(change(value)) if type(value) is float else value


def verdict_on(key: AnswerKey, values: Sequence[Any]) -> Verdict:
    """The verdict on results with these values; what is to be raised is raised."""
    outcomes = [
        item.expected if item.raises else replace(item.expected, value=value)
        for item, value in zip(key.cases, values, strict=True)
    ]
    return judge(key, ExerciseResult("answered", tuple(outcomes)))


def has_numbers(key: AnswerKey) -> bool:
    """Whether floats are asked for, directly and of more than a few values."""
    direct = [c.expected.value for c in key.cases if not c.raises and c.input.driver is None]
    parts = [leaves(value) for value in direct]
    floats = [p for p in parts if p and all(x.dtype.kind == "f" for x in p)]
    different = {b"".join(x.tobytes() for x in p) for p in floats}
    return key.kind == "function" and len(floats) == len(direct) and len(different) >= 3


@pytest.mark.parametrize("form", CHANGES)
@pytest.mark.parametrize(("lesson", "name"), NAMES)
def test_what_is_done_to_every_number_is_named_or_has_an_authors_name(
    lesson: str, name: str, form: str
) -> None:
    key = key_of(lesson, name)
    if not has_numbers(key):
        return
    change = CHANGES[form]
    values = [
        changed(c.expected.value, change) if c.input.driver is None else None for c in key.cases
    ]
    verdict = verdict_on(key, values)
    if verdict.status == "passed":  # every number lies within the limit
        assert form == "clamped"
        return
    told = set(verdict.form.split("+"))
    allowed = {"clamped": {"clamped", "last-step", "without-sign", "", "fragile"}}.get(form)
    assert verdict.diagnosis or told == set(form.split("+")) or (allowed and told <= allowed), (
        verdict.form
    )
    if verdict.form and not verdict.diagnosis:
        share = np.prod([CREDITS[each] for each in verdict.form.split("+")])
        assert verdict.points >= 10 * share - 1e-6


@pytest.mark.parametrize(("lesson", "name"), NAMES)
def test_what_does_not_look_at_its_input_never_earns_by_a_relation(lesson: str, name: str) -> None:
    key = key_of(lesson, name)
    first = key.cases[0].expected.value
    rng = np.random.default_rng(1)
    answers = {
        "the first answer": lambda _: first,
        "zeros": lambda value: changed(value, lambda x: 0.0 * x),
        "ones": lambda value: changed(value, lambda x: 0.0 * x + 1),
        "noise": lambda value: changed(value, lambda x: x * 0 + rng.normal(size=np.shape(x))),
        "a number": lambda _: 0.5,
    }
    for what, make in answers.items():
        verdict = verdict_on(key, [make(c.expected.value) for c in key.cases])
        assert not verdict.credit or verdict.diagnosis, (what, verdict.form)


def test_a_factor_in_one_part_of_a_pair_is_a_factor() -> None:
    key = key_of("transformer-basics", "bce_gradient")
    pairs = [c.expected.value for c in key.cases]
    verdict = verdict_on(key, [(w, 1.5 * b) for w, b in pairs])
    assert (verdict.form, verdict.points) == ("factor", 6.0)


def test_a_factor_that_is_a_size_of_the_input_is_told_from_a_constant_one() -> None:
    key = key_of("transformer-basics", "l2_penalty")
    sizes = [np.size(c.input.args[0]) for c in key.cases]
    values = [c.expected.value / np.sqrt(n) for c, n in zip(key.cases, sizes, strict=True)]
    assert verdict_on(key, values).form == "factor-of-size"
    uneven = [c.expected.value * (1 + 0.1 * i) for i, c in enumerate(key.cases)]
    assert verdict_on(key, uneven).form == ""


def test_an_authors_name_comes_before_the_engines() -> None:
    key = key_of("transformer-basics", "l2_penalty")
    verdict = verdict_on(key, [0.5 * c.expected.value for c in key.cases])
    assert (verdict.form, verdict.diagnosis) == ("", ("half-factor",))


STRUCTURES: dict[str, tuple[str, Change]] = {
    "a dict": ("container", lambda pair: {"w": pair[0], "b": pair[1]}),
    "nested": ("container", lambda pair: [{"w": pair[0]}, {"b": pair[1]}]),
    "one vector": ("joined", lambda pair: np.append(pair[0], pair[1])),
    "the other order": ("reordered", lambda pair: pair[::-1]),
    "one more": ("extra-results", lambda pair: (*pair, 7.0)),
    "one before": ("extra-results", lambda pair: (1.0, *pair)),
    "a column": ("extra-axis", lambda pair: (pair[0][:, None], pair[1])),
}


@pytest.mark.parametrize("what", STRUCTURES)
def test_a_pair_in_another_structure_is_named(what: str) -> None:
    key = key_of("transformer-basics", "bce_gradient")
    form, change = STRUCTURES[what]
    verdict = verdict_on(key, [change(c.expected.value) for c in key.cases])
    assert verdict.form == form
    assert verdict.points == pytest.approx(10 * CREDITS[form], abs=2.5)


@pytest.mark.parametrize(
    ("lesson", "name"),
    [
        ("transformer-basics", "compute_attention"),
        ("transformer-basics", "standardize"),
        ("transformer-block", "adam_step"),
        ("transformer-block", "layer_norm_backward"),
    ],
)
def test_right_results_in_another_order_are_right_in_the_wrong_form(lesson: str, name: str) -> None:
    key = key_of(lesson, name)
    verdict = verdict_on(
        key, [None if c.input.driver else c.expected.value[::-1] for c in key.cases]
    )
    assert verdict.form == "reordered" or verdict.diagnosis == ("swapped-results",)
    assert verdict.points == 8.0


def test_a_mistake_beneath_another_structure_is_named_and_the_credits_multiply() -> None:
    key = key_of("transformer-basics", "bce_gradient")
    values = [np.append(-c.expected.value[0], -c.expected.value[1]) for c in key.cases]
    verdict = verdict_on(key, values)
    assert (verdict.form, verdict.diagnosis) == ("joined", ("sign-flipped",))
    assert verdict.points == pytest.approx(10 * 0.8 * 0.4)


ARRAYS: dict[str, tuple[str, Change]] = {
    "transposed": ("transposed", lambda x: x.T),
    "flat": ("reshaped", lambda x: x.ravel()),
    "with something else": ("extra-results", lambda x: (x, "done")),
}


@pytest.mark.parametrize("what", ARRAYS)
def test_an_array_in_another_structure_is_named(what: str) -> None:
    key = key_of("transformer-basics", "feed_forward")
    form, change = ARRAYS[what]
    verdict = verdict_on(key, [change(c.expected.value) for c in key.cases])
    assert (verdict.form, verdict.points) == (form, 10 * CREDITS[form])


def test_integers_in_place_of_truth_values_are_named() -> None:
    key = key_of("transformer-block", "attention_mask")
    verdict = verdict_on(key, [c.expected.value.astype(int) for c in key.cases])
    assert (verdict.form, verdict.points) == ("another-kind", 8.0)


def test_right_on_ordinary_inputs_alone_is_fragile() -> None:
    key = key_of("transformer-basics", "batch_predict")
    values = [
        c.expected.value if not c.extreme else np.full_like(c.expected.value, 0.25)
        for c in key.cases
    ]
    verdict = verdict_on(key, values)
    assert (verdict.form, verdict.points) == ("fragile", 8.0)


def test_a_step_in_low_precision_is_nearly_right() -> None:
    lesson, name = "transformer-basics", "standardize"
    assignment = load_course(ROOT).assignment(lesson)
    library = load_library(assignment.folder, [name])
    source = library[name].reference.replace(".std(axis=0)", ".astype(np.float16).std(axis=0)")
    assert source != library[name].reference
    key = key_of(lesson, name)
    function = load_function(library, name, source)
    outcomes: tuple[CallResult, ...] = tuple(call_and_record(function, a) for a in key.inputs)
    verdict = judge(key, ExerciseResult("answered", outcomes))
    assert (verdict.form, verdict.points) == ("coarse", 6.0)


def in_half_precision(value: Any) -> Any:
    with np.errstate(over="ignore"):
        return np.float64(np.float16(value))


@pytest.mark.parametrize("edge", [True, False])
def test_low_precision_keeps_its_share_whatever_it_makes_of_inputs_at_the_edge(edge: bool) -> None:
    key = key_of("transformer-basics", "compute_attention")
    values = [
        changed(c.expected.value, in_half_precision if not (edge and c.extreme) else np.zeros_like)
        for c in key.cases
    ]
    assert any(c.extreme for c in key.cases)
    verdict = verdict_on(key, values)
    assert (verdict.form, verdict.points) == ("coarse" if edge else "close", 6.0)


def test_inputs_at_the_edge_alone_make_no_answer_nearly_right() -> None:
    key = key_of("transformer-basics", "compute_attention")
    values = [
        changed(c.expected.value, in_half_precision if c.extreme else np.zeros_like)
        for c in key.cases
    ]
    assert verdict_on(key, values).form == ""


def test_one_ordinary_input_far_off_is_not_nearly_right() -> None:
    key = key_of("transformer-basics", "compute_attention")
    values = [changed(c.expected.value, in_half_precision) for c in key.cases]
    ordinary = next(i for i, c in enumerate(key.cases) if c.probe and not c.extreme)
    values[ordinary] = changed(key.cases[ordinary].expected.value, lambda x: 1.1 * x)
    assert verdict_on(key, values).form == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_its_words(language: str) -> None:
    for name in CREDITS:
        words = [translate(f"form.{name}-{part}", language) for part in ("title", "why", "hint")]
        assert len(set(words)) == 3
        assert all(word and not word.startswith("form.") for word in words)
