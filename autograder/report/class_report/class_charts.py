"""The three charts of the class page.

Drawn by matplotlib as SVG and cleaned, so that a picture takes the page's font and
colours, in the dark and in print too. A class has three of them, so they cost little; the
page shows the same in a table under each.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from autograder.report.class_report.item_analysis import LOW
from autograder.report.html import Html, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, MUTED, LINE, RIGHT, WRONG = "#20242a", "#5f6368", "#dedbd2", "#2f6f5e", "#b3261e"
_INKS = {INK: "ink", MUTED: "muted", LINE: "line", RIGHT: "right", WRONG: "wrong"}
_SIZE = 12.5  # of letters, in the SVG's pixels
_INCH = 72.0
_GRID = 5  # points that are drawn as one, where before and after are compared

_BODY = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.DOTALL)
_RUBBISH = re.compile(
    r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>|<!--.*?-->"
    r'| id="[a-z0-9.]+(?:_[a-z]*\d+)+"|(?<=>)\s+(?=<)',
    re.DOTALL,
)
_FONT = re.compile(
    r"font: ([\d.]+)px [^;\"]*|font-family: [^;\"]*;? ?| transform=\"rotate\(-0 [^\"]*\""
)


def distribution(bars: Sequence[tuple[float, float, int]], median: float, alt: str) -> Html:
    """How many students have so many points; the median is marked."""
    from matplotlib.ticker import MaxNLocator

    def draw(axes: Any) -> None:
        width = bars[0][1] - bars[0][0]
        middles = [(low + high) / 2 for low, high, _ in bars]
        counts = [count for *_, count in bars]
        axes.bar(middles, counts, width * 0.9, color=RIGHT)
        for middle, count in zip(middles, counts, strict=True):
            if count:
                axes.text(middle, count, str(count), ha="center", va="bottom", color=INK)
        axes.axvline(median, color=WRONG, linewidth=1.5)
        axes.set_xlim(bars[0][0], bars[-1][1])
        axes.set_ylim(0, max(counts) * 1.15 or 1)
        axes.set_xticks([low for low, *_ in bars] + [bars[-1][1]])
        axes.xaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.grid(axis="y", color=LINE, linewidth=0.8)

    return _picture(680, 250, alt, draw, (44, 14, 12, 30))


def item_chart(
    rows: Sequence[tuple[str, float | None, float | None]], headings: tuple[str, str], alt: str
) -> Html:
    """Difficulty and discrimination of each exercise, one line each, from the top."""
    height = 26 * len(rows) + 66

    def draw(difficulty: Any, discrimination: Any) -> None:
        names = [name for name, *_ in rows]
        panels = ((difficulty, 0, (0.0, 1.0)), (discrimination, 1, (-0.4, 1.0)))
        for axes, which, (low, high) in panels:
            for y, (_, *values) in enumerate(rows):
                value = values[which]
                if value is None:
                    continue
                at = max(low, value)
                ink = WRONG if which == 1 and value < LOW else RIGHT
                start = 0.0 if which == 0 else max(low, 0.0)
                axes.plot([start, at], [y, y], color=LINE, linewidth=3, solid_capstyle="round")
                axes.plot([at], [y], "o", color=ink, markersize=8)
            axes.set_xlim(low - 0.04, high + 0.04)
            axes.set_ylim(len(rows) - 0.5, -0.5)
            axes.set_yticks(range(len(rows)), names if which == 0 else [""] * len(rows))
            axes.set_title(headings[which], loc="left", color=MUTED, fontsize=_SIZE)
            axes.grid(axis="x", color=LINE, linewidth=0.8)
            axes.xaxis.set_major_formatter("{x:g}")
        difficulty.set_xticks([0, 0.25, 0.5, 0.75, 1])
        discrimination.set_xticks([-0.2, 0, 0.2, 0.4, 0.6, 0.8, 1])
        discrimination.axvline(LOW, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))

    return _picture(680, height, alt, draw, (200, 14, 36, 30), panels=2)


def before_after(pairs: Sequence[tuple[float, float]], most: float, alt: str) -> Html:
    """Points now over points before; points above the line are gains."""
    dots = Counter((_rounded(before), _rounded(after)) for before, after in pairs)

    def draw(axes: Any) -> None:
        axes.plot([0, most], [0, most], color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
        for (before, after), count in sorted(dots.items()):
            ink = RIGHT if after > before else WRONG if after < before else MUTED
            size = 5 + 22 * (count / max(dots.values())) ** 0.5 if count > 1 else 5
            axes.plot([before], [after], "o", color=ink, markersize=size, alpha=0.75, mew=0)
        margin = 0.06 * most
        axes.set_xlim(-margin, most + margin)
        axes.set_ylim(-margin, most + margin)
        axes.grid(color=LINE, linewidth=0.8)
        axes.xaxis.set_major_formatter("{x:g}")
        axes.yaxis.set_major_formatter("{x:g}")

    return _picture(400, 380, alt, draw, (46, 16, 12, 32))


def _rounded(points: float) -> int:
    return _GRID * round(points / _GRID)


def _picture(
    width: int,
    height: int,
    alt: str,
    draw: Any,
    margins: tuple[float, float, float, float],
    panels: int = 1,
) -> Html:
    """Let `draw` fill axes side by side; margins: left, right, top, bottom, in pixels."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    left, right, top, bottom = margins
    settings: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": alt, "font.size": _SIZE,
                "xtick.color": MUTED, "ytick.color": MUTED, "path.simplify": True}  # fmt: skip
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sign that its font lacks; the page's has it
        figure = Figure(figsize=(width / _INCH, height / _INCH), dpi=_INCH)
        gap = 28.0 if panels > 1 else 0.0
        each = (width - left - right - gap * (panels - 1)) / panels
        axes = [
            _bare(figure.add_axes((
                (left + i * (each + gap)) / width, bottom / height,
                each / width, (height - top - bottom) / height,
            )))
            for i in range(panels)
        ]  # fmt: skip
        draw(*axes)
        written = io.StringIO()
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    return svg(width, height, alt, _cleaned(written.getvalue()))


def _bare(axes: Axes) -> Axes:
    """Axes without a frame: grid lines and numbers say enough."""
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, pad=6)
    axes.set_axisbelow(True)
    return axes


def _cleaned(text: str) -> Html:
    """The content of matplotlib's <svg>, with the page's colours and font."""
    found = _BODY.search(text)
    body = _RUBBISH.sub("", found[1] if found else "")
    body = _FONT.sub(lambda font: f"font-size: {font[1]}px" if font[1] else "", body)
    for colour, name in _INKS.items():
        body = body.replace(colour, f"var(--ag-{name})")
    return Html(body)  # matplotlib has escaped every text in it
