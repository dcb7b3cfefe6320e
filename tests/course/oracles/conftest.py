"""Fixtures shared by the tests of single exercises."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from autograder.author import Case
from autograder.course.answer_key import AnswerKey
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.course.exercise_library import load_library
from autograder.course.key_builder import build_answer_key
from autograder.course.mutant_runs import run_mutant
from autograder.course.reference import load_function
from autograder.grading.judge import judge
from autograder.models import ExerciseResult, Verdict
from tests.paths import ROOT

FOLDER = ROOT / "solutions" / "transformer-basics"


@cache
def library_of(name: str) -> ExerciseLibrary:
    return load_library(FOLDER, [name])


@cache
def key_of(name: str, seed: int) -> AnswerKey:
    return build_answer_key(library_of(name), name, 10.0, seed)


@pytest.fixture
def reference() -> Callable[[str], Any]:
    """The reference function of an exercise, by name."""

    def load(name: str) -> Any:
        library = library_of(name)
        return load_function(library, name, library[name].reference)

    return load


@pytest.fixture
def verdict_on() -> Callable[..., Verdict]:
    """The verdict on a trusted source, judged without a sandbox; the exercise is worth 10."""

    def verdict(name: str, source: str, seed: int = 0) -> Verdict:
        key = key_of(name, seed)
        outcomes = run_mutant(library_of(name), name, source, list(key.inputs))
        return judge(key, ExerciseResult("answered", outcomes))

    return verdict


@pytest.fixture
def cases_of() -> Callable[..., list[Case]]:
    """The inputs that an exercise is judged on, by name and seed."""

    def cases(name: str, seed: int = 0) -> list[Case]:
        return list(library_of(name)[name].case_generator(np.random.default_rng(seed)))

    return cases


@pytest.fixture
def failed_examples() -> Callable[[str], list[str]]:
    """The `>>>` examples of an exercise's docstrings that its reference does not give."""

    def examples(name: str) -> list[str]:
        library = library_of(name)
        exercise: Exercise = library[name]
        failures: list[str] = []
        for language, text in exercise.docstrings.items():
            space = {name: load_function(library, name, exercise.reference), "np": np}
            test = doctest.DocTestParser().get_doctest(text, space, name, language, 0)
            assert test.examples, f"the {language} docstring of {name} has no example"
            doctest.DocTestRunner(verbose=False).run(test, out=failures.append)
        return failures

    return examples
