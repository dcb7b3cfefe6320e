"""Whether an outcome is what the answer key expects: value, type and shape.

`is_correct` defines "right"; `check_passes` compares only what one check claims. Whether an
outcome matches a mutant's, where only the behaviour counts, is decided in `behaviour`.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.author import Check
from autograder.course.answer_key import KeyCase
from autograder.course.comparison_rules import KIT_RULES, Rules
from autograder.course.quantity import in_base_unit
from autograder.models import CallResult, Opaque, PlainValue, TypedValue
from autograder.sandbox.plain_data import part_of, parts
from autograder.sandbox.values import adapter_named

_SHAPE_ONLY = np.inf  # a slack with which any values match, if structure and shape do
# What different libraries and styles raise when arithmetic overflows.
_OVERFLOWS = {"ArithmeticError", "ValueError"}


def within_tolerance(expected: Any, got: Any, slack: float = 0.0, rules: Rules = KIT_RULES) -> bool:
    """Whether all numbers are within the tolerance; nan equals nan, inf equals inf."""
    if type(expected) is float and type(got) is float:  # NumPy is slow for two numbers
        if math.isfinite(expected):
            return abs(got - expected) <= max(rules.atol, rules.rtol * abs(expected)) + slack
        return expected == got or (math.isnan(expected) and math.isnan(got))
    e, g = np.asarray(expected, dtype=float), np.asarray(got, dtype=float)
    if e.shape != g.shape:
        return False
    with np.errstate(all="ignore"):
        near = np.abs(g - e) <= tolerance(e, slack, rules)
        near &= np.isfinite(e)  # rtol * inf is inf: anything would be near it
        return bool(np.all(near | (e == g) | (np.isnan(e) & np.isnan(g))))


def tolerance(expected: Any, slack: Any = 0.0, rules: Rules = KIT_RULES) -> Any:
    """How far from each expected number a result may be."""
    return np.maximum(rules.atol, rules.rtol * np.abs(expected)) + slack


def is_correct(case: KeyCase, got: CallResult) -> bool:
    """Whether the whole result is right: value, type and shape, or the exception asked for."""
    if case.raises:
        return case.raises in got.exception_mro and case.message in got.message
    if got.exception_mro or (case.printed and not prints_the_same(case.expected, got)):
        return False
    if case.bounds is not None:
        return side_of_bounds(case, got) == "inside"
    if case.units is not None or case.one_of:
        return _is_accepted(case, got.value)
    return matches_expected(case.expected.value, got.value, case.slack, case.rules)


def prints_the_same(expected: CallResult, got: CallResult) -> bool:
    """Whether the printed lines are the same, spaces at their ends and empty last lines aside."""
    return _lines(expected.stdout) == _lines(got.stdout)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().split("\n")]


def _is_accepted(case: KeyCase, value: PlainValue) -> bool:
    """Whether a quantity is right in any unit, or every letter of a choice is an accepted one."""
    if case.one_of:
        letters = value.data if isinstance(value, TypedValue) else [value]
        return isinstance(letters, list) and all(letter in case.one_of for letter in letters)
    assert case.units is not None
    wanted, got = in_base_unit(case.expected.value, case.units), in_base_unit(value, case.units)
    return (
        wanted is not None
        and got is not None
        and within_tolerance(wanted, got, case.slack, case.rules)
    )


def check_passes(
    check: Check, case: KeyCase, got: CallResult, right: bool, any_dtype: bool = False
) -> bool:
    """Whether a check's claim holds on one case.

    right: `is_correct(case, got)`. any_dtype: a separate check asks for float64.
    """
    if check.aspect in ("dtype", "printed"):
        if right or case.raises or got.exception_mro:
            return right
        if check.aspect == "printed":
            return prints_the_same(case.expected, got)
        return _is_double(_viewed(case.expected.value, check), _viewed(got.value, check))
    right = right or (any_dtype and is_correct(case, replace(got, value=as_double(got.value))))
    if check.aspect == "arguments":
        return right and not got.mutated_args
    if check.aspect == "silent":
        return right and not got.warnings
    if right:
        return True
    if case.raises or got.exception_mro or case.bounds is not None:
        return False
    expected, value = _viewed(case.expected.value, check), _viewed(got.value, check)
    slack = _SHAPE_ONLY if check.aspect == "shape" else case.slack
    value = as_double(value) if any_dtype else value
    if case.units is not None or case.one_of:
        return _is_accepted(case, value)
    return matches_expected(expected, value, slack, case.rules)


def as_double(value: PlainValue) -> PlainValue:
    """The value with all its arrays of numbers as float64."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "iuf":
        return value.astype(float)
    if isinstance(value, (list, tuple)):
        return type(value)([as_double(item) for item in value])
    if isinstance(value, dict):
        return {key: as_double(item) for key, item in value.items()}
    return value


