"""Add verdicts, points and comments to a graded notebook.

Below each check are the feedback from the student's page and the points as a plain number,
which nbgrader itself would read as the score. The comment summarises them in a few lines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from autograder import __version__
from autograder.authoring.release.notebook_writer import CHECK_SUFFIX
from autograder.course.exercise import Exercise
from autograder.integrations.nbgrader.markdown_escape import escape_markdown
from autograder.integrations.nbgrader.notebook_layout import Node, layout_notebook
from autograder.integrations.nbgrader.submitted_file import SubmittedFile
from autograder.models import Grade
from autograder.report.error_messages import grade_notes
from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.report.exercise_texts import ExerciseTexts
from autograder.report.explanation import explain
from autograder.report.notebook_card import card
from autograder.text.catalogue import format_points, translate

RUBRIC = "rubric"  # marks cells that are for staff only
Record = Mapping[str, Any]
# In nbgrader's pages a rem is ten pixels, and the card's own rules override a theme's.
_WIDE = ".ag.ag-card { max-width: 52em !important }"


@dataclass(frozen=True)
class NotebookContext:
    """What is the same for a whole class: the released notebook and the texts in one language."""

    released: Node
    exercises: Mapping[str, Exercise]
    texts: Mapping[str, ExerciseTexts]
    language: str
    reveal: Sequence[str]
    feedback_cache: dict[Hashable, ExerciseFeedback] = field(default_factory=dict, compare=False)

    @cached_property
    def fingerprint(self) -> str:
        """A fingerprint of both: if it is the same, the same grade looks the same."""
        said = [self.released, self.texts, self.language, list(self.reveal), __version__]
        return _print(json.dumps(said, sort_keys=True).encode())


def graded_notebook(
    grade: Grade, submitted: SubmittedFile, context: NotebookContext, record: Record | None = None
) -> Node:
    """The notebook of a graded submission, as formgrader and the feedback show it."""
    notebook = layout_notebook(context.released, submitted, context.language)
    add_verdicts(notebook, grade, context)
    if notes := grade_notes(grade, context.language):
        about = {"cell_type": "markdown", "id": "notes", "metadata": {"autograder": {"note": True}}}
        notebook["cells"].insert(0, {**about, "source": escape_markdown("\n\n".join(notes))})
    notebook["metadata"]["autograder"] = dict(record or {})
    return notebook


def add_verdicts(notebook: Node, grade: Grade, context: NotebookContext) -> None:
    """Put the verdicts below their checks, and the rubric below each written answer."""
    cells: list[Node] = []
    styled = False
    for cell in notebook["cells"]:
        if cell["metadata"].get("autograder", {}).get(RUBRIC):
            continue  # from an earlier grading
        cells.append(cell)
        name = str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
        exercise = name.removesuffix(CHECK_SUFFIX)
        if name in grade.needs_manual and name in context.exercises:
            cells.append(_rubric(context.exercises[name], context.language))
        elif name != exercise and exercise in grade.exercises:
            feedback = explanation(exercise, grade, context)
            cell["outputs"] = _outputs(feedback, grade.exercises[exercise].points, styled)
            cell["execution_count"] = 1
            styled = True
    notebook["cells"] = cells


def explanation(exercise: str, grade: Grade, context: NotebookContext) -> ExerciseFeedback:
    """The student's feedback on one exercise."""
    verdict = grade.exercises[exercise]
    if verdict.status != "passed" or verdict.counterexample or verdict.evidence:
        return explain(exercise, verdict, context.texts, context.language, context.reveal)
    # Feedback on passed exercises is the same for the whole class.
    key = (exercise, verdict.points, verdict.checks, verdict.carried_from, verdict.message)
    if key not in context.feedback_cache:
        feedback = explain(exercise, verdict, context.texts, context.language, context.reveal)
        context.feedback_cache[key] = feedback
    return context.feedback_cache[key]


def comment(exercise: str, grade: Grade, context: NotebookContext) -> str | None:
    """The comment on an exercise in Markdown; None if there is nothing to say."""
    language = context.language
    if exercise in grade.needs_manual:
        silent = not grade.written.get(exercise) and "unreadable" not in grade.notes
        return translate("nbgrader.no-answer", language) if silent else None
    feedback = explanation(exercise, grade, context)
    if feedback.perfect and not feedback.carried:
        return None
    paragraphs = [_headline(feedback), feedback.carried]
    paragraphs.append(" ".join(filter(None, (feedback.where, feedback.friendly))) or feedback.about)
    colon = translate("nbgrader.colon", language)
    for wrong in feedback.diagnoses:
        paragraphs.append(f"{wrong.title}{colon}{wrong.why}")
    paragraphs.append(feedback.abstained)
    paragraphs += [translate("nbgrader.hint", language, hint=hint) for hint in feedback.hints]
    return escape_markdown("\n\n".join(filter(None, paragraphs)))


def _headline(feedback: ExerciseFeedback) -> str:
    score = translate(
        "nbgrader.score",
        feedback.language,
        points=format_points(feedback.points),
        max_points=format_points(feedback.max_points),
    )
    return f"{feedback.symbol} {feedback.status_word}  {score}"


def _html(feedback: ExerciseFeedback, styled: bool) -> str:
    return str(card([feedback], more_style=_WIDE, styled=not styled))  # once on a page is enough


_perfect_html = lru_cache(maxsize=512)(_html)  # a perfect answer looks the same for the whole class


def _outputs(feedback: ExerciseFeedback, points: float, styled: bool) -> list[Node]:
    html = _perfect_html if feedback.perfect and not feedback.plots else _html
    return [
        {
            "output_type": "display_data",
            "data": {"text/html": html(feedback, styled), "text/plain": _headline(feedback)},
            "metadata": {},
        },
        {
            "output_type": "execute_result",
            "data": {"text/plain": repr(float(points))},
            "execution_count": 1,
            "metadata": {},
        },
    ]


def _rubric(exercise: Exercise, language: str) -> Node:
    lines = [translate("nbgrader.rubric", language, title=exercise.title[language]), ""]
    for item in exercise.rubric.get(language, ()):
        points = translate("nbgrader.points", language, points=format_points(item["points"]))
        lines.append(f"- **{points}** {item['text']}")
    return {
        "cell_type": "markdown",
        "id": f"rubric-{hashlib.sha256(exercise.name.encode()).hexdigest()[:12]}",
        "metadata": {"autograder": {RUBRIC: True}},
        "source": "\n".join(lines),
    }


def regrade_record(
    grade: Grade,
    submitted: SubmittedFile,
    context: NotebookContext,
    fingerprints: Mapping[str, str],
) -> Record:
    """What a later regrade compares with; it contains no hidden input.

    fingerprints: fingerprint of each exercise, see `autograder.grading.store.fingerprints`.
    """
    return {
        "words": context.fingerprint,
        "hand_in": _print(submitted.data or b""),
        "exercises": {
            name: {
                "status": verdict.status,
                "diagnosis": list(verdict.diagnosis),
                "points": verdict.points,
                "max_points": verdict.max_points,
                "stamp": fingerprints.get(name, ""),
            }
            for name, verdict in grade.exercises.items()
        },
        "written": {
            name: _print(grade.written.get(name, "").encode("utf-8", "replace"))
            for name in grade.needs_manual
        },
    }


def _print(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
