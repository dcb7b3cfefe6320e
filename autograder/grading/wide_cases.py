"""Refuse a case whose tolerance lets every wrong number pass, so that it asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.course.cases import draw_cases
from autograder.course.comparison_rules import KIT_RULES
from autograder.errors import CourseError
from autograder.grading.compare import is_correct
from autograder.models import CallResult
from autograder.sandbox.plain_data import map_numbers

if TYPE_CHECKING:  # a student's installation reads keys, and can load no exercise
    from autograder.course.exercise import Exercise


def refuse_wide_cases(exercise: Exercise, key: AnswerKey, seed: int) -> None:
    """Raise CourseError if zero, more than twice the right number and all known mistakes pass.

    seed: of the key.
    """
    for number, case in enumerate(key.cases):
        wider = _wider(case)
        if not wider:
            continue
        narrow = replace(case.rules, rtol=KIT_RULES.rtol, atol=KIT_RULES.atol)
        exact = replace(case, slack=0.0, bounds=None, rules=narrow)
        any_number = replace(exact, slack=np.inf)
        wrong = [got for got in _wrong(key, number) if not is_correct(exact, got)]
        if case.bounds is None:  # another form is refused whatever the tolerance
            wrong = [got for got in wrong if is_correct(any_number, got)]
        if wrong and all(is_correct(case, got) for got in wrong):
            raise CourseError(
                f"{draw_cases(exercise, seed)[number].where}: {wider} is so wide that 0, twice "
                "the right number and each misconception pass.\n"
                "  Make it narrower; as it is, the case asks for nothing."
            )


def _wider(case: KeyCase) -> str:
    """What widens a case, as its author wrote it; "" if nothing does."""
    if case.raises:
        return ""
    if case.bounds is not None:
        return f"bounds={case.bounds}"
    if case.slack:
        return f"slack={case.slack:g}"
    for name in ("rtol", "atol"):
        if getattr(case.rules, name) > getattr(KIT_RULES, name):
            return f"the rule {name}: {getattr(case.rules, name):g}"
    return ""


def _wrong(key: AnswerKey, number: int) -> Iterator[CallResult]:
    """What known mistakes give for a case, and numbers far from the right one."""
    for mutants in key.mutants.values():
        yield from (mutant[number] for mutant in mutants)
    expected = key.cases[number].expected
    with np.errstate(all="ignore"):
        yield replace(expected, value=map_numbers(expected.value, lambda each: 0 * each))
        yield replace(expected, value=map_numbers(expected.value, lambda each: 2 * each + 1))
