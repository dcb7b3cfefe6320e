"""The right value behind a call that is missing, or as an attribute of an object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.course.answer_key import AnswerKey
from autograder.grading.structure import find_structure, same_structure
from autograder.models import CallResult, Opaque, Outcomes, PlainValue, TypedValue

# The share of the points that is left where this alone is wrong.
CREDITS = {"uncalled": 0.8, "object": 0.8, "yielded": 0.8}
MOST_ATTRIBUTES = 20


def find_wrapped(
    key: AnswerKey, outcomes: Sequence[CallResult], asked: Sequence[int]
) -> tuple[str, Outcomes] | None:
    """How all the values that are asked for are wrapped, and the outcomes with them unwrapped.

    An object's attribute of the structure that is asked for is taken, the same of all objects.
    """
    direct = [i for i in asked if key.cases[i].input.driver is None]
    values = [outcomes[i] for i in direct]
    if not values or any(got.exception_mro for got in values):
        return None
    form = _wrapper(key.cases[direct[0]].expected.value, values[0])
    if not form:
        return None
    found = [_unwrap(form, got) for got in values]
    if any(value is None for value in found):
        return None
    expected = [key.cases[i].expected.value for i in direct]
    if form == "object":
        found = _attribute(expected, found)
    whole = list(outcomes)
    for i, value in zip(direct, found, strict=True):
        whole[i] = replace(outcomes[i], value=value, wrapped=None)
    if form == "object" and not all(map(same_structure, expected, found)):
        # Several attributes may be the parts of one result.
        structure, whole_again = find_structure(key, whole)
        return (form, whole_again) if structure in ("container", "joined") else None
    return form, tuple(whole)


def _wrapper(expected: PlainValue, got: CallResult) -> str:
    """What one result is in place of its value: a key of CREDITS, "" if nothing is known."""
    if isinstance(got.value, TypedValue):
        yields = got.value.adapter == "iterator" and not isinstance(expected, TypedValue)
        return "yielded" if yields and len(got.value.data) == 1 else ""
    if not isinstance(got.value, Opaque) or got.wrapped is None:
        return ""
    return "uncalled" if got.value.type_name == "function" else "object"


def _unwrap(form: str, got: CallResult) -> PlainValue:
    """The value in one result; None if it is of another form than the first."""
    if form == "yielded":
        one = isinstance(got.value, TypedValue) and got.value.adapter == "iterator"
        return got.value.data[0] if one and len(got.value.data) == 1 else None
    if form == "object" and not isinstance(got.wrapped, dict):
        return None
    return got.wrapped if type(got.value) is Opaque else None


def _attribute(expected: Sequence[PlainValue], found: Sequence[PlainValue]) -> list[PlainValue]:
    """The last attribute that has the structure of what is asked for in every case."""
    for name in reversed(list(found[0])[:MOST_ATTRIBUTES]):
        values = [each.get(name) for each in found]
        if all(map(same_structure, expected, values)):
            return values
    return list(found)
