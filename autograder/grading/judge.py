"""What is an exercise's answer worth?

The sandbox's Answer and the AnswerKey become a Verdict: checks, points, the
misconception proved, and the simplest input on which the submission is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.author import Check
from autograder.course.answer_key import AnswerKey
from autograder.grading.batch_compare import rights
from autograder.grading.compare import holds
from autograder.grading.counterexample import counterexample
from autograder.grading.diagnosis import diagnose
from autograder.grading.plot_data import evidence
from autograder.models import Answer, CheckResult, ExerciseStatus, Outcome, Verdict


def judge(key: AnswerKey, answer: Answer, reveal: Sequence[str] = ("diagnosis",)) -> Verdict:
    """Judge one exercise. A submission that gave no outcomes passes no check."""
    if answer.status != "answered":
        return unanswered(key, answer.status, answer.detail)
    outcomes = answer.outcomes
    if _untouched(key, outcomes):
        return unanswered(key, "not_attempted")
    whole = rights(key, outcomes)
    checks = run_checks(key, outcomes, whole)
    points = round(sum(check.points for check in checks), 6)
    if all(check.passed for check in checks):
        return Verdict("passed", key.points, key.points, checks)
    failing = first_failing(key, outcomes, whole)
    index, check = failing if failing else (0, key.checks[0])
    got = outcomes[index]
    return Verdict(
        status=_status(key, outcomes),
        points=points,
        max_points=key.points,
        checks=checks,
        diagnosis=diagnose(key, outcomes, whole),
        # Of a number to be found the expected value is the answer itself.
        counterexample=None if key.kind == "variable" else counterexample(key, index, check, got),
        message=word(got),
        evidence=evidence(key, outcomes),
        printed=got.printed,
    )


def unanswered(key: AnswerKey, status: ExerciseStatus, detail: str = "") -> Verdict:
    """A verdict without outcomes: no points, every check named and not passed."""
    checks = tuple(CheckResult(check.name, False, 0.0, worth(key, check)) for check in key.checks)
    return Verdict(status, 0.0, key.points, checks, message=detail)


def run_checks(
    key: AnswerKey, outcomes: Sequence[Outcome], whole: Sequence[bool]
) -> tuple[CheckResult, ...]:
    """Each check on all its cases: it holds on all of them or not at all.

    whole: `rights(key, outcomes)`.
    """
    if all(whole) and not any(got.mutated or got.warnings for got in outcomes):
        each = ((check.name, worth(key, check)) for check in key.checks)
        return tuple(CheckResult(name, True, points, points) for name, points in each)
    results = []
    for check in key.checks:
        passed = all(
            holds(check, item, got, good)
            for item, got, good in zip(key.items, outcomes, whole, strict=True)
            if not check.on or item.group in check.on
        )
        full = worth(key, check)
        results.append(CheckResult(check.name, passed, full if passed else 0.0, full))
    return tuple(results)


def worth(key: AnswerKey, check: Check) -> float:
    """A check's points: its weight's part of the exercise's points."""
    total = sum(other.weight for other in key.checks)
    return round(key.points * check.weight / total, 6)


def first_failing(
    key: AnswerKey, outcomes: Sequence[Outcome], whole: Sequence[bool]
) -> tuple[int, Check] | None:
    """The first item, from the smallest on, at which a check fails, and that check."""
    judged = zip(key.items, outcomes, whole, strict=True)
    for index, (item, got, good) in enumerate(judged):
        for check in key.checks:
            if (not check.on or item.group in check.on) and not holds(check, item, got, good):
                return index, check
    return None


def word(got: Outcome) -> str:
    """An exception as one line, "" for a value."""
    if not got.raised:
        return ""
    cell = f"{got.place}, " if re.fullmatch(r"cell \d+", got.place) else ""
    where = f" ({cell}line {got.line})" if got.line else ""
    return f"{got.raised[0]}: {got.message}{where}"


def _untouched(key: AnswerKey, outcomes: Sequence[Outcome]) -> bool:
    if key.kind == "variable":
        return all(got.value is None and not got.raised for got in outcomes)
    return bool(outcomes) and all("NotImplementedError" in got.raised for got in outcomes)


def _status(key: AnswerKey, outcomes: Sequence[Outcome]) -> ExerciseStatus:
    """ "error" where it never returned a value although one was asked for."""
    asked = [got for item, got in zip(key.items, outcomes, strict=True) if not item.raises]
    return "error" if asked and all(got.raised for got in asked) else "failed"
