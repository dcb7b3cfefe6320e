"""Draw expected and actual curves as SVG.

Curves of numbers, drawn on a linear scale or, where they run over decades (a loss that
diverges), on a logarithmic one. Expected is a broad calm line, theirs a thin red one on
top of it: where they agree both can be seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder.report.html import Html, concat, element, svg
from autograder.text.catalogue import join_cjk_lines, localized, translate

Line = Sequence[float]

WIDTH, HEIGHT = 420, 250
LEFT, RIGHT, TOP, BOTTOM = 52, 14, 26, 40
DECADES = 100  # from this ratio on the scale is logarithmic
RIGHT_INK, WRONG_INK, MUTED = "#2f6f5e", "#b3261e", "#5f6368"
DASHES = (None, "6 4", "2 3", "10 3 2 3")


@dataclass(frozen=True)
class Scale:
    """From numbers to the picture. A value outside of [low, high] lands on the border."""

    low: float
    high: float
    log: bool
    first: float
    last: float
    top: float = TOP

    def x(self, at: float) -> float:
        span = (self.last - self.first) or 1.0
        return LEFT + (WIDTH - LEFT - RIGHT) * (at - self.first) / span

    def y(self, value: float) -> float:
        low, high, at = self.low, self.high, min(max(value, self.low), self.high)
        if self.log:
            low, high, at = math.log10(low), math.log10(high), math.log10(at)
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - self.top) * (at - low) / ((high - low) or 1.0)


def draw_curve(plot: Mapping[str, Any], alt: str, language: str) -> Html:
    """Expected and got, each line of got in the dashes of its like."""
    expected, got = plot["expected"]["lines"], plot["got"]["lines"]
    scale = _scale([*expected.values(), *got.values()], plot["start"], expected.values())
    flags = [(side, plot[side]["mark"]) for side in ("expected", "got")]
    flags = [(side, mark) for side, mark in flags if mark is not None and math.isfinite(mark)]
    scale = replace(scale, top=TOP + 17 * len(flags))  # labels go above the lines
    parts = [*_axes(plot, scale, language)]
    legend = []
    for number, name in enumerate(expected):
        dash = DASHES[number % len(DASHES)]
        for side, lines, ink, width in (
            ("expected", expected, RIGHT_INK, 4.5),
            ("got", got, WRONG_INK, 1.8),
        ):
            parts.append(_path(lines.get(name, []), scale, side, ink, width, dash))
            label = f"{translate(f'plot.{side}', language)} {name}".strip()
            legend.append(_entry(label, side, ink, width, dash))
    for row, (side, mark) in enumerate(flags):
        ink = RIGHT_INK if side == "expected" else WRONG_INK
        text = f"{translate(f'plot.{side}', language)} {mark:g}"
        parts.append(_flag(scale, mark, text, TOP + 10 + 17 * row, side, ink))
    return _framed(parts, legend, alt)


def draw_choice(plot: Mapping[str, Any], alt: str, language: str) -> Html:
    """All candidate lines; the right one and the student's are highlighted."""
    lines = [(value, line) for value, line in plot["lines"]]
    scale = _scale([line for _, line in lines], plot["start"], [line for _, line in lines])
    parts = [*_axes(plot, scale, language)]
    rest = [pair for pair in lines if not _same(pair[0], plot["expected"])]
    for value, line in rest:
        if not _same(value, plot["got"]):
            parts.append(_path(line, scale, "other", MUTED, 1.2, "3 3"))
    legend = []
    for side, ink, width in (("expected", RIGHT_INK, 4.5), ("got", WRONG_INK, 1.8)):
        for value, line in lines:
            if _same(value, plot[side]):
                parts.append(_path(line, scale, side, ink, width, None))
        label = f"{translate(f'plot.{side}', language)} {plot[side]:g}"
        legend.append(_entry(label, side, ink, width, None))
    legend.append(_entry(translate("plot.others", language), "other", MUTED, 1.2, "3 3"))
    return _framed(parts, legend, alt)


def describe_curve(plot: Mapping[str, Any], language: str) -> str:
    """All lines as text: where each begins, ends, and what is marked."""
    phrases = []
    for side in ("expected", "got"):
        who = translate(f"plot.{side}", language)
        for name, line in plot[side]["lines"].items():
            phrases.append(_in_words(f"{who} {name}".strip(), line, language))
        if plot[side]["mark"] is not None:
            phrases.append(
                translate("plot.mark-alt", language, name=who, x=f"{plot[side]['mark']:g}")
            )
    title = localized(plot["title"], language)
    return translate("plot.curve-alt", language, title=title, lines=_joined(phrases))


def describe_choice(plot: Mapping[str, Any], language: str) -> str:
    return translate(
        "plot.choice-alt",
        language,
        title=localized(plot["title"], language),
        expected=f"{plot['expected']:g}",
        got=f"{plot['got']:g}",
        lines=_joined([_in_words(f"{value:g}", line, language) for value, line in plot["lines"]]),
    )


