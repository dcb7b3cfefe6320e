"""The sizes and single numbers of an exercise's inputs, by which a mistake may multiply."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.models import PlainValue


def size_features(args: tuple[PlainValue, ...]) -> dict[str, float]:
    """By name: each argument's lengths and number of elements, or its value if it is a number."""
    found: dict[str, float] = {}
    for position, arg in enumerate(args):
        array = _array(arg)
        if array is None:
            continue
        if array.ndim == 0:
            found[f"{position}"] = float(array)
        found[f"{position}:size"] = float(array.size)
        for axis, length in enumerate(array.shape):
            found[f"{position}:{axis}"] = float(length)
        if array.ndim:
            found[f"{position}:last"] = float(array.shape[-1])
    return found


def ranks(args: tuple[PlainValue, ...]) -> tuple[int, ...]:
    """The number of axes of each argument; -1 for anything but a number or an array."""
    return tuple([-1 if array is None else array.ndim for array in map(_array, args)])


def has_negative(args: tuple[PlainValue, ...]) -> bool:
    """Whether a negative number is among the arguments."""
    return any(array is not None and np.any(array < 0) for array in map(_array, args))


def _array(arg: PlainValue) -> np.ndarray[Any, Any] | None:
    """An argument as numbers; None for text, a dict or rows of different lengths."""
    try:
        return np.asarray(arg, dtype=float)
    except (TypeError, ValueError):
        return None
