"""Answers that need no look at the data prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.grading.trivial_answers import is_trivial
from autograder.models import CallResult, CaseInput

ARGS: list[tuple[Any, ...]] = [
    (np.array([3.0, 1.0, 2.0]), [0.5, np.nan, 0.1], 4),
    (np.array([0.2, 7.0, 5.0]), [0.3, 0.7], 2),
    (np.array([6.0, 4.0, 9.0]), [0.9, 0.2, 0.4], 3),
    (np.array([1.0, 2.0, 8.0]), [np.nan, 0.8], 1),
]
KEY = AnswerKey(
    "f",
    "function",
    1.0,
    (),
    (),
    tuple(
        KeyCase("g", CaseInput(args), CallResult(0.5), "ValueError" if number == 3 else "")
        for number, args in enumerate(ARGS)
    ),
    {},
)
REFUSED = CallResult(exception_mro=("ValueError", "Exception", "BaseException"))


def outcomes(function: Callable[..., Any], refused: int = 0) -> list[CallResult]:
    """What it gives for each case; the last ones refused."""
    given = [CallResult(function(*args)) for args in ARGS]
    return [*given[: len(given) - refused], *[REFUSED] * refused]


@pytest.mark.parametrize(
    "function",
    [
        lambda x, c, n: 0.5,
        lambda x, c, n: np.zeros(len(c)),
        lambda x, c, n: (np.zeros(n), 0.0, {"train": [0.0] * n}),
        lambda x, c, n: x,
        lambda x, c, n: n,
        lambda x, c, n: float(np.nanmax(c)),
        lambda x, c, n: float(np.nanmin(c)),
        lambda x, c, n: float(x[0]),
        lambda x, c, n: float(x[-1]),
        lambda x, c, n: next(each for each in c if each == each),
        lambda x, c, n: None,
        lambda x, c, n: float("nan"),
    ],
)
@pytest.mark.parametrize("refused", [0, 1])
def test_what_needs_no_look_at_the_data_is_trivial(function: Any, refused: int) -> None:
    assert is_trivial(KEY, outcomes(function, refused))


@pytest.mark.parametrize("refused", [3, 4])
def test_refusing_all_but_one_is_trivial_whatever_that_is(refused: int) -> None:
    assert is_trivial(KEY, outcomes(lambda x, c, n: float(x.sum() * n), refused))


@pytest.mark.parametrize(
    "function",
    [
        lambda x, c, n: float(x.sum() * n),
        lambda x, c, n: x * n,
        lambda x, c, n: sorted(each for each in c if each == each)[-2:][0] + n,
        lambda x, c, n: (x / n, float(x.mean()), {"train": [1.0] * n}),
    ],
)
@pytest.mark.parametrize("refused", [0, 1])
def test_a_function_of_the_data_is_not(function: Any, refused: int) -> None:
    assert not is_trivial(KEY, outcomes(function, refused))
