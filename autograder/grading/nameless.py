"""A slip that no author foresaw: the results are those of the reference with one thing changed.

Tried last, if no misconception, form or relation explains an answer, and only in grading: a
self-check has no reference to change. It proves how the function behaves, not how it is
written, so the change itself is not reported.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.course.answer_key import AnswerKey
from autograder.course.slips import Slip
from autograder.errors import CourseError
from autograder.grading.behaviour import behaves_like
from autograder.grading.clock import check_time
from autograder.grading.number_pairs import LEAST_CASES
from autograder.grading.structure import direct_cases, leaves
from autograder.grading.trivial_answers import is_trivial
from autograder.models import CallResult

# The share of the points that is left if only this is wrong.
CREDITS = {"one-slip": 0.5}
LEAST_FRACTIONS = 10  # numbers with decimals in results of fewer cases


def find_slip(key: AnswerKey, outcomes: Sequence[CallResult], right: Sequence[bool]) -> str:
    """ "one-slip" if a nameless mutant does the same in every case, else "".

    right: `compare_all(key, outcomes)`.
    """
    if key.make_slips is None or is_trivial(key, outcomes):
        return ""
    if not _is_telling(key, outcomes, right):
        return ""
    return "one-slip" if any(_is_like(key, slip, outcomes, right) for slip in key.slips) else ""


def can_be_found(key: AnswerKey) -> bool:
    """Whether an exercise asks for enough different results to prove a slip."""
    expected = [case.expected for case in key.cases]
    return _is_telling(key, expected, [False] * len(expected))


def _is_telling(key: AnswerKey, outcomes: Sequence[CallResult], right: Sequence[bool]) -> bool:
    """Whether enough wrong values, or numbers in them, differ to rule out chance agreement."""
    values: set[bytes] = set()
    fractions: set[float] = set()
    for index in direct_cases(key):
        got = outcomes[index]
        if not key.cases[index].probe or right[index] or got.exception_mro:
            continue
        parts = [part for part in leaves(got.value) if part.dtype.kind in "biuf"]
        if parts:
            values.add(b"".join(part.astype(float).tobytes() for part in parts))
        for part in parts:
            decimals = part[np.isfinite(part) & (part != np.round(part))]
            fractions |= set(np.unique(decimals)[:LEAST_FRACTIONS].tolist())
    return len(values) >= LEAST_CASES or len(fractions) >= LEAST_FRACTIONS


def _is_like(
    key: AnswerKey, slip: Slip, outcomes: Sequence[CallResult], right: Sequence[bool]
) -> bool:
    """Whether a mutant does the same on every probe; it runs up to the first difference."""
    check_time()
    if not _agrees(key, slip.telling, slip.outcome, outcomes, right):
        return False  # most are ruled out here, having run on this one case only
    for index, case in enumerate(key.cases):
        if not case.probe:
            continue
        try:
            done = slip.run.first(index + 1)
        except CourseError:
            return False  # the mutant cannot run at all
        if done is None or not _agrees(key, index, done[index], outcomes, right):
            return False
    return slip.uses_all()


def _agrees(
    key: AnswerKey,
    index: int,
    mutant: CallResult,
    outcomes: Sequence[CallResult],
    right: Sequence[bool],
) -> bool:
    """Whether a mutant does what the answer does in one case."""
    case, got = key.cases[index], outcomes[index]
    return (
        bool(mutant.mutated_args) == bool(got.mutated_args)
        and bool(mutant.exception_mro) == bool(got.exception_mro)
        and behaves_like(case, mutant, got, right[index])
    )
