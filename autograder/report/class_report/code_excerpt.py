"""Extract the student code that belongs to an exercise, with the failing line.

The statements that define the exercise, the student's own functions that they use, and
the line that an error names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from autograder.models import CodeUnit, Source
from autograder.report.error_messages import error_location
from autograder.report.rendering import macros
from autograder.submission.statements import parse_python
from autograder.text.sanitize import sanitize

MOST_LINES = 300
LONG_DOCSTRING = 4  # lines
_LONGEST = 20_000  # characters of a piece
_CELL = re.compile(r"cell (\d+)")
_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class Piece:
    """One statement as it was written. first: the number of its first line.

    cell: of a notebook. marked: the line at which it stopped.
    folded: first and last line of a long docstring, which is mostly the released one.
    """

    lines: tuple[str, ...]
    first: int
    folded: tuple[int, int] | None = None
    cell: int | None = None
    marked: int | None = None

    @property
    def numbered(self) -> Iterator[tuple[int | None, str]]:
        """The lines that are shown, with their numbers; one sign replaces those left out."""
        first, last = self.folded or (0, -1)
        for number, text in enumerate(self.lines, self.first):
            if number == first:
                yield None, "⋯"
            if not first <= number <= last:
                yield number, text


@dataclass(frozen=True)
class Code:
    """The code of one exercise: its definitions, and what they use."""

    own: tuple[Piece, ...] = ()
    used: tuple[Piece, ...] = ()


class Reader:
    """Finds the code of each exercise in a student's file."""

    def __init__(self, source: Source, exercises: Collection[str]) -> None:
        """exercises: names of all exercises, which are never helper functions."""
        self._exercises = frozenset(exercises)
        units = [unit for unit in source.units if unit.origin != "notebook"]
        mine = (unit.defines for unit in units if not _imports(_nodes(unit)))
        helpers = {name for names in mine for name in names} - self._exercises
        self._units = [_read(unit, helpers) for unit in units]

    def code_of(self, exercise: str, message: str = "") -> Code:
        """The code of one exercise. message: the verdict's, which may name a line."""
        own = [unit for unit in self._units if exercise in unit.defines]
        used = self._used(own)
        pieces = _marked([unit.piece for unit in (*own, *used)], *error_location(message))
        return Code(tuple(pieces[: len(own)]), tuple(pieces[len(own) :]))

    def _used(self, own: Sequence[_Read]) -> list[_Read]:
        """The student's functions and values that the code uses, directly or indirectly."""
        wanted: set[str] = set()
        waiting = list(own)
        found: set[int] = set()
        while waiting:
            wanted |= waiting.pop().names
            for number, unit in enumerate(self._units):
                offers = unit.defines - self._exercises
                if number not in found and not unit.imports and offers & wanted and unit not in own:
                    found.add(number)
                    waiting.append(unit)
        return [self._units[number] for number in sorted(found)]


@dataclass(frozen=True)
class _Read:
    """A unit, with what is needed from it more than once."""

    piece: Piece
    defines: frozenset[str]
    names: frozenset[str]  # those that it uses, if any of them is a helper's
    imports: bool


def _read(unit: CodeUnit, helpers: set[str]) -> _Read:
    nodes = _nodes(unit)
    names: set[str] = set()
    if not helpers.isdisjoint(_WORD.findall(unit.source)):  # otherwise there is nothing to find
        names = {each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name)}
    return _Read(
        _piece(unit, nodes),
        frozenset(unit.defines),
        frozenset(names),
        _imports(nodes),
    )


def _nodes(unit: CodeUnit) -> Sequence[ast.stmt]:
    """A unit's statements, lines from 1, of the text that the similarity search parses too."""
    return parse_python(unit.source.lstrip("\n")) or ()


def _imports(nodes: Sequence[ast.stmt]) -> bool:
    return bool(nodes) and all(isinstance(n, (ast.Import, ast.ImportFrom)) for n in nodes)


def _piece(unit: CodeUnit, nodes: Sequence[ast.stmt]) -> Piece:
    text = unit.source.lstrip("\n")
    cell = _CELL.match(unit.origin)
    lines = sanitize(text, _LONGEST).split("\n")[:MOST_LINES]
    first = len(unit.source) - len(text) + 1
    folded = _docstring(nodes, first - 1)
    return Piece(tuple(lines), first, folded, int(cell[1]) if cell else None)


def _docstring(nodes: Sequence[ast.stmt], before: int) -> tuple[int, int] | None:
    """The lines of a function's docstring after the first, if there are many.

    before: number of lines of the file or cell before these statements.
    """
    for node in nodes:
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node, clean=False) is not None:
            text = node.body[0]
            if text.end_lineno and text.end_lineno - text.lineno >= LONG_DOCSTRING:
                return before + text.lineno + 1, before + text.end_lineno
    return None


def _marked(pieces: Sequence[Piece], cell: int | None, line: int | None) -> list[Piece]:
    """The pieces with the line marked in the only piece that has it; in none if several do."""
    holding = [
        number
        for number, piece in enumerate(pieces)
        if line is not None
        and piece.first <= line < piece.first + len(piece.lines)
        and (cell is None or cell == piece.cell)
    ]
    shown = list(pieces)
    if len(holding) == 1:
        shown[holding[0]] = replace(shown[holding[0]], marked=line)
    return shown


def code_block(code: Code, language: str, folded: bool = False) -> Markup | None:
    """The code as HTML, None if there is none. folded: hidden until it is opened."""
    if not code.own:
        return None
    stopped = next((piece.marked for piece in (*code.own, *code.used) if piece.marked), None)
    block: Markup = macros("code.html", language).code(code, stopped, folded)
    return block
