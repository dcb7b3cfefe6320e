"""What of a graded notebook is not for students?

nbgrader's feedback shows all that formgrader shows. The rubric is for staff, and so are hidden
tests and mark schemes, should an assignment have some in its cells.
"""

from __future__ import annotations

import re
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution

from autograder.nbgrader.verdicts import RUBRIC

_REGION = re.compile(
    r"^[^\n]*BEGIN (HIDDEN TESTS|MARK SCHEME).*?(?:END \1[^\n]*\n?|\Z)", re.DOTALL | re.MULTILINE
)


class ForStudents(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes the rubric, hidden tests and mark schemes out of the feedback."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        nb.cells = [c for c in nb.cells if not c.metadata.get("autograder", {}).get(RUBRIC)]
        for cell in nb.cells:
            if "nbgrader" in cell.metadata and not is_solution(cell):
                cell.source = _REGION.sub("", cell.source)
        return nb, resources
