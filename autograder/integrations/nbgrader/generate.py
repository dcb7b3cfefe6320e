"""`nbgrader generate_assignment` for courses of this kit.

Students get the very notebook that `autograder release` writes, including stubs. Where nbgrader
refuses to add a cell once there are submissions, a new cell is added to each of them, empty
until the next autograde. Removing one is still refused, as its marks would be lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbgrader import preprocessors

from autograder.authoring.release.notebook_writer import notebook
from autograder.course.assignment import Assignment
from autograder.course.config import Course, load_course
from autograder.course.exercise_library import load_exercises
from autograder.integrations.nbgrader.preprocessor import CoursePart


class InsertStubs(CoursePart, preprocessors.ClearSolutions):  # type: ignore[misc]
    """Replaces each solution with what is released."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        course, assignment = _found(self, resources["nbgrader"])
        self.released_sources: dict[str, str] = {}
        if assignment is not None:
            library = load_exercises(assignment)
            language = course.chosen_language(self.language or None)
            cells = notebook(assignment, library, language)["cells"]
            self.released_sources = {cell["id"]: "".join(cell["source"]) for cell in cells}
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name not in self.released_sources:
            return super().preprocess_cell(cell, resources, index)  # type: ignore[no-any-return]
        cell.source = self.released_sources[name]
        return cell, resources


class SaveCells(CoursePart, preprocessors.SaveCells):  # type: ignore[misc]
    """Writes the cells of an assignment, and the due date of course.yaml."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        _, known = _found(self, resources["nbgrader"])
        if known is not None:
            with self.gradebook(known, nb):
                pass  # it is now up to date
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]


def _found(part: CoursePart, about: Mapping[str, str]) -> tuple[Course, Assignment | None]:
    """The course, and the current notebook's assignment; None if that is not ours."""
    course = load_course(part.course_folder)
    assignment = course.assignments.get(about["assignment"])
    ours = assignment is not None and assignment.base == about["notebook"]
    return course, assignment if ours else None
