"""What the tests of the assignment transformer-block have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from autograder.course.config import load_course
from autograder.course.exercise import ExerciseLibrary
from autograder.course.exercise_library import load_library
from autograder.course.reference import load_function
from tests.paths import ROOT

FOLDER = ROOT / "solutions" / "transformer-block"


@cache
def block_library() -> ExerciseLibrary:
    return load_library(FOLDER, list(load_course(ROOT).assignment("transformer-block").points))


@pytest.fixture(scope="session")
def library() -> ExerciseLibrary:
    """All exercises of the assignment."""
    return block_library()


@pytest.fixture(scope="session")
def reference() -> Callable[[str], Any]:
    """The reference function of an exercise, by name."""
    library = block_library()
    return cache(lambda name: load_function(library, name, library[name].reference))


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(11)
