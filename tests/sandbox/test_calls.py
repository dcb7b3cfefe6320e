"""Everything that a check may ask about a call is recorded."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import numpy as np
import pytest

from autograder.models import CaseInput
from autograder.sandbox.calls import call_and_record, file_name

VECTOR = CaseInput((np.array([1.0, -2.0]),))


def test_a_value_is_returned_and_the_arguments_are_fresh_each_time() -> None:
    def spoil(x: Any) -> Any:
        x *= 2
        return x

    assert call_and_record(spoil, VECTOR).value.tolist() == [2.0, -4.0]
    again = call_and_record(spoil, VECTOR)
    assert again.value.tolist() == [2.0, -4.0]
    assert again.mutated_args == (0,)


def test_numpy_warnings_are_noted_and_others_are_not() -> None:
    def noisy(x: Any) -> Any:
        warnings.warn("careful", UserWarning, stacklevel=1)
        return np.log(x)

    [seen] = call_and_record(noisy, VECTOR).warnings
    assert seen.startswith("RuntimeWarning: invalid value")
    assert call_and_record(lambda x: np.exp(-1e4 * np.abs(x)), VECTOR).warnings == ()


def test_what_is_printed_is_kept_in_part_and_goes_nowhere(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def chatty(x: Any) -> None:
        print("hello")
        sys.stderr.write("y" * 10_000)

    assert call_and_record(chatty, VECTOR).stdout.startswith("hello\ny")
    assert len(call_and_record(chatty, VECTOR).stdout) <= 2_000
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), ValueError("no")])
def test_any_exception_is_an_outcome(error: BaseException) -> None:
    def fails(x: Any) -> None:
        raise error

    assert call_and_record(fails, VECTOR).exception_mro[0] == type(error).__name__


def test_an_exception_that_cannot_even_be_shown_is_an_outcome() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    def fails(x: Any) -> None:
        raise Mute

    outcome = call_and_record(fails, VECTOR)
    assert (outcome.exception_mro[0], outcome.message) == ("Mute", "")


def test_a_driver_calls_the_function_more_than_once() -> None:
    driver = "def twice(f, x):\n    return [f(x), f(f(x))]\n"
    outcome = call_and_record(lambda x: 3 * x, CaseInput((1.0,), driver))
    assert outcome.value == [3.0, 9.0]


def _function(source: str, name: str) -> Any:
    space: dict[str, Any] = {}
    exec(compile(source, name, "exec"), space)
    return space["f"]


OWN = """
class ValueError({base}{meta}):
    {body}
def f(x):
    raise ValueError("none falls")
"""
LIAR = """
class Liar(type):
    @property
    def __mro__(cls): return (__builtins__["ValueError"],)
    @property
    def __name__(cls): return "ValueError"
"""


def test_a_class_that_only_bears_a_builtins_name_is_not_that_builtin() -> None:
    own = _function(OWN.format(base="Exception", meta="", body="pass"), "<student 0>")
    assert "ValueError" not in call_and_record(own, VECTOR).exception_mro
    forged = OWN.format(base="Exception", meta="", body="__module__ = 'builtins'")
    assert (
        "ValueError" not in call_and_record(_function(forged, "<student 0>"), VECTOR).exception_mro
    )
    lying = LIAR + OWN.format(base="Exception", meta=", metaclass=Liar", body="pass")
    assert (
        "ValueError" not in call_and_record(_function(lying, "<student 0>"), VECTOR).exception_mro
    )


def test_a_subclass_of_the_builtin_is_one_whatever_its_name() -> None:
    source = "class NoneFalls(ValueError): pass\ndef f(x):\n    raise NoneFalls\n"
    assert call_and_record(_function(source, "<student 0>"), VECTOR).exception_mro[:2] == (
        "NoneFalls",
        "ValueError",
    )
    same_name = OWN.format(base="ValueError", meta="", body="pass")
    assert (
        "ValueError" in call_and_record(_function(same_name, "<student 0>"), VECTOR).exception_mro
    )


def test_an_error_of_a_notebook_is_in_a_cell_and_one_of_a_file_is_not() -> None:
    source = "def f(x):\n    return 1 / 0\n"
    in_cell = call_and_record(_function(source, file_name(7, "cell 3, line 1")), VECTOR)
    assert (in_cell.cell, in_cell.line) == ("cell 3", 2)
    in_file = call_and_record(_function(source, file_name(7, "line 40")), VECTOR)
    assert (in_file.cell, in_file.line) == ("", 2)


@pytest.mark.parametrize(
    ("origin", "said"), [("cell 3, line 1", "(cell 3, line 1)"), ("line 1", "(line 1)")]
)
def test_a_message_names_places_as_the_student_knows_them(origin: str, said: str) -> None:
    def fails(x: Any) -> None:
        compile("(", file_name(4, origin), "exec")

    outcome = call_and_record(fails, VECTOR)
    assert said in outcome.message
    assert "<student" not in outcome.message


def test_a_printed_traceback_names_places_as_the_student_knows_them() -> None:
    source = "import traceback\ndef f(x):\n    traceback.print_stack(limit=1)\n"
    printed = call_and_record(_function(source, file_name(4, "cell 3, line 1")), VECTOR).stdout
    assert 'File "cell 3", line 3, in f' in printed
