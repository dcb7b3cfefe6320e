"""Matplotlib figures: what was drawn, not how it looks."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from autograder.models import PlainValue
from autograder.sandbox.values.adapter import Adapter, Plain, Same, Show, first_foreign

_TEXTS = ("title", "xlabel", "ylabel")
_ARTISTS = ("lines", "bars", "points", "images")
MOST_AXES = 20


class MatplotlibFigure(Adapter):
    """A figure: its axes, one after another."""

    name = "matplotlib.Figure"
    module = "matplotlib.figure"

    def types(self) -> tuple[type, ...]:
        return (sys.modules["matplotlib.figure"].Figure,)

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        drawn = [_drawn(axes, plain) for axes in value.axes[:MOST_AXES]]
        return first_foreign(drawn) or drawn

    def is_valid(self, data: PlainValue) -> bool:
        return type(data) is list and all(map(_is_drawn, data))

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        return (
            self.is_own(got)
            and len(got.data) == len(expected)
            and all(_matches(e, g, same) for e, g in zip(expected, got.data, strict=True))
        )

    def show(self, data: PlainValue, show: Show) -> str:
        return f"figure({', '.join(_shown(axes, show) for axes in data)})"


class MatplotlibAxes(Adapter):
    """One pair of axes."""

    name = "matplotlib.Axes"
    module = "matplotlib.figure"  # which imports matplotlib.axes: no axes without a figure

    def types(self) -> tuple[type, ...]:
        return (sys.modules["matplotlib.axes"].Axes,)

    def encode(self, value: Any, plain: Plain) -> PlainValue:
        return _drawn(value, plain)

    def is_valid(self, data: PlainValue) -> bool:
        return _is_drawn(data)

    def matches(self, expected: PlainValue, got: PlainValue, same: Same) -> bool:
        return self.is_own(got) and _matches(expected, got.data, same)

    def show(self, data: PlainValue, show: Show) -> str:
        return _shown(data, show)


def _drawn(axes: Any, plain: Plain) -> PlainValue:
    """Texts, scales and what is drawn: (label, numbers) of each artist, by kind."""
    lines = [
        (_label(line), np.array(line.get_xdata(), float), np.array(line.get_ydata(), float))
        for line in axes.get_lines()
    ]
    bars = []
    for container in axes.containers:
        patches = [p for p in getattr(container, "patches", []) if hasattr(p, "get_height")]
        corners = [(p.get_x(), p.get_y(), p.get_width(), p.get_height()) for p in patches]
        bars.append((_label(container), np.array(corners, float).reshape(-1, 4)))
    points = [
        (_label(group), np.array(group.get_offsets(), float))
        for group in axes.collections
        if type(group).__name__ == "PathCollection"
    ]
    images = [(_label(image), np.array(image.get_array(), float)) for image in axes.images]
    legend = axes.get_legend()
    return plain({
        "title": axes.get_title(),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "scales": (axes.get_xscale(), axes.get_yscale()),
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
        "lines": lines,
        "bars": bars,
        "points": points,
        "images": images,
    })  # fmt: skip


def _label(artist: Any) -> str:
    label = str(artist.get_label())
    return "" if label.startswith("_") else label


def _is_drawn(data: PlainValue) -> bool:
    return (
        type(data) is dict
        and all(type(data.get(name)) is str for name in _TEXTS)
        and type(data.get("scales")) is tuple
        and all(type(data.get(name)) is list for name in ("legend", *_ARTISTS))
        and all(
            type(artist) is tuple and artist and type(artist[0]) is str
            for name in _ARTISTS
            for artist in data[name]
        )
    )


def _matches(expected: PlainValue, got: PlainValue, same: Same) -> bool:
    """Compare everything except texts that the reference leaves empty."""
    for name in (*_TEXTS, "legend"):
        if expected[name] and not same(expected[name], got[name]):
            return False
    if expected["scales"] != got["scales"]:
        return False
    for name in _ARTISTS:
        if len(expected[name]) != len(got[name]):
            return False
        for wanted, seen in zip(expected[name], got[name], strict=True):
            if (wanted[0] and wanted[0] != seen[0]) or not same(wanted[1:], seen[1:]):
                return False
    return True


def _shown(axes: PlainValue, show: Show) -> str:
    """Only what is present, so that differences are easy to see."""
    kept = {name: axes[name] for name in (*_TEXTS, "legend", *_ARTISTS) if axes[name]}
    if axes["scales"] != ("linear", "linear"):
        kept["scales"] = axes["scales"]
    return f"axes({show(kept)})"
