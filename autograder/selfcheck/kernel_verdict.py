"""Judge the function that a kernel holds, where nothing is known of the notebook's cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from autograder.course.answer_key import AnswerKey
from autograder.grading.judge import failed_verdict, judge
from autograder.models import Verdict
from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.sandbox.imports import refusal
from autograder.selfcheck.checker import stub_that_stopped
from autograder.selfcheck.data import PublicData
from autograder.selfcheck.listed_imports import listed_imports_only
from autograder.selfcheck.next_steps import blocked_feedback
from autograder.selfcheck.notebook_packages import unlisted_package
from autograder.selfcheck.notebook_runner import run_live
from autograder.selfcheck.numpy_warnings import explain_here
from autograder.text.catalogue import translate


def kernel_feedback(key: AnswerKey, data: PublicData, space: Mapping[str, Any]) -> ExerciseFeedback:
    """The feedback on what the kernel holds."""
    verdict, called = _live_verdict(key, data, space)
    feedback = explain_here(key, verdict, data.texts, data.language)
    if verdict.status == "missing":
        about = translate("notebook.undefined", data.language, name=key.exercise)
        return replace(feedback, about=about)
    if verdict.status != "passed":
        # Only what was called can be to blame, and only now is it worth checking.
        wrong = [n for n in key.carries_from if n in called and _is_wrong(n, data, space)]
        return blocked_feedback(feedback, wrong) if wrong else feedback
    return feedback


def _live_verdict(
    key: AnswerKey, data: PublicData, space: Mapping[str, Any]
) -> tuple[Verdict, frozenset[str]]:
    package = unlisted_package(space.get(key.exercise), space, data.packages)
    if package:
        message = f"ModuleNotFoundError: {refusal(package, data.packages)}"
        return failed_verdict(key, "error", message), frozenset()
    seconds = data.exercises[key.exercise].limits.wall_seconds
    with listed_imports_only(space, data.packages):
        asked = run_live(key, space, seconds)
    verdict = judge(key, asked.answer)
    if stub_that_stopped(key, asked.answer):
        verdict = replace(verdict, status="failed")
    return verdict, asked.called


def _is_wrong(name: str, data: PublicData, space: Mapping[str, Any]) -> bool:
    key = data.exercises[name].key
    return key is not None and _live_verdict(key, data, space)[0].status != "passed"
