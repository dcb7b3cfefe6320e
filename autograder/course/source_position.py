"""Positions in an author's file, as shown in error messages."""

from __future__ import annotations

import ast
import re
import traceback
from collections.abc import Iterable
from pathlib import Path

from autograder.errors import CourseError


def line_of(path: Path, text: str) -> str:
    """ "path:line" of the first line that begins with a text or contains it in quotes."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.startswith(text) or f'"{text}"' in line or f"'{text}'" in line:
            return f"{path}:{number}"
    return str(path)


def definition_of(path: Path, name: str) -> str:
    """ "path:line" of the definition of a function or class."""
    found = re.compile(rf"(async\s+)?(def|class)\s+{re.escape(name)}\b")
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if found.match(line):
            return f"{path}:{number}"
    return line_of(path, name)


def located(path: Path, error: BaseException) -> str:
    """An exception from an author's file, as a message with the line in the file."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)]
    line = f":{frames[-1].lineno}" if frames else ""
    if isinstance(error, CourseError):  # from `Case` or `Check`, which know no place
        return f"{path}{line}: {error}"
    said = f"{type(error).__name__}: {error}".removesuffix(": ")
    repair = "" if isinstance(error, Exception) else "\n  Take it out: it would end the command."
    return f"{path}{line}: cannot be run: {said}{repair}"


def segments(
    text: str, functions: Iterable[ast.FunctionDef | ast.AsyncFunctionDef]
) -> dict[str, str]:
    """The sources of functions, by name; `ast.get_source_segment` splits the text every time."""
    lines = text.split("\n")
    found = {}
    for node in functions:
        own = lines[node.lineno - 1 : node.end_lineno]
        own[-1] = own[-1].encode()[: node.end_col_offset].decode()
        own[0] = own[0].encode()[node.col_offset :].decode()
        found[node.name] = "\n".join(own)
    return found


def assigned_lines(tree: ast.Module) -> dict[str, int]:
    """The line of the last assignment to each name at top level."""
    found: dict[str, int] = {}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        found.update({t.id: node.lineno for t in targets if isinstance(t, ast.Name)})
    return found
