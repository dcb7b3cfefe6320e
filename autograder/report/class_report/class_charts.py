"""Charts of a class, as SVG: points, figures of the exercises, points before and after.

They use the page's font and colours, in dark mode and in print too. The page has the same
numbers in a table under each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from autograder.report.class_report.item_analysis import ENOUGH, LOW
from autograder.report.html import element, svg
from autograder.report.svg_axes import Scale, label, rule, short

_GRID = 5  # in the chart of before and after, points are rounded to this, so that dots coincide
_DIFFICULTY = (0.0, 0.25, 0.5, 0.75, 1.0)
_DISCRIMINATION = (-0.4, -0.2, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def distribution(bars: Sequence[tuple[float, float, int]], median: float, alt: str) -> Markup:
    """How many students have how many points; the median is marked."""
    most = max(count for *_, count in bars)
    x = Scale(bars[0][0], bars[-1][1], 44, 666)
    y = Scale(0, most * 1.15 or 1, 220, 12)
    parts = []
    for value in y.ticks(5):
        if value == int(value):
            parts += [rule(x.start, y(value), x.end, y(value))]
            parts += [label(short(value), x.start - 6, y(value) + 4, "end")]
    for low, high, count in bars:
        left, right = x(low + 0.05 * (high - low)), x(high - 0.05 * (high - low))
        parts.append(_bar(left, right, y(count), y.start))
        if count:
            parts.append(label(str(count), (left + right) / 2, y(count) - 4))
    for value in (*(low for low, *_ in bars), bars[-1][1]):
        parts.append(label(f"{value:g}", x(value), y.start + 18))
    parts.append(_line(x(median), y.start, x(median), y.end, "wrong", 1.5))
    return svg(680, 250, alt, *parts)


def item_chart(
    rows: Sequence[tuple[str, float | None, float | None, int]],
    headings: tuple[str, str],
    alt: str,
) -> Markup:
    """Difficulty, discrimination and number of verdicts of each exercise, one line each.

    Figures that rest on few students are not alarming and get no warning colour.
    """
    bottom = 36 + 26 * len(rows)
    middles = [49 + 26 * row for row in range(len(rows))]
    difficulty = Scale(-0.04, 1.04, 200, 419)
    discrimination = Scale(-0.44, 1.04, 447, 666)
    parts = [label(name, 188, y + 4, "end") for (name, *_), y in zip(rows, middles, strict=True)]
    for x, heading, marks in (
        (difficulty, headings[0], _DIFFICULTY),
        (discrimination, headings[1], _DISCRIMINATION[1:]),
    ):
        parts.append(label(heading, x.start, 20, "start"))
        for value in marks:
            parts.append(rule(x(value), 36, x(value), bottom))
            parts.append(label(f"{value:g}", x(value), bottom + 18))
    parts.append(_line(discrimination(LOW), 36, discrimination(LOW), bottom, "muted", 1, "4 3"))
    for (_, hard, apart, judged), y in zip(rows, middles, strict=True):
        for x, figure, least in ((difficulty, hard, 0.0), (discrimination, apart, LOW)):
            if figure is not None:
                low = "wrong" if judged >= ENOUGH else "muted"
                ink = "right" if figure >= least else low
                at = x(max(_DISCRIMINATION[0], figure))
                parts += [_line(x(0), y, at, y, "line", 3), _dot(at, y, 4, ink)]
    return svg(680, bottom + 30, alt, *parts)


def before_after(pairs: Sequence[tuple[float, float]], most: float, alt: str) -> Markup:
    """Points now over points before; dots above the line have gained."""
    dots = Counter((_rounded(before), _rounded(after)) for before, after in pairs)
    x = Scale(-0.06 * most, 1.06 * most, 46, 384)
    y = Scale(-0.06 * most, 1.06 * most, 348, 12)
    parts = []
    for value in x.ticks(6):
        parts += [
            rule(x(value), y.start, x(value), y.end),
            rule(x.start, y(value), x.end, y(value)),
        ]
        parts.append(label(short(value), x(value), y.start + 18))
        parts.append(label(short(value), x.start - 6, y(value) + 4, "end"))
    parts.append(_line(x(0), y(0), x(most), y(most), "muted", 1, "4 3"))
    for (before, after), count in sorted(dots.items()):
        ink = "right" if after > before else "wrong" if after < before else "muted"
        size = 2.5 + 11 * (count / max(dots.values())) ** 0.5 if count > 1 else 2.5
        parts.append(_dot(x(before), y(after), size, ink, opacity=0.75))
    return svg(400, 380, alt, *parts)


def _rounded(points: float) -> int:
    return _GRID * round(points / _GRID)


def _bar(left: float, right: float, top: float, bottom: float) -> Markup:
    return element(
        "rect", x=f"{left:.1f}", y=f"{top:.1f}", width=f"{right - left:.1f}",
        height=f"{bottom - top:.1f}", style="fill: var(--ag-right)",
    )  # fmt: skip


def _dot(x: float, y: float, radius: float, ink: str, opacity: float | None = None) -> Markup:
    return element(
        "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:.1f}", style=f"fill: var(--ag-{ink})",
        fill_opacity=opacity,
    )  # fmt: skip


def _line(
    x1: float, y1: float, x2: float, y2: float, ink: str, width: float, dash: str | None = None
) -> Markup:
    return element(
        "line", x1=f"{x1:.1f}", y1=f"{y1:.1f}", x2=f"{x2:.1f}", y2=f"{y2:.1f}",
        style=f"stroke: var(--ag-{ink})", stroke_width=width, stroke_dasharray=dash,
        stroke_linecap=None if dash else "round",
    )  # fmt: skip
