"""Refuse an exercise that checks nothing: a constant passes, or a tolerance accepts anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.course.cases import draw_cases
from autograder.course.comparison_rules import KIT_RULES
from autograder.errors import CourseError
from autograder.grading.check_results import run_checks
from autograder.grading.compare import is_correct
from autograder.grading.vectorised_compare import compare_all
from autograder.models import CallResult, PlainValue
from autograder.sandbox.plain_data import map_numbers

if TYPE_CHECKING:  # a student's installation reads keys, and can load no exercise
    from autograder.course.exercise import Exercise

MAX_TRIED = 3  # expected values; two cases that expect different ones rule each other out


def refuse_constant_answers(exercise: Exercise, key: AnswerKey) -> None:
    """Raise CourseError if a function that looks at no argument would get all points."""
    if key.kind != "function" or any(case.input.driver for case in key.cases):
        return  # what a driver would do with a constant is unknown here
    if not any(case.input.args or case.input.files for case in key.cases):
        return
    for value in _constants(key):
        outcomes = [CallResult(value=value)] * len(key.cases)
        checks = run_checks(key, outcomes, compare_all(key, outcomes))
        if all(check.passed for check in checks):
            raise CourseError(
                f"{exercise.definition}: a function '{exercise.name}' that always returns "
                f"{f'{value!r:.60}'} would get all points.\n"
                "  Add cases with other results, or make rtol, atol, slack or bounds smaller."
            )


def _constants(key: AnswerKey) -> Iterator[PlainValue]:
    yield from (0.0, 0, 1.0, "")
    results = [case.expected.value for case in key.cases if not case.raises]
    if len(results) > 1:  # for a single case, its own result is bound to be right
        yield from results[:MAX_TRIED]


def refuse_wide_cases(exercise: Exercise, key: AnswerKey, seed: int) -> None:
    """Raise CourseError if zero, more than twice the right number and all known mistakes pass.

    seed: the key's seed.
    """
    for number, case in enumerate(key.cases):
        wider = _wider(case)
        if not wider:
            continue
        narrow = replace(case.rules, rtol=KIT_RULES.rtol, atol=KIT_RULES.atol)
        exact = replace(case, slack=0.0, bounds=None, rules=narrow)
        any_number = replace(exact, slack=np.inf)
        wrong = [got for got in _wrong(key, number) if not is_correct(exact, got)]
        if case.bounds is None:  # the wrong form is refused whatever the tolerance
            wrong = [got for got in wrong if is_correct(any_number, got)]
        if wrong and all(is_correct(case, got) for got in wrong):
            raise CourseError(
                f"{draw_cases(exercise, seed)[number].where}: {wider} is so wide that 0, twice "
                "the right number and each misconception pass.\n"
                "  Make it narrower; as written, the case checks nothing."
            )


def _wider(case: KeyCase) -> str:
    """What makes a case more tolerant, as its author wrote it; "" if nothing does."""
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
    """The results of known mistakes for a case, and numbers far from the right one."""
    for mutants in key.mutants.values():
        yield from (mutant[number] for mutant in mutants)
    expected = key.cases[number].expected
    with np.errstate(all="ignore"):
        yield replace(expected, value=map_numbers(expected.value, lambda each: 0 * each))
        yield replace(expected, value=map_numbers(expected.value, lambda each: 2 * each + 1))
