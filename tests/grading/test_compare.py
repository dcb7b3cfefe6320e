"""What is right, and what is alike?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.course.answer_key import Item
from autograder.grading.compare import alike, matches, right
from autograder.models import CaseInput, Foreign, Outcome
from autograder.sandbox.plain_data import to_plain

VECTOR = np.array([1.0, 2.0])


def item(value: Any, **options: Any) -> Item:
    return Item("any", CaseInput(), Outcome(value=to_plain(value)), **options)


@pytest.mark.parametrize("got", [2.0, 2, np.float64(2), np.array(2.0), 2.0 + 1.9e-6, np.float32(2)])
def test_any_number_of_shape_nothing_is_a_float(got: Any) -> None:
    assert matches(2.0, to_plain(got), 0.0)


@pytest.mark.parametrize("got", [2.0 + 2.1e-6, True, "2.0", None, [2.0], np.array([2.0]), np.nan])
def test_what_is_no_number_or_too_far_is_not_right(got: Any) -> None:
    assert not matches(2.0, to_plain(got), 0.0)


def test_an_absolute_difference_of_1e9th_is_right_at_zero() -> None:
    assert matches(0.0, 9e-10, 0.0)
    assert not matches(0.0, 1.1e-9, 0.0)


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
    assert not matches(VECTOR, to_plain(got), 0.0)
    assert matches(VECTOR, to_plain(VECTOR + 1e-7), 0.0)


def test_a_pair_may_be_a_list_and_a_list_of_floats_an_array() -> None:
    assert matches((VECTOR, 1.0), to_plain([VECTOR, 1]), 0.0)
    assert matches({"train": [1.0, 2.0]}, to_plain({"train": VECTOR, "more": 3}), 0.0)
    assert not matches({"train": [1.0, 2.0]}, to_plain({"val": VECTOR}), 0.0)
    assert not matches((VECTOR, 1.0), to_plain((VECTOR,)), 0.0)


def test_whole_numbers_truth_and_text_must_be_of_their_kind() -> None:
    assert matches(3, to_plain(np.int64(3)), 0.0)
    assert not matches(3, 3.0, 0.0)
    assert not matches(1, True, 0.0)
    assert matches("ab", "ab", 0.0)
    assert not matches("ab", "ab ", 0.0)
    assert matches(np.array([1, 2]), np.array([1, 2], dtype=np.int32), 0.0)
    assert not matches(np.array([1, 0]), np.array([True, False]), 0.0)


def test_an_exception_is_right_only_where_the_contract_asks_for_it() -> None:
    raised = Outcome(raised=("LinAlgError", "ValueError", "Exception"))
    assert right(item(1.0, raises="ValueError"), raised)
    assert not right(item(1.0, raises="ValueError"), Outcome(value=1.0))
    assert not right(item(1.0), raised)


def test_between_bounds_any_finite_number_is_right() -> None:
    asked = item(20.0, bounds=(14.0, 750.0))
    assert right(asked, Outcome(value=100.0))
    for wrong in (13.9, 751.0, np.inf, np.nan, Foreign("x")):
        assert not right(asked, Outcome(value=wrong))


def test_at_extremes_every_way_to_overflow_is_one_behaviour() -> None:
    asked = item(VECTOR, extreme=True)
    ways = [
        Outcome(value=np.array([np.nan, 1.0])),
        Outcome(raised=("OverflowError", "ArithmeticError", "Exception")),
        Outcome(value=VECTOR, warnings=("RuntimeWarning: overflow",)),
    ]
    for model in ways:
        for got in ways[:2]:
            assert alike(asked, model, got, right(asked, got))
        assert not alike(asked, model, Outcome(value=VECTOR), got_right=True)


def test_a_mere_warning_is_not_the_belief_that_gives_nan() -> None:
    asked = item(VECTOR, extreme=True)
    warns = Outcome(value=VECTOR, warnings=("RuntimeWarning: divide by zero",))
    assert alike(asked, warns, warns, got_right=True)
    assert not alike(asked, Outcome(value=VECTOR * np.nan), warns, got_right=True)


def test_where_a_model_crashes_any_failure_is_alike_but_a_right_answer_is_not() -> None:
    asked, model = item(VECTOR), Outcome(raised=("ValueError",))
    assert alike(asked, model, Outcome(raised=("IndexError",)), got_right=False)
    assert alike(asked, model, Outcome(value=np.zeros(3)), got_right=False)
    assert not alike(asked, model, Outcome(value=VECTOR), got_right=True)
