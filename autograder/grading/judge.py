"""Judge one exercise of a submission: checks, points, diagnosis, counterexample.

Turns an ExerciseResult and the AnswerKey into a Verdict: checks, points, the proved
misconception, and the simplest input on which the submission is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.course.answer_key import AnswerKey
from autograder.grading.check_results import check_points, first_failing_case, run_checks
from autograder.grading.clock import SubmissionTimeUpError
from autograder.grading.counterexample import counterexample
from autograder.grading.diagnosis import NamedMistake, name_mistake
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
    right_by_case = compare_all(key, outcomes)
    checks = run_checks(key, outcomes, right_by_case)
    points = round(sum(check.points for check in checks), 6)
    if all(check.passed for check in checks):
        return Verdict("passed", key.points, key.points, checks)
    failing = first_failing_case(key, outcomes, right_by_case)
    index, check = failing if failing else (0, key.checks[0])
    got = outcomes[index]
    try:
        named = name_mistake(key, outcomes, right_by_case)
    except SubmissionTimeUpError:
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
