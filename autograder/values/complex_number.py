"""Complex numbers and arrays of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.models import PlainValue
from autograder.values.adapter import Adapter, Live, Plain, Same, Show


class ComplexNumber(Adapter):
    """`complex` and NumPy's complex scalars, as real and imaginary part."""

    name = "complex"

    def types(self) -> tuple[type, ...]:
        return (complex, np.complex64, np.complex128)

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        return (float(value.real), float(value.imag))

    def is_valid(self, data: PlainValue) -> bool:
        return type(data) is tuple and len(data) == 2 and all(type(x) is float for x in data)

    def decode(self, data: PlainValue, live: Live) -> complex:
        return complex(*data)

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        """A real number is right where the imaginary part is 0. The tolerance is of the size."""
        if isinstance(got, np.ndarray) and got.shape == ():
            got = got.item()
        parts = (float(got), 0.0) if type(got) in (int, float) else _parts(self, got)
        if parts is None:
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
            type(data) is tuple
            and len(data) == 2
            and all(isinstance(x, np.ndarray) and x.dtype == np.float64 for x in data)
            and data[0].shape == data[1].shape
        )

    def decode(self, data: PlainValue, live: Live) -> np.ndarray[Any, Any]:
        return np.asarray(data[0] + 1j * data[1])

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        parts = _parts(self, got)
        if parts is None or parts[0].shape != expected[0].shape:
            return False
        with np.errstate(all="ignore"):
            sizes = 1e-6 * np.hypot(*expected)
        flat = [np.ravel(x).tolist() for x in (*expected, *parts, sizes)]
        return all(
            same(er, gr, size if np.isfinite(size) else 0.0)
            and same(ei, gi, size if np.isfinite(size) else 0.0)
            for er, ei, gr, gi, size in zip(*flat, strict=True)
        )

    def show(self, data: PlainValue, show: Show) -> str:
        return f"{show(data[0])} + 1j * {show(data[1])}"


def _parts(adapter: Adapter, got: PlainValue) -> Any:
    return got.data if adapter.is_own(got) else None
