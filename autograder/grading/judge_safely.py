"""Judge an answer whose values may be too large to compare, or may make a comparison raise.

Hundreds of mutants are compared with a wrong value, so a large one costs seconds. The key
shows the right size: a value far larger is replaced before anything is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from autograder.course.answer_key import AnswerKey
from autograder.grading.clock import GraderTimeUpError
from autograder.grading.judge import judge
from autograder.models import CallResult, ExerciseResult, Opaque, PlainValue, TypedValue, Verdict
from autograder.sandbox.plain_data import parts

UNJUDGED = CallResult(Opaque("a value that cannot be compared"))
TOO_LARGE = Opaque("more data than can be judged")
LARGE_BYTES = 64 << 10  # for all outcomes of an exercise; below it no value is measured
FREE_ELEMENTS = 10_000  # of arrays in one value, whatever is expected
FREE_ITEMS = 2_000  # of lists and the like, each of which is a Python object


@np.errstate(all="ignore")  # NumPy would warn the staff about a nan with a payload, every time
def judge_safely(key: AnswerKey, answer: ExerciseResult) -> Verdict:
    """The verdict of `judge`; a value on which it raises counts as wrong.

    Raises what `judge` raises if no value of the student's is the cause.
    """
    answer = without_large_values(key, answer)
    if verdict := _judged(key, answer, answer.outcomes):
        return verdict
    harmless = tuple(UNJUDGED for _ in answer.outcomes)
    # Raises only if no value is at fault.
    without_values = judge(key, replace(answer, outcomes=harmless))
    kept = [
        got
        if _judged(key, answer, (*harmless[:index], got, *harmless[index + 1 :]))
        else harmless[index]
        for index, got in enumerate(answer.outcomes)
    ]
    return _judged(key, answer, kept) or without_values


def _judged(
    key: AnswerKey, answer: ExerciseResult, outcomes: Sequence[CallResult]
) -> Verdict | None:
    """The verdict on these outcomes; None if one of them cannot be judged."""
    try:
        return judge(key, replace(answer, outcomes=tuple(outcomes)))
    except GraderTimeUpError:
        raise
    except Exception:
        return None


def without_large_values(key: AnswerKey, answer: ExerciseResult) -> ExerciseResult:
    """The answer, without the values that are far larger than expected."""
    if answer.size <= LARGE_BYTES or len(answer.outcomes) != len(key.cases):
        return answer
    outcomes = []
    for case, got in zip(key.cases, answer.outcomes, strict=True):
        elements, items = _size(case.expected.value)
        most = 4 * (elements + items)
        found = _size(got.value)
        fits = found[0] <= most + FREE_ELEMENTS and found[1] <= most + FREE_ITEMS
        if got.wrapped is not None and sum(_size(got.wrapped)) > most + FREE_ITEMS:
            got = replace(got, wrapped=None)
        outcomes.append(got if fits else replace(got, value=TOO_LARGE))
    return replace(answer, outcomes=tuple(outcomes))


def _size(value: PlainValue) -> tuple[int, int]:
    """How many elements of arrays, and how many other items, a value has."""
    if isinstance(value, TypedValue):
        value = value.data
    if isinstance(value, np.ndarray):
        return value.size, 1
    if isinstance(value, str):
        return 0, 1 + (len(value) >> 3)
    sizes = [_size(part) for part in parts(value)]
    return sum(size[0] for size in sizes), 1 + sum(size[1] for size in sizes)
