"""Draw curves of a student's numbers over the expected ones, as SVG.

The scale is linear or, where they span decades (a loss that diverges), logarithmic. Expected
is a broad muted line, theirs a thin red one on top: where they agree, both can be seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from autograder.report.html import concat, element, svg
from autograder.report.plot_description import Line
from autograder.report.svg_axes import MUTED, Scale, label, rule, short
from autograder.text.catalogue import localized, translate

WIDTH, HEIGHT = 420, 250
LEFT, RIGHT, TOP, BOTTOM = 52, 14, 26, 40
DECADES = 100  # from this ratio on, the scale is logarithmic
RIGHT_INK, WRONG_INK = "#2f6f5e", "#b3261e"
DASHES = (None, "6 4", "2 3", "10 3 2 3")


def draw_curve(plot: Mapping[str, Any], alt: str, language: str) -> Markup:
    """Expected and got lines; each got line has the dashes of its expected one."""
    expected, got = plot["expected"]["lines"], plot["got"]["lines"]
    flags = [(side, plot[side]["mark"]) for side in ("expected", "got")]
    flags = [(side, mark) for side, mark in flags if mark is not None and math.isfinite(mark)]
    top = TOP + 17 * len(flags)  # labels go above the lines
    x, y = _scales([*expected.values(), *got.values()], plot["start"], expected.values(), top)
    parts = [*_axes(plot, x, y, language)]
    legend = []
    for number, name in enumerate(expected):
        dash = DASHES[number % len(DASHES)]
        for side, lines, ink, width in (
            ("expected", expected, RIGHT_INK, 4.5),
            ("got", got, WRONG_INK, 1.8),
        ):
            parts.append(_path(lines.get(name, []), x, y, side, ink, width, dash))
            words = f"{translate(f'plot.{side}', language)} {name}".strip()
            legend.append(_entry(words, side, ink, width, dash))
    for row, (side, mark) in enumerate(flags):
        ink = RIGHT_INK if side == "expected" else WRONG_INK
        text = f"{translate(f'plot.{side}', language)} {mark:g}"
        parts.append(_flag(x, mark, text, TOP + 10 + 17 * row, side, ink))
    return _framed(parts, legend, alt)


def draw_choice(plot: Mapping[str, Any], alt: str, language: str) -> Markup:
    """All candidate lines; the right one and the student's are highlighted."""
    lines = [(value, line) for value, line in plot["lines"]]
    every = [line for _, line in lines]
    x, y = _scales(every, plot["start"], every)
    parts = [*_axes(plot, x, y, language)]
    rest = [pair for pair in lines if not _same(pair[0], plot["expected"])]
    for value, line in rest:
        if not _same(value, plot["got"]):
            parts.append(_path(line, x, y, "other", MUTED, 1.2, "3 3"))
    legend = []
    for side, ink, width in (("expected", RIGHT_INK, 4.5), ("got", WRONG_INK, 1.8)):
        for value, line in lines:
            if _same(value, plot[side]):
                parts.append(_path(line, x, y, side, ink, width, None))
        words = f"{translate(f'plot.{side}', language)} {plot[side]:g}"
        legend.append(_entry(words, side, ink, width, None))
    legend.append(_entry(translate("plot.others", language), "other", MUTED, 1.2, "3 3"))
    return _framed(parts, legend, alt)


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(abs(a), 1e-12)


# --- scales ----------------------------------------------------------------------


def _scales(
    lines: Sequence[Line], start: int, trusted: Iterable[Line], top: float = TOP
) -> tuple[Scale, Scale]:
    """Scales for all lines; on a linear scale, a line of theirs may run out of the chart."""
    values = [x for line in lines for x in line if math.isfinite(x)] or [0.0, 1.0]
    longest = max(max(map(len, lines), default=1), 2)
    low, high = min(values), max(values)
    positive = [x for x in values if x > 0]
    log = low >= 0 and bool(positive) and high / min(positive) >= DECADES
    if log:
        low = max(min(positive), high * 1e-12)
    elif low < high:
        own = [x for line in trusted for x in line if math.isfinite(x)] or values
        span = (max(own) - min(own)) or abs(max(own)) or 1.0
        low, high = max(low, min(own) - 3 * span), min(high, max(own) + 3 * span)
        low, high = low - 0.04 * (high - low), high + 0.04 * (high - low)
    else:
        low, high = low - 1, high + 1
    x = Scale(start, start + longest - 1, LEFT, WIDTH - RIGHT)
    return x, Scale(low, high, HEIGHT - BOTTOM, top, log)


# --- drawing ---------------------------------------------------------------------


def _axes(plot: Mapping[str, Any], x: Scale, y: Scale, language: str) -> list[Markup]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = []
    for value in y.ticks(5):
        parts.append(rule(LEFT, y(value), right, y(value)))
        parts.append(label(short(value), LEFT - 6, y(value) + 4, "end"))
    for value in x.ticks(6):
        if value == int(value):
            parts.append(label(f"{value:g}", x(value), bottom + 16))
    across, up = localized(plot["x"], language), localized(plot["y"], language)
    if y.log:
        up = f"{up} ({translate('plot.log', language)})".strip()
    parts.append(label(str(across), (LEFT + right) / 2, HEIGHT - 6))
    parts.append(label(str(up), 4, 13, "start"))
    return parts


def _path(
    line: Line, x: Scale, y: Scale, side: str, ink: str, width: float, dash: str | None
) -> Markup:
    """A line through all finite points, with gaps at the others."""
    commands, pen = [], "M"
    for i, value in enumerate(line):
        if math.isfinite(value):
            commands.append(f"{pen}{x(x.low + i):.1f} {y(value):.1f}")
            pen = "L"
        else:
            pen = "M"
    return element(
        "path",
        d="".join(commands),
        fill="none",
        stroke=ink,
        stroke_width=width,
        stroke_dasharray=dash,
        stroke_linejoin="round",
        stroke_linecap="round",
        class_=f"ag-{side}",
    )


def _flag(scale: Scale, mark: float, text: str, y: float, side: str, ink: str) -> Markup:
    x = scale(mark)
    anchor, shift = ("end", -5) if x > WIDTH * 0.7 else ("start", 5)
    line = element(
        "line", x1=x, x2=x, y1=y - 10, y2=HEIGHT - BOTTOM, stroke=ink, stroke_width=1.5,
        class_=f"ag-{side}",
    )  # fmt: skip
    words = element(
        "text", text, x=x + shift, y=y, text_anchor=anchor, font_size=13,
        fill=ink, class_=f"ag-{side}-text",
    )  # fmt: skip
    return concat(line, words)


def _entry(words: str, side: str, ink: str, width: float, dash: str | None) -> Markup:
    """One legend entry: a sample of the line, and its name."""
    line = element(
        "line", x1=1, x2=27, y1=6, y2=6, stroke=ink, stroke_width=width, stroke_dasharray=dash,
        class_=f"ag-{side}",
    )  # fmt: skip
    swatch = element("svg", line, width=28, height=12, viewBox="0 0 28 12", aria_hidden="true")
    return element("span", swatch, " ", words)


def _framed(parts: Sequence[Markup], legend: Sequence[Markup], alt: str) -> Markup:
    return element(
        "div", svg(WIDTH, HEIGHT, alt, *parts), element("p", *legend, class_="ag-legend")
    )
