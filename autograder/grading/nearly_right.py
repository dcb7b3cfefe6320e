"""Results that are nearly right: every number within one percent of the largest of its array."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.course.answer_key import AnswerKey
from autograder.course.weak_memo import WeakMemo
from autograder.grading.number_pairs import (
    ATOL,
    LEAST_CASES,
    NumberPairs,
    distinct_results,
    number_pairs,
)
from autograder.grading.structure import direct_cases
from autograder.models import CallResult

NEAR = 1e-2  # as a share of the largest number of an array
TELLING = 0.7  # of the mutants must not be nearly right themselves


def is_nearly_right(key: AnswerKey, outcomes: Sequence[CallResult], right: Sequence[bool]) -> bool:
    """Whether all numbers are nearly right, and those of most mutants are not.

    Results of extreme inputs may be further off: a few digits cannot represent them.
    """
    if not all(good for case, good in zip(key.cases, right, strict=True) if case.raises):
        return False
    cases = _ordinary(key)
    if all(right[i] for i in cases) or distinct_results(key, cases) < LEAST_CASES:
        return False
    numbers = number_pairs(key, outcomes, cases)
    return numbers is not None and nearly_equal(numbers) and _others_are_further(key)


def _ordinary(key: AnswerKey) -> list[int]:
    return [i for i in direct_cases(key) if key.cases[i].probe and not key.cases[i].extreme]


@WeakMemo
def _others_are_further(key: AnswerKey) -> bool:
    """Whether most mutants are not nearly right."""
    cases = _ordinary(key)
    mutants = [mutant for variants in key.mutants.values() for mutant in variants]
    found = [number_pairs(key, mutant, cases) for mutant in mutants]
    others = sum(numbers is None or not nearly_equal(numbers) for numbers in found)
    return bool(mutants) and others >= TELLING * len(mutants)


def nearly_equal(numbers: NumberPairs) -> bool:
    return all(
        np.all(np.abs(got - wanted) <= NEAR * np.max(np.abs(wanted), initial=0.0) + slack + ATOL)
        for _, wanted, got, slack in numbers.each(range(len(numbers.got)))
    )
