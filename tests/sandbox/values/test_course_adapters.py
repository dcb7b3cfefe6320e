"""A course's values.py adapts the classes of its own exercises, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import autograder.sandbox.values as values
from autograder.author import Check
from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.course.comparison_rules import KIT_RULES, changed, rules_text
from autograder.course.exercise_library import course_adapters
from autograder.errors import CourseError
from autograder.grading.compare import matches_expected
from autograder.grading.counterexample import counterexample
from autograder.models import CallResult, CaseInput, Opaque, TypedValue
from autograder.sandbox.plain_data import to_plain
from autograder.text.catalogue import translate_error

POINT = """
from autograder.sandbox.values import Adapter

class PointValue(Adapter):
    name = "Point"
    class_names = ("Point",)

    def encode(self, value, plain):
        return (plain(value.x), plain(value.y))

    def is_valid(self, data):
        return type(data) is tuple and len(data) == 2
"""


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test adds is forgotten after it."""
    for name in ("_by_name", "_by_class_name", "_course_files"):
        monkeypatch.setattr(values, name, dict(getattr(values, name)))
    yield


class Point:
    def __init__(self, x: object, y: object) -> None:
        self.x, self.y = x, y


def test_its_classes_cross_as_plain_data_and_are_compared_by_the_rules(tmp_path: Path) -> None:
    assert to_plain(Point(1.0, 2.0)) == Opaque("Point")
    (tmp_path / "values.py").write_text(POINT)
    assert course_adapters(tmp_path) == POINT
    plain = to_plain(Point(1.0, 2.0))
    assert isinstance(plain, TypedValue) and plain.data == (1.0, 2.0)
    assert matches_expected(plain, to_plain(Point(1.0 + 1e-9, 2.0)), 0.0)
    assert not matches_expected(plain, to_plain(Point(1.0, 2.1)), 0.0)
    assert not matches_expected(plain, to_plain(Point("1.0", 2.0)), 0.0)
    assert not matches_expected(plain, (1.0, 2.0), 0.0)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("x = 1", "values.py: it defines no adapter"),
        (POINT.replace('    class_names = ("Point",)\n', ""), "needs a name and class_names"),
        (POINT.replace('"Point"\n', '"set"\n'), "another adapter named 'set'"),
        (POINT + POINT.replace("PointValue", "OtherValue"), "two adapters are for 'Point'"),
        (
            POINT + POINT.replace("PointValue", "B").replace('name = "Point"', 'name = "B"'),
            "two adapters are for 'Point'",
        ),
        ("import no_such_module", "values.py:1: cannot be run: ModuleNotFoundError"),
        ("def f(:", "cannot be run: SyntaxError"),
    ],
)
def test_a_slip_in_it_is_refused_with_its_place(source: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "values.py").write_text(source)
    with pytest.raises(CourseError) as refusal:
        course_adapters(tmp_path)
    assert says in str(refusal.value)


def test_an_edited_file_replaces_what_it_registered_before(tmp_path: Path) -> None:
    path = tmp_path / "values.py"
    path.write_text(POINT)
    course_adapters(tmp_path)
    path.write_text(POINT.replace("(plain(value.x), plain(value.y))", "(plain(value.y), 0)"))
    course_adapters(tmp_path)
    assert isinstance(plain := to_plain(Point(1.0, 2.0)), TypedValue) and plain.data == (2.0, 0)
    path.write_text(POINT.replace('"Point"', '"Place"'))
    course_adapters(tmp_path)
    assert to_plain(Point(1.0, 2.0)) == Opaque("Point")


