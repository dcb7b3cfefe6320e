"""A misconception is named only when behaviour proves it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from autograder.course.mutant_runs import run_mutant
from autograder.course.reference import load_function
from autograder.grading.exam import Exam
from autograder.grading.matching_mutants import proved_misconceptions
from tests.tiny_exercise import exam_of


def behaviour(exam: Exam, body: str) -> tuple[str, ...]:
    key = exam.keys["twice"]
    source = f"def twice(x):\n    {body}\n"
    return proved_misconceptions(key, run_mutant(exam.library, "twice", source, list(key.inputs)))


def test_the_wrong_model_is_named_however_it_is_written(exam: Exam) -> None:
    assert behaviour(exam, "return np.array([v * v for v in x])") == ("squares-instead",)
    assert behaviour(exam, "return np.square(np.asarray(x, float))") == ("squares-instead",)


def test_a_fault_outside_the_catalogue_is_not_named(exam: Exam) -> None:
    assert behaviour(exam, "return 3 * np.asarray(x)") == ()
    assert behaviour(exam, "raise TypeError") == ()
    assert behaviour(exam, "return None") == ()


def test_a_fault_that_is_the_misconception_only_at_times_is_not_named(exam: Exam) -> None:
    assert behaviour(exam, "return x ** 2 if len(x) < 5 else 2 * x") == ()


def test_noise_and_float32_do_not_turn_an_abstention_into_a_name(exam: Exam) -> None:
    assert behaviour(exam, "return x ** 2 + 1e-4") == ()
    assert behaviour(exam, "return np.asarray(x, np.float16).astype(float) ** 2") == ()


def test_a_misconception_is_recognised_at_the_tolerance_of_the_exercises_own_rules(
    exam: Exam, folder: Path, rewrite: Callable[[str, str, str], None]
) -> None:
    nearly_squares = "return np.asarray(x) ** 2 * 1.001"
    assert behaviour(exam, nearly_squares) == ()
    rewrite("exercise.py", "HINTS = ", 'RULES = {"rtol": 0.01}\nHINTS = ')
    assert behaviour(exam_of(folder), nearly_squares) == ("squares-instead",)
    assert behaviour(exam_of(folder), "return np.asarray(x) ** 2 * 1.02") == ()


def test_two_explanations_are_an_abstention(
    folder: Path, rewrite: Callable[[str, str, str], None]
) -> None:
    path = folder / "twice" / "misconceptions.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.replace("squares-instead", "squares-again"), encoding="utf-8")
    assert behaviour(exam_of(folder), "return x ** 2") == ()


def test_a_double_fault_is_named_by_both(
    folder: Path, rewrite: Callable[[str, str, str], None]
) -> None:
    rewrite("exercise.py", "return 2 * x", "y = 2 * x\n    return y")
    path = folder / "twice" / "misconceptions.yaml"
    second = path.read_text(encoding="utf-8").replace("squares-instead", "adds-one")
    second = second.replace('"2 * x", by: "x**2"', '"return y", by: "return y + 1"')
    path.write_text(path.read_text(encoding="utf-8") + second, encoding="utf-8")
    exam = exam_of(folder)
    assert behaviour(exam, "return x ** 2 + 1") == ("squares-instead", "adds-one")
    assert behaviour(exam, "return 2 * x + 1") == ("adds-one",)


def test_a_stand_in_takes_the_place_of_a_primitive(folder: Path) -> None:
    (folder / "four_times").mkdir()
    text = (folder / "twice" / "exercise.py").read_text(encoding="utf-8")
    text = text.replace("twice", "four_times").replace("DEPENDS = ()", 'DEPENDS = ("twice",)')
    text = text.replace("return 2 * x", "return twice(twice(x))")
    (folder / "four_times" / "exercise.py").write_text(text, encoding="utf-8")
    library = exam_of(folder, ("twice", "four_times")).library
    reference = library["four_times"].reference
    right = load_function(library, "four_times", reference)
    helped = load_function(library, "four_times", reference, twice=lambda x: np.asarray(x) + 1)
    assert right([1.0]) == [4.0]
    assert helped([1.0]) == [3.0]
