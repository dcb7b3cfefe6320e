"""Preprocessors that make `nbgrader autograde` call our grader instead of a kernel.

`SafeExecute` replaces nbgrader's Execute, `SaveMarks` replaces SaveAutoGrades. They grade the
folder in submitted/, read and run as in `autograder grade`; nbgrader's notebook is rebuilt from
it, with the verdicts below the checks.
"""

from __future__ import annotations

from typing import Any

from autograder.integrations.nbgrader.engine import GradingFailedError
from autograder.integrations.nbgrader.notebook_feedback import graded_notebook
from autograder.integrations.nbgrader.paths import timestamp_in
from autograder.integrations.nbgrader.preprocessor import RESOURCE_KEY, CoursePart, as_nodes
from autograder.integrations.nbgrader.scores_from_grade import scores_from_grade
from autograder.submission.collect import RawSubmission
from autograder.submission.files import walk_folder


class SafeExecute(CoursePart):
    """Grades the submission in the sandbox and shows the verdicts below the checks."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Raises GraderError for an internal error: nbgrader reports it and continues."""
        about = resources["nbgrader"]
        engine = self.engine(about["assignment"])
        try:
            files = tuple(walk_folder(self.submitted(about)))
            graded = engine(RawSubmission(about["student"], files))
        except GradingFailedError as fault:
            moment = timestamp_in(self.submitted(about))
            self.write(about, scores_from_grade(fault.grade, engine.context, moment, {}, {}))
            raise
        resources.setdefault(RESOURCE_KEY, {})["graded"] = graded
        shown = graded_notebook(graded.grade, graded.submitted, engine.context, graded.record)
        shown["metadata"] = {**nb.metadata, **shown["metadata"]}
        points, most = graded.grade.points, graded.grade.max_points
        if graded.grade.file and "unreadable" not in graded.grade.notes:
            self.log.info("%s: %g of %g points", about["student"], points, most)
        else:
            reason = next((v.message for v in graded.grade.exercises.values() if v.message), "")
            self.log.warning("%s: nothing that can be graded: %s", about["student"], reason)
        return as_nodes(shown), resources


class SaveMarks(CoursePart):
    """Writes scores and comments; manual marks, comments and extra credit are kept."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        about = resources["nbgrader"]
        ours = resources[RESOURCE_KEY]
        engine = self.engine(about["assignment"])
        graded = ours["graded"]
        moment = timestamp_in(self.submitted(about))
        before = ours.get("before", {})
        marks = scores_from_grade(graded.grade, engine.context, moment, before, graded.record)
        for change in self.write(about, marks):
            self.log.warning("regraded %s", change)
        return nb, resources
