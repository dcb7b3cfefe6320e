"""Plots as text: the text alternative of each picture, and what the terminal shows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.text.catalogue import join_cjk_lines, localized, translate

Data = Mapping[str, Any]  # one plot, as autograder.grading.plot_data keeps it
Matrix = Sequence[Sequence[float]]
Line = Sequence[float]


def describe(plot: Data, language: str) -> str:
    """The plot as text."""
    if plot["kind"] == "curve":
        return _describe_curve(plot, language)
    if plot["kind"] == "choice":
        return _describe_choice(plot, language)
    expected, got = plot["expected"], plot["got"]
    low, high = value_range(expected, got)
    return translate(
        "plot.heatmap-alt",
        language,
        title=localized(plot["title"], language),
        rows=len(expected),
        columns=len(expected[0]),
        low=f"{low:.4g}",
        high=f"{high:.4g}",
        count=len(differing_cells(expected, got)),
    )


def _describe_curve(plot: Data, language: str) -> str:
    """All lines as text: where each begins and ends, and what is marked."""
    phrases = []
    for side in ("expected", "got"):
        who = translate(f"plot.{side}", language)
        for name, line in plot[side]["lines"].items():
            phrases.append(_as_text(f"{who} {name}".strip(), line, language))
        if plot[side]["mark"] is not None:
            phrases.append(
                translate("plot.mark-alt", language, name=who, x=f"{plot[side]['mark']:g}")
            )
    title = localized(plot["title"], language)
    return translate("plot.curve-alt", language, title=title, lines=_joined(phrases))


def _describe_choice(plot: Data, language: str) -> str:
    return translate(
        "plot.choice-alt",
        language,
        title=localized(plot["title"], language),
        expected=f"{plot['expected']:g}",
        got=f"{plot['got']:g}",
        lines=_joined([_as_text(f"{value:g}", line, language) for value, line in plot["lines"]]),
    )


def _as_text(name: str, line: Line, language: str) -> str:
    if not line:
        return ""
    first, last = f"{line[0]:.4g}", f"{line[-1]:.4g}"
    return translate("plot.line-alt", language, name=name, first=first, last=last, count=len(line))


def _joined(phrases: Sequence[str]) -> str:
    return join_cjk_lines(" ".join(filter(None, phrases)))


def value_range(*matrices: Matrix) -> tuple[float, float]:
    """The range of both matrices together, so that a colour means the same number in both."""
    values = [x for matrix in matrices for row in matrix for x in row if math.isfinite(x)]
    return (min(values), max(values)) if values else (0.0, 1.0)


def differing_cells(expected: Matrix, got: Matrix) -> set[tuple[int, int]]:
    """Cells of `got` that differ from `expected`; all of them if the shapes differ."""
    cells = [(i, j) for i, row in enumerate(got) for j in range(len(row))]
    if [len(row) for row in got] != [len(row) for row in expected]:
        return set(cells)
    span = max(abs(x) for x in (*value_range(expected), 1e-9))
    # not (… <= …): a nan differs
    return {(i, j) for i, j in cells if not abs(got[i][j] - expected[i][j]) <= 1e-4 * span}
