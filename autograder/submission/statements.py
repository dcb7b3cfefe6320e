"""Split source into statements, even where it does not compile.

A syntax error costs only the statement that contains it: the text is cut where the
next statement that compiles begins. The work is bounded, so hostile text
becomes one broken statement instead of taking forever.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.submission.line_scanner import fstring_work, is_blank, logical_end

# Grading, the pages and the similarity search parse the same submission again; a syntax tree
# takes up to a kilobyte of memory for each character.
_REMEMBERED = 50_000  # characters of all texts whose trees are kept
_REMEMBERED_EACH = 10_000

# What one recovery may cost: characters scanned and compiled, beyond the text's own length.
_WORK = 1_000_000
_WORK_PER_CHARACTER = 2

# Characters that the parser may read again for the placeholders of f-strings; 0.1 s or so.
_FSTRING_WORK = 50_000_000
_FEW = 100  # placeholders, which cost almost nothing

_MAY_CONTINUE = re.compile(r"(?:async\s+)?(?:if|for|while|try)\b")
_CONTINUES = re.compile(r"(?:else|elif|except|finally)\b")
_GOES_ON = re.compile(r"(?:else|elif|except|finally)\b|[)\]},;:.]")
_BEGINS = re.compile(r"(?:async\s+)?(?:def|class)\s|@")


@dataclass(frozen=True)
class Statement:
    """One top-level statement (or several that share a line).

    line: its first line, from 1.
    nodes: its syntax tree; empty if it does not compile.
    """

    source: str
    line: int
    nodes: tuple[ast.stmt, ...] = ()


def parse_python(source: str) -> tuple[ast.stmt, ...] | None:
    """The statements of a text, None if it does not compile. Never raises.

    All callers with the same text share the nodes: do not change them.
    """
    return _remembered(source) if len(source) <= _REMEMBERED_EACH else _parse(source)


class _Remembered:
    """Syntax trees of the most recently parsed texts, bounded by the texts' length."""

    def __init__(self) -> None:
        self._trees: OrderedDict[str, tuple[ast.stmt, ...] | None] = OrderedDict()
        self._size = 0

    def __call__(self, source: str) -> tuple[ast.stmt, ...] | None:
        if source in self._trees:
            self._trees.move_to_end(source)
            return self._trees[source]
        nodes = self._trees[source] = _parse(source)
        self._size += len(source)
        while self._size > _REMEMBERED:
            self._size -= len(self._trees.popitem(last=False)[0])
        return nodes

    def cache_clear(self) -> None:
        self._trees.clear()
        self._size = 0


_remembered = _Remembered()


def too_costly(source: str) -> bool:
    """Whether Python's parser would need more than linear time for a text."""
    return source.count("{") > _FEW and fstring_work(source) > _FSTRING_WORK


def _parse(source: str) -> tuple[ast.stmt, ...] | None:
    if too_costly(source):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape is the student's business
            return tuple(ast.parse(source).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # ValueError: null bytes, lone surrogates; the others: absurd nesting


def split_statements(text: str) -> list[Statement]:
    """The top-level statements of a text, in order; comments between them are left out."""
    whole = split_valid(text)
    return list(_Recovery(text.split("\n")).statements()) if whole is None else whole


def split_valid(text: str) -> list[Statement] | None:
    """The same for text that compiles as a whole; None for other text."""
    nodes = parse_python(text)
    return None if nodes is None else list(_sound(nodes, text.split("\n"), 0))


def _sound(nodes: tuple[ast.stmt, ...], lines: list[str], offset: int) -> Iterator[Statement]:
    """Cut text that compiles; `offset` lines come before it."""
    group: list[ast.stmt] = []
    first = last = 0
    for node in nodes:
        begin = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        if group and begin > last:
            yield _statement(lines, first + offset, last + offset, group)
            group = []
        if not group:
            first = begin
        group.append(node)
        last = max(last, node.end_lineno or node.lineno)
    if group:
        yield _statement(lines, first + offset, last + offset, group)


def _statement(lines: list[str], first: int, last: int, nodes: list[ast.stmt]) -> Statement:
    return Statement("\n".join(lines[first - 1 : last]), first, tuple(nodes))


class _Recovery:
    """Cuts text that does not compile as a whole."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.work = _WORK + _WORK_PER_CHARACTER * sum(map(len, lines))
        self.tried: dict[int, tuple[int, tuple[ast.stmt, ...]] | None] = {}

    def statements(self) -> Iterator[Statement]:
        at = self.skip(0)
        while at < len(self.lines):
            found = self.attempt(at)
            if found is None:
                begin, at = at, self.next_sound(at + 1)
                yield from self.broken(begin, at)
            else:
                end, nodes = found
                yield from _sound(nodes, self.lines, at)
                at = self.skip(end)

    def skip(self, at: int) -> int:
        """The first line from `at` on that is not only whitespace or a comment."""
        while at < len(self.lines) and is_blank(self.lines[at]):
            at += 1
        return at

    def next_sound(self, at: int) -> int:
        """The next line at the left margin where a complete statement begins and compiles."""
        before = self.lines[at - 1]
        for line in range(at, len(self.lines)):
            text = self.lines[line]
            if is_blank(text):
                continue
            decorated, before = before.startswith("@"), text
            if text[0].isspace() or _GOES_ON.match(text) or (decorated and _BEGINS.match(text)):
                continue
            if self.work < 0:
                break
            if self.attempt(line) is not None:
                return line
        return len(self.lines)

    def attempt(self, first: int) -> tuple[int, tuple[ast.stmt, ...]] | None:
        """The statement that begins at a line: the line after it, and its nodes."""
        if first not in self.tried:
            end, whole = self.extent(first)
            chunk = "\n".join(self.lines[first:end])
            self.work -= len(chunk) + 1
            nodes = parse_python(chunk) if whole else None
            self.tried[first] = (end, nodes) if nodes else None
        return self.tried[first]

    def extent(self, first: int) -> tuple[int, bool]:
        """The line after the statement that begins at a line, and whether it is complete."""
        at = first
        while at < len(self.lines) and self.work >= 0:
            last, whole = logical_end(self.lines, at)
            self.work -= sum(map(len, self.lines[at : last + 1])) + last + 1 - at
            if not whole:
                return last + 1, False
            decorates = self.lines[at].startswith("@")
            at = self.skip(last + 1)
            if at == len(self.lines):
                return last + 1, True
            text = self.lines[at]
            continues = _CONTINUES.match(text) and _MAY_CONTINUE.match(self.lines[first])
            if not (decorates or text[:1].isspace() or continues):
                return last + 1, True
        return len(self.lines), False

    def broken(self, begin: int, end: int) -> Iterator[Statement]:
        """Lines without a valid statement, cut where functions and classes begin."""
        first = begin
        for line in range(begin + 1, end):
            decorated = self.lines[line - 1].startswith("@")
            if _BEGINS.match(self.lines[line]) and not decorated:
                yield self.piece(first, line)
                first = line
        yield self.piece(first, end)

    def piece(self, first: int, end: int) -> Statement:
        while end > first + 1 and is_blank(self.lines[end - 1]):
            end -= 1
        return Statement("\n".join(self.lines[first:end]), first + 1)
