"""All numbers in the results of an exercise, each paired with the expected number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.course.answer_key import AnswerKey
from autograder.course.comparison_rules import KIT_RULES
from autograder.grading.compare import tolerance
from autograder.grading.input_sizes import size_features
from autograder.grading.structure import direct_cases, leaves, same_structure
from autograder.models import CallResult

RTOL, ATOL = KIT_RULES.rtol, KIT_RULES.atol
LEAST_CASES = 3  # with different results, to rule out that a relation is chance


@dataclass(frozen=True)
class NumberPairs:
    """All numbers of the cases whose result the function itself returned.

    expected, got: by part of the result and case.
    slack: by case. sizes: by case, its arguments' sizes and single numbers.
    """

    expected: list[list[Any]]
    got: list[list[Any]]
    slack: list[float]
    sizes: list[dict[str, float]]

    def each(self, parts: Iterable[int]) -> Iterator[tuple[int, Any, Any, float]]:
        """Case, expected, got and slack, for these parts of every case."""
        for part in parts:
            columns = zip(self.expected[part], self.got[part], self.slack, strict=True)
            for case, (wanted, got, slack) in enumerate(columns):
                yield case, wanted, got, slack

    def wrong(self) -> list[int]:
        """The parts that are not right in every case."""
        return [part for part in range(len(self.got)) if not self.changed(lambda _, x: x, [part])]

    def changed(self, change: Callable[[int, Any], Any], parts: Iterable[int]) -> bool:
        """Whether `change(case, expected)` equals the result, in these parts of every case."""
        return all(
            np.all(close_to(change(case, wanted), got, slack))
            for case, wanted, got, slack in self.each(parts)
        )


def number_pairs(
    key: AnswerKey, outcomes: Sequence[CallResult], cases: Sequence[int] | None = None
) -> NumberPairs | None:
    """None if a result has the wrong structure or is not all finite numbers.

    cases: the ones to look at; None: all whose result the function itself returned.
    """
    cases = direct_cases(key) if cases is None else cases
    rows: list[tuple[list[Any], list[Any]]] = []
    for index in cases:
        wanted, got = key.cases[index].expected.value, outcomes[index]
        if got.exception_mro or not same_structure(wanted, got.value):
            return None
        pair = leaves(wanted), leaves(got.value)
        shapes = [[part.shape for part in parts] for parts in pair]
        finite = all(np.all(np.isfinite(part)) for part in (*pair[0], *pair[1]))
        if not pair[0] or shapes[0] != shapes[1] or not finite:
            return None
        if any(part.dtype.kind == "b" for part in pair[0]):
            return None
        rows.append(pair)
    if not rows:
        return None
    if len({len(wanted) for wanted, _ in rows}) > 1:  # such as dicts of other lengths: one part
        rows = [([_joined(wanted)], [_joined(got)]) for wanted, got in rows]
    parts = range(len(rows[0][0]))
    return NumberPairs(
        [[row[0][part].astype(float) for row in rows] for part in parts],
        [[row[1][part].astype(float) for row in rows] for part in parts],
        [key.cases[index].slack for index in cases],
        [size_features(key.cases[index].input.args) for index in cases],
    )


def _joined(leaves: list[Any]) -> Any:
    return np.concatenate([leaf.ravel() for leaf in leaves])


def distinct_results(key: AnswerKey, cases: Sequence[int]) -> int:
    """How many different results, apart from all zeros, are expected in these cases."""
    seen = set()
    for index in cases:
        parts = leaves(key.cases[index].expected.value)
        if any(np.any(part) for part in parts):
            seen.add(b"".join(np.asarray(part, dtype=float).tobytes() for part in parts))
    return len(seen)


def close_to(wanted: Any, got: Any, slack: Any) -> Any:
    return np.abs(got - wanted) <= tolerance(wanted, slack)
