"""Which of a student's code belongs to an exercise, and where did it stop?

The statements that define the exercise, the student's own functions that they use, and
the line that an error names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.records import Source, Unit
from autograder.report.clean import clean
from autograder.report.markup import Html, join, tag
from autograder.report.texts import say
from autograder.report.wording import stopped_at
from autograder.submission.statements import parse

MOST_LINES = 300
LONG_DOCSTRING = 4  # lines
_LONGEST = 20_000  # characters of a piece
_CELL = re.compile(r"cell (\d+)")


@dataclass(frozen=True)
class Piece:
    """One statement as it was written. first: the number of its first line.

    cell: of a notebook. marked: the line at which it stopped.
    folded: first and last line of a long docstring, which is mostly what was handed out.
    """

    lines: tuple[str, ...]
    first: int
    folded: tuple[int, int] | None = None
    cell: int | None = None
    marked: int | None = None


@dataclass(frozen=True)
class Code:
    """What belongs to one exercise: what defines it, and what that uses."""

    own: tuple[Piece, ...] = ()
    used: tuple[Piece, ...] = ()


def code_of(source: Source, exercise: str, exercises: Collection[str], message: str = "") -> Code:
    """The code of one exercise. message: the verdict's, which may name a line."""
    own = [unit for unit in source.units if exercise in unit.defines]
    used = _used(own, source.units, frozenset(exercises))
    pieces = _marked([_piece(unit) for unit in (*own, *used)], *stopped_at(message))
    return Code(tuple(pieces[: len(own)]), tuple(pieces[len(own) :]))


def _used(own: Sequence[Unit], units: Sequence[Unit], exercises: frozenset[str]) -> list[Unit]:
    """The student's functions and values that the exercise's code names, and theirs in turn."""
    wanted: set[str] = set()
    waiting = list(own)
    found: set[int] = set()
    while waiting:
        wanted |= _names(waiting.pop())
        for number, unit in enumerate(units):
            new = number not in found and unit not in own and unit.origin != "notebook"
            if new and set(unit.defines) & wanted - exercises and not _imports(unit):
                found.add(number)
                waiting.append(unit)
    return [units[number] for number in sorted(found)]


def _names(unit: Unit) -> set[str]:
    nodes = parse(unit.source) or ()
    return {inner.id for node in nodes for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _imports(unit: Unit) -> bool:
    nodes = parse(unit.source) or ()
    return all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in nodes)


def _piece(unit: Unit) -> Piece:
    text = unit.source.lstrip("\n")
    cell = _CELL.match(unit.origin)
    lines = clean(text, _LONGEST).split("\n")[:MOST_LINES]
    first = len(unit.source) - len(text) + 1
    return Piece(tuple(lines), first, _docstring(unit), int(cell[1]) if cell else None)


def _docstring(unit: Unit) -> tuple[int, int] | None:
    """The lines of a function's docstring after its first, if they are many."""
    for node in parse(unit.source) or ():
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node, clean=False) is not None:
            text = node.body[0]
            if text.end_lineno and text.end_lineno - text.lineno >= LONG_DOCSTRING:
                return text.lineno + 1, text.end_lineno
    return None


def _marked(pieces: Sequence[Piece], cell: int | None, line: int | None) -> list[Piece]:
    """With the line marked in the one piece that can be meant; in none if several can."""
    holding = [
        number
        for number, piece in enumerate(pieces)
        if line is not None
        and piece.first <= line < piece.first + len(piece.lines)
        and (cell is None or cell == piece.cell)
    ]
    if len(holding) != 1:
        return list(pieces)
    return [
        replace(piece, marked=line) if number == holding[0] else piece
        for number, piece in enumerate(pieces)
    ]


def code_block(code: Code, language: str, folded: bool = False) -> Html | None:
    """The code as HTML, None if there is none. folded: shown only when asked for."""
    if not code.own:
        return None
    marked = [piece for piece in (*code.own, *code.used) if piece.marked]
    stopped = say("class.code-line", language, line=marked[0].marked) if marked else ""
    used = None
    if code.used:
        used = tag(
            "details",
            tag("summary", say("class.code-helpers", language)),
            *(_block(piece, language) for piece in code.used),
            open="" if any(piece.marked for piece in code.used) else None,
        )
    label = say("class.code", language)
    return tag(
        "details" if folded else "div",
        tag("summary", label) if folded else tag("p", label, class_="ag-label"),
        tag("p", stopped, class_="stopped") if stopped else None,
        *(_block(piece, language) for piece in code.own),
        used,
        class_="code",
    )


def _block(piece: Piece, language: str) -> Html:
    where = say("explain.cell", language, cell=piece.cell) if piece.cell else None
    return join(
        tag("p", where, class_="ag-about") if where else None,
        tag(
            "pre",
            tag("code", *_lines(piece, language)),
            tabindex="0",
        ),
    )


def _lines(piece: Piece, language: str) -> Iterator[Html]:
    first, last = piece.folded or (0, -1)
    for number, text in enumerate(piece.lines, piece.first):
        if number == first:
            yield join(tag("i"), "⋯\n")
        if first <= number <= last:
            continue
        shown: str = text
        if number == piece.marked:
            shown = tag("mark", text, title=say("class.code-line-mark", language))
        yield join(tag("i", data_n=str(number)), shown, "\n")
