"""Results in the wrong form are named, whatever the exercise, and keep what the form leaves."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from autograder.course.answer_key import AnswerKey
from autograder.course.exercise_library import load_library
from autograder.course.key_builder import build_answer_key
from autograder.course.reference import load_function
from autograder.grading.judge import judge
from autograder.models import ExerciseResult, Verdict
from autograder.sandbox.calls import call_and_record
from tests.paths import ROOT

FOLDER = ROOT / "solutions" / "transformer-basics"
L2 = "np.sum(np.asarray(w, float) ** 2)"
STEP = "np.asarray(w, float) - lr * np.asarray(grad, float)"
L2_BODIES = {
    f"print(lam * {L2})": ("printed", 4.0),
    f"lam * {L2}": ("nothing-returned", 0.0),
    f"return str(lam * {L2})": ("text", 8.0),
    f"return lam * {L2},": ("tuple-of-one", 8.0),
    f"return np.array([lam * {L2}])": ("extra-axis", 8.0),
    f"return 100 * lam * {L2}": ("hundredfold", 6.0),
    f"return complex(lam * {L2})": ("complex", 8.0),
    f"return complex(lam * {L2}, 1)": ("complex", 0.0),
    "return l2_penalty": ("function", 0.0),
}
STEP_BODIES = {
    f"return ({STEP}).tolist()": ("list", 8.0),
    "return np.matrix(w) - lr * np.matrix(grad)": ("matrix", 0.0),
}


@cache
def key_of(name: str, credit: bool = True) -> AnswerKey:
    return build_answer_key(load_library(FOLDER, [name]), name, 10.0, 3, credit)


def verdict_of(name: str, source: str, credit: bool = True) -> Verdict:
    function = load_function(load_library(FOLDER, [name]), name, f"import numpy as np\n{source}")
    key = key_of(name, credit)
    outcomes = tuple(call_and_record(function, asked) for asked in key.inputs)
    return judge(key, ExerciseResult("answered", outcomes))


@pytest.mark.parametrize("body", L2_BODIES)
def test_a_number_in_another_form_is_named(body: str) -> None:
    verdict = verdict_of("l2_penalty", f"def l2_penalty(w, lam):\n    {body}\n")
    assert (verdict.form, verdict.points) == L2_BODIES[body]
    assert verdict.diagnosis == ()


@pytest.mark.parametrize("body", STEP_BODIES)
def test_an_array_in_another_form_is_named(body: str) -> None:
    verdict = verdict_of("sgd_step", f"def sgd_step(w, grad, lr):\n    {body}\n")
    assert verdict.form == STEP_BODIES[body][0]
    assert verdict.points >= STEP_BODIES[body][1]


def test_a_class_in_place_of_a_function_is_named() -> None:
    source = "class l2_penalty:\n    def __init__(self, w, lam):\n        self.w = w\n"
    assert verdict_of("l2_penalty", source).form == "class"


def test_a_mistake_beneath_the_form_is_named_and_the_credits_multiply() -> None:
    verdict = verdict_of("l2_penalty", f"def l2_penalty(w, lam):\n    return 0.5 * lam * {L2},\n")
    assert (verdict.form, verdict.diagnosis) == ("tuple-of-one", ("half-factor",))
    assert verdict.points == pytest.approx(10 * 0.8 * 0.6)


def test_a_course_without_credit_gives_what_the_checks_give() -> None:
    source = f"def l2_penalty(w, lam):\n    return 0.5 * lam * {L2}\n"
    with_credit = verdict_of("l2_penalty", source)
    without = verdict_of("l2_penalty", source, credit=False)
    assert (with_credit.points, with_credit.credit) == (6.0, 0.6)
    assert without.points == sum(check.points for check in without.checks) < 1
    assert without.credit == 0


def test_float32_costs_the_check_on_float64_alone() -> None:
    verdict = verdict_of("sgd_step", f"def sgd_step(w, grad, lr):\n    return np.float32({STEP})\n")
    failed = [check.name for check in verdict.checks if not check.passed]
    assert failed == ["float64"] or set(failed) <= {"float64", "any-shape", "values"}
    assert verdict.form == "float32"
    assert np.isfinite(verdict.points)


HELD = {
    "return lambda: lam * L2": ("uncalled", ()),
    "def value():\n        return lam * L2\n    return value": ("uncalled", ()),
    "yield lam * L2": ("yielded", ()),
    "return lambda: 0.5 * lam * L2": ("uncalled", ("half-factor",)),
    "return Result(lam * L2)": ("object", ()),
    "return lambda more: lam * L2": ("function", ()),
    "def broken():\n        raise SystemExit\n    return broken": ("function", ()),
}


@pytest.mark.parametrize("body", HELD)
def test_a_value_behind_a_call_or_in_an_object_is_found(body: str) -> None:
    source = "class Result:\n    def __init__(self, value):\n        self.value = value\n"
    source += f"def l2_penalty(w, lam):\n    {body.replace('L2', L2)}\n"
    verdict = verdict_of("l2_penalty", source)
    form, named = HELD[body]
    assert (verdict.form, verdict.diagnosis) == (form, named)
    share = 0.0 if form == "function" else 0.8 * (0.6 if named else 1.0)
    assert verdict.points == pytest.approx(10 * share)


def test_a_function_that_gives_a_wrong_value_is_worth_nothing() -> None:
    verdict = verdict_of("l2_penalty", "def l2_penalty(w, lam):\n    return lambda: 3.0\n")
    assert (verdict.form, verdict.points) == ("uncalled", 0)


def test_a_class_that_holds_the_right_value_keeps_most_of_the_points() -> None:
    source = f"class l2_penalty:\n    def __init__(self, w, lam):\n        self.w = lam * {L2}\n"
    verdict = verdict_of("l2_penalty", source)
    assert (verdict.form, verdict.points) == ("object", 8.0)


def test_the_parts_of_a_pair_in_an_object_are_found() -> None:
    source = (
        "class Both:\n    def __init__(self, w, b):\n        self.w, self.b = w, b\n"
        "def bce_gradient(X, y, p):\n    e = np.asarray(p, float) - np.asarray(y, float)\n"
        "    return Both(np.asarray(X, float).T @ e / len(e), e.mean())\n"
    )
    verdict = verdict_of("bce_gradient", source)
    assert (verdict.form, verdict.points) == ("object", 8.0)


def test_a_form_that_two_misconceptions_explain_keeps_what_the_form_leaves() -> None:
    source = f"def l2_penalty(w, lam):\n    return str(lam * {L2})\n"
    function = load_function(
        load_library(FOLDER, ["l2_penalty"]), "l2_penalty", f"import numpy as np\n{source}"
    )
    key = key_of("l2_penalty")
    outcomes = tuple(call_and_record(function, asked) for asked in key.inputs)
    alike = {"one": (outcomes,), "other": (outcomes,)}
    key = replace(key, mutants={**key.mutants, **alike}, credits={"one": 0.5, "other": 0.5})
    verdict = judge(key, ExerciseResult("answered", outcomes))
    assert (verdict.status, verdict.diagnosis) == ("failed", ())
    assert (verdict.form, verdict.points) == ("text", 8.0)
    named = replace(key, mutants={"one": (outcomes,)})
    verdict = judge(named, ExerciseResult("answered", outcomes))
    assert (verdict.diagnosis, verdict.points) == (("one",), 5.0)
