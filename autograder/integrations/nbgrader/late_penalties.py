"""Late penalties in nbgrader's gradebook: by the rule of course.yaml, else by nbgrader's plugin.

The rule is `late` of the assignment. Without one nbgrader's own plugin is asked, as in
`nbgrader autograde`: c.AssignLatePenalties.plugin_class and its settings, from the files that
nbgrader reads in the course folder and on this machine. An extension moves a student's due time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from jupyter_core.paths import jupyter_config_path
from nbgrader import api, preprocessors
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from traitlets.config import Application, Config

from autograder.course.config import load_course
from autograder.course.late_rule import LateRule
from autograder.grading.store.class_list import read_class_list
from autograder.grading.store.lateness import with_lateness
from autograder.integrations.nbgrader.database import transaction
from autograder.integrations.nbgrader.preprocessor import CoursePart
from autograder.integrations.nbgrader.schema import AssignmentRows, as_utc
from autograder.models import SubmissionInfo
from autograder.submission.roster import read_roster

SETTINGS = "nbgrader_config"
ROSTER = "roster.csv"  # in nbgrader's course folder, for extensions

Infos = Mapping[str, SubmissionInfo]


def write_penalties(
    engine: Engine, book: AssignmentRows, folder: Path, rule: LateRule | None, infos: Infos
) -> None:
    """Give the penalties of one assignment, and take back what no longer is due.

    folder: nbgrader's course folder, whose nbgrader_config.py is read.
    infos: by student the due time that holds, see `RunContext.infos`.
    """
    with transaction(engine) as connection, Session(connection) as session:
        late = session.scalars(_late_or_fined(book)).all()
        if not late:
            return
        step = None if rule else _step(folder)
        for notebook in late:
            notebook.late_submission_penalty = _penalty(step, notebook, rule, infos)
        session.flush()


class LatePenalties(CoursePart, preprocessors.AssignLatePenalties):  # type: ignore[misc]
    """nbgrader's step of `autograde`, with the rule of course.yaml and with extensions."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        about = resources["nbgrader"]
        assignment = load_course(self.course_folder).assignments.get(about["assignment"])
        rule = assignment.late if assignment else None
        info = self._info(about["student"])
        infos = {about["student"]: with_lateness(info, assignment.due if assignment else None)}
        self.init_plugin()
        with api.Gradebook(about["db_url"], self.course_id) as gradebook:
            notebook = gradebook.find_submission_notebook(
                about["notebook"], about["assignment"], about["student"]
            )
            notebook.late_submission_penalty = _penalty(self, notebook, rule, infos)
            gradebook.db.commit()
        return nb, resources

    def _info(self, student: str) -> SubmissionInfo:
        """The extension, from what `autograder grade` noted, or from a roster in the folder."""
        root = Path(self.directory.root)
        known = read_class_list(root.parent).get(student)
        path = root / ROSTER
        if known is None and path.is_file():
            entry = read_roster(path).find((student,), "", by_name=False)
            known = SubmissionInfo(extension=entry.extension) if entry else None
        return known or SubmissionInfo()


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
    step = preprocessors.AssignLatePenalties(config=_settings(folder))
    step.init_plugin()
    return step


def _settings(folder: Path) -> Config:
    reader = Application()
    reader.load_config_file(SETTINGS, path=[str(folder), *jupyter_config_path()])
    return reader.config


def _penalty(step: Any, notebook: Any, rule: LateRule | None, infos: Infos) -> float | None:
    """Points to take, None for none. step: nbgrader's, which holds its plugin."""
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


def _due(duedate: datetime | None, info: SubmissionInfo | None) -> datetime | None:
    """The later of nbgrader's due time and the student's own, in UTC without saying so."""
    own = as_utc(datetime.fromisoformat(info.due)) if info and info.due else None
    return max((each for each in (duedate, own) if each is not None), default=None)
