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
