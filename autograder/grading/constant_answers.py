"""Refuse an exercise that a constant answers: equal results, or a tolerance that covers them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from autograder.course.answer_key import AnswerKey
from autograder.errors import CourseError
from autograder.grading.judge import run_checks
from autograder.grading.vectorised_compare import compare_all
from autograder.models import CallResult, PlainValue

if TYPE_CHECKING:  # a student's installation reads keys, and can load no exercise
    from autograder.course.exercise import Exercise

MAX_TRIED = 3  # of the expected values: two cases with different ones refute each other


def refuse_constant_answers(exercise: Exercise, key: AnswerKey) -> None:
    """Raise CourseError if a function that looks at no argument would get all points."""
    if key.kind != "function" or any(case.input.driver for case in key.cases):
        return  # what a driver makes of a constant is not known here
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
    if len(results) > 1:  # of a single case its own result is right, and cannot but be
        yield from results[:MAX_TRIED]
