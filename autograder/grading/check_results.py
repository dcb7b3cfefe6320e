"""The checks of one exercise: which of them pass, what points they give, which fails first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.author import Check
from autograder.course.answer_key import AnswerKey
from autograder.grading.compare import check_passes
from autograder.models import CallResult, CheckResult


def run_checks(
    key: AnswerKey, outcomes: Sequence[CallResult], right_by_case: Sequence[bool]
) -> tuple[CheckResult, ...]:
    """The result of each check: it holds on all its cases or not at all.

    right_by_case: `compare_all(key, outcomes)`.
    """
    if all(right_by_case) and not any(got.mutated_args or got.warnings for got in outcomes):
        each = ((check.name, check_points(key, check)) for check in key.checks)
        return tuple(CheckResult(name, True, points, points) for name, points in each)
    any_dtype = _has_dtype_check(key)
    results = []
    for check in key.checks:
        passed = all(
            check_passes(check, case, got, is_right, any_dtype)
            for case, got, is_right in zip(key.cases, outcomes, right_by_case, strict=True)
            if check.looks_at(case.group)
        )
        full = check_points(key, check)
        results.append(CheckResult(check.name, passed, full if passed else 0.0, full))
    pairs = zip(results, key.checks, strict=True)
    exact = [result for result, check in pairs if not _asks_for_a_range(key, check)]
    if exact and not any(result.passed for result in exact):
        # Some constant is always within a range: if nothing else holds, this proves nothing.
        return tuple(replace(result, passed=False, points=0.0) for result in results)
    return tuple(results)


def _asks_for_a_range(key: AnswerKey, check: Check) -> bool:
    """Whether no case of a check has a single right answer."""
    cases = [case for case in key.cases if check.looks_at(case.group)]
    return all(case.bounds is not None for case in cases)


def check_points(key: AnswerKey, check: Check) -> float:
    """A check's points: the exercise's points in proportion to its weight."""
    total = sum(other.weight for other in key.checks)
    return round(key.points * check.weight / total, 6)


def _has_dtype_check(key: AnswerKey) -> bool:
    """Whether a check claims float64; the other checks then ignore the type of numbers."""
    return any(check.aspect == "dtype" for check in key.checks)


def first_failing_case(
    key: AnswerKey, outcomes: Sequence[CallResult], right_by_case: Sequence[bool]
) -> tuple[int, Check] | None:
    """The first case, starting from the smallest, at which a check fails, and that check."""
    for index, (got, is_right) in enumerate(zip(outcomes, right_by_case, strict=True)):
        if check := first_failing_check(key, index, got, is_right):
            return index, check
    return None


def first_failing_check(
    key: AnswerKey, index: int, got: CallResult, is_right: bool
) -> Check | None:
    """The first check that fails at one case. is_right: whether the result is right there."""
    case, any_dtype = key.cases[index], _has_dtype_check(key)
    for check in key.checks:
        asked = check.looks_at(case.group)
        if asked and not check_passes(check, case, got, is_right, any_dtype):
            return check
    return None
