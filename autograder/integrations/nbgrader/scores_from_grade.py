"""Make scores and comments for nbgrader's cells from a grade."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from autograder.authoring.release.notebook_writer import CHECK_SUFFIX
from autograder.integrations.nbgrader.notebook_feedback import NotebookContext, comment
from autograder.integrations.nbgrader.score_changes import reason, reopened
from autograder.integrations.nbgrader.write_scores import SubmissionScores
from autograder.models import Grade
from autograder.text.catalogue import translate


def scores_from_grade(
    grade: Grade,
    context: NotebookContext,
    timestamp: datetime | None,
    before: Mapping[str, Any],
    now: Mapping[str, Any],
) -> SubmissionScores:
    """What the gradebook stores for a grade.

    before, now: the records of the last grading and of this one (see `regrade_record`).
    """
    if grade.status == "grader_error":
        return _fault(grade, context, timestamp)
    scores: dict[str, float | None] = {
        f"{name}{CHECK_SUFFIX}": verdict.points for name, verdict in grade.exercises.items()
    }
    comments = {name: comment(name, grade, context) for name in grade.exercises}
    for name in grade.needs_manual:
        comments[name] = comment(name, grade, context)
        # As in nbgrader itself, a missing answer gets no points.
        scores[name] = None if comments[name] is None else 0.0
    return SubmissionScores(
        student=grade.student,
        timestamp=timestamp,
        scores=scores,
        comments=comments,
        reopened=frozenset(reopened(before, now)),
        why={f"{name}{CHECK_SUFFIX}": reason(name, before, now) for name in grade.exercises},
        previous={
            f"{name}{CHECK_SUFFIX}": entry["points"]
            for name, entry in before.get("exercises", {}).items()
        },
    )


def _fault(grade: Grade, context: NotebookContext, timestamp: datetime | None) -> SubmissionScores:
    automatic = [name for name in context.exercises if name not in grade.needs_manual]
    checks = [f"{name}{CHECK_SUFFIX}" for name in automatic]
    return SubmissionScores(
        student=grade.student,
        timestamp=timestamp,
        scores=dict.fromkeys([*checks, *grade.needs_manual]),
        comments=dict.fromkeys(automatic, translate("nbgrader.grader-error", context.language)),
        why=dict.fromkeys(checks, "grader error"),
    )