def test_another_file_with_an_adapter_of_that_name_is_refused(tmp_path: Path) -> None:
    for name, source in (("one", POINT), ("two", POINT + "\n# otherwise\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "values.py").write_text(source)
    course_adapters(tmp_path / "one")
    with pytest.raises(
        CourseError, match=r"two.values\.py: there is another adapter named 'Point' in .*one"
    ):
        course_adapters(tmp_path / "two")
    assert isinstance(to_plain(Point(1.0, 2.0)), TypedValue)


def test_a_course_without_it_adapts_nothing(tmp_path: Path) -> None:
    assert course_adapters(tmp_path) == ""


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ({"rtoll": 1}, "unknown rule 'rtoll'"),
        ({"rtol": -1}, "rtol must be a finite number of at least 0"),
        ({"atol": True}, "atol must be a finite number"),
        ({"any_dtype": 1}, "any_dtype must be true or false"),
    ],
)
def test_a_slip_in_rules_is_refused(rules: dict[str, object], says: str) -> None:
    with pytest.raises(CourseError, match=says):
        changed(KIT_RULES, rules, "exercise.py:3")


def test_rules_are_said_in_each_language_where_they_differ() -> None:
    assert rules_text(KIT_RULES, "en") == ""
    own = changed(KIT_RULES, {"rtol": 0.01, "extra_keys": False, "int_for_float": False}, "")
    assert "0.01" in rules_text(own, "en") and "no others" in rules_text(own, "en")
    assert rules_text(own, "ja").count("\n") == 3


@pytest.mark.parametrize(
    ("rule", "expected", "got"),
    [
        ({"rtol": 0.1}, 1.0, 1.05),
        ({"atol": 0.1}, 0.0, 0.05),
        ({"list_for_array": True}, [1.0, 2.0], (1.0, 2.0)),
    ],
)
def test_a_wider_rule_takes_what_the_kit_does_not(
    rule: dict[str, object], expected: object, got: object
) -> None:
    import numpy as np

    wanted = np.array(expected) if isinstance(expected, list) else expected
    assert matches_expected(wanted, got, 0.0, changed(KIT_RULES, rule, ""))
    assert not matches_expected(wanted, got, 0.0)


def test_a_narrower_rule_refuses_what_the_kit_takes() -> None:
    strict = changed(KIT_RULES, {"int_for_float": False, "extra_keys": False}, "")
    assert not matches_expected(1.0, 1, 0.0, strict) and matches_expected(1.0, 1, 0.0)
    more = {"a": 1.0, "b": 2.0}
    assert not matches_expected({"a": 1.0}, more, 0.0, strict)
    assert matches_expected({"a": 1.0}, more, 0.0)


def test_a_rule_that_costs_points_is_said_beside_the_result() -> None:
    check = Check("value", 1, {"en": "It is right."})
    strict = changed(KIT_RULES, {"rtol": 0.01, "int_for_float": False, "extra_keys": False}, "")
    seen = []
    for expected, got in ((1.0, 1.5), (1.0, 1), ({"a": 1}, {"a": 1, "b": 2})):
        case = KeyCase("g", CaseInput(), CallResult(expected), rules=strict)
        key = AnswerKey("f", "function", 1.0, (), (check,), (case,), {})
        seen.append(counterexample(key, 0, check, CallResult(got)).got.partition("  # ")[2])
    assert seen == [
        "allowed: off by 0.01 of the size, or by 1e-09",
        "int, wanted float",
        "'b' is a key too many",
    ]
    assert all(translate_error("result-notes", note, "ja") for note in seen)


def test_the_first_difference_of_a_text_is_named() -> None:
    check = Check("value", 1, {"en": "It is right."})
    case = KeyCase("g", CaseInput(), CallResult("one line\nand another one"))
    key = AnswerKey("f", "function", 1.0, (), (check,), (case,), {})
    got = counterexample(key, 0, check, CallResult("one line\nand an other one")).got
    note = "first difference: line 2, character 7: ' ', wanted 'o'"
    assert got.endswith(f"  # {note}")
    assert "line 2, character 7" in str(translate_error("result-notes", note, "en"))


def test_a_value_without_an_adapter_is_said_to_be_that() -> None:
    check = Check("value", 1, {"en": "It is right."})
    case = KeyCase("g", CaseInput(), CallResult([1.0]))
    key = AnswerKey("f", "function", 1.0, (), (check,), (case,), {})
    got = counterexample(key, 0, check, CallResult(Opaque("Thing"))).got
    assert got == "<Thing>  # a value of this type cannot be compared"
    assert translate_error("result-notes", got.partition("  # ")[2], "ja")