def _is_double(expected: PlainValue, got: PlainValue) -> bool:
    """Whether the result has float64 arrays wherever arrays of floats are expected."""
    if isinstance(expected, np.ndarray) and expected.shape and expected.dtype.kind == "f":
        return isinstance(got, np.ndarray) and got.dtype == np.float64
    if isinstance(expected, (list, tuple)):
        return (
            (isinstance(got, (list, tuple)) or (isinstance(got, np.ndarray) and got.ndim > 0))
            and len(got) == len(expected)
            and all(_is_double(e, g) for e, g in zip(expected, got, strict=True))
        )
    if isinstance(expected, dict):
        return isinstance(got, dict) and all(
            key in got and _is_double(value, got[key]) for key, value in expected.items()
        )
    return True


def matches_expected(
    expected: PlainValue, got: PlainValue, slack: float, rules: Rules = KIT_RULES
) -> bool:
    """Whether a result has the expected structure, types, shapes and values.

    An expected float accepts any number of shape (); an expected array requires an array
    of exactly its kind (float64 for floats); a tuple or list accepts either, and a list of
    floats also a 1-d array; a dict may have extra keys. These are the kit's rules; `rules`
    may differ. An adapter compares its own type.
    """
    if isinstance(expected, TypedValue):

        def same(e: PlainValue, g: PlainValue, extra: float = 0.0) -> bool:
            return matches_expected(e, g, slack + extra, rules)

        adapter = adapter_named(expected.adapter)
        return adapter is not None and adapter.matches(expected.data, got, same)
    if isinstance(expected, np.ndarray) and expected.shape == ():
        expected = expected.item()
    if isinstance(expected, np.ndarray):
        return _array_matches(expected, got, slack, rules)
    if isinstance(expected, dict):
        if not isinstance(got, dict) or not (rules.extra_keys or len(got) == len(expected)):
            return False
        return all(
            key in got and matches_expected(value, got[key], slack, rules)
            for key, value in expected.items()
        )
    if isinstance(expected, (list, tuple)):
        if isinstance(expected, list) and isinstance(got, np.ndarray) and got.ndim == 1:
            got = list(got)
        if not isinstance(got, (list, tuple)) or len(got) != len(expected):
            return False
        return all(matches_expected(e, g, slack, rules) for e, g in zip(expected, got, strict=True))
    if isinstance(got, (np.ndarray, np.generic)) and got.shape == ():
        got = got.item()
    if type(expected) is float:
        if type(got) is int and not rules.int_for_float:
            return False
        return type(got) in (float, int) and (
            bool(np.isinf(slack)) or within_tolerance(expected, got, slack, rules)
        )
    return type(expected) is type(got) and bool(expected == got or np.isinf(slack))


