"""Restrict student code in this process to the packages that the course lists.

A kernel can import whatever the student has installed; in grading the import would be refused.
The self-check says so in the same words, before a point is lost. It covers imports while code
runs (an import is the student's if only the standard library is between it and student code) and
those that the notebook's cells made before.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import sys
import types
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from autograder.sandbox.imports import OURS, is_allowed, refusal
from autograder.submission.ipython import strip_magics
from autograder.submission.statements import parse_python

_CHECKS = f"{OURS}.selfcheck"
MAX_CELLS = 2_000  # that are read from the kernel's history
# A self-check that does nothing; otherwise a check would check itself.
_QUIET = types.ModuleType(_CHECKS)
vars(_QUIET).update(dict.fromkeys(("check", "hint"), lambda *args, **options: None))


@contextmanager
def listed_imports_only(space: Mapping[str, Any], packages: Sequence[str]) -> Iterator[None]:
    """Let this namespace's code import only the standard library and these packages."""
    original = builtins.__import__
    machinery: Any = importlib._bootstrap
    found = machinery._gcd_import

    def refuse(name: object) -> None:
        top = str(name).partition(".")[0]
        if top != OURS and not is_allowed(top, packages) and _is_students(space):
            raise ModuleNotFoundError(refusal(top, packages), name=top)

    def import_listed(
        name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> types.ModuleType:
        if level == 0:
            refuse(name)
            if name == _CHECKS and globals is space:
                return _QUIET if fromlist else original(OURS)
        return original(name, globals, locals, fromlist, level)

    def find_listed(name: str, package: str | None = None, level: int = 0) -> types.ModuleType:
        refuse(package if level else name)
        module: types.ModuleType = found(name, package, level)
        return module

    builtins.__import__ = import_listed
    machinery._gcd_import = find_listed
    try:
        yield
    finally:
        builtins.__import__ = original
        machinery._gcd_import = found


def _is_students(space: Mapping[str, Any]) -> bool:
    """Whether the nearest caller outside the standard library is the student's code."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_globals is space:
            return True
        name = str(frame.f_globals.get("__name__", ""))
        ours = name == __name__
        if not ours and name.partition(".")[0] not in sys.stdlib_module_names:
            return False
        frame = frame.f_back  # type: ignore[assignment]
    return False


def unlisted_package(value: Any, space: Mapping[str, Any], packages: Collection[str]) -> str:
    """An unlisted package that a function needs and a cell imported; "" if there is none."""
    imported = _imported(space)
    for name in _globals_used(value, space):
        there = space[name]
        module = there.__name__ if isinstance(there, types.ModuleType) else imported.get(name, "")
        package = module.partition(".")[0]
        if package and package != OURS and not is_allowed(package, packages):
            return package
    return ""


def _imported(space: Mapping[str, Any]) -> dict[str, str]:
    """The module behind each name that a cell's import statement bound; the last one counts."""
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
    """The notebook's names that a function uses, directly or in helpers that it calls."""
    waiting, seen = [value], set[str]()
    while waiting:
        for name in _names(waiting.pop()):
            if name in space and name not in seen:
                seen.add(name)
                yield name
                used = space[name]
                if isinstance(used, types.FunctionType) and used.__globals__ is space:
                    waiting.append(used)


def _names(value: Any) -> Iterator[str]:
    codes = [getattr(getattr(value, "__wrapped__", value), "__code__", None)]
    while codes:
        code = codes.pop()
        if isinstance(code, types.CodeType):
            yield from code.co_names
            codes += code.co_consts
