"""Fractions and decimals."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from autograder.models import Opaque, PlainValue
from autograder.values.adapter import Adapter, Live, Plain, Same, Show

MAX_CHARACTERS = 1_000
_KINDS: dict[str, Any] = {"Fraction": Fraction, "Decimal": Decimal}
_FRACTION = re.compile(r"-?\d+(/\d+)?", re.ASCII)


class ExactNumber(Adapter):
    """`Fraction` and `Decimal`, as they print; compared exactly."""

    name = "exact number"

    def types(self) -> tuple[type, ...]:
        return (Fraction, Decimal)

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        if (
            type(value) is Fraction
            and value.denominator.bit_length() + abs(value.numerator).bit_length()
            > 3 * MAX_CHARACTERS
        ):
            return Opaque(f"Fraction of over {MAX_CHARACTERS:,} digits")
        text = str(value)
        if len(text) > MAX_CHARACTERS:
            return Opaque(f"{type(value).__name__} of over {MAX_CHARACTERS:,} digits")
        return (type(value).__name__, text)

    def is_valid(self, data: PlainValue) -> bool:
        if type(data) is not tuple or len(data) != 2 or not all(type(x) is str for x in data):
            return False
        if data[0] not in _KINDS or len(data[1]) > MAX_CHARACTERS:
            return False
        # Of an exponent Fraction makes all digits, for hours: "1E999999999" is short.
        if data[0] == "Fraction" and not _FRACTION.fullmatch(data[1]):
            return False
        try:
            return bool(str(self.decode(data, lambda part: part)) == data[1])
        except (ValueError, InvalidOperation, ZeroDivisionError):
            return False

    def decode(self, data: PlainValue, live: Live) -> Any:
        return _KINDS[data[0]](data[1])

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        """Decimal("0.10") is Decimal("0.1"), as Python has it."""
        if not self.is_own(got) or got.data[0] != expected[0]:
            return False
        made = [self.decode(data, lambda part: part) for data in (expected, got.data)]
        return expected == got.data or bool(made[0] == made[1])

    def show(self, data: PlainValue, show: Show) -> str:
        return f"{data[0]}({data[1]!r})"
