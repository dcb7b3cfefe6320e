"""Late penalties of nbgrader's plugin, for classes written in bulk.

Computed by nbgrader's own plugin, as in `nbgrader autograde`: c.AssignLatePenalties.plugin_class
and its settings, from the files that nbgrader reads in the course folder and on this machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from jupyter_core.paths import jupyter_config_path
from nbgrader import api
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from traitlets.config import Application, Config

from autograder.integrations.nbgrader.database import transaction
from autograder.integrations.nbgrader.schema import AssignmentRows

SETTINGS = "nbgrader_config"


def write_penalties(engine: Engine, book: AssignmentRows, folder: Path) -> None:
    """Give the penalties of one assignment, and take back what no longer is due.

    folder: nbgrader's course folder, whose nbgrader_config.py is read.
    """
    with transaction(engine) as connection, Session(connection) as session:
        late = session.scalars(_late_or_fined(book)).all()
        if not late:
            return
        step = _step(folder)
        for notebook in late:
            notebook.late_submission_penalty = _penalty(step, notebook)
        session.flush()


def _late_or_fined(book: AssignmentRows) -> Any:
    submission, assignment = api.SubmittedAssignment, api.Assignment
    return (
        sa.select(api.SubmittedNotebook)
        .join(submission, api.SubmittedNotebook.assignment_id == submission.id)
        .join(assignment, submission.assignment_id == assignment.id)
        .where(
            api.SubmittedNotebook.notebook_id == book.notebook,
            (submission.timestamp > assignment.duedate)
            | api.SubmittedNotebook.late_submission_penalty.is_not(None),
        )
        .order_by(submission.student_id)
    )


def _step(folder: Path) -> Any:
    """nbgrader's step of `autograde`, with its plugin as the TA has set it up."""
    from nbgrader.preprocessors import AssignLatePenalties

    step = AssignLatePenalties(config=_settings(folder))
    step.init_plugin()
    return step


def _settings(folder: Path) -> Config:
    reader = Application()
    reader.load_config_file(SETTINGS, path=[str(folder), *jupyter_config_path()])
    return reader.config


def _penalty(step: Any, notebook: Any) -> float | None:
    seconds = notebook.assignment.total_seconds_late
    if not seconds > 0:
        return None
    student, score = notebook.assignment.student_id, notebook.score
    penalty = step.plugin_inst.late_submission_penalty(student, score, seconds)
    return None if penalty is None else step._check_late_penalty(notebook, penalty)
