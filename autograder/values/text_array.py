"""NumPy arrays of text and of dates."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from autograder.models import PlainValue
from autograder.values.adapter import Adapter, Live, Plain, Show

MAX_CHARACTERS = 100_000  # of all items of text, each as long as the longest
MAX_DATE = 64
_DATE = re.compile(r"datetime64\[\d{0,9}[A-Za-z]{1,2}\]", re.ASCII)


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
        # Every item takes as much memory as the longest one, or as the type says.
        longest = max(map(len, items), default=0)
        if kind == "str":
            bounded = len(items) * longest <= MAX_CHARACTERS
        else:
            bounded = longest <= MAX_DATE and bool(_DATE.fullmatch(kind))
        if not bounded:
            return False
        try:
            self.decode(data, lambda part: part)
        except (ValueError, TypeError):
            return False
        return True

    def decode(self, data: PlainValue, live: Live) -> Any:
        kind, shape, items = data
        return np.array(items, dtype=kind).reshape(shape)

    def show(self, data: PlainValue, show: Show) -> str:
        made = np.array(data[2]).reshape(data[1]).tolist()
        kind = "" if data[0] == "str" else f", dtype={data[0]!r}"
        return f"np.array({made!r}{kind})"
