"""The range spanned by several values of the same structure, number by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.models import PlainValue, TypedValue

Vector = np.ndarray[Any, np.dtype[np.float64]]


@dataclass
class ValueRange:
    """The minimum and maximum of each number, over values with the structure of `example`."""

    example: PlainValue
    low: Vector
    high: Vector

    @classmethod
    def of(cls, values: Iterable[PlainValue]) -> list[ValueRange]:
        """One range for each structure among the values."""
        found: list[ValueRange] = []
        for value in values:
            for known in found:
                numbers = _numbers(known.example, value)
                if numbers is not None:
                    known.low = np.fmin(known.low, numbers)
                    known.high = np.fmax(known.high, numbers)
                    break
            else:
                numbers = _numbers(value, value)
                if numbers is not None:
                    found.append(cls(value, numbers, numbers))
        return found

    def nearest(self, value: PlainValue) -> PlainValue | None:
        """The value in this range closest to `value`; None if its structure differs."""
        numbers = _numbers(self.example, value)
        if numbers is None:
            return None
        return _rebuilt(self.example, iter(np.clip(numbers, self.low, self.high).tolist()))


def _numbers(example: PlainValue, value: PlainValue) -> Vector | None:
    """The numbers of a value in the order of the example's; None if its structure differs."""
    found: list[float] = []
    return np.array(found) if _collect(example, value, found) else None


def _collect(example: PlainValue, value: PlainValue, found: list[float]) -> bool:
    if isinstance(example, TypedValue):
        same_type = isinstance(value, TypedValue) and value.adapter == example.adapter
        return same_type and _collect(example.data, value.data, found)
    if isinstance(example, dict):
        return isinstance(value, dict) and all(
            key in value and _collect(item, value[key], found) for key, item in example.items()
        )
    if isinstance(example, np.ndarray) and example.shape:
        if not isinstance(value, np.ndarray) or value.shape != example.shape:
            return False
        found.extend(value.astype(np.float64).ravel().tolist())
        return True
    if isinstance(example, (list, tuple)):
        if isinstance(value, np.ndarray) and value.ndim == 1:
            value = value.tolist()
        return (
            isinstance(value, (list, tuple))
            and len(value) == len(example)
            and all(_collect(e, v, found) for e, v in zip(example, value, strict=True))
        )
    if _is_number(example):
        if not _is_number(value):
            return False
        found.append(float(value))
        return True
    return type(example) is type(value) and bool(example == value)


def _is_number(value: PlainValue) -> bool:
    return type(value) in (int, float) or (isinstance(value, np.ndarray) and not value.shape)


def _rebuilt(example: PlainValue, numbers: Iterator[float]) -> PlainValue:
    if isinstance(example, TypedValue):
        return TypedValue(example.adapter, _rebuilt(example.data, numbers))
    if isinstance(example, dict):
        return {key: _rebuilt(item, numbers) for key, item in example.items()}
    if isinstance(example, np.ndarray) and example.shape:
        flat = np.array([next(numbers) for _ in range(example.size)])
        return flat.astype(example.dtype).reshape(example.shape)
    if isinstance(example, (list, tuple)):
        return type(example)([_rebuilt(item, numbers) for item in example])
    if isinstance(example, np.ndarray):
        return np.array(next(numbers), example.dtype)
    return type(example)(next(numbers)) if _is_number(example) else example
