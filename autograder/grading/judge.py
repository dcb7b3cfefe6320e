"""Judge one exercise of a submission: checks, points, diagnosis, counterexample.

Turns an ExerciseResult and the AnswerKey into a Verdict: checks, points, the proved
misconception, and the simplest input on which the submission is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from autograder.author import Check
from autograder.course.answer_key import AnswerKey
from autograder.grading.clock import OwnTimeUpError
from autograder.grading.compare import check_passes
from autograder.grading.counterexample import counterexample
from autograder.grading.named_mistake import NamedMistake, name_mistake
from autograder.grading.plot_data import plot_data
from autograder.grading.vectorised_compare import compare_all
from autograder.models import CallResult, CheckResult, ExerciseResult, ExerciseStatus, Verdict


def judge(key: AnswerKey, answer: ExerciseResult) -> Verdict:
    """Judge one exercise. A submission without outcomes passes no check."""
    if answer.status != "answered":
        return failed_verdict(key, answer.status, answer.detail)
    outcomes = answer.outcomes
    if _is_stub(key, outcomes):
        return failed_verdict(key, "not_attempted", format_exception(outcomes[0]))
    whole = compare_all(key, outcomes)
    checks = run_checks(key, outcomes, whole)
    points = round(sum(check.points for check in checks), 6)
    if all(check.passed for check in checks):
        return Verdict("passed", key.points, key.points, checks)
    failing = first_failing_case(key, outcomes, whole)
    index, check = failing if failing else (0, key.checks[0])
    got = outcomes[index]
    try:
        named = name_mistake(key, outcomes, whole)
    except OwnTimeUpError:
        named = NamedMistake()
    credited = round(named.share * key.points, 6)
    return Verdict(
        status=_status(key, outcomes),
        points=max(points, credited),
        max_points=key.points,
        checks=checks,
        diagnosis=named.diagnosis,
        variant=named.variant,
        form=named.form,
        credit=named.share if credited > points else 0.0,
        # For a number to be found, the expected value is the answer itself.
        counterexample=None
        if key.kind == "variable" and key.cases[index].input.driver is None
        else counterexample(key, index, check, got),
        message=format_exception(got),
        evidence=plot_data(key, outcomes),
        stdout=got.stdout,
    )


def failed_verdict(key: AnswerKey, status: ExerciseStatus, detail: str = "") -> Verdict:
    """A verdict without outcomes: no points, every check named and not passed."""
    checks = tuple(
        CheckResult(check.name, False, 0.0, check_points(key, check)) for check in key.checks
    )
    return Verdict(status, 0.0, key.points, checks, message=detail)


def run_checks(
    key: AnswerKey, outcomes: Sequence[CallResult], whole: Sequence[bool]
) -> tuple[CheckResult, ...]:
    """The result of each check: it holds on all its cases or not at all.

    whole: `compare_all(key, outcomes)`.
    """
    if all(whole) and not any(got.mutated_args or got.warnings for got in outcomes):
        each = ((check.name, check_points(key, check)) for check in key.checks)
        return tuple(CheckResult(name, True, points, points) for name, points in each)
    any_dtype = _has_dtype_check(key)
    results = []
    for check in key.checks:
        passed = all(
            check_passes(check, case, got, good, any_dtype)
            for case, got, good in zip(key.cases, outcomes, whole, strict=True)
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
    key: AnswerKey, outcomes: Sequence[CallResult], whole: Sequence[bool]
) -> tuple[int, Check] | None:
    """The first case, starting from the smallest, at which a check fails, and that check."""
    for index, (got, good) in enumerate(zip(outcomes, whole, strict=True)):
        if check := first_failing_check(key, index, got, good):
            return index, check
    return None


def first_failing_check(key: AnswerKey, index: int, got: CallResult, good: bool) -> Check | None:
    """The first check that fails at one case. good: whether the result is right there."""
    case, any_dtype = key.cases[index], _has_dtype_check(key)
    for check in key.checks:
        asked = check.looks_at(case.group)
        if asked and not check_passes(check, case, got, good, any_dtype):
            return check
    return None


def format_exception(got: CallResult) -> str:
    """An exception as one line, "" for a value."""
    if not got.exception_mro:
        return ""
    cell = f"{got.cell}, " if re.fullmatch(r"cell \d+", got.cell) else ""
    where = f" ({cell}line {got.line})" if got.line else ""
    return f"{got.exception_mro[0]}: {got.message}{where}"


def _is_stub(key: AnswerKey, outcomes: Sequence[CallResult]) -> bool:
    if key.kind == "variable":
        return all(got.value is None and not got.exception_mro for got in outcomes)
    return bool(outcomes) and all("NotImplementedError" in got.exception_mro for got in outcomes)


def _status(key: AnswerKey, outcomes: Sequence[CallResult]) -> ExerciseStatus:
    """ "error" if it never returned a value although one was asked for."""
    asked = [got for case, got in zip(key.cases, outcomes, strict=True) if not case.raises]
    return "error" if asked and all(got.exception_mro for got in asked) else "failed"
