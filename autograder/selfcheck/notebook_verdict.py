"""Judge one exercise of a notebook as grading will judge it.

The notebook that would be submitted runs separately from the kernel's names, as in the terminal
and in grading. Where its cells are unknown (outside a notebook), the function in the caller's
namespace is called.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

from autograder.course.answer_key import AnswerKey
from autograder.grading.judge import failed_verdict, judge
from autograder.models import Verdict
from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.report.explanation import explain
from autograder.sandbox.imports import refusal
from autograder.selfcheck.checker import SelfChecker, stub_that_stopped
from autograder.selfcheck.data import PublicData
from autograder.selfcheck.graded_notebook import (
    GradedNotebook,
    defined_names,
    graded_notebook,
    used_names,
)
from autograder.selfcheck.kernel_cells import executed, running_shell
from autograder.selfcheck.listed_imports import listed_imports_only, unlisted_package
from autograder.selfcheck.next_steps import blocked_feedback
from autograder.selfcheck.notebook_file import SavedNotebook, saved_notebook
from autograder.selfcheck.notebook_runner import Interrupted, run_live
from autograder.selfcheck.numpy_warnings import explain_here
from autograder.selfcheck.workspace import Workspace
from autograder.text.catalogue import join_sentences, translate


def notebook_feedback(
    key: AnswerKey, work: Workspace, space: Mapping[str, Any]
) -> ExerciseFeedback:
    """The feedback on one exercise, and why grading may come to a different verdict."""
    data, language = work.data, work.data.language
    try:
        if running_shell() is None or not executed:
            return kernel_feedback(key, data, space)
        saved = saved_notebook(space, work)
        view = graded_notebook(saved, executed, data.handout, data.shown)
        with closing(SelfChecker(data)) as checker:
            result = checker.check([view.source], [key.exercise])
        feedback = explain_here(key, result.verdicts[key.exercise], data.texts, language)
        if key.exercise in result.blocked_by:
            feedback = blocked_feedback(feedback, result.blocked_by[key.exercise])
        remarks = _remarks(key.exercise, saved, view, data)
        return replace(feedback, about=join_sentences((feedback.about, *remarks), language))
    except (Interrupted, KeyboardInterrupt):
        unjudged = Verdict("timeout", 0.0, key.points)
        feedback = explain(key.exercise, unjudged, data.texts, language)
        return replace(feedback, about=translate("notebook.interrupted", language))


def _remarks(
    name: str, saved: SavedNotebook | None, view: GradedNotebook, data: PublicData
) -> Iterator[str]:
    language, released = data.language, f"{data.handout.base}.ipynb"
    for each in sorted(used_names(view.source, name) & view.lost):
        yield translate("notebook.lesson-name", language, name=each)
    if name in view.in_check_cell:
        yield translate("notebook.check-cell", language, name=name)
    if saved is None:
        yield translate("notebook.no-file", language, file=released)
        return
    if view.unsaved:
        said = "notebook.unsaved" if saved.named else "notebook.unsaved-or-copy"
        yield translate(said, language, file=saved.name)
    elif _other_ran_last(name, saved):
        yield translate("notebook.not-run", language, name=name)
    if saved.name != released:
        yield translate("notebook.copy", language, file=saved.name, released=released)


def _other_ran_last(name: str, saved: SavedNotebook) -> bool:
    """Whether the kernel's own version of an exercise is not the one in the file."""
    ran = [each for each in executed if name in defined_names(each.source)]
    cells = [cell.get("source", "") for cell in saved.content["cells"] if isinstance(cell, dict)]
    texts = {("".join(text) if isinstance(text, list) else str(text)).strip() for text in cells}
    return bool(ran) and ran[-1].source.strip() not in texts


def kernel_feedback(key: AnswerKey, data: PublicData, space: Mapping[str, Any]) -> ExerciseFeedback:
    """The feedback on the function as it is in the kernel."""
    verdict, called = _live_verdict(key, data, space)
    feedback = explain_here(key, verdict, data.texts, data.language)
    if verdict.status == "missing":
        about = translate("notebook.undefined", data.language, name=key.exercise)
        return replace(feedback, about=about)
    if verdict.status != "passed":
        # Only functions that were called can be the cause, so only those are checked.
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
