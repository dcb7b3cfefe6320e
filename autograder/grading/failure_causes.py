"""Explain the cause of a failure if the error itself does not name it.

A function was never written, or was written under another name, below its `raise` or in a cell that
did not run; a name is undefined because the statement that defines it failed; `np = 5` at top level
makes every function that uses NumPy fail.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from autograder.models import CodeUnit, Source, Transcript, Verdict
from autograder.submission.statements import parse_python

_NO_ATTRIBUTE = re.compile(
    r"^AttributeError: (?:'[\w.]+' object|type object '\w+'|module '[\w.]+') "
    r"has no attribute '(\w+)'"
)
_CAUSE = re.compile(r": name '\w+' was overwritten here; it was the module '[\w.]+'$")


def explain_missing(name: str, verdict: Verdict, source: Source, transcript: Transcript) -> Verdict:
    """The verdict of a missing exercise, with the reason why it is missing."""
    for error in transcript.unit_errors:
        unit = source.units[error.unit]
        if name in unit.defines:
            kind = error.kind
            text = f"{error.error}: {error.message}" if kind == "raised" else kind
            status = "error" if kind == "raised" else kind
            return replace(verdict, status=status, message=f"{unit.origin}: {text}")
    if name in source.misplaced:
        return replace(verdict, message=source.misplaced[name])
    if verdict.message:
        return verdict
    near = _near(name, source, transcript.answers)
    asked = f"; did you mean your '{near}'?" if near else ""
    return replace(verdict, message=f"no function named '{name}' was found{asked}")


def _near(name: str, source: Source, others: Collection[str]) -> str:
    """The name in a file that is closest to an exercise's; "" if none is close.

    others: names of all exercises, which are not misspellings of this one.
    """
    written = [each for unit in source.units for each in unit.defines if each not in others]
    return "".join(difflib.get_close_matches(name, written, n=1, cutoff=0.75))


def explain_stub(
    name: str, verdict: Verdict, source: Source, others: Collection[str] = ()
) -> Verdict:
    """An untouched stub, unless the answer was written below its `raise` or elsewhere.

    others: names of all exercises.
    """
    if verdict.status != "not_attempted":
        return verdict
    if any(_has_body_beside_raise(unit.source, name) for unit in source.units):
        return replace(verdict, status="error")
    if name in source.misplaced:
        return replace(verdict, status="missing", message=source.misplaced[name])
    near = _near(name, source, {name, *others})
    renamed = f"the stub '{name}' is unchanged; did you mean your '{near}'?" if near else ""
    return replace(verdict, message=renamed)


def _has_body_beside_raise(text: str, name: str) -> bool:
    return any(
        not isinstance(statement, ast.Raise | ast.Pass)
        and not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for function in parse_python(text) or ()
        if isinstance(function, ast.FunctionDef) and function.name == name
        for statement in function.body
    )


def explain_name_error(verdict: Verdict, source: Source, transcript: Transcript) -> Verdict:
    """A NameError with its cause: the statement that should define the name did not run."""
    found = re.match(r"NameError: name '(\w+)' is not defined", verdict.message)
    if not found:
        return verdict
    for error in transcript.unit_errors:
        unit = source.units[error.unit]
        if found[1] in unit.defines and error.kind == "raised":
            cause = f"{unit.origin}: {error.error}: {error.message}"
            return replace(verdict, message=cause)
    return verdict


def explain_overwritten(verdict: Verdict, source: Source) -> Verdict:
    """The verdict with the cause of its error, if that is an overwritten module name."""
    found = _NO_ATTRIBUTE.match(verdict.message)
    if not found:
        return verdict
    for name, module, unit in _overwritten(source.units):
        if any(re.search(rf"\b{name}\s*\.\s*{found[1]}\b", each.source) for each in source.units):
            cause = f"{unit.origin}: name '{name}' was overwritten here; it was the module"
            return replace(verdict, message=f"{cause} '{module}'")
    return verdict


def say_once(verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """The verdicts, each such cause spelled out only in the first one it affects."""
    first: dict[str, str] = {}
    said = {}
    for name, verdict in verdicts.items():
        message = verdict.message
        if _CAUSE.search(message) and first.setdefault(message, name) != name:
            verdict = replace(verdict, message=f"the same cause as in '{first[message]}'")
        said[name] = verdict
    return said


def _overwritten(units: Sequence[CodeUnit]) -> Iterator[tuple[str, str, CodeUnit]]:
    """Names that one unit bound to a module and a later unit to something else."""
    modules: dict[str, str] = {}
    for unit in units:
        imported = _imported(unit)
        for name in unit.defines:
            if name in modules and name not in imported:
                yield name, modules[name], unit
        modules |= {name: module for name, module in imported.items() if module}


def _imported(unit: CodeUnit) -> dict[str, str]:
    """The module for each name that an import binds; "" if the name is a part of a module."""
    found: dict[str, str] = {}
    statements = parse_python(unit.source) if "import" in unit.source else ()
    for node in chain.from_iterable(map(ast.walk, statements or ())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                found[name] = alias.name if alias.asname else name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                found.setdefault(alias.asname or alias.name, "")
    return found