def _in_words(name: str, line: Line, language: str) -> str:
    if not line:
        return ""
    first, last = f"{line[0]:.4g}", f"{line[-1]:.4g}"
    return translate("plot.line-alt", language, name=name, first=first, last=last, count=len(line))


def _joined(phrases: Sequence[str]) -> str:
    return join_cjk_lines(" ".join(filter(None, phrases)))


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(abs(a), 1e-12)


# --- scales ----------------------------------------------------------------------


def _scale(lines: Sequence[Line], start: int, trusted: Any) -> Scale:
    """Room for all lines; if theirs runs far away on a linear scale, it leaves the chart."""
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
    return Scale(low, high, log, start, start + longest - 1)


def _ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` round numbers between low and high."""
    raw = (high - low) / most
    if not raw > 0:
        return [low]
    unit = 10.0 ** math.floor(math.log10(raw))
    step = next(unit * k for k in (1, 2, 5, 10, 20) if unit * k >= raw)
    first = math.ceil(low / step)
    return [round(i * step, 12) for i in range(first, first + most + 1) if i * step <= high]


def _decades(low: float, high: float) -> list[float]:
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    step = max(1, -(-(last - first) // 5))
    return [10.0**power for power in range(first, last + 1, step)]


# --- drawing ---------------------------------------------------------------------


def _axes(plot: Mapping[str, Any], scale: Scale, language: str) -> list[Html]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    ticks = _decades(scale.low, scale.high) if scale.log else _ticks(scale.low, scale.high, 5)
    parts = []
    for value in ticks:
        y = scale.y(value)
        parts.append(_rule(LEFT, y, right, y))
        parts.append(_label(_short(value), LEFT - 6, y + 4, "end"))
    for value in _ticks(scale.first, scale.last, 6):
        if value == int(value):
            parts.append(_label(f"{value:g}", scale.x(value), bottom + 16, "middle"))
    across, up = localized(plot["x"], language), localized(plot["y"], language)
    if scale.log:
        up = f"{up} ({translate('plot.log', language)})".strip()
    parts.append(_label(str(across), (LEFT + right) / 2, HEIGHT - 6, "middle"))
    parts.append(_label(str(up), 4, 13, "start"))
    return parts


def _short(value: float) -> str:
    if value and (abs(value) >= 10_000 or abs(value) < 0.001):
        mantissa, power = f"{value:.0e}".split("e")
        return f"{mantissa}e{int(power)}"
    return f"{value:.4g}"


def _path(line: Line, scale: Scale, side: str, ink: str, width: float, dash: str | None) -> Html:
    """A line through all finite points, with a gap at the others."""
    commands, pen = [], "M"
    for i, value in enumerate(line):
        if math.isfinite(value):
            commands.append(f"{pen}{scale.x(scale.first + i):.1f} {scale.y(value):.1f}")
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


def _flag(scale: Scale, at: float, text: str, y: float, side: str, ink: str) -> Html:
    x = scale.x(min(max(at, scale.first), scale.last))
    anchor, shift = ("end", -5) if x > WIDTH * 0.7 else ("start", 5)
    line = element(
        "line", x1=x, x2=x, y1=y - 10, y2=HEIGHT - BOTTOM, stroke=ink, stroke_width=1.5,
        class_=f"ag-{side}",
    )  # fmt: skip
    label = element(
        "text", text, x=x + shift, y=y, text_anchor=anchor, font_size=13,
        fill=ink, class_=f"ag-{side}-text",
    )  # fmt: skip
    return concat(line, label)


def _rule(x1: float, y1: float, x2: float, y2: float) -> Html:
    return element(
        "line", x1=x1, y1=f"{y1:.1f}", x2=x2, y2=f"{y2:.1f}", stroke=MUTED, stroke_width=0.6,
        stroke_opacity=0.45, class_="ag-other",
    )  # fmt: skip


def _label(text: str, x: float, y: float, anchor: str) -> Html:
    return element(
        "text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, font_size=12.5, fill=MUTED,
        class_="ag-other-text",
    )  # fmt: skip


def _entry(label: str, side: str, ink: str, width: float, dash: str | None) -> Html:
    """One line of the legend: a piece of the line, and its name."""
    line = element(
        "line", x1=1, x2=27, y1=6, y2=6, stroke=ink, stroke_width=width, stroke_dasharray=dash,
        class_=f"ag-{side}",
    )  # fmt: skip
    swatch = element("svg", line, width=28, height=12, viewBox="0 0 28 12", aria_hidden="true")
    return element("span", swatch, " ", label)


def _framed(parts: Sequence[Html], legend: Sequence[Html], alt: str) -> Html:
    return element(
        "div", svg(WIDTH, HEIGHT, alt, *parts), element("p", *legend, class_="ag-legend")
    )