def _array_matches(expected: PlainValue, got: PlainValue, slack: float, rules: Rules) -> bool:
    if rules.list_for_array and isinstance(got, (list, tuple)):
        try:
            got = np.asarray(got, dtype=expected.dtype)
        except (TypeError, ValueError, OverflowError):
            return False
    if rules.any_dtype:
        got = as_double(got) if expected.dtype.kind == "f" else got
        expected = as_double(expected) if expected.dtype.kind == "f" else expected
    if not isinstance(got, np.ndarray) or got.shape != expected.shape:
        return False
    if expected.dtype.kind != "f":
        same_kind = (got.dtype.kind in "iu") == (expected.dtype.kind in "iu")
        return same_kind and bool(np.array_equal(expected, got) or np.isinf(slack))
    if got.dtype != (expected.dtype if expected.dtype.itemsize < 8 else np.float64):
        return False
    return bool(np.isinf(slack)) or within_tolerance(expected, got, slack, rules)


def _viewed(value: PlainValue, check: Check) -> PlainValue:
    """What a check looks at: its part of a result, in its view."""
    value = part_of(value, check.part)
    if check.view == "last-axis-sums" and isinstance(value, np.ndarray) and value.ndim:
        return np.asarray(value.sum(axis=-1))
    if check.view == "lengths" and isinstance(value, dict):
        return {key: _length(item) for key, item in value.items()}
    return value


def _length(value: PlainValue) -> PlainValue:
    sized = isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.shape)
    return len(value) if sized else Opaque("nothing")


def overflows(got: CallResult) -> bool:
    """Whether arithmetic overflowed: inf, nan, OverflowError or a NumPy warning."""
    if got.exception_mro:
        return bool(_OVERFLOWS & set(got.exception_mro))
    return bool(got.warnings) or not finite(got)


def finite(got: CallResult) -> bool:
    """Whether every number of the result is finite."""
    return all(np.all(np.isfinite(leaf)) for leaf in numbers(got.value))


def numbers(value: PlainValue) -> list[Any]:
    """All numeric leaves of a plain value."""
    if isinstance(value, (float, int, np.ndarray)):
        return [value]
    return [leaf for part in parts(value) for leaf in numbers(part)]


def same_in_any_type(wanted: PlainValue, got: PlainValue, slack: float, rules: Rules) -> bool:
    """Whether two wrong values are the same in behaviour: numbers and shape, not type."""
    if isinstance(wanted, TypedValue):

        def same(w: PlainValue, g: PlainValue, extra: float = 0.0) -> bool:
            return same_in_any_type(w, g, slack + extra, rules)

        adapter = adapter_named(wanted.adapter)
        return adapter is not None and adapter.matches(wanted.data, got, same)
    if isinstance(wanted, dict):
        return (
            isinstance(got, dict)
            and wanted.keys() <= got.keys()
            and all(
                same_in_any_type(value, got[key], slack, rules) for key, value in wanted.items()
            )
        )
    a, b = _as_numbers(wanted), _as_numbers(got)
    if a is not None and b is not None:
        return within_tolerance(a, b, slack, rules)
    if isinstance(wanted, (list, tuple)) and isinstance(got, (list, tuple)):
        return len(wanted) == len(got) and all(
            same_in_any_type(w, g, slack, rules) for w, g in zip(wanted, got, strict=True)
        )
    return a is None and b is None and type(wanted) is type(got) and bool(wanted == got)


def _as_numbers(value: PlainValue) -> Any:
    if isinstance(value, (dict, str, Opaque)) or value is None:
        return None
    if isinstance(value, tuple):  # a tuple is a structure, not a vector
        return None
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return None


def side_of_bounds(case: KeyCase, got: CallResult) -> str:
    """Which side of the bounds a number is on."""
    assert case.bounds is not None
    value = got.value
    if got.exception_mro:
        return "not finite" if overflows(got) else "raised"
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value.item()
    if type(value) not in (float, int):
        return "not a number"
    if not np.isfinite(value):
        return "not finite"
    low, high = case.bounds
    return "below" if value < low else "above" if value > high else "inside"
