"""The variables of a source: the kind of value each holds, and which arguments matter.

A student may confuse variables of the same kind; with one of a different kind the call would
fail at once.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.course.reference import load_function
from autograder.course.time_limit import time_limit
from autograder.models import CaseInput, PlainValue
from autograder.sandbox.calls import call_and_record

if TYPE_CHECKING:
    from autograder.course.exercise import ExerciseLibrary

SHAPES_SECONDS = 5.0
_SEEN = "__seen__"


def shapes_of(
    library: ExerciseLibrary, name: str, tree: ast.Module, case: CaseInput
) -> Mapping[str, object]:
    """The kind of each variable at the end of a source's functions; {} if that cannot run."""
    found: dict[str, object] = {}

    def seen(variables: Mapping[str, Any]) -> None:
        found.update((key, _kind(value)) for key, value in variables.items())

    code = compile(_watched(tree), f"<variables of {name}>", "exec", dont_inherit=True)
    with time_limit(SHAPES_SECONDS) as limit:
        try:
            function = load_function(library, name, code, **{_SEEN: seen})
            if callable(function):
                call_and_record(function, case)
        except Exception:  # an answer that needs more than this; its variables stay unknown
            return {}
    if limit.exceeded:
        return {}
    return {key: kind for key, kind in found.items() if kind is not None}


def _watched(tree: ast.Module) -> ast.Module:
    """A copy that passes its variables to a callback before each `return`."""
    tree = copy.deepcopy(tree)
    for node in ast.walk(tree):
        for field in ("body", "orelse"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                watched: list[ast.stmt] = []
                for each in block:
                    if isinstance(each, ast.Return):
                        watched.append(ast.parse(f"{_SEEN}(dict(locals()))").body[0])
                    watched.append(each)
                setattr(node, field, watched)
    return ast.fix_missing_locations(tree)


def _kind(value: object) -> object:
    if isinstance(value, (bool, str)) or value is None:
        return type(value).__name__
    if isinstance(value, (int, float, np.number)):
        return "number"
    if isinstance(value, np.ndarray):
        return "array", value.shape
    if isinstance(value, (list, tuple)):
        try:
            return "array", np.shape(value)
        except ValueError:
            return type(value).__name__, len(value)
    return None


def used_arguments(tree: ast.AST) -> frozenset[str]:
    """The arguments that the returned value depends on, judging by names."""
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    needed: set[str] = set()
    depends: list[tuple[set[str], set[str]]] = []  # names that are set, names they are set from
    for node in ast.walk(tree):
        if isinstance(node, (ast.Return, ast.Yield, ast.Lambda)):
            needed |= _names(node)
        elif isinstance(node, (ast.If, ast.IfExp, ast.Assert)):
            needed |= _names(node.test)
        elif isinstance(node, (ast.For, ast.comprehension)):
            needed |= _names(node.iter)
        elif isinstance(node, ast.Assign):
            depends.append((set().union(*map(_names, node.targets)), _names(node)))
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.NamedExpr)):
            depends.append((_names(node.target), _names(node)))
        elif isinstance(node, ast.Expr):  # a call that changes its arguments
            depends.append((_names(node), _names(node)))
    while True:
        more = {name for found, used in depends if found & needed for name in used} - needed
        if not more:
            return frozenset(arguments & needed)
        needed |= more


def with_other_numbers(value: PlainValue) -> PlainValue:
    """A value of the same form with different numbers."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "if":
        other: PlainValue = value + 1 if value.dtype.kind == "i" else 1.25 * value + 0.375
        return other
    if isinstance(value, dict):
        return {key: with_other_numbers(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(with_other_numbers, value))
    if isinstance(value, float):
        return 1.25 * value + 0.375
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else value


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
