"""Dicts whose keys are not all text: numbers, None, bytes, tuples of these."""

from __future__ import annotations

import math
from typing import Any

from autograder.models import Opaque, PlainValue, TypedValue
from autograder.values.adapter import Adapter, Live, Plain, Same, Show


class KeyedDict(Adapter):
    """A `dict` as pairs in its order; one with text keys alone is plain data already."""

    name = "dict with keys that are not text"

    def encode(self, value: list[tuple[Any, Any]], plain: Plain) -> PlainValue:
        pairs = [(plain(key), plain(item)) for key, item in value]
        if not all(is_key(key) for key, _ in pairs):
            return Opaque("dict with keys that are not plain")
        return pairs

    def is_valid(self, data: PlainValue) -> bool:
        if type(data) is not list or not all(type(x) is tuple and len(x) == 2 for x in data):
            return False
        keys = [key for key, _ in data]
        return all(map(is_key, keys)) and len({_frozen(key) for key in keys}) == len(keys)

    def decode(self, data: PlainValue, live: Live) -> Any:
        return {live(key): live(item) for key, item in data}

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        if isinstance(got, dict):  # an empty one, or one whose keys happen to be text
            got_items = dict(got)
        elif self.is_own(got):
            got_items = {_frozen(key): item for key, item in got.data}
        else:
            return False
        items = [(_frozen(key), item) for key, item in expected]
        return len(items) == len(got_items) and all(
            key in got_items and same(item, got_items[key]) for key, item in items
        )

    def show(self, data: PlainValue, show: Show) -> str:
        return "{" + ", ".join(f"{show(key)}: {show(item)}" for key, item in data) + "}"


def is_key(value: PlainValue) -> bool:
    """Whether plain data may be a key: hashable, and equal to itself."""
    if type(value) is float:
        return not math.isnan(value)
    if type(value) is tuple:
        return all(map(is_key, value))
    if isinstance(value, TypedValue):
        return value.adapter in ("bytes", "datetime", "int of over 64 bits", "exact number")
    return value is None or type(value) in (bool, int, str)


def _frozen(key: PlainValue) -> Any:
    """A key by which equal ones are found: a typed value hashes by its identity."""
    if isinstance(key, TypedValue):
        return ("\0typed", key.adapter, key.data)
    return tuple(map(_frozen, key)) if isinstance(key, tuple) else key
