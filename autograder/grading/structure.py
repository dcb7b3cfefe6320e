"""Recognise right values in another container, order or shape.

A dict or one vector for a pair, or a result that is reshaped, transposed or has extra parts.
`find_structure` names a structure only if undoing it gives every result of the exercise the
expected structure; it does not judge the values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import permutations
from typing import Any

import numpy as np

from autograder.course.answer_key import AnswerKey
from autograder.grading.vectorised_compare import compare_all
from autograder.models import CallResult, Opaque, Outcomes, PlainValue, TypedValue
from autograder.sandbox.plain_data import NOTHING

# The share of the points that is left if only the structure is wrong.
CREDITS = {
    "extra-results": 0.8,
    "container": 0.8,
    "joined": 0.8,
    "reshaped": 0.8,
    "transposed": 0.6,
    "reordered": 0.8,
    "another-kind": 0.8,
}
MOST_PARTS = 6  # of a result whose parts may be in the wrong order

Rebuild = Callable[[PlainValue, PlainValue], PlainValue]  # (expected, got) → got, rebuilt like it


def find_structure(key: AnswerKey, outcomes: Sequence[CallResult]) -> tuple[str, Outcomes]:
    """What is wrong with the structure of all results ("": nothing), and them corrected.

    A correction that makes every result right is preferred to one that makes it comparable.
    """
    direct = direct_cases(key)
    if not direct or any(outcomes[i].exception_mro for i in direct):
        return "", tuple(outcomes)
    expected = [key.cases[i].expected.value for i in direct]
    values = [outcomes[i].value for i in direct]
    if all(map(same_structure, expected, values)):
        tried = _other_orders(expected[0])
    else:
        tried = _other_structures(expected[0], values[0])
    found: tuple[str, Outcomes] | None = None
    for form, rebuild in tried:
        rebuilt = _all_rebuilt(rebuild, expected, values)
        if rebuilt is None:
            continue
        repaired = list(outcomes)
        for i, value in zip(direct, rebuilt, strict=True):
            repaired[i] = replace(outcomes[i], value=value)
        right = compare_all(key, repaired)
        if all(right[i] for i in direct):
            return form, tuple(repaired)
        if found is None and form not in ("reordered", "transposed"):
            found = form, tuple(repaired)
    return found or ("", tuple(outcomes))


def direct_cases(key: AnswerKey) -> list[int]:
    """The cases whose result is a value that the function itself returned."""
    return [
        i
        for i, case in enumerate(key.cases)
        if not case.raises and case.bounds is None and case.input.driver is None
    ]


def leaves(value: PlainValue) -> list[Any]:
    """The arrays and numbers of a value in order, as arrays; [] if it holds anything else."""
    if isinstance(value, dict):  # each value is a part, even if all are numbers
        value = tuple(value.values())
    if isinstance(value, (list, tuple)):
        if _is_row(value):
            return [np.asarray(value)]
        found = [leaves(item) for item in value]
        return [leaf for part in found for leaf in part] if all(found) else []
    if isinstance(value, (bool, int, float, np.ndarray)):
        return [np.asarray(value)]
    return []


def _is_row(value: list[Any] | tuple[Any, ...]) -> bool:
    """Whether it is a list of single numbers; in a tuple, each number is a part."""
    return isinstance(value, list) and bool(value) and all(
        type(item) in (int, float) or (isinstance(item, np.ndarray) and item.shape == ())
        for item in value
    )  # fmt: skip


def same_structure(expected: PlainValue, got: PlainValue) -> bool:
    """Whether a result has the expected containers and shapes."""
    if isinstance(expected, TypedValue) or isinstance(got, Opaque):
        return False
    if isinstance(expected, dict):
        return isinstance(got, dict) and all(
            key in got and same_structure(item, got[key]) for key, item in expected.items()
        )
    if isinstance(expected, (list, tuple)):
        if isinstance(expected, list) and isinstance(got, np.ndarray) and got.ndim == 1:
            got = list(got)
        return (
            isinstance(got, (list, tuple))
            and len(got) == len(expected)
            and all(map(same_structure, expected, got))
        )
    if expected is None or got is None or isinstance(expected, str) or isinstance(got, str):
        return type(expected) is type(got)
    if isinstance(got, (dict, list, tuple)) or np.shape(expected) != np.shape(got):
        return False
    return _kind(expected) == _kind(got)


def _kind(value: PlainValue) -> str:
    """Whether a number or an array holds booleans, integers or other numbers."""
    if not isinstance(value, np.ndarray) or not value.shape:
        return "number"
    return {"b": "truth", "i": "integer", "u": "integer"}.get(value.dtype.kind, "other")


def _all_rebuilt(
    rebuild: Rebuild, expected: Sequence[PlainValue], values: Sequence[PlainValue]
) -> list[PlainValue] | None:
    repaired = []
    for wanted, got in zip(expected, values, strict=True):
        value = rebuild(wanted, got)
        if value is NOTHING or not same_structure(wanted, value):
            return None
        repaired.append(value)
    return repaired


def _other_orders(expected: PlainValue) -> Iterator[tuple[str, Rebuild]]:
    """For results with the right structure whose parts are in the wrong places."""
    if isinstance(expected, tuple) and 1 < len(expected) <= MOST_PARTS:
        orders = permutations(range(len(expected))) if len(expected) < 5 else [
            tuple(reversed(range(len(expected))))
        ]  # fmt: skip
        for order in orders:
            if list(order) != sorted(order):
                yield "reordered", partial(_in_order, order)
    if isinstance(expected, np.ndarray) and expected.ndim == 2:
        yield "transposed", _transposed


def _other_structures(expected: PlainValue, got: PlainValue) -> Iterator[tuple[str, Rebuild]]:
    yield "another-kind", as_kind
    if isinstance(expected, np.ndarray) and expected.ndim == 2:
        yield "transposed", _transposed
    yield "reshaped", _reshaped
    if isinstance(expected, (tuple, list, dict)):
        yield "container", _from_leaves
        yield "joined", _split
    if isinstance(got, (tuple, dict)):
        for index in range(min(len(got), MOST_PARTS)):
            yield "extra-results", partial(_item, index)
        if isinstance(expected, tuple):
            yield "extra-results", lambda wanted, value: _first(wanted, value, 0)
            yield "extra-results", lambda wanted, value: _first(wanted, value, -len(wanted))
    if isinstance(expected, tuple) and isinstance(got, tuple) and len(got) == len(expected):
        yield from _other_orders(expected)


def _in_order(order: Sequence[int], _: PlainValue, got: PlainValue) -> PlainValue:
    fits = isinstance(got, (tuple, list)) and len(got) == len(order)
    return tuple([got[i] for i in order]) if fits else NOTHING


def _item(index: int, _: PlainValue, got: PlainValue) -> PlainValue:
    items = list(got.values()) if isinstance(got, dict) else got
    fits = isinstance(items, (tuple, list)) and len(items) > 1 and index < len(items)
    return items[index] if fits else NOTHING


def _first(wanted: PlainValue, got: PlainValue, start: int) -> PlainValue:
    fits = isinstance(got, tuple) and len(got) > len(wanted)
    return got[start:][: len(wanted)] if fits else NOTHING


def _transposed(_: PlainValue, got: PlainValue) -> PlainValue:
    return got.T if isinstance(got, np.ndarray) and got.ndim == 2 else NOTHING


def _reshaped(wanted: PlainValue, got: PlainValue) -> PlainValue:
    """Each array in the expected shape."""
    if isinstance(wanted, tuple) and isinstance(got, tuple) and len(wanted) == len(got):
        return tuple([_reshaped(w, g) for w, g in zip(wanted, got, strict=True)])
    if isinstance(wanted, float) and isinstance(got, np.ndarray) and got.size == 1:
        return got.reshape(()).item()
    if not isinstance(wanted, np.ndarray) or not isinstance(got, np.ndarray):
        return got
    return got.reshape(wanted.shape) if got.size == wanted.size else NOTHING


def as_kind(wanted: PlainValue, got: PlainValue) -> PlainValue:
    """Numbers as the booleans or integers that are expected, if no information is lost."""
    if isinstance(wanted, tuple) and isinstance(got, tuple) and len(wanted) == len(got):
        return tuple([as_kind(w, g) for w, g in zip(wanted, got, strict=True)])
    if not isinstance(wanted, np.ndarray) or not isinstance(got, np.ndarray):
        return got
    if wanted.dtype.kind not in "biu" or got.dtype.kind not in "biuf":
        return got
    if not np.all(np.isfinite(got)) or np.any(np.abs(got) > 2.0**53):
        return NOTHING
    cast = got.astype(wanted.dtype)
    return cast if np.array_equal(cast, got) else NOTHING


def _from_leaves(wanted: PlainValue, got: PlainValue) -> PlainValue:
    """The parts, in order, in the expected containers."""
    parts = leaves(got)
    if not parts or len(parts) != len(leaves(wanted)):
        return NOTHING
    return _rebuilt(wanted, iter(parts))


def _split(wanted: PlainValue, got: PlainValue) -> PlainValue:
    """One array, split into the expected parts."""
    if not isinstance(got, (np.ndarray, list)) or len(parts := leaves(got)) != 1:
        return NOTHING
    sizes = [leaf.size for leaf in leaves(wanted)]
    if not sizes or parts[0].size != sum(sizes):
        return NOTHING
    cuts = np.split(parts[0].ravel(), np.cumsum(sizes)[:-1])
    return _rebuilt(wanted, iter(cuts))


def _rebuilt(wanted: PlainValue, parts: Iterator[Any]) -> PlainValue:
    if isinstance(wanted, dict):
        return {key: _rebuilt(item, parts) for key, item in wanted.items()}
    if isinstance(wanted, (list, tuple)):
        if _is_row(wanted):
            return type(wanted)(next(parts).ravel().tolist())
        return type(wanted)([_rebuilt(item, parts) for item in wanted])
    part = next(parts)
    if isinstance(wanted, np.ndarray):
        return part.reshape(wanted.shape) if part.size == wanted.size else NOTHING
    return part.reshape(()).item() if part.size == 1 else NOTHING
