"""The expected and actual numbers for a plot of the first failing case, few enough to keep."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.author import Plot
from autograder.course.answer_key import AnswerKey
from autograder.grading.compare import is_correct, same_in_any_type
from autograder.models import CallResult, PlainValue

MAX_NUMBERS = 200  # of one verdict
DIGITS = 5
LARGEST = 1e100  # number that is drawn: the difference of two near 1e308 is inf


def plot_data(key: AnswerKey, outcomes: Sequence[CallResult]) -> dict[str, PlainValue]:
    """{"plots": [...]}, or {} if there is nothing to draw.

    A plot is {"kind", "title", "x", "y", "start", "expected", "got"}, and for a
    "choice" its "lines". A heatmap's expected and got are rows of numbers, a curve's
    {"lines": {name: numbers}, "mark": number or None}, a choice's a number.
    """
    plots: list[dict[str, Any]] = []
    room = MAX_NUMBERS
    for case, got in zip(key.cases, outcomes, strict=True):
        plot = case.plot
        if (
            plot is None
            or got.exception_mro
            or case.expected.exception_mro
            or is_correct(case, got)
        ):
            continue
        if any(other["title"] == dict(plot.title) for other in plots):
            continue
        wanted, seen = _part(plot, case.expected.value), _part(plot, got.value)
        if same_in_any_type(wanted, seen, case.slack, case.rules):
            continue
        drawn = _drawn(plot, wanted, seen, room)
        if drawn is not None:
            room -= _count(drawn)
            plots.append(drawn)
    return {"plots": plots} if plots else {}


def can_be_drawn(plot: Plot, value: PlainValue) -> bool:
    """Whether a result has what a plot shows, in as few numbers as a verdict keeps."""
    part = _part(plot, value)
    if plot.mark is not None and not (isinstance(part, dict) and plot.mark in part):
        return False
    return _drawn(plot, part, part, MAX_NUMBERS) is not None


def _drawn(plot: Plot, expected: PlainValue, got: PlainValue, room: int) -> dict[str, Any] | None:
    lines = [[_short(value), _numbers(line, room)] for value, line in plot.lines]
    room -= _count(lines)
    wanted = _shape_up(plot, expected, None, room)
    # A submission's lines may be of any length: they get whatever room is left.
    seen = _shape_up(plot, got, wanted, room - _count(wanted))
    if wanted is None or seen is None or _count([wanted, seen]) > room:
        return None
    return {
        "kind": plot.kind,
        "title": dict(plot.title),
        "x": dict(plot.x),
        "y": dict(plot.y),
        "start": plot.start,
        "expected": wanted,
        "got": seen,
        **({"lines": lines} if plot.kind == "choice" else {}),
    }


def _shape_up(plot: Plot, value: PlainValue, like: Any, room: int) -> Any:
    """The value as its kind of plot needs it, or None; `like` is the expected value so shaped."""
    if plot.kind == "heatmap":
        return _matrix(value)
    if plot.kind == "curve":
        return _curve(value, plot.mark, like, room)
    return _number(value)


def _part(plot: Plot, value: PlainValue) -> PlainValue:
    """The part of a value that is drawn; None if the value has no such part."""
    if plot.part is None:
        return value
    if isinstance(plot.part, str):
        return value.get(plot.part) if isinstance(value, dict) else None
    inside = isinstance(value, (list, tuple)) and plot.part < len(value)
    return value[plot.part] if inside else None


def _array(value: PlainValue) -> np.ndarray[Any, Any] | None:
    """The value as an array of floats, if it can be one."""
    if not isinstance(value, (list, tuple, np.ndarray, float, int)):
        return None
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return None


def _matrix(value: PlainValue) -> list[list[float]] | None:
    array = _array(value)
    if array is None or array.ndim not in (1, 2) or not 0 < array.size <= MAX_NUMBERS:
        return None
    return [[_short(x) for x in row] for row in np.atleast_2d(array)]


def _number(value: PlainValue) -> float | None:
    array = _array(value)
    return None if array is None or array.size != 1 else _short(array.item())


def _numbers(value: PlainValue, most: int) -> list[float]:
    array = _array(value)
    if array is None or array.ndim != 1:
        return []
    return [_short(x) for x in array[: max(most, 0)]]


def _curve(
    value: PlainValue, mark: str | None, like: dict[str, Any] | None, room: int
) -> dict[str, Any] | None:
    """Lines by name; for a submission, only the expected ones (`like`)."""
    named = value if isinstance(value, dict) else {"": value}
    names = like["lines"] if like else [name for name in named if name != mark]
    lines = {name: _numbers(named.get(name), room // max(1, len(names))) for name in names}
    if not any(lines.values()):
        return None
    at = _number(named.get(mark)) if mark is not None else None
    return {"lines": lines, "mark": at}


def _short(value: float) -> float:
    """A number as it is kept; inf or 0 if it is too large or small for a chart's arithmetic."""
    if abs(value) < 1 / LARGEST:
        return 0.0
    if abs(value) > LARGEST:
        return math.copysign(math.inf, value)
    return float(f"{float(value):.{DIGITS}g}")


def _count(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_count(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return sum(_count(item) for item in value)
    return int(isinstance(value, float))
