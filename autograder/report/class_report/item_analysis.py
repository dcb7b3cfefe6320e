"""Classical item analysis: difficulty and discrimination of each exercise.

Its input and output are only numbers.

Difficulty: the mean of an exercise's points as a fraction of its full points, from 0 (nobody
got any) to 1 (everybody got all). Source: Crocker and Algina, "Introduction to Classical
and Modern Test Theory", 1986, chapter 14.

Discrimination: the corrected item-total correlation, Pearson's r between the points in the
exercise and the points in all other exercises. Source: Henrysson, "Correction of item-total
correlations in item analysis", Psychometrika 28 (1963) 211-218. An exercise below 0.2
deserves a look (Ebel and Frisbie, "Essentials of Educational Measurement", 1991).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.models import Grade

LOW = 0.2  # discrimination below which an exercise deserves a look
ENOUGH = 20  # students from which a correlation is meaningful
_ZERO = 1e-9


@dataclass(frozen=True)
class ItemStatistics:
    """The figures of one exercise.

    judged: how many verdicts they rest on, not counting grader errors.
    difficulty: None if nothing was judged.
    discrimination: None if undefined, when all have the same points here or elsewhere.
    """

    judged: int
    difficulty: float | None
    discrimination: float | None

    @property
    def needs_review(self) -> bool:
        """Whether the exercise deserves a look: it does not track the others."""
        return (
            self.discrimination is not None
            and self.judged >= ENOUGH
            and self.discrimination < LOW
            and 0.05 < (self.difficulty or 0.0) < 0.95  # otherwise there is little to distinguish
        )


@dataclass(frozen=True)
class Distribution:
    """How the points of a class are spread. quartiles: lower, median, upper."""

    count: int
    mean: float
    deviation: float
    quartiles: tuple[float, float, float]


def item_statistics(grades: Sequence[Grade], names: Sequence[str]) -> dict[str, ItemStatistics]:
    """The figures of the named auto-graded exercises.

    Difficulty rests on all verdicts of an exercise, discrimination on the students who
    have one in every exercise.
    """
    table = _table(grades, names)
    whole = table[~np.isnan(table).any(axis=1)]
    most = {name: each.max_points for g in grades for name, each in g.exercises.items()}
    found = {}
    for column, name in enumerate(names):
        points = table[:, column]
        points = points[~np.isnan(points)]
        full = most.get(name, 0.0)
        difficulty = float(points.mean() / full) if len(points) and full > 0 else None
        rest = whole.sum(axis=1) - whole[:, column]
        found[name] = ItemStatistics(len(points), difficulty, _correlation(whole[:, column], rest))
    return found


def point_distribution(points: Sequence[float]) -> Distribution | None:
    """The spread of the points, None without any. The deviation is a sample's (n - 1)."""
    if not points:
        return None
    values = np.asarray(points, dtype=float)
    low, middle, high = (float(x) for x in np.percentile(values, [25, 50, 75]))
    deviation = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    return Distribution(len(values), float(values.mean()), deviation, (low, middle, high))


def histogram(points: Sequence[float], most: float) -> list[tuple[float, float, int]]:
    """Ten equal bins of the scale as (from, to, count); full points are in the last."""
    edges = np.linspace(0.0, most if most > 0 else 1.0, 11)
    counts, _ = np.histogram(np.clip(np.asarray(points, dtype=float), 0.0, edges[-1]), edges)
    return [
        (float(low), float(high), int(count))
        for low, high, count in zip(edges[:-1], edges[1:], counts, strict=True)
    ]


def _table(grades: Sequence[Grade], names: Sequence[str]) -> NDArray[np.float64]:
    """Points, one row per student; nan where the grader failed."""
    table = np.full((len(grades), len(names)), np.nan)
    for row, grade in zip(table, grades, strict=True):
        for column, name in enumerate(names):
            verdict = grade.exercises.get(name)
            if verdict is not None and verdict.status != "grader_error":
                row[column] = verdict.points
    return table


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    if len(one) < 3 or one.std() < _ZERO or other.std() < _ZERO:
        return None
    return float(np.corrcoef(one, other)[0, 1])
