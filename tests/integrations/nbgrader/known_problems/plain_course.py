"""A course as plain nbgrader has it: one notebook with a solution and a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader import preprocessors

from ..conftest import SECOND, NbgraderCourse

RIGHT = (SECOND / "submissions" / "pupil01.py").read_text(encoding="utf-8")
CODE = RIGHT.partition("why_leap_days")[0]  # without the written answer
NO_KERNEL = [preprocessors.SaveAutoGrades]  # where what the code does is beside the point


def cell_of(name: str, source: str, **kind: Any) -> Any:
    meta = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    meta |= {"grade_id": name, **kind}
    return new_code_cell(source, metadata={"nbgrader": meta})


def plain_notebook(solution: str, extra: list[Any] | None = None) -> Any:
    """A notebook as a plain nbgrader course has it: a solution and a test worth 3 points."""
    test = (
        "assert add(1, 2) == 3\n### BEGIN HIDDEN TESTS\nassert add(2, 2) == 4\n### END HIDDEN TESTS"
    )
    cells = [
        cell_of("add", solution, solution=True),
        cell_of("add-test", test, grade=True, locked=True, points=3),
        *(extra or []),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


SOLUTION = "def add(a, b):\n    ### BEGIN SOLUTION\n    return a + b\n    ### END SOLUTION"
ADD = "def add(a, b):\n    return a + b"


def make_plain_course(folder: Path) -> NbgraderCourse:
    path = folder / "source" / "sums" / "sums.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(plain_notebook(SOLUTION), path)
    nb_course = NbgraderCourse(folder, None)
    assert nb_course.generate("sums")["success"]
    return nb_course


def plain_submit(
    nb_course: NbgraderCourse,
    student: str,
    solution: str,
    change: Callable[[Any], None] | None = None,
) -> None:
    notebook = nbformat.read(nb_course.folder / "release" / "sums" / "sums.ipynb", as_version=4)
    notebook.cells[0].source = solution
    if change:
        change(notebook)
    nb_course.submit(student, "sums", "sums.ipynb", nbformat.writes(notebook))
