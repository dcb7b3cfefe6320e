"""Recognise the right value behind a missing call, or in an attribute of an object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.course.answer_key import AnswerKey
from autograder.grading.structure import find_structure, same_structure
from autograder.models import CallResult, Opaque, Outcomes, PlainValue, TypedValue

# The share of the points that is left if only this is wrong.
CREDITS = {"uncalled": 0.8, "object": 0.8, "yielded": 0.8}
MOST_ATTRIBUTES = 20


def find_wrapped(
    key: AnswerKey, outcomes: Sequence[CallResult], asked: Sequence[int]
) -> tuple[str, Outcomes] | None:
    """How all the requested values are wrapped, and the outcomes with the values unwrapped.

    For objects, the attribute with the expected structure is taken, the same one in all.
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
    unwrapped = list(outcomes)
    for i, value in zip(direct, found, strict=True):
        unwrapped[i] = replace(outcomes[i], value=value, wrapped=None)
    if form == "object" and not all(map(same_structure, expected, found)):
        # Several attributes may be the parts of one result.
        structure, repaired = find_structure(key, unwrapped)
        return (form, repaired) if structure in ("container", "joined") else None
    return form, tuple(unwrapped)


def _wrapper(expected: PlainValue, got: CallResult) -> str:
    """How one result wraps its value: a key of CREDITS, or "" if it is not recognised."""
    if isinstance(got.value, TypedValue):
        yields = got.value.adapter == "iterator" and not isinstance(expected, TypedValue)
        return "yielded" if yields and len(got.value.data) == 1 else ""
    if not isinstance(got.value, Opaque) or got.wrapped is None:
        return ""
    return "uncalled" if got.value.type_name == "function" else "object"


def _unwrap(form: str, got: CallResult) -> PlainValue:
    """The value in one result; None if its form differs from the first result's."""
    if form == "yielded":
        one = isinstance(got.value, TypedValue) and got.value.adapter == "iterator"
        return got.value.data[0] if one and len(got.value.data) == 1 else None
    if form == "object" and not isinstance(got.wrapped, dict):
        return None
    return got.wrapped if type(got.value) is Opaque else None


def _attribute(expected: Sequence[PlainValue], found: Sequence[PlainValue]) -> list[PlainValue]:
    """The values of the last attribute that has the expected structure in every case."""
    for name in reversed(list(found[0])[:MOST_ATTRIBUTES]):
        values = [each.get(name) for each in found]
        if all(map(same_structure, expected, values)):
            return values
    return list(found)
