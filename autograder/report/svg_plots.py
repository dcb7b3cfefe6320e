"""Draw expected and actual values as SVG.

SVG written by hand, not by matplotlib: a figure costs a fraction of a millisecond
instead of some 50, needs nothing on a student's machine, follows the page into dark
mode and print, and every picture has a text alternative (`describe`), which is also
what the terminal shows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.report.html import Html, element, svg
from autograder.report.svg_curves import describe_choice, describe_curve, draw_choice, draw_curve
from autograder.text.catalogue import localized, translate

Data = Mapping[str, Any]  # one plot, as autograder.grading.plot_data keeps it
Matrix = Sequence[Sequence[float]]

LIGHT, DEEP = (238, 243, 250), (23, 55, 104)
LABELLED = 8  # columns up to which the cells carry their numbers


def figure(plot: Data, language: str) -> Html:
    """The plot with its title and what its axes are, as an HTML figure."""
    title = str(localized(plot["title"], language))
    if plot["kind"] == "heatmap":
        panels = _heatmaps(plot, language)
    elif plot["kind"] == "curve":
        panels = [draw_curve(plot, describe(plot, language), language)]
    else:
        panels = [draw_choice(plot, describe(plot, language), language)]
    caption = [element("figcaption", title)]
    if plot["kind"] == "heatmap" and (plot["x"] or plot["y"]):
        axes = translate(
            "plot.axes",
            language,
            x=localized(plot["x"], language),
            y=localized(plot["y"], language),
        )
        caption.append(element("p", axes, class_="ag-note"))
    return element(
        "figure", *caption, element("div", *panels, class_="ag-panels"), class_="ag-plot"
    )


def describe(plot: Data, language: str) -> str:
    """The plot as text."""
    if plot["kind"] == "curve":
        return describe_curve(plot, language)
    if plot["kind"] == "choice":
        return describe_choice(plot, language)
    expected, got = plot["expected"], plot["got"]
    low, high = _range(expected, got)
    return translate(
        "plot.heatmap-alt",
        language,
        title=localized(plot["title"], language),
        rows=len(expected),
        columns=len(expected[0]),
        low=f"{low:.4g}",
        high=f"{high:.4g}",
        count=len(_differing(expected, got)),
    )


def shade(part: float) -> tuple[str, str]:
    """Colours of a cell and of the number in it, for a part from 0 to 1.

    The number is black or white, whichever has the more contrast (4.5 at least).
    """
    rgb = [round(a + (b - a) * part) for a, b in zip(LIGHT, DEEP, strict=True)]
    luminance = sum(
        weight * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
        for weight, c in zip((0.2126, 0.7152, 0.0722), (x / 255 for x in rgb), strict=True)
    )
    return "#{:02x}{:02x}{:02x}".format(*rgb), "#000" if luminance > 0.179 else "#fff"


def _heatmaps(plot: Data, language: str) -> list[Html]:
    expected, got = plot["expected"], plot["got"]
    bounds = _range(expected, got)
    differing = _differing(expected, got)
    if len(differing) == sum(map(len, got)):  # a ring around everything points at nothing
        differing = set()
    return [
        element(
            "div",
            element("p", translate(f"plot.{side}", language), class_="ag-side"),
            _grid(matrix, bounds, marked, describe(plot, language)),
        )
        for side, matrix, marked in (("expected", expected, set()), ("got", got, differing))
    ]


def _grid(
    matrix: Matrix, bounds: tuple[float, float], marked: set[tuple[int, int]], alt: str
) -> Html:
    rows, columns = len(matrix), max(map(len, matrix))
    wide, high = (48, 32) if columns <= LABELLED else (16, 16)
    parts = []
    for i, row in enumerate(matrix):
        for j, value in enumerate(row):
            fill, ink = shade(_part(value, bounds)) if math.isfinite(value) else ("#fff", "#000")
            x, y = j * wide, i * high
            parts.append(
                element("rect", x=x + 1, y=y + 1, width=wide - 2, height=high - 2, fill=fill)
            )
            if (i, j) in marked:
                parts.append(_ring(x, y, wide, high))
            if columns <= LABELLED:
                text = f"{value:.2f}" if abs(value) < 100 else f"{value:.2g}"
                parts.append(
                    element(
                        "text",
                        text,
                        x=x + wide / 2,
                        y=y + high / 2 + 4.5,
                        text_anchor="middle",
                        font_size=13,
                        fill=ink,
                    )
                )
    return svg(columns * wide, rows * high, alt, *parts)


def _ring(x: int, y: int, wide: int, high: int) -> Html:
    """A ring in the colour of what is wrong, on white, so that it shows on every cell."""
    at: dict[str, float] = {"x": x + 2, "y": y + 2, "width": wide - 4, "height": high - 4}
    return Html(
        element("rect", fill="none", stroke="#fff", stroke_width=4, **at)
        + element("rect", fill="none", stroke="#b3261e", stroke_width=2.5, **at)
    )


def _range(*matrices: Matrix) -> tuple[float, float]:
    """Of both matrices together, so that one colour means one number."""
    values = [x for matrix in matrices for row in matrix for x in row if math.isfinite(x)]
    return (min(values), max(values)) if values else (0.0, 1.0)


def _part(value: float, bounds: tuple[float, float]) -> float:
    low, high = bounds
    return (value - low) / (high - low) if high > low else 0.5


def _differing(expected: Matrix, got: Matrix) -> set[tuple[int, int]]:
    """Cells of `got` that are not what is expected; all of them if the shapes differ."""
    cells = [(i, j) for i, row in enumerate(got) for j in range(len(row))]
    if [len(row) for row in got] != [len(row) for row in expected]:
        return set(cells)
    span = max(abs(x) for x in (*_range(expected), 1e-9))
    # not (… <= …): a nan differs
    return {(i, j) for i, j in cells if not abs(got[i][j] - expected[i][j]) <= 1e-4 * span}
