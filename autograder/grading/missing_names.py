"""Explain missing functions and NameErrors.

Either the function was never written, or the cell or statement that defines it did not run. The
second has a message of its own.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Collection
from dataclasses import replace

from autograder.models import Source, Transcript, Verdict


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
    message = verdict.message or f"no function named '{name}' was found"
    near = _near(name, source, transcript.answers)
    if near and not verdict.message:
        message += f"; did you mean your '{near}'?"
    return replace(verdict, message=message)


def _near(name: str, source: Source, others: Collection[str]) -> str:
    """The name in a file that is nearest to an exercise's; "" if none is near.

    others: names of all exercises; their answers are no misspellings of this one.
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
    try:
        functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return any(
        not isinstance(statement, ast.Raise | ast.Pass)
        and not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for function in functions
        if function.name == name
        for statement in function.body
    )


def explain_name_error(verdict: Verdict, source: Source, transcript: Transcript) -> Verdict:
    """A NameError with its cause: the statement that was to make the name did not run."""
    found = re.match(r"NameError: name '(\w+)' is not defined", verdict.message)
    if not found:
        return verdict
    for error in transcript.unit_errors:
        unit = source.units[error.unit]
        if found[1] in unit.defines and error.kind == "raised":
            cause = f"{unit.origin}: {error.error}: {error.message}"
            return replace(verdict, message=cause)
    return verdict
