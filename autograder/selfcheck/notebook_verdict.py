"""Judge one exercise of a notebook as grading will judge it.

The notebook that would be submitted is run apart from the kernel's names, as the terminal and
grading do. Where nothing is known of its cells (outside of a notebook) the function in the
namespace of the caller is called.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

from autograder.course.answer_key import AnswerKey
from autograder.models import Verdict
from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.report.explanation import explain
from autograder.selfcheck.checker import SelfChecker
from autograder.selfcheck.data import PublicData
from autograder.selfcheck.graded_notebook import (
    GradedNotebook,
    defined_names,
    graded_notebook,
    used_names,
)
from autograder.selfcheck.kernel_cells import executed, running_shell
from autograder.selfcheck.kernel_verdict import kernel_feedback
from autograder.selfcheck.next_steps import blocked_feedback
from autograder.selfcheck.notebook_file import SavedNotebook, saved_notebook
from autograder.selfcheck.notebook_runner import Interrupted
from autograder.selfcheck.numpy_warnings import explain_here
from autograder.selfcheck.workspace import Workspace
from autograder.text.catalogue import join_sentences, translate


def notebook_feedback(
    key: AnswerKey, work: Workspace, space: Mapping[str, Any]
) -> ExerciseFeedback:
    """The feedback on one exercise, and why grading may come to another verdict."""
    data, language = work.data, work.data.language
    try:
        if running_shell() is None or not executed:
            return kernel_feedback(key, data, space)
        saved = saved_notebook(space, work)
        view = graded_notebook(saved, executed, data.handout, data.shown)
        absent = used_names(view.source, key.exercise) & view.lost
        with closing(SelfChecker(data)) as checker:
            result = checker.check([view.source], [key.exercise])
        feedback = explain_here(key, result.verdicts[key.exercise], data.texts, language)
        if key.exercise in result.blocked_by:
            feedback = blocked_feedback(feedback, result.blocked_by[key.exercise])
        remarks = _remarks(key.exercise, saved, view, absent, data)
        return replace(feedback, about=join_sentences((feedback.about, *remarks), language))
    except (Interrupted, KeyboardInterrupt):
        unjudged = Verdict("timeout", 0.0, key.points)
        feedback = explain(key.exercise, unjudged, data.texts, language)
        return replace(feedback, about=translate("notebook.interrupted", language))


def _remarks(
    name: str,
    saved: SavedNotebook | None,
    view: GradedNotebook,
    absent: Collection[str],
    data: PublicData,
) -> Iterator[str]:
    language, released = data.language, f"{data.handout.base}.ipynb"
    for each in sorted(absent):
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
