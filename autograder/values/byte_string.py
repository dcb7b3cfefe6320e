"""Bytes."""

from __future__ import annotations

from autograder.models import Opaque, PlainValue
from autograder.values.adapter import Adapter, Live, Plain, Show

MAX_BYTES = 100_000


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
