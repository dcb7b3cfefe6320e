"""NumPy arrays of text and of dates."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.models import PlainValue
from autograder.values.adapter import Adapter, Live, Plain, Show


class TextArray(Adapter):
    """Arrays of dtype `<U…` or `datetime64[…]`: shape, unit, items as text."""

    name = "array of text"

    def encode(self, value: np.ndarray[Any, Any], plain: Plain) -> PlainValue:
        kind = "str" if value.dtype.kind == "U" else value.dtype.newbyteorder("=").name
        return (kind, tuple(value.shape), plain(value.astype(str).ravel().tolist()))

    def is_valid(self, data: PlainValue) -> bool:
        if type(data) is not tuple or len(data) != 3 or type(data[1]) is not tuple:
            return False
        kind, shape, items = data
        if type(kind) is not str or type(items) is not list:
            return False
        sides = all(type(side) is int and 0 <= side <= len(items) for side in shape)
        if not sides or not all(type(item) is str for item in items):
            return False
        try:
            self.decode(data, lambda part: part)
        except (ValueError, TypeError):
            return False
        return kind == "str" or kind.startswith("datetime64[")

    def decode(self, data: PlainValue, live: Live) -> Any:
        kind, shape, items = data
        return np.array(items, dtype=kind).reshape(shape)

    def show(self, data: PlainValue, show: Show) -> str:
        made = np.array(data[2]).reshape(data[1]).tolist()
        kind = "" if data[0] == "str" else f", dtype={data[0]!r}"
        return f"np.array({made!r}{kind})"
