"""Scales, ticks, rules and labels that all SVG charts share."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from autograder.report.html import element

MUTED = "#5f6368"


@dataclass(frozen=True)
class Scale:
    """Maps numbers to pixels. A value outside [low, high] is put on the border."""

    low: float
    high: float
    start: float  # in pixels, where `low` is
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        low, high, at = self.low, self.high, min(max(value, self.low), self.high)
        if self.log:
            low, high, at = math.log10(low), math.log10(high), math.log10(at)
        return self.start + (self.end - self.start) * (at - low) / ((high - low) or 1.0)

    def ticks(self, most: int) -> list[float]:
        """At most `most` round numbers between low and high."""
        if self.log:
            return _decades(self.low, self.high)
        raw = (self.high - self.low) / most
        if not raw > 0:
            return [self.low]
        unit = 10.0 ** math.floor(math.log10(raw))
        step = next(unit * k for k in (1, 2, 5, 10, 20) if unit * k >= raw)
        first = math.ceil(self.low / step)
        return [
            round(i * step, 12) for i in range(first, first + most + 1) if i * step <= self.high
        ]


def _decades(low: float, high: float) -> list[float]:
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    step = max(1, -(-(last - first) // 5))
    return [10.0**power for power in range(first, last + 1, step)]


def rule(x1: float, y1: float, x2: float, y2: float) -> Markup:
    return element(
        "line", x1=f"{x1:g}", y1=f"{y1:.1f}", x2=f"{x2:g}", y2=f"{y2:.1f}", stroke=MUTED,
        stroke_width=0.6, stroke_opacity=0.45, class_="ag-other",
    )  # fmt: skip


def label(text: str, x: float, y: float, anchor: str = "middle") -> Markup:
    return element(
        "text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, font_size=12.5, fill=MUTED,
        class_="ag-other-text",
    )  # fmt: skip


def short(value: float) -> str:
    """A number as an axis label."""
    if value and (abs(value) >= 10_000 or abs(value) < 0.001):
        mantissa, power = f"{value:.0e}".split("e")
        return f"{mantissa}e{int(power)}"
    return f"{value:.4g}"
