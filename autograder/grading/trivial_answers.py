"""Recognise answers that a function can give without looking at its input.

Always an exception, always the same value, zeros, one of the arguments, or its largest,
smallest, first or last number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.grading.compare import numbers, same_in_any_type
from autograder.models import CallResult, PlainValue


def _numbers(value: PlainValue) -> list[float]:
    """All numbers of an argument except nan."""
    found = np.concatenate([[], *(np.ravel(leaf) for leaf in numbers(value))])
    return [float(number) for number in found if number == number]


_PICKS: tuple[Callable[[PlainValue], PlainValue], ...] = (
    lambda arg: arg,
    lambda arg: max(_numbers(arg)),
    lambda arg: min(_numbers(arg)),
    lambda arg: _numbers(arg)[0],
    lambda arg: _numbers(arg)[-1],
)


def is_trivial(key: AnswerKey, outcomes: Sequence[CallResult]) -> bool:
    """Whether a function could give these outcomes without looking at its arguments.

    Exceptions that the exercise asks for may be among them. With at most one value among
    several, the outcomes are mere exceptions, and trivial.
    """
    values = [
        (case, got.value)
        for case, got in zip(key.cases, outcomes, strict=True)
        if not got.exception_mro
    ]
    asked = sum(not case.raises for case in key.cases)
    if len(values) < min(2, asked):
        return True
    if asked < 2:
        return False
    first = values[0][1]
    return (
        all(same_in_any_type(first, value, case.slack, case.rules) for case, value in values[1:])
        or all(_only_zeros(value) for _, value in values)
        or any(
            all(_is_picked(case, value, index, pick) for case, value in values)
            for index in range(len(values[0][0].input.args))
            for pick in _PICKS
        )
    )


def _is_picked(
    case: KeyCase, value: PlainValue, index: int, pick: Callable[[PlainValue], PlainValue]
) -> bool:
    """Whether a value is what `pick` takes from one of the arguments."""
    try:
        picked = pick(case.input.args[index])
    except (ValueError, TypeError, IndexError):  # no numbers, or no such argument
        return False
    return same_in_any_type(picked, value, case.slack, case.rules)


def _only_zeros(value: PlainValue) -> bool:
    leaves = numbers(value)
    return bool(leaves) and not any(map(np.any, leaves))
