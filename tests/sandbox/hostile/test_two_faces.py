"""A function that answers otherwise when it is called by itself earns nothing for others.

No process of a student is asked how its primitives behave: a dependent function is right
with right primitives in place of the wrong ones, or it is charged.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.grading.exam import build_exam, load_handout, open_exam_sandbox
from autograder.grading.grader import grade
from autograder.models import Grade, Submission
from autograder.submission.source_reader import read_source
from tests.paths import DATA, ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")
DEPENDENTS = ("choose_learning_rate", "train_with_early_stopping")
FORGED = sorted((DATA / "hostile_carry").glob("forged_*.py"))
TELLING = sorted((DATA / "hostile_carry").glob("telling_*.py"))


@pytest.fixture(scope="module")
def graded() -> Iterator[Any]:
    course = load_course(ROOT)
    assignment = course.assignment("transformer-basics")
    library = load_library(assignment.folder, list(assignment.points))
    exam = build_exam(assignment.name, library, assignment.points, seed=5)
    material = load_handout(assignment)
    sandbox = open_exam_sandbox(assignment, exam, "bubblewrap")

    def grader(path: Path) -> Grade:
        read = read_source(path.read_bytes(), "transformer_basics.py", material)
        return grade(Submission("forger", assignment.name, (read,)), exam, sandbox)

    yield grader
    sandbox.close()


@pytest.mark.parametrize("path", FORGED, ids=lambda path: path.stem)
def test_a_primitive_with_two_faces_carries_nothing_forward(graded: Any, path: Path) -> None:
    seen = graded(path)
    assert seen.status == "graded", seen.message
    for name in DEPENDENTS:
        assert not seen.exercises[name].carried
        assert seen.exercises[name].points < seen.exercises[name].max_points / 2


@pytest.mark.parametrize("path", TELLING, ids=lambda path: path.stem)
def test_nothing_of_a_helped_run_is_in_the_grade(graded: Any, path: Path) -> None:
    """What the right bce_loss answers is in no field, in whatever way it is said."""
    seen = graded(path)
    assert seen.status == "graded", seen.message
    text = json.dumps(asdict(seen), default=str)
    for number in ("2.0794415", "1.3862943", "0.9808292", "0.1335313", "0.4700036"):
        assert number not in text


HARD = sorted((DATA / "hostile_carry").glob("hard_*.py"))


@pytest.mark.parametrize("path", HARD, ids=lambda path: path.stem)
def test_a_value_or_an_end_that_is_hard_to_judge_costs_its_exercise_alone(
    graded: Any, path: Path
) -> None:
    seen = graded(path)
    assert seen.status == "graded", seen.message
    assert sum(v.status == "passed" for v in seen.exercises.values()) >= 9
