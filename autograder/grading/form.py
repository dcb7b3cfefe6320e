"""Results in the wrong form: printed, a list, float32, text, a tuple of one, times 100.

The key says what form is expected, so this works for every exercise, without the author's
help. `find_form` names the form and returns the results as they would be in the right one, so
that a mistake beneath it is found too. A form is a fact, seen in every result; only the
factor of 100 is a guess, and counts only if nothing else is wrong.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.grading.compare import numbers, same_in_any_type
from autograder.grading.structure import as_kind, find_structure
from autograder.grading.vectorised_compare import compare_all
from autograder.grading.wrapped_value import find_wrapped
from autograder.models import CallResult, Opaque, Outcomes, PlainValue, TypedValue
from autograder.sandbox.plain_data import NOTHING

# The share of the points that is left if only the form is wrong.
CREDITS = {
    "printed": 0.4,  # nothing is returned, but what is printed is right
    "nothing-returned": 0.0,
    "class": 0.0,
    "function": 0.0,
    "list": 0.8,
    "iterator": 0.8,
    "array": 0.8,
    "another-kind": 0.8,
    "float32": 0.8,
    "integer-array": 0.8,
    "matrix": 0.8,
    "text": 0.8,
    "tuple-of-one": 0.8,
    "extra-axis": 0.8,
    "complex": 0.8,
    "hundredfold": 0.6,
    "percent": 0.8,  # 100 times a number to be found
}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?\b(?:nan|inf)\b")
_NOT_CALLED = re.compile(r"takes no arguments|__init__\(\)")
_PRINTED = 1e-6  # print shows eight digits of an array
MOST_PRINTED = 40  # numbers of one result that are compared with what was printed


def find_form(key: AnswerKey, outcomes: Sequence[CallResult]) -> tuple[str, Outcomes]:
    """What is wrong with the form of the results ("": nothing), and them in the right form."""
    if any(case.printed or case.units is not None for case in key.cases):
        return "", tuple(outcomes)  # printed output or a text is what is asked for
    asked = [i for i, case in enumerate(key.cases) if not case.raises and case.bounds is None]
    if key.kind == "variable":
        asked = list(range(len(key.cases)))
    if unwrapped := find_wrapped(key, outcomes, asked):
        return unwrapped
    form = "" if not asked else _valueless_form(key, [outcomes[i] for i in asked])
    if form == "printed":
        return form, _expected_where_printed(key, outcomes)
    if form:
        return form, tuple(outcomes)
    repaired, forms = list(outcomes), []
    for i in asked:
        if not outcomes[i].exception_mro:
            seen: set[str] = set()
            value = _repair(key.cases[i].expected.value, outcomes[i].value, seen)
            repaired[i] = replace(outcomes[i], value=value)
            if key.cases[i].input.driver is None:  # a driver may return something else
                forms.append(seen)
    everywhere = set.intersection(*forms) if forms else set()
    anywhere = set[str]().union(*forms)
    if anywhere and (everywhere or all(compare_all(key, repaired))):
        found = min(everywhere or anywhere, key=lambda form: (CREDITS[form], form))
        return found, tuple(repaired)
    if hundredth := _hundredth(key, outcomes):
        return "percent" if key.kind == "variable" else "hundredfold", hundredth
    return find_structure(key, outcomes)


def _valueless_form(key: AnswerKey, outcomes: Sequence[CallResult]) -> str:
    """The name of a form that leaves no value to compare; "" if there is one."""
    values = [got.value for got in outcomes if not got.exception_mro]
    if not values:
        is_class = all(
            "TypeError" in got.exception_mro and _NOT_CALLED.search(got.message)
            and key.exercise in got.message
            for got in outcomes
        )  # fmt: skip
        return "class" if is_class else ""
    if key.kind == "variable":
        return ""
    if all(value is None for value in values):
        shown = [got.stdout.strip() for got in outcomes if not got.exception_mro]
        return "printed" if all(shown) else "nothing-returned"
    kinds = {value.type_name if isinstance(value, Opaque) else "" for value in values}
    if kinds == {key.exercise}:
        return "class"
    return "function" if kinds <= {"function", "builtin_function_or_method"} else ""


def _repair(expected: PlainValue, got: PlainValue, seen: set[str]) -> PlainValue:
    """One result in the expected form, as far as possible; adds the forms found to `seen`."""
    if isinstance(expected, np.ndarray) and expected.shape == ():
        expected = expected.item()
    if isinstance(expected, TypedValue):
        return got
    if isinstance(expected, tuple) and isinstance(got, tuple) and len(got) == 1 < len(expected):
        seen.add("tuple-of-one")
        return _repair(expected, got[0], seen) if isinstance(got[0], tuple) else got
    if isinstance(expected, (tuple, list)) and isinstance(got, (tuple, list)):
        if len(expected) == len(got):
            pairs = zip(expected, got, strict=True)
            return type(got)([_repair(wanted, each, seen) for wanted, each in pairs])
        return got
    if isinstance(expected, dict):
        if not isinstance(got, dict):
            return got
        return {k: _repair(expected[k], v, seen) if k in expected else v for k, v in got.items()}
    for form, repair in _REPAIRS:
        better = repair(expected, got)
        if better is not None:
            seen.add(form)
            return better if better is got else _repair(expected, better, seen)
    return got


def _unwrapped(expected: PlainValue, got: PlainValue) -> PlainValue:
    """The item of a one-item tuple."""
    if not isinstance(got, tuple) or len(got) != 1:
        return None
    if isinstance(expected, np.ndarray):  # a tuple of one number may be an array of length one
        inner = got[0]
        array = isinstance(inner, np.ndarray) and inner.shape != ()
        return inner if array or isinstance(inner, (list, tuple)) else None
    return got[0] if isinstance(expected, (float, int)) else None


def _from_list(expected: PlainValue, got: PlainValue) -> PlainValue:
    if not isinstance(expected, np.ndarray) or not isinstance(got, (list, tuple)):
        return None
    try:
        array = np.asarray(got, dtype=float)
    except (TypeError, ValueError, OverflowError):
        return None
    whole = as_kind(expected, array)
    return array if whole is NOTHING else whole


def _from_iterator(expected: PlainValue, got: PlainValue) -> PlainValue:
    """The items of a generator, where a list or an array is expected."""
    wanted = isinstance(expected, (list, np.ndarray)) and isinstance(got, TypedValue)
    return got.data if wanted and got.adapter == "iterator" else None


def _from_array(expected: PlainValue, got: PlainValue) -> PlainValue:
    """The items of an array of text, where a list is expected."""
    if not isinstance(expected, list) or not isinstance(got, TypedValue):
        return None
    return got.data[-1] if got.adapter == "array of text" else None


def _whole_number(expected: PlainValue, got: PlainValue) -> PlainValue:
    """A float without decimals, where an int is expected."""
    whole = type(expected) is int and type(got) is float and got.is_integer()
    return int(got) if whole and abs(got) <= 2.0**53 else None


def _from_text(expected: PlainValue, got: PlainValue) -> PlainValue:
    if not isinstance(expected, (float, np.ndarray)) or not isinstance(got, str):
        return None
    found = _read_numbers(got)
    if isinstance(expected, float):
        return found[0] if len(found) == 1 else got
    return np.array(found).reshape(expected.shape) if len(found) == expected.size else got


def _to_float64(kinds: str, expected: PlainValue, got: PlainValue) -> PlainValue:
    """An array with one of these dtype kinds as float64, if that is expected."""
    wanted = isinstance(expected, np.ndarray) and expected.dtype.kind == "f"
    other = isinstance(got, np.ndarray) and got.dtype.kind in kinds and got.dtype != np.float64
    return got.astype(float) if wanted and other else None


def _squeezed(expected: PlainValue, got: PlainValue) -> PlainValue:
    """A result with one axis too many, of length one."""
    if isinstance(expected, float) and isinstance(got, np.ndarray) and got.size == 1:
        return got.reshape(()).item() if got.shape else None
    if isinstance(expected, float) and isinstance(got, list) and len(got) == 1:
        return got[0]
    if not isinstance(expected, np.ndarray) or not isinstance(got, np.ndarray):
        return None
    longer = got.ndim == expected.ndim + 1 and got.size == expected.size
    return got.reshape(expected.shape) if longer and 1 in got.shape else None


def _real_part(_: PlainValue, got: PlainValue) -> PlainValue:
    """The real part of complex numbers whose imaginary parts are all 0."""
    if not isinstance(got, Opaque) or "complex" not in got.type_name:
        return None
    if not isinstance(got, TypedValue) or not isinstance(got.data, tuple) or len(got.data) != 2:
        return got
    real, imaginary = got.data
    return got if np.any(imaginary) else real


def _matrix(_: PlainValue, got: PlainValue) -> PlainValue:
    """A matrix is only named: its values do not leave the sandbox."""
    return got if isinstance(got, Opaque) and "matrix" in got.type_name else None


_REPAIRS: tuple[tuple[str, Callable[[PlainValue, PlainValue], PlainValue]], ...] = (
    ("tuple-of-one", _unwrapped),
    ("text", _from_text),
    ("iterator", _from_iterator),
    ("array", _from_array),
    ("list", _from_list),
    ("another-kind", _whole_number),
    ("float32", partial(_to_float64, "f")),
    ("integer-array", partial(_to_float64, "iu")),
    ("extra-axis", _squeezed),
    ("matrix", _matrix),
    ("complex", _real_part),
)


def _read_numbers(text: str) -> list[float]:
    return [float(found) for found in _NUMBER.findall(text)[: 10 * MOST_PRINTED]]


def _expected_where_printed(key: AnswerKey, outcomes: Sequence[CallResult]) -> Outcomes:
    """The expected values in place of the results, if all of them were printed."""
    for case, got in zip(key.cases, outcomes, strict=True):
        if not case.raises and (got.exception_mro or not _is_printed(case, got)):
            return tuple(outcomes)
    return tuple(
        got if case.raises else replace(got, value=case.expected.value)
        for case, got in zip(key.cases, outcomes, strict=True)
    )


def _is_printed(case: KeyCase, got: CallResult) -> bool:
    wanted = [float(x) for leaf in numbers(case.expected.value) for x in np.ravel(leaf)]
    shown = _read_numbers(got.stdout)
    if case.bounds is not None:
        return bool(shown) and case.bounds[0] <= shown[-1] <= case.bounds[1]
    slack = case.slack + _PRINTED * max([1.0, *(abs(x) for x in wanted if math.isfinite(x))])
    if len(wanted) > MOST_PRINTED:  # print leaves out the middle of long arrays
        first = wanted[:3]
        pieces = (shown[at : at + len(first)] for at in range(len(shown)))
        return any(same_in_any_type(first, piece, slack, case.rules) for piece in pieces)
    return len(shown) >= len(wanted) > 0 and same_in_any_type(
        wanted, shown[-len(wanted) :], slack, case.rules
    )


def _hundredth(key: AnswerKey, outcomes: Sequence[CallResult]) -> Outcomes | None:
    """The results divided by 100, if nothing else is wrong with them (usually percentages)."""
    first = next((i for i, case in enumerate(key.cases) if not case.raises), None)
    if first is None or not isinstance(key.cases[first].expected.value, (float, np.ndarray)):
        return None
    repaired = []
    for case, got in zip(key.cases, outcomes, strict=True):
        value = got.value
        plain = isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype == float)
        repaired.append(replace(got, value=value / 100) if plain and not case.raises else got)
    return tuple(repaired) if all(compare_all(key, repaired)) else None
