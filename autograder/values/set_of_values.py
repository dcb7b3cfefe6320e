"""Sets and frozensets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograder.models import Opaque, PlainValue, TypedValue
from autograder.values.adapter import Adapter, Live, Plain, Same, Show
from autograder.values.keyed_dict import is_key

MAX_PAIRED = 200  # items of two sets that are compared each with each


class SetOfValues(Adapter):
    """A `set`: its items in an order of ours, so that equal sets are equal data."""

    name = "set"
    kind: type = set

    def types(self) -> tuple[type, ...]:
        return (self.kind,)

    def encode(self, value: Iterable[Any], plain: Plain) -> PlainValue:
        items = plain(list(value))
        if isinstance(items, Opaque):
            return items
        foreign = [item for item in items if not _is_item(item)]
        if foreign:
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
        for item in expected:  # rounding may have put near numbers in another order
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
        return is_key(value) or value.adapter in ("frozenset", "complex")
    if type(value) is tuple:
        return all(map(_is_item, value))
    return type(value) is float or is_key(value)


def _order(value: PlainValue) -> tuple[Any, ...]:
    """Numbers by size, then everything else by how it prints."""
    if type(value) in (bool, int, float):
        return (0, value if value == value else float("inf"), repr(value))
    if isinstance(value, TypedValue):
        return (2, value.adapter, repr(value.data))
    return (1, type(value).__name__, repr(value))
