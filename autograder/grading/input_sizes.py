"""The sizes and single numbers of an exercise's inputs, with which a mistake may multiply."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.models import PlainValue


def size_features(inputs: Sequence[tuple[PlainValue, ...]]) -> list[dict[str, float]]:
    """By case and name: each argument's lengths, its number of elements, or the number it is."""
    return [_features(args) for args in inputs]


def _features(args: tuple[PlainValue, ...]) -> dict[str, float]:
    found: dict[str, float] = {}
    for position, arg in enumerate(args):
        try:
            array = np.asarray(arg, dtype=float)
        except (TypeError, ValueError):  # text, a dict, rows of different lengths
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
    """The number of axes of each argument; -1 for what is no number and no array."""
    return tuple([_rank(arg) for arg in args])


def has_negative(args: tuple[PlainValue, ...]) -> bool:
    """Whether a negative number is among the arguments."""
    numbers = [np.asarray(arg, dtype=float) for arg in args if _rank(arg) >= 0]
    return any(np.any(number < 0) for number in numbers)


def _rank(arg: PlainValue) -> int:
    try:
        return int(np.asarray(arg, dtype=float).ndim)
    except (TypeError, ValueError):
        return -1
