"""Compare two texts line by line and within lines, for display, bounded in work and size.

A sign before a line shows its difference, so that no colour is needed: "≠" the other line is
different, "−" the line is missing from the other text, "+" the other text has no such line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from autograder.text.sanitize import sanitize

MOST_LINES = 20  # lines shown, from shortly before the first that differs
BEFORE = 3
READ_LINES = 300
LONG = 120  # characters; a longer line is cut
_ALIKE = 0.3  # similarity from which it helps to show how two lines differ
SAME, CHANGED, MISSING, EXTRA, CUT = " ", "≠", "−", "+", "…"
_VISIBLE = str.maketrans({" ": "␣", "\t": "⇥", "\u3000": "□"})  # where they are what differs


@dataclass(frozen=True)
class MarkedText:
    """A piece of a text or a number in an array, and whether it differs in the other value."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class TextLine:
    """One line of a text. sign: one of the module's; SAME for a one-line text."""

    sign: str
    pieces: tuple[MarkedText, ...] = ()


def diff_texts(wanted: str, got: str) -> tuple[tuple[TextLine, ...], tuple[TextLine, ...]]:
    """The lines of both texts; if both are one line, these are quoted and have no sign."""
    if "\n" not in wanted + got:
        one_line, its_line = map(_quoted, _inside(wanted, got))
        return (one_line,), (its_line,)
    one, other = (text.split("\n")[:READ_LINES] for text in (wanted, got))
    left: list[TextLine] = []
    right: list[TextLine] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other).get_opcodes():
        both = min(b - a, d - c)
        for line, its in zip(one[a : a + both], other[c : c + both], strict=True):
            pieces = _inside(line, its) if kind == "replace" else (_whole(line), _whole(its))
            sign = CHANGED if kind == "replace" else SAME
            left.append(TextLine(sign, pieces[0]))
            right.append(TextLine(sign, pieces[1]))
        left += [TextLine(MISSING, _whole(line, True)) for line in one[a + both : b]]
        right += [TextLine(EXTRA, _whole(line, True)) for line in other[c + both : d]]
    return _window(left), _window(right)


def _quoted(pieces: tuple[MarkedText, ...]) -> TextLine:
    return TextLine(SAME, (MarkedText("'"), *pieces, MarkedText("'")))


def _window(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines around the first that differs."""
    first = next((i for i, line in enumerate(lines) if line.sign != SAME), 0)
    start = max(0, first - BEFORE) if len(lines) > MOST_LINES else 0
    shown = list(lines[start : start + MOST_LINES])
    above = [TextLine(CUT)] if start else []
    below = [TextLine(CUT)] if start + MOST_LINES < len(lines) else []
    return (*above, *shown, *below)


def _whole(line: str, differs: bool = False) -> tuple[MarkedText, ...]:
    shown = line if len(line) <= LONG else line[:LONG] + "…"
    if differs and not shown.strip():
        shown = shown.translate(_VISIBLE) or "↵"
    return (MarkedText(_safe(shown), differs),)


def _inside(wanted: str, got: str) -> tuple[tuple[MarkedText, ...], tuple[MarkedText, ...]]:
    """Two lines in pieces, with those marked that the other line lacks."""
    start = 0
    if max(len(wanted), len(got)) > LONG:  # shown from shortly before the first difference
        same = next(
            (i for i, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b),
            min(len(wanted), len(got)),
        )
        start = max(0, same - LONG // 4)
    one, other = (
        ("…" if start else "")
        + line[start : start + LONG]
        + ("…" if len(line) > start + LONG else "")
        for line in (wanted, got)
    )
    found = SequenceMatcher(None, one, other, autojunk=False)
    if found.ratio() < _ALIKE:
        return _whole(one, True), _whole(other, True)
    codes = found.get_opcodes()
    return (
        tuple(_pieces(one, [(kind, a, b) for kind, a, b, _, _ in codes])),
        tuple(_pieces(other, [(kind, c, d) for kind, _, _, c, d in codes])),
    )


def _pieces(line: str, codes: Sequence[tuple[str, int, int]]) -> Iterator[MarkedText]:
    for kind, start, end in codes:
        if start < end:
            text = line[start:end]
            differs = kind != "equal"
            yield MarkedText(_safe(text.translate(_VISIBLE) if differs else text), differs)


def _safe(text: str) -> str:
    """Text from a submission, without characters that act on a terminal or a page."""
    return sanitize(text).replace("\n", "↵")
