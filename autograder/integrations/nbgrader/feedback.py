"""Preprocessor that strips staff-only content from feedback.

nbgrader's feedback shows everything that formgrader shows. The rubric is for staff, and so are
any hidden tests and mark schemes in an assignment's cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.utils import is_solution
from traitlets import List

from autograder.course.config import load_course
from autograder.integrations.nbgrader.notebook_feedback import RUBRIC
from autograder.integrations.nbgrader.plain_assignments import is_certainly_plain
from autograder.integrations.nbgrader.preprocessor import CoursePart
from autograder.integrations.nbgrader.typeset_markdown import typeset_tex
from autograder.text.catalogue import translate

_REGION = re.compile(
    r"^[^\n]*BEGIN (HIDDEN TESTS|MARK SCHEME).*?(?:END \1[^\n]*\n?|\Z)", re.DOTALL | re.MULTILINE
)


class StripStaffContent(CoursePart):
    """Removes the rubric, hidden tests and mark schemes from the feedback.

    Formulas become MathML, which needs no network. An answer that is not graded yet appears with
    0 points; a comment explains why.
    """

    # The feedback's exporter sets it for all preprocessors; nbgrader's base class lacks it.
    display_data_priority = List(["text/html", "text/plain"]).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        about = resources["nbgrader"]
        if is_certainly_plain(self.course_folder, self.directory, about["assignment"]):
            return nb, resources
        nb.cells = [c for c in nb.cells if not c.metadata.get("autograder", {}).get(RUBRIC)]
        waiting = self._waiting(about)
        note = translate(
            "nbgrader.not-marked", self.language or load_course(self.course_folder).language
        )
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                cell.source = typeset_tex(cell.source)
            if "nbgrader" in cell.metadata and not is_solution(cell):
                cell.source = _REGION.sub("", cell.source)
            elif cell.metadata.get("nbgrader", {}).get("grade_id") in waiting:
                comment = cell.metadata.nbgrader.get("comment")
                cell.metadata.nbgrader["comment"] = "\n\n".join(filter(None, (note, comment)))
        return nb, resources

    def _waiting(self, about: Mapping[str, str]) -> set[str]:
        """The cells without any score."""
        with Gradebook(about["db_url"], self.course_id) as gradebook:
            submitted = gradebook.find_submission_notebook(
                about["notebook"], about["assignment"], about["student"]
            )
            return {
                grade.name
                for grade in submitted.grades
                if grade.auto_score is None and grade.manual_score is None
            }
