"""What can be said without solving an exercise earns nothing: a number in a range, any print."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from autograder.author import Check
from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.grading.judge import judge
from autograder.models import CallResult, CaseInput, ExerciseResult, PlainValue, Verdict

SAYS = {"ja": "正しい", "en": "It is right."}
EXACT, RANGE = Check("exact", 4.0, SAYS, on=("exact",)), Check("range", 1.0, SAYS, on=("range",))


def key_of(checks: tuple[Check, ...], *cases: KeyCase) -> AnswerKey:
    return AnswerKey("f", "function", 5.0, (), checks, cases, {}, credits={})


def judged(key: AnswerKey, outcomes: Sequence[CallResult]) -> Verdict:
    return judge(key, ExerciseResult("answered", tuple(outcomes)))


RANGED = key_of(
    (EXACT, RANGE),
    KeyCase("exact", CaseInput((2,)), CallResult(4.0)),
    KeyCase("range", CaseInput((3,)), CallResult(0.95), bounds=(0.9, 1.0)),
)


def test_a_constant_in_a_range_earns_nothing_by_itself() -> None:
    assert judged(RANGED, [CallResult(0.95), CallResult(0.95)]).points == 0
    assert judged(RANGED, [CallResult(4.0), CallResult(0.95)]).status == "passed"
    assert judged(RANGED, [CallResult(4.0), CallResult(0.5)]).points == 4.0


def test_where_all_that_is_asked_is_a_range_a_number_in_it_is_right() -> None:
    key = key_of((RANGE,), *RANGED.cases[1:])
    assert judged(key, [CallResult(0.93)]).status == "passed"
    assert judged(key, [CallResult(0.5)]).points == 0


LONG = np.linspace(0.5, 7.5, 60)
WITH_INFINITY = np.array([0.5, -np.inf, 2.5])


@pytest.mark.parametrize("expected", [LONG, WITH_INFINITY, {"y": [LONG], "n": 2.0}])
def test_a_print_of_other_numbers_is_no_print_of_the_result(expected: PlainValue) -> None:
    key = key_of(
        (Check("all", 1.0, SAYS),),
        KeyCase("g", CaseInput((1,)), CallResult(expected)),
        KeyCase("g", CaseInput((2,)), CallResult(expected)),
    )

    def points_of(text: str) -> float:
        return judged(key, [CallResult(None, stdout=text)] * 2).points

    assert points_of(f"f = {expected}") == 2.0
    assert points_of("1.0") == points_of("3.5 -inf 4.5") == points_of("2.0 " * 100) == 0
