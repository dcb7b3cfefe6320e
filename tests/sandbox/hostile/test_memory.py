"""No process of the trusted side grows by more than 150 MB, whatever is submitted.

The bank is measured in `test_hostile.py`; here it is the samples that ask the reference.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.grading.exam import build_exam, load_handout, open_exam_sandbox
from autograder.grading.grader import grade
from autograder.models import Submission
from autograder.submission.source_reader import read_source
from tests.paths import DATA
from tests.quick_course import quick_course
from tests.sandbox.hostile.bank import descendants
from tests.sandbox.hostile.memory import forget_peak, peak_mb
from tests.sandbox.hostile.test_hostile import MEMORY_MB

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")
SAMPLES = sorted((DATA / "hostile_carry").glob("*.py"))
RIGHT = DATA / "carry2" / "06_class_based_flipped_twice.py"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    course = load_course(quick_course(tmp_path_factory.mktemp("course")))
    assignment = course.assignment("transformer-basics")
    library = load_library(assignment.folder, list(assignment.points))
    exam = build_exam(assignment.name, library, assignment.points, seed=5)
    material = load_handout(assignment)
    sandbox = open_exam_sandbox(assignment, exam, "bubblewrap")

    def grader(path: Path) -> tuple[Any, int]:
        """The grade, and how much the grading process grew."""
        forget_peak()
        before = peak_mb()
        read = read_source(path.read_bytes(), "transformer_basics.py", material)
        result = grade(Submission("someone", assignment.name, (read,)), exam, sandbox)
        return result, peak_mb() - before

    grader(RIGHT)  # asks the reference, so that its process is there
    yield grader, sandbox
    sandbox.close()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_trusted_side_takes_little_memory(graded: Any, path: Path) -> None:
    grader, sandbox = graded
    others = {each: peak_mb(each) for each in descendants(os.getpid())}
    seen, grown = grader(path)
    assert seen.status == "graded", seen.message
    assert grown < MEMORY_MB
    assert sum(peak_mb(each) - before for each, before in others.items() if peak_mb(each)) < (
        MEMORY_MB
    )
    process = sandbox.references._process
    assert process is None or peak_mb(process.pid) < MEMORY_MB + 60  # Python and NumPy
