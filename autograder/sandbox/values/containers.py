"""Containers that are not plain data: dicts with keys other than text, sets, iterators."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from types import GeneratorType
from typing import Any

from autograder.models import Opaque, PlainValue, TypedValue
from autograder.sandbox.values.adapter import Adapter, Live, Plain, Same, Show

MAX_PAIRED = 200  # items of two sets whose pairs are all compared
MAX_ITERATED = 10_000
_BUILT_IN: tuple[Any, ...] = (
    *(GeneratorType, map, filter, zip, enumerate, reversed),
    *(itertools.accumulate, itertools.chain, itertools.count, itertools.cycle, itertools.islice),
    *(itertools.compress, itertools.dropwhile, itertools.takewhile, itertools.filterfalse),
    *(itertools.starmap, itertools.repeat, itertools.product, itertools.permutations),
    *(itertools.combinations, itertools.combinations_with_replacement, itertools.pairwise),
    *(itertools.zip_longest, type(iter([])), type(iter(())), type(iter({})), type(iter(range(1)))),
)


class KeyedDict(Adapter):
    """A `dict` as pairs in its order; one with only text keys is already plain data."""

    name = "dict with keys that are not text"

    def encode(self, value: list[tuple[Any, Any]], plain: Plain) -> PlainValue:
        pairs = [(plain(key), plain(item)) for key, item in value]
        if not all(_is_key(key) for key, _ in pairs):
            return Opaque("dict with keys that are not plain")
        return pairs

    def is_valid(self, data: PlainValue) -> bool:
        if type(data) is not list or not all(type(x) is tuple and len(x) == 2 for x in data):
            return False
        keys = [key for key, _ in data]
        return all(map(_is_key, keys)) and len({_frozen(key) for key in keys}) == len(keys)

    def decode(self, data: PlainValue, live: Live) -> Any:
        return {live(key): live(item) for key, item in data}

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        if isinstance(got, dict):  # an empty dict, or one whose keys happen to be text
            got_items = got
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


def _is_key(value: PlainValue) -> bool:
    """Whether plain data can be a key: it is hashable, and equal to itself."""
    if type(value) is float:
        return not math.isnan(value)
    if type(value) is tuple:
        return all(map(_is_key, value))
    if isinstance(value, TypedValue):
        return value.adapter in ("bytes", "datetime", "int of over 64 bits", "exact number")
    return value is None or type(value) in (bool, int, str)


def _frozen(key: PlainValue) -> Any:
    """A key with the same hash as equal keys: a typed value itself hashes by identity."""
    if isinstance(key, TypedValue):
        return (TypedValue, key.adapter, key.data)  # no tuple of plain data is equal to it
    return tuple(map(_frozen, key)) if isinstance(key, tuple) else key


class SetOfValues(Adapter):
    """A `set`, as its items in a fixed order, so that equal sets are equal data."""

    name = "set"
    kind: type = set

    def types(self) -> tuple[type, ...]:
        return (self.kind,)

    def encode(self, value: Iterable[Any], plain: Plain) -> PlainValue:
        items = plain(list(value))
        if isinstance(items, Opaque):
            return items
        if not all(map(_is_item, items)):
            return Opaque(f"{self.name} of values that are not plain")
        return sorted(items, key=_order)

    def is_valid(self, data: PlainValue) -> bool:
        return type(data) is list and all(map(_is_item, data))

    def decode(self, data: PlainValue, live: Live) -> Any:
        return self.kind(map(live, data))

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        if not self.is_own(got):
            return False
        left = list(got.data)
        if len(left) != len(expected):
            return False
        if all(same(e, g) for e, g in zip(expected, left, strict=True)):
            return True
        if len(left) > MAX_PAIRED:
            return False
        for item in expected:  # rounding may have changed the order of close numbers
            near = next((i for i, other in enumerate(left) if same(item, other)), None)
            if near is None:
                return False
            del left[near]
        return True

    def show(self, data: PlainValue, show: Show) -> str:
        inner = ", ".join(map(show, data))
        if self.kind is set and data:
            return f"{{{inner}}}"
        return f"{self.name}({{{inner}}})" if data else f"{self.name}()"


class FrozenSet(SetOfValues):
    """A `frozenset`."""

    name = "frozenset"
    kind = frozenset


def _is_item(value: PlainValue) -> bool:
    if isinstance(value, TypedValue):
        return _is_key(value) or value.adapter in ("frozenset", "complex")
    if type(value) is tuple:
        return all(map(_is_item, value))
    return type(value) is float or _is_key(value)


def _order(value: PlainValue) -> tuple[Any, ...]:
    """Sort key: numbers by size, then everything else by its printed form."""
    if type(value) in (bool, int, float):
        return (0, value if value == value else float("inf"), repr(value))
    if isinstance(value, TypedValue):
        return (2, value.adapter, repr(value.data))
    return (1, type(value).__name__, repr(value))


class Iteration(Adapter):
    """A built-in iterator, as the items it yields, in order. Any kind of iterator is right."""

    name = "iterator"

    def types(self) -> tuple[type, ...]:
        return _BUILT_IN

    def encode(self, value: Iterator[Any], plain: Plain) -> PlainValue:
        items = list(itertools.islice(value, MAX_ITERATED + 1))
        if len(items) > MAX_ITERATED:
            return Opaque(f"iterator of over {MAX_ITERATED:,} items")
        return plain(items)

    def is_valid(self, data: PlainValue) -> bool:
        return type(data) is list and len(data) <= MAX_ITERATED

    def decode(self, data: PlainValue, live: Live) -> Any:
        return iter(live(data))

    def show(self, data: PlainValue, show: Show) -> str:
        return f"iter({show(data)})"
