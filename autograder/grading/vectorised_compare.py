"""A fast version of `compare.is_correct` for all results of an exercise.

The numbers of all results are compared in a single array. Whatever does not fit that form
(exceptions, bounds, text, other types) is passed to `is_correct` itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.course.comparison_rules import KIT_RULES
from autograder.course.weak_memo import WeakMemo
from autograder.grading.compare import is_correct, tolerance
from autograder.models import CallResult, PlainValue

_FLOAT64 = np.dtype(np.float64)
_SCALARS = (float, int)


class VectorisedComparator:
    """All numbers that a key expects, laid out once for a whole class."""

    def __init__(self, key: AnswerKey) -> None:
        self.numbers: list[float] = []
        self.slacks: list[float] = []
        # For each case: the range of its numbers, or None if `is_correct` has to decide.
        self.places = [self._lay(case) for case in key.cases]
        self.expected = np.array(self.numbers, dtype=float)
        with np.errstate(all="ignore"):
            room = tolerance(self.expected, np.array(self.slacks))
        # No number is near infinity or nan.
        self.room = np.where(np.isfinite(self.expected), room, -1.0)

    def compare(self, cases: Sequence[KeyCase], outcomes: Sequence[CallResult]) -> list[bool]:
        """`is_correct(case, outcome)` for each case."""
        got = self.expected.copy()  # cases left to `is_correct` stay equal here
        asked = []
        for i, (case, outcome) in enumerate(zip(cases, outcomes, strict=True)):
            place = self.places[i]
            if place is None or outcome.exception_mro:
                asked.append(i)
            elif not _fill(case.expected.value, outcome.value, got, [place[0]]):
                got[place[0] : place[1]] = self.expected[place[0] : place[1]]
                asked.append(i)
        with np.errstate(all="ignore"):
            near = np.abs(got - self.expected) <= self.room
            near |= got == self.expected
            if not near.all():
                near |= np.isnan(got) & np.isnan(self.expected)
        if near.all():
            right_by_case = [True] * len(cases)
        else:
            right_by_case = [p is None or bool(near[p[0] : p[1]].all()) for p in self.places]
        for i in asked:
            right_by_case[i] = is_correct(cases[i], outcomes[i])
        return right_by_case

    def _lay(self, case: KeyCase) -> tuple[int, int] | None:
        if case.raises or case.bounds is not None or np.isinf(case.slack) or _is_special(case):
            return None
        start = len(self.numbers)
        if not self._flatten(case.expected.value):
            del self.numbers[start:]
            return None
        self.slacks += [case.slack] * (len(self.numbers) - start)
        return start, len(self.numbers)

    def _flatten(self, value: PlainValue) -> bool:
        kind = type(value)
        if kind is float:
            self.numbers.append(value)
            return True
        if kind is np.ndarray and value.shape and value.dtype == _FLOAT64:
            self.numbers += value.ravel().tolist()
            return True
        if kind is np.ndarray and value.shape == () and value.dtype.kind == "f":
            self.numbers.append(float(value))
            return True
        if kind is dict:
            return all(self._flatten(each) for each in value.values())
        if kind is list or kind is tuple:
            return all(self._flatten(each) for each in value)
        return False


def _is_special(case: KeyCase) -> bool:
    """Whether the case looks at more than numbers, or has rules different from the kit's."""
    return case.printed or case.units is not None or bool(case.one_of) or case.rules != KIT_RULES


def _fill(expected: PlainValue, got: PlainValue, numbers: Any, at: list[int]) -> bool:
    """Write the numbers of `got` to the places of `expected`; False if its form differs."""
    kind = type(expected)
    if kind is np.ndarray and expected.shape:
        if type(got) is not np.ndarray or got.dtype != _FLOAT64 or got.shape != expected.shape:
            return False
        end = at[0] + got.size
        numbers[at[0] : end] = got.ravel()
        at[0] = end
        return True
    if kind is dict:
        if type(got) is not dict:
            return False
        return all(key in got and _fill(each, got[key], numbers, at)
                   for key, each in expected.items())  # fmt: skip
    if kind is list or kind is tuple:
        if type(got) not in (list, tuple) or len(got) != len(expected):
            return False
        return all(_fill(e, g, numbers, at) for e, g in zip(expected, got, strict=True))
    if type(got) is np.ndarray and got.shape == ():
        got = got.item()
    if type(got) not in _SCALARS:
        return False
    try:
        numbers[at[0]] = got
    except OverflowError:
        return False
    at[0] += 1
    return True


_comparator = WeakMemo(VectorisedComparator)


def compare_all(key: AnswerKey, outcomes: Sequence[CallResult]) -> list[bool]:
    """The result of `is_correct` for each case."""
    return _comparator(key).compare(key.cases, outcomes)
