"""Packages that a course does not list, found in a function that is defined in a notebook.

A kernel holds whatever the student has installed; in grading the import would be refused. The
self-check says so in the same words, before a point is lost.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from autograder.sandbox.imports import OURS, is_allowed
from autograder.submission.ipython import strip_magics
from autograder.submission.statements import parse_python

MAX_CELLS = 2_000  # of the kernel's history that are read


def unlisted_package(value: Any, space: Mapping[str, Any], packages: Collection[str]) -> str:
    """The package, not listed, whose import at top level a function needs; "" if none."""
    imported = _imported(space)
    for name in _globals_used(value, space):
        there = space[name]
        if isinstance(there, types.ModuleType):
            found = there.__name__
        elif name in imported:
            found = imported[name]
        else:
            continue
        package = found.partition(".")[0]
        if package != OURS and not is_allowed(package, packages):
            return package
    return ""


def _imported(space: Mapping[str, Any]) -> dict[str, str]:
    """The module behind each name that a cell's import statement bound, the last one counting."""
    found: dict[str, str] = {}
    cells = space.get("In")
    for cell in cells[-MAX_CELLS:] if isinstance(cells, list) else ():
        nodes = parse_python(strip_magics(cell)) if isinstance(cell, str) else None
        for node in (each for top in nodes or () for each in ast.walk(top)):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    found[alias.asname or alias.name.partition(".")[0]] = alias.name
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for alias in node.names:
                    found[alias.asname or alias.name] = node.module
    return found


def _globals_used(value: Any, space: Mapping[str, Any]) -> Iterator[str]:
    """The notebook's names that a function uses, also in the helpers that it calls."""
    waiting, seen = [value], set[str]()
    while waiting:
        for name in _names(waiting.pop()):
            if name in space and name not in seen:
                seen.add(name)
                yield name
                if isinstance(space[name], types.FunctionType) and (
                    space[name].__globals__ is space
                ):
                    waiting.append(space[name])


def _names(value: Any) -> Iterator[str]:
    function: Callable[..., Any] | Any = getattr(value, "__wrapped__", value)
    codes = [getattr(function, "__code__", None)]
    while codes:
        code = codes.pop()
        if isinstance(code, types.CodeType):
            yield from code.co_names
            codes += code.co_consts
