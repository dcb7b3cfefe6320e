"""Is everything seen that a check may ask about one call?"""

from __future__ import annotations

import sys
import warnings
from typing import Any

import numpy as np
import pytest

from autograder.calls import perform
from autograder.records import CaseInput

VECTOR = CaseInput((np.array([1.0, -2.0]),))


def test_a_value_is_returned_and_the_arguments_are_fresh_each_time() -> None:
    def spoil(x: Any) -> Any:
        x *= 2
        return x

    assert perform(spoil, VECTOR).value.tolist() == [2.0, -4.0]
    again = perform(spoil, VECTOR)
    assert again.value.tolist() == [2.0, -4.0]
    assert again.mutated == (0,)


def test_numpy_warnings_are_noted_and_others_are_not() -> None:
    def noisy(x: Any) -> Any:
        warnings.warn("careful", UserWarning, stacklevel=1)
        return np.log(x)

    [seen] = perform(noisy, VECTOR).warnings
    assert seen.startswith("RuntimeWarning: invalid value")
    assert perform(lambda x: np.exp(-1e4 * np.abs(x)), VECTOR).warnings == ()


def test_what_is_printed_is_kept_in_part_and_goes_nowhere(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def chatty(x: Any) -> None:
        print("hello")
        sys.stderr.write("y" * 10_000)

    assert perform(chatty, VECTOR).printed.startswith("hello\ny")
    assert len(perform(chatty, VECTOR).printed) <= 2_000
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), ValueError("no")])
def test_any_exception_is_an_outcome(error: BaseException) -> None:
    def fails(x: Any) -> None:
        raise error

    assert perform(fails, VECTOR).raised[0] == type(error).__name__


def test_an_exception_that_cannot_even_be_shown_is_an_outcome() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    def fails(x: Any) -> None:
        raise Mute

    outcome = perform(fails, VECTOR)
    assert (outcome.raised[0], outcome.message) == ("Mute", "")


def test_a_driver_calls_the_function_more_than_once() -> None:
    driver = "def twice(f, x):\n    return [f(x), f(f(x))]\n"
    outcome = perform(lambda x: 3 * x, CaseInput((1.0,), driver))
    assert outcome.value == [3.0, 9.0]
