"""Use nbgrader's own step for late submissions, with its plugin, settings and classes.

The plugin is c.AssignLatePenalties.plugin_class, with settings from the files that nbgrader
reads in the course folder and on this machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from jupyter_core.paths import jupyter_config_path
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session
from traitlets.config import Application, Config

from autograder.authoring.notebook_imports import import_jsonschema
from autograder.course.config import load_course
from autograder.grading.store.class_list import read_class_list
from autograder.grading.store.due_times import with_lateness
from autograder.integrations.nbgrader.late_penalties import penalty_of
from autograder.integrations.nbgrader.schema import chunked
from autograder.models import SubmissionInfo
from autograder.submission.roster import read_roster

import_jsonschema()

from nbgrader import api, preprocessors  # noqa: E402

from autograder.integrations.nbgrader.preprocessor import CoursePart  # noqa: E402

SETTINGS = "nbgrader_config"
ROSTER = "roster.csv"  # in nbgrader's course folder, for extensions


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
            notebook.late_submission_penalty = penalty_of(self, notebook, rule, infos)
            gradebook.db.commit()
        return nb, resources

    def _info(self, student: str) -> SubmissionInfo:
        """The extension, from what `autograder grade` recorded, or from a roster in the folder."""
        root = Path(self.directory.root)
        known = read_class_list(root.parent).get(student)
        path = root / ROSTER
        if known is None and path.is_file():
            entry = read_roster(path).find((student,), "", by_name=False)
            known = SubmissionInfo(extension=entry.extension) if entry else None
        return known or SubmissionInfo()


def nbgraders_step(folder: Path) -> Any:
    """nbgrader's step of `autograde`, with its plugin as configured by the TA."""
    step = preprocessors.AssignLatePenalties(config=_settings(folder))
    step.init_plugin()
    return step


@contextmanager
def submitted_notebooks(connection: Connection, wanted: Sequence[str]) -> Iterator[list[Any]]:
    """nbgrader's objects for submitted notebooks, in this order; changes to them are written."""
    with Session(connection) as session:
        found: dict[str, Any] = {}
        for part in chunked(list(wanted)):
            query = sa.select(api.SubmittedNotebook).where(api.SubmittedNotebook.id.in_(part))
            found.update((each.id, each) for each in session.scalars(query))
        yield [found[each] for each in wanted]
        session.flush()


def _settings(folder: Path) -> Config:
    reader = Application()
    reader.load_config_file(SETTINGS, path=[str(folder), *jupyter_config_path()])
    return reader.config
