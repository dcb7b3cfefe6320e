"""Integers beyond 64 bits, up to a bound on their digits."""

from __future__ import annotations

import re

from autograder.models import Opaque, PlainValue
from autograder.values.adapter import Adapter, Live, Plain, Same, Show

MAX_DIGITS = 4_000  # below the number of digits that Python itself refuses to print
_MAX_BITS = int(MAX_DIGITS * 3.3219)
_DIGITS = re.compile(r"-?[1-9][0-9]{17,3999}", re.ASCII)


class BigInteger(Adapter):
    """An `int`; a smaller one is plain data already."""

    name = "int of over 64 bits"

    def encode(self, value: int, plain: Plain) -> PlainValue:
        if value.bit_length() > _MAX_BITS:
            return Opaque(f"int of over {MAX_DIGITS:,} digits")
        return str(value)

    def is_valid(self, data: PlainValue) -> bool:
        return type(data) is str and bool(_DIGITS.fullmatch(data))

    def decode(self, data: PlainValue, live: Live) -> int:
        return int(data)

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        return self.is_own(got) and bool(expected == got.data)

    def show(self, data: PlainValue, show: Show) -> str:
        return str(data)
