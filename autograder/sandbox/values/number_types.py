"""Numbers that are not plain data: large integers, fractions, decimals, complex numbers."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.models import Opaque, PlainValue
from autograder.sandbox.values.adapter import Adapter, Live, Plain, Same, Show, is_tuple_of

MAX_DIGITS = 4_000  # fewer than the number of digits that Python itself refuses to print
_MAX_BITS = int(MAX_DIGITS * 3.3219)
_DIGITS = re.compile(r"-?[1-9][0-9]{17,3999}", re.ASCII)
MAX_CHARACTERS = 1_000  # of a fraction or a decimal
_EXACT: dict[str, Any] = {"Fraction": Fraction, "Decimal": Decimal}
_FRACTION = re.compile(r"-?\d+(/\d+)?", re.ASCII)


class BigInteger(Adapter):
    """An `int` beyond 64 bits; a smaller one is already plain data."""

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
        if not is_tuple_of(data, str, str):
            return False
        kind, text = data
        if kind not in _EXACT or len(text) > MAX_CHARACTERS:
            return False
        # Fraction would expand an exponent to all its digits, for hours: "1E999999999" is short.
        if kind == "Fraction" and not _FRACTION.fullmatch(text):
            return False
        try:
            return bool(str(_exact(data)) == text)
        except (ValueError, InvalidOperation, ZeroDivisionError):
            return False

    def decode(self, data: PlainValue, live: Live) -> Any:
        return _exact(data)

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        """Decimal("0.10") equals Decimal("0.1"), as in Python."""
        if not self.is_own(got) or got.data[0] != expected[0]:
            return False
        return expected == got.data or bool(_exact(expected) == _exact(got.data))

    def show(self, data: PlainValue, show: Show) -> str:
        return f"{data[0]}({data[1]!r})"


def _exact(data: PlainValue) -> Any:
    kind, text = data
    return _EXACT[kind](text)


class ComplexNumber(Adapter):
    """`complex` and NumPy's complex scalars, as real and imaginary parts."""

    name = "complex"

    def types(self) -> tuple[type, ...]:
        return (complex, np.complex64, np.complex128)

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        return (float(value.real), float(value.imag))

    def is_valid(self, data: PlainValue) -> bool:
        return is_tuple_of(data, float, float)

    def decode(self, data: PlainValue, live: Live) -> complex:
        return complex(*data)

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        """A real number is right if the imaginary part is 0. The tolerance scales with the size."""
        if isinstance(got, np.ndarray) and got.shape == ():
            got = got.item()
        if type(got) in (int, float):
            parts = (float(got), 0.0)
        elif self.is_own(got):
            parts = got.data
        else:
            return False
        size = 1e-6 * float(np.hypot(*expected)) if np.isfinite(expected).all() else 0.0
        return all(same(e, g, size) for e, g in zip(expected, parts, strict=True))

    def show(self, data: PlainValue, show: Show) -> str:
        real, imaginary = map(show, data)
        return f"complex({real}, {imaginary})"


class ComplexArray(Adapter):
    """Arrays of complex64 and complex128."""

    name = "array of complex128"

    def encode(self, value: np.ndarray[Any, Any], plain: Plain) -> PlainValue:
        return (plain(value.real.astype(float)), plain(value.imag.astype(float)))

    def is_valid(self, data: PlainValue) -> bool:
        return (
            is_tuple_of(data, np.ndarray, np.ndarray)
            and all(part.dtype == np.float64 for part in data)
            and data[0].shape == data[1].shape
        )

    def decode(self, data: PlainValue, live: Live) -> np.ndarray[Any, Any]:
        return np.asarray(data[0] + 1j * data[1])

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        if not self.is_own(got) or got.data[0].shape != expected[0].shape:
            return False
        with np.errstate(all="ignore"):
            sizes = 1e-6 * np.hypot(*expected)
        sizes = np.where(np.isfinite(sizes), sizes, 0.0)
        flat = [np.ravel(x).tolist() for x in (*expected, *got.data, sizes)]
        return all(
            same(er, gr, size) and same(ei, gi, size)
            for er, ei, gr, gi, size in zip(*flat, strict=True)
        )

    def show(self, data: PlainValue, show: Show) -> str:
        return f"{show(data[0])} + 1j * {show(data[1])}"
