"""Comparison: correctness, and likeness of behaviour."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.course.answer_key import KeyCase
from autograder.grading.behaviour import behaves_like
from autograder.grading.compare import is_correct, matches_expected
from autograder.models import CallResult, CaseInput, Opaque
from autograder.sandbox.plain_data import to_plain

VECTOR = np.array([1.0, 2.0])


def item(value: Any, **options: Any) -> KeyCase:
    return KeyCase("any", CaseInput(), CallResult(value=to_plain(value)), **options)


@pytest.mark.parametrize("got", [2.0, 2, np.float64(2), np.array(2.0), 2.0 + 1.9e-6, np.float32(2)])
def test_any_number_of_shape_nothing_is_a_float(got: Any) -> None:
    assert matches_expected(2.0, to_plain(got), 0.0)


@pytest.mark.parametrize("got", [2.0 + 2.1e-6, True, "2.0", None, [2.0], np.array([2.0]), np.nan])
def test_what_is_no_number_or_too_far_is_not_right(got: Any) -> None:
    assert not matches_expected(2.0, to_plain(got), 0.0)


def test_an_absolute_difference_of_1e9th_is_right_at_zero() -> None:
    assert matches_expected(0.0, 9e-10, 0.0)
    assert not matches_expected(0.0, 1.1e-9, 0.0)


@pytest.mark.parametrize(
    "got",
    [
        [1.0, 2.0],
        (1.0, 2.0),
        VECTOR.astype(np.float32),
        np.array([1, 2]),
        VECTOR[None],
        VECTOR[:, None],
        np.ma.array(VECTOR),
        VECTOR.astype(object),
        np.array([1.0, np.nan]),
    ],
)
def test_an_array_must_be_an_exact_float64_array_of_its_shape(got: Any) -> None:
    assert not matches_expected(VECTOR, to_plain(got), 0.0)
    assert matches_expected(VECTOR, to_plain(VECTOR + 1e-7), 0.0)


def test_a_pair_may_be_a_list_and_a_list_of_floats_an_array() -> None:
    assert matches_expected((VECTOR, 1.0), to_plain([VECTOR, 1]), 0.0)
    assert matches_expected({"train": [1.0, 2.0]}, to_plain({"train": VECTOR, "more": 3}), 0.0)
    assert not matches_expected({"train": [1.0, 2.0]}, to_plain({"val": VECTOR}), 0.0)
    assert not matches_expected((VECTOR, 1.0), to_plain((VECTOR,)), 0.0)


def test_whole_numbers_truth_and_text_must_be_of_their_kind() -> None:
    assert matches_expected(3, to_plain(np.int64(3)), 0.0)
    assert not matches_expected(3, 3.0, 0.0)
    assert not matches_expected(1, True, 0.0)
    assert matches_expected("ab", "ab", 0.0)
    assert not matches_expected("ab", "ab ", 0.0)
    assert matches_expected(np.array([1, 2]), np.array([1, 2], dtype=np.int32), 0.0)
    assert not matches_expected(np.array([1, 0]), np.array([True, False]), 0.0)


def test_an_exception_is_right_only_where_the_contract_asks_for_it() -> None:
    raised = CallResult(exception_mro=("LinAlgError", "ValueError", "Exception"))
    assert is_correct(item(1.0, raises="ValueError"), raised)
    assert not is_correct(item(1.0, raises="ValueError"), CallResult(value=1.0))
    assert not is_correct(item(1.0), raised)


def test_between_bounds_any_finite_number_is_right() -> None:
    asked = item(20.0, bounds=(14.0, 750.0))
    assert is_correct(asked, CallResult(value=100.0))
    for wrong in (13.9, 751.0, np.inf, np.nan, Opaque("x")):
        assert not is_correct(asked, CallResult(value=wrong))


def test_at_extremes_every_way_to_overflow_is_one_behaviour() -> None:
    asked = item(VECTOR, extreme=True)
    ways = [
        CallResult(value=np.array([np.nan, 1.0])),
        CallResult(exception_mro=("OverflowError", "ArithmeticError", "Exception")),
        CallResult(value=VECTOR, warnings=("RuntimeWarning: overflow",)),
    ]
    for model in ways:
        for got in ways[:2]:
            assert behaves_like(asked, model, got, is_correct(asked, got))
        assert not behaves_like(asked, model, CallResult(value=VECTOR), got_right=True)


def test_a_mere_warning_is_not_the_belief_that_gives_nan() -> None:
    asked = item(VECTOR, extreme=True)
    warns = CallResult(value=VECTOR, warnings=("RuntimeWarning: divide by zero",))
    assert behaves_like(asked, warns, warns, got_right=True)
    assert not behaves_like(asked, CallResult(value=VECTOR * np.nan), warns, got_right=True)


def test_where_a_model_crashes_any_failure_is_alike_but_a_right_answer_is_not() -> None:
    asked, model = item(VECTOR), CallResult(exception_mro=("ValueError",))
    assert behaves_like(asked, model, CallResult(exception_mro=("IndexError",)), got_right=False)
    assert behaves_like(asked, model, CallResult(value=np.zeros(3)), got_right=False)
    assert not behaves_like(asked, model, CallResult(value=VECTOR), got_right=True)
