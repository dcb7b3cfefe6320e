"""Say that a module's name was overwritten, where a function fails because of it.

`np = 5` at top level makes every function fail that uses NumPy, each with an error that does not
say so. The cause is named with its place, and once for the whole file.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from autograder.models import CodeUnit, Source, Verdict
from autograder.submission.statements import parse_python

_NO_ATTRIBUTE = re.compile(
    r"^AttributeError: (?:'[\w.]+' object|type object '\w+'|module '[\w.]+') "
    r"has no attribute '(\w+)'"
)
_CAUSE = re.compile(r": name '\w+' was overwritten here; it was the module '[\w.]+'$")


def explain_overwritten(verdict: Verdict, source: Source) -> Verdict:
    """The verdict with the cause of its error, if that is a module's name with another value."""
    found = _NO_ATTRIBUTE.match(verdict.message)
    if not found:
        return verdict
    for name, module, unit in _overwritten(source.units):
        if any(re.search(rf"\b{name}\s*\.\s*{found[1]}\b", each.source) for each in source.units):
            cause = f"{unit.origin}: name '{name}' was overwritten here; it was the module"
            return replace(verdict, message=f"{cause} '{module}'")
    return verdict


def say_once(verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """The verdicts, each such cause named with the first one alone."""
    first: dict[str, str] = {}
    said = {}
    for name, verdict in verdicts.items():
        message = verdict.message
        if _CAUSE.search(message) and first.setdefault(message, name) != name:
            verdict = replace(verdict, message=f"the same cause as in '{first[message]}'")
        said[name] = verdict
    return said


def _overwritten(units: Sequence[CodeUnit]) -> Iterator[tuple[str, str, CodeUnit]]:
    """Names that a unit bound to a module and a later one to something else."""
    modules: dict[str, str] = {}
    for unit in units:
        imported = dict(_imported(unit))
        for name in unit.defines:
            if name in modules and name not in imported and not _imports_from(unit, name):
                yield name, modules[name], unit
        modules |= imported


def _imported(unit: CodeUnit) -> Iterator[tuple[str, str]]:
    for node in _nodes(unit):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                yield name, alias.name if alias.asname else name


def _imports_from(unit: CodeUnit, name: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and any((alias.asname or alias.name) == name for alias in node.names)
        for node in _nodes(unit)
    )


def _nodes(unit: CodeUnit) -> Iterator[ast.AST]:
    if "import" in unit.source:
        for statement in parse_python(unit.source) or ():
            yield from ast.walk(statement)
