"""Set late penalties in nbgrader's gradebook by course.yaml's rule, else by nbgrader's plugin.

The rule is the assignment's `late`. Without one, nbgrader's own plugin decides, as in
`nbgrader autograde` (`late_step`). An extension moves a student's due time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from autograder.course.late_penalty import LateRule
from autograder.integrations.nbgrader.database import transaction
from autograder.integrations.nbgrader.schema import (
    ASSIGNMENT,
    SUBMISSION,
    SUBMITTED_NOTEBOOK,
    AssignmentRows,
    as_utc,
)
from autograder.models import SubmissionInfo

Infos = Mapping[str, SubmissionInfo]


def write_penalties(
    engine: Engine, book: AssignmentRows, folder: Path, rule: LateRule | None, infos: Infos
) -> None:
    """Set the penalties of one assignment, and remove those that no longer apply.

    folder: nbgrader's course folder, whose nbgrader_config.py is read.
    infos: with each student's own due time, see `RunContext.infos`.
    """
    with transaction(engine) as connection:
        late = connection.execute(_late_or_fined(book)).scalars().all()
        if not late:
            return
        # Imported only now: nbgrader's own classes, which can compute a submission's score.
        from autograder.integrations.nbgrader.late_step import nbgraders_step, submitted_notebooks

        step = None if rule else nbgraders_step(folder)
        with submitted_notebooks(connection, late) as notebooks:
            for notebook in notebooks:
                notebook.late_submission_penalty = penalty_of(step, notebook, rule, infos)


def penalty_of(step: Any, notebook: Any, rule: LateRule | None, infos: Infos) -> float | None:
    """Points to deduct, None for none. step: nbgrader's, which has its plugin."""
    submission = notebook.assignment
    student, score = submission.student_id, notebook.score
    due = _due(submission.assignment.duedate, infos.get(student))
    if due is None or submission.timestamp is None:
        return None
    seconds = (submission.timestamp - due).total_seconds()
    if seconds <= 0:
        return None
    if rule is not None:
        return rule.penalty(score, seconds) or None
    penalty = step.plugin_inst.late_submission_penalty(student, score, seconds)
    return None if penalty is None else float(step._check_late_penalty(notebook, penalty))


def _late_or_fined(book: AssignmentRows) -> Any:
    """The submitted notebooks that are late or have a penalty, by student."""
    return (
        sa.select(SUBMITTED_NOTEBOOK.c.id)
        .join(SUBMISSION, SUBMITTED_NOTEBOOK.c.assignment_id == SUBMISSION.c.id)
        .join(ASSIGNMENT, SUBMISSION.c.assignment_id == ASSIGNMENT.c.id)
        .where(
            SUBMITTED_NOTEBOOK.c.notebook_id == book.notebook,
            (SUBMISSION.c.timestamp > ASSIGNMENT.c.duedate)
            | SUBMITTED_NOTEBOOK.c.late_submission_penalty.is_not(None),
        )
        .order_by(SUBMISSION.c.student_id)
    )


def _due(duedate: datetime | None, info: SubmissionInfo | None) -> datetime | None:
    """The later of nbgrader's due time and the student's own, in naive UTC."""
    own = as_utc(datetime.fromisoformat(info.due)) if info and info.due else None
    return max((each for each in (duedate, own) if each is not None), default=None)
