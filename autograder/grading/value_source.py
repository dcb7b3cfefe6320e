"""Write a value as Python source, cut where it is too large to show."""

from __future__ import annotations

import math

import numpy as np

from autograder.models import Opaque, PlainValue, TypedValue
from autograder.sandbox.values import adapter_named

MAX_EMPTY_ROWS = 100
MAX_TEXT = 4_000


def to_source(value: PlainValue, digits: int = 17) -> str:
    """Plain data as a Python expression; floats with at most `digits` significant digits.

    A value too large to show is cut before it is written out, so the text may be incomplete.
    """
    return _source(_cut(value, [2 * MAX_TEXT]), digits)


def _cut(value: PlainValue, room: list[int]) -> PlainValue:
    """The beginning of a value: as many items and characters as there is room for."""
    if isinstance(value, TypedValue):
        room[0] -= _size(value.data)
        return value if room[0] >= 0 else Opaque(f"{value.adapter}, too large to show")
    if isinstance(value, np.ndarray) and value.shape:
        if value.size <= room[0]:
            room[0] -= value.size
            return value
        return _cut(list(value[: max(1, room[0])]), room)
    if isinstance(value, (list, tuple)):
        items = []
        for item in value:
            if room[0] <= 0:
                break
            items.append(_cut(item, room))
            room[0] -= 1
        return type(value)(items)
    if isinstance(value, dict):
        kept = {}
        for key, item in value.items():
            if room[0] <= 0:
                break
            room[0] -= len(key) + 1
            kept[key[: 2 * MAX_TEXT]] = _cut(item, room)
        return kept
    if isinstance(value, str):
        room[0] -= len(value)
        return value[: 2 * MAX_TEXT]
    return value


def _size(value: PlainValue) -> int:
    """How many items and characters a value has."""
    if isinstance(value, TypedValue):
        return _size(value.data)
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, (list, tuple)):
        return len(value) + sum(map(_size, value))
    return int(np.size(value)) if not isinstance(value, str) else len(value)


def _source(value: PlainValue, digits: int) -> str:
    if isinstance(value, TypedValue) and (adapter := adapter_named(value.adapter)):
        return adapter.show(value.data, lambda part: _source(part, digits))
    if isinstance(value, np.ndarray):
        if value.shape == ():
            return _source(value.item(), digits)
        if not value.size and math.prod(filter(None, value.shape)) > MAX_EMPTY_ROWS:
            return f"np.empty({value.shape})"  # an array without elements may have 2**40 rows
        return f"np.array({_source(value.tolist(), digits)})"
    if isinstance(value, dict):
        inner = ", ".join(f"{key!r}: {_source(item, digits)}" for key, item in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(_source(item, digits) for item in value)}]"
    if isinstance(value, tuple):
        inner = ", ".join(_source(item, digits) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, Opaque):
        return f"<{value.type_name}>"
    if isinstance(value, float):
        return _float(value, digits)
    return repr(value)


def _float(value: float, digits: int) -> str:
    if not np.isfinite(value):
        return repr(value)
    return repr(float(f"{value:.{digits}g}")) if digits < 17 else repr(value)
