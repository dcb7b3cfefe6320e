"""Right answers by somebody else, and the material that everybody began with."""

from __future__ import annotations

import pytest

from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.grading.exam import load_handout
from autograder.report.similarity.answer_code import BoilerplateCode
from autograder.submission.source_reader import read_source
from tests.paths import DATA, ROOT

BANK = DATA / "answers"


@pytest.fixture(scope="session")
def course():
    return load_course(ROOT)


@pytest.fixture(scope="session")
def assignment(course):
    return course.assignment("transformer-basics")


@pytest.fixture(scope="session")
def library(assignment):
    return load_library(assignment.folder, list(assignment.points))


@pytest.fixture(scope="session")
def material(assignment):
    return load_handout(assignment)


@pytest.fixture(scope="session")
def handed_out(library, material):
    return BoilerplateCode.of(library, material)


@pytest.fixture(scope="session")
def right_answers(library):
    """By exercise the right answers of the bank, each written in a style of its own."""
    found = {
        name: [path.read_text(encoding="utf-8") for path in sorted((BANK / name).glob("right__*"))]
        for name, exercise in library.items()
        if exercise.kind != "written"
    }
    assert all(len(answers) >= 3 for answers in found.values())
    return found


@pytest.fixture(scope="session")
def read(material):
    """A .py as grading reads it."""

    def source(text):
        return read_source(text.encode(), "transformer_basics.py", material)

    return source
