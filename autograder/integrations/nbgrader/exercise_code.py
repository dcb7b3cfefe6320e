"""Split the code of a .py file by the exercises that its statements define."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.submission.statements import split_statements
from autograder.text.sanitize import replace_surrogates


def split_by_exercise(text: str, names: set[str]) -> tuple[str, dict[str, str]]:
    """The code above the first exercise, and the lines of each exercise with its helpers."""
    head: list[str] = []
    parts: dict[str, list[str]] = {}
    waiting = head
    last = ""
    for bound, chunk in _chunks(text):
        waiting.append(chunk)
        if found := bound & names:
            last = min(found)
            mine = parts.setdefault(last, [])
            if waiting is head:
                mine.append(head.pop())
            else:
                mine += waiting
            waiting = []
    if last and waiting is not head:
        parts[last] += waiting
    return _joined(head), {name: _joined(chunks) for name, chunks in parts.items()}


def _joined(chunks: list[str]) -> str:
    return "\n".join(chunks).strip("\n")


def _chunks(text: str) -> Iterator[tuple[set[str], str]]:
    """The names that each statement binds, and its lines with the comments above it."""
    lines = replace_surrogates(text).split("\n")
    end = 0
    for statement in split_statements(text):
        last = statement.line - 1 + statement.source.count("\n") + 1
        yield bound_names(statement.source), "\n".join(lines[end:last])
        end = last
    yield set(), "\n".join(lines[end:])


_BINDS = re.compile(r"^(?:(?:async\s+)?def|class)\s+(\w+)|^(\w+)\s*(?::[^=\n]+)?=(?!=)", re.M)


def bound_names(source: str) -> set[str]:
    """The functions, classes and variables that a source binds at its top level."""
    return {first or second for first, second in _BINDS.findall(source)}
