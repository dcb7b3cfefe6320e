"""Find the logical lines of Python source, even in broken code.

A light scanner of strings, brackets, comments and backslashes. Unlike `tokenize` it
continues after any error, and can start at any line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# What matters on one line: a string's opening, brackets, a comment, a backslash at the end.
_TOKEN = re.compile(r"'''|\"\"\"|'|\"|[(\[{]|[)\]}]|#|\\$")
_CLOSING = {quote: re.compile(rf"(?:[^\\]|\\.)*?{quote}", re.DOTALL) for quote in ("'''", '"""')}
_SHORT = {quote: re.compile(rf"(?:[^\\{quote}]|\\.)*{quote}?", re.DOTALL) for quote in ("'", '"')}
# Keywords that begin a statement and never start a line inside brackets.
_STATEMENT = re.compile(r"(?:async\s+def|def|class|import|return|while|try|with|del|raise)\b")
_OPEN = frozenset("([{")


# Comments and string openings in a whole text; a prefix belongs to the string.
_LITERAL = re.compile(r"#[^\n]*|(?P<prefix>[A-Za-z]{0,2})(?P<quote>\'\'\'|\"\"\"|\'|\")")
_NODE = re.compile(r"\d[\w.]*|\w+|[^\w\s]|\n")
_LITERAL_END = {
    "'": re.compile(r"(?:[^\\'\n]+|\\.)*+", re.DOTALL),
    '"': re.compile(r'(?:[^\\"\n]+|\\.)*+', re.DOTALL),
    "'''": re.compile(r"(?:[^\\']+|\\.|'(?!''))*+", re.DOTALL),
    '"""': re.compile(r'(?:[^\\"]+|\\.|"(?!""))*+', re.DOTALL),
}


def _literals(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each comment and string: how it begins and where its text ends."""
    at = 0
    while found := _LITERAL.search(text, at):
        end, quote = found.end(), found["quote"] or ""
        if quote and (body := _LITERAL_END[quote].match(text, end)):
            end = body.end()
        yield found, end
        at = end + len(quote)


def fstring_work(text: str) -> int:
    """How many f-string characters Python's parser reads: all, once for each placeholder."""
    work = 0
    for found, end in _literals(text):
        if found["quote"] and "f" in found["prefix"].lower():
            work += text.count("{", found.end(), end) * (end - found.end())
    return work


def token_count(text: str) -> int:
    """Roughly how many nodes the syntax tree has: names, numbers, signs, lines, placeholders."""
    count, at = text.count("{"), 0
    for found, end in _literals(text):
        string = found["quote"] or ""  # else a comment
        count += sum(1 for _ in _NODE.finditer(text, at, found.start())) + bool(string)
        at = end + len(string)
    return count + sum(1 for _ in _NODE.finditer(text, at))


def is_blank(line: str) -> bool:
    """Whether a line contains only whitespace or a comment."""
    stripped = line.lstrip(" \t\f")
    return not stripped or stripped[0] == "#"


def logical_end(lines: Sequence[str], first: int) -> tuple[int, bool]:
    """The last line of the logical line that begins at `first`, and whether it is complete.

    It is incomplete if the text ended, or a new statement began at the left margin,
    inside a string or a bracket.
    """
    depth, quote = 0, ""
    last = first
    while True:
        depth, quote, joined = _scan(lines[last], depth, quote)
        if not (depth or quote or joined):
            return last, True
        if last + 1 == len(lines):
            return last, False
        if depth and not quote and _STATEMENT.match(lines[last + 1]):
            return last, False
        last += 1


def _scan(line: str, depth: int, quote: str) -> tuple[int, str, bool]:
    """Bracket depth, open triple quote and "continued by a backslash" after one line."""
    at = 0
    if quote:
        closing = _CLOSING[quote].match(line)
        if closing is None:
            return depth, quote, False
        at = closing.end()
    while found := _TOKEN.search(line, at):
        token, at = found[0], found.end()
        if token == "#":
            break
        if token == "\\":
            return depth, "", True
        if token in _OPEN:
            depth += 1
        elif len(token) == 3:
            closing = _CLOSING[token].match(line, at)
            if closing is None:
                return depth, token, False
            at = closing.end()
        elif token in _SHORT:
            rest = _SHORT[token].match(line, at)
            at = rest.end() if rest else at
        else:
            depth = max(0, depth - 1)
    return depth, "", False
