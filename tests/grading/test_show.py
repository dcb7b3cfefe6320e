"""Counterexamples can be pasted, and the difference is visible."""

from __future__ import annotations

import numpy as np

from autograder.author import Check
from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.grading.counterexample import counterexample
from autograder.grading.exam import Exam
from autograder.grading.value_source import to_source
from autograder.models import CallResult, CaseInput

CHECK = Check("values", 1, {})


def key_of(item: KeyCase) -> AnswerKey:
    return AnswerKey("twice", "function", 1.0, (), (CHECK,), (item,), {})


def test_the_call_runs_and_gives_what_is_expected(exam: Exam) -> None:
    key = exam.keys["twice"]
    shown = counterexample(key, 1, key.checks[0], CallResult(value=np.zeros(3)))
    space = {"np": np, "twice": lambda x: 2 * x}
    got = eval(shown.call, space)
    np.testing.assert_allclose(got, eval(shown.expected, space), rtol=1e-3)


def test_numbers_are_rounded_only_as_far_as_they_still_differ() -> None:
    item = KeyCase("any", CaseInput((1.0,)), CallResult(value=0.123456789))
    far = counterexample(key_of(item), 0, CHECK, CallResult(value=0.5))
    near = counterexample(key_of(item), 0, CHECK, CallResult(value=0.123457989))
    assert (far.expected, far.got) == ("0.1235", "0.5")
    assert (near.expected, near.got) == ("0.123457", "0.123458")


def test_a_wrong_shape_or_type_is_said() -> None:
    item = KeyCase("any", CaseInput(([1.0],)), CallResult(value=np.array([1.0, 2.0])))
    column = counterexample(key_of(item), 0, CHECK, CallResult(value=np.array([[1.0], [2.0]])))
    single = counterexample(key_of(item), 0, CHECK, CallResult(value=np.float32([1, 2])))
    assert "shape (2, 1), wanted (2,)" in column.got
    assert "float32, wanted float64" in single.got


def test_an_exception_is_shown_beside_the_value_that_was_wanted() -> None:
    item = KeyCase("any", CaseInput((1.0,)), CallResult(value=2.0))
    shown = counterexample(
        key_of(item), 0, CHECK, CallResult(exception_mro=("TypeError",), message="no")
    )
    assert (shown.expected, shown.got) == ("2.0", "TypeError: no")


def test_a_driver_is_shown_with_its_call() -> None:
    driver = "def again(f, x):\n    return f(f(x))\n"
    item = KeyCase("any", CaseInput((3.0,), driver), CallResult(value=12.0))
    shown = counterexample(key_of(item), 0, CHECK, CallResult(value=6.0))
    space: dict[str, object] = {"np": np, "twice": lambda x: 2 * x}
    *define, call = shown.call.split("\n\n")
    exec("\n\n".join(define), space)
    assert eval(call, space) == 12.0


def test_plain_data_of_every_kind_is_python() -> None:
    value = {"a": (1.0,), "b": [np.array([[1.5]]), None, "x", True]}
    assert eval(to_source(value), {"np": np})["b"][0].shape == (1, 1)
