"""A value computed once per object, and dropped together with the object."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class WeakMemo(Generic[Owner, Value]):
    """Calls `make` once for each owner; for records that contain mappings and have no hash.

    The value must not refer to its owner, or neither would ever be dropped.
    """

    def __init__(self, make: Callable[[Owner], Value]) -> None:
        self._make = make
        self._known: dict[int, tuple[weakref.ref[Owner], Value]] = {}

    def __call__(self, owner: Owner) -> Value:
        number = id(owner)
        found = self._known.get(number)
        if found is None or found[0]() is not owner:
            watch = weakref.ref(owner, lambda _: self._known.pop(number, None))
            self._known[number] = found = watch, self._make(owner)
        return found[1]
