"""Overview of all exercises as terminal text.

One line per exercise, a bar of the points, and what to do next.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.report.terminal import BOLD, DIM, GREEN, RED, columns, paint, wrap
from autograder.selfcheck.next_steps import OverviewRow
from autograder.text.catalogue import format_points, translate

BAR = 40
LEAST = 16  # columns of a diagnosis, even if the line then becomes too long
_COLOURS = {"passed": GREEN, "written": GREEN, "not_attempted": DIM, "unwritten": DIM}


def render_overview(
    board: Sequence[OverviewRow],
    notes: Sequence[str],
    language: str,
    *,
    whole: bool = True,
    width: int = 88,
    colour: bool = False,
    encoding: str = "utf-8",
) -> list[str]:
    """The lines of the overview.

    notes: which file was checked, and what to do next. whole: draw the bar for the course.
    """
    wide = max((columns(item.name) for item in board), default=0)
    shown = [_line(item, wide, width, colour) for item in board]
    if whole and board:
        shown += ["", bar(board, language, colour, encoding)]
    for note in notes:
        shown += ["", *wrap(note, width, "  ")] if note is notes[0] else wrap(note, width, "  ")
    return shown


def _line(item: OverviewRow, wide: int, width: int, colour: bool) -> str:
    code = _COLOURS.get(item.status, RED)
    score = (
        f"{format_points(item.points):>5} / {format_points(item.max_points):<4}"
        if item.max_points
        else ""
    )
    head = f"  {item.symbol} {item.name}{' ' * (wide - columns(item.name))} {score:12} "
    word = item.word
    if item.note:
        room = width - columns(head + word) - 2
        word = f"{word}  {_shortened(item.note, max(room, LEAST))}"
    return head + paint(word, code, colour)


def _shortened(text: str, room: int) -> str:
    """A text, cut if it does not fit into so many columns."""
    if columns(text) <= room:
        return text
    while text and columns(text) > room - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def bar(board: Sequence[OverviewRow], language: str, colour: bool, encoding: str) -> str:
    """The course's points as a bar and in numbers."""
    points = sum(item.points for item in board)
    most = sum(item.max_points for item in board)
    done = int(BAR * points / most) if most else 0
    if 0 < points < most:  # never full before everything is right, never empty once something is
        done = min(BAR - 1, max(1, done))
    full, empty = _signs(encoding)
    bar = paint(full * done, GREEN, colour) + paint(empty * (BAR - done), DIM, colour)
    least = any(item.may_earn_more for item in board)
    said = translate(
        "progress.points-at-least" if least else "progress.points",
        language,
        points=format_points(points),
        most=format_points(most),
    )
    return f"  {bar}  {paint(said, BOLD, colour)}"


def _signs(encoding: str) -> tuple[str, str]:
    """Block characters, or plain ones where the console (Windows in Japan, say) lacks them."""
    try:
        "█░".encode(encoding)
        return "█", "░"
    except (UnicodeEncodeError, LookupError):
        return "#", "-"
