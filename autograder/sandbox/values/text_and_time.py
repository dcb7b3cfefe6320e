"""Bytes, dates and times, and NumPy arrays of text or dates."""

from __future__ import annotations

import datetime
import re
from typing import Any

import numpy as np

from autograder.models import Opaque, PlainValue
from autograder.sandbox.values.adapter import Adapter, Live, Plain, Show, is_tuple_of

MAX_BYTES = 100_000
_MOMENTS: dict[str, Any] = {
    "date": datetime.date,
    "datetime": datetime.datetime,
    "time": datetime.time,
}
MAX_CHARACTERS = 100_000  # of all items of an array of text, each as long as the longest
MAX_DATE = 64
_DATE = re.compile(r"datetime64\[\d{0,9}[A-Za-z]{1,2}\]", re.ASCII)


class ByteString(Adapter):
    """`bytes`, carried as hexadecimal digits."""

    name = "bytes"

    def types(self) -> tuple[type, ...]:
        return (bytes,)

    def encode(self, value: bytes, plain: Plain) -> PlainValue:
        return value.hex() if len(value) <= MAX_BYTES else Opaque("bytes of over 100,000 bytes")

    def is_valid(self, data: PlainValue) -> bool:
        if type(data) is not str or len(data) > 2 * MAX_BYTES:
            return False
        try:
            return bytes.fromhex(data).hex() == data
        except ValueError:
            return False

    def decode(self, data: PlainValue, live: Live) -> bytes:
        return bytes.fromhex(data)

    def show(self, data: PlainValue, show: Show) -> str:
        return repr(bytes.fromhex(data[: 2 * 2000]))


class DateTime(Adapter):
    """`date`, `datetime`, `time` in ISO format; `timedelta` as days, seconds, microseconds."""

    name = "datetime"

    def types(self) -> tuple[type, ...]:
        return (*_MOMENTS.values(), datetime.timedelta)

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        return _moment_data(value)

    def is_valid(self, data: PlainValue) -> bool:
        if not is_tuple_of(data, str, str) and not is_tuple_of(data, str, tuple):
            return False
        try:
            return bool(_moment_data(_moment(data)) == data)
        except (ValueError, TypeError, KeyError, OverflowError):
            return False

    def decode(self, data: PlainValue, live: Live) -> Any:
        return _moment(data)

    def show(self, data: PlainValue, show: Show) -> str:
        return repr(_moment(data))


def _moment_data(value: Any) -> PlainValue:
    if type(value) is datetime.timedelta:
        return ("timedelta", (value.days, value.seconds, value.microseconds))
    zone = getattr(value, "tzinfo", None)
    if zone is not None and type(zone) is not datetime.timezone:
        return Opaque("a time in a zone that is not of datetime.timezone")
    return (type(value).__name__, value.isoformat())


def _moment(data: PlainValue) -> Any:
    kind, text = data
    return datetime.timedelta(*text) if kind == "timedelta" else _MOMENTS[kind].fromisoformat(text)


class TextArray(Adapter):
    """Arrays of dtype `<U…` or `datetime64[…]`: shape, unit, items as text."""

    name = "array of text"

    def encode(self, value: np.ndarray[Any, Any], plain: Plain) -> PlainValue:
        kind = "str" if value.dtype.kind == "U" else value.dtype.newbyteorder("=").name
        return (kind, tuple(value.shape), plain(value.astype(str).ravel().tolist()))

    def is_valid(self, data: PlainValue) -> bool:
        if not is_tuple_of(data, str, tuple, list):
            return False
        kind, shape, items = data
        sides = all(type(side) is int and 0 <= side <= len(items) for side in shape)
        if not sides or not all(type(item) is str for item in items):
            return False
        # Every item takes as much memory as the longest one, or as its type specifies.
        longest = max(map(len, items), default=0)
        if kind == "str":
            bounded = len(items) * longest <= MAX_CHARACTERS
        else:
            bounded = longest <= MAX_DATE and bool(_DATE.fullmatch(kind))
        if not bounded:
            return False
        try:
            _array(data)
        except (ValueError, TypeError):
            return False
        return True

    def decode(self, data: PlainValue, live: Live) -> Any:
        return _array(data)

    def show(self, data: PlainValue, show: Show) -> str:
        made = np.array(data[2]).reshape(data[1]).tolist()
        kind = "" if data[0] == "str" else f", dtype={data[0]!r}"
        return f"np.array({made!r}{kind})"


def _array(data: PlainValue) -> Any:
    kind, shape, items = data
    return np.array(items, dtype=kind).reshape(shape)
