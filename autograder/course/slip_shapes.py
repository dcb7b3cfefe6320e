"""What kind of value each variable of a source holds, seen in one run.

A student takes a variable for another one of the same kind; for one of another kind the call
would fail at once.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.course.reference import load_function
from autograder.course.time_limit import time_limit
from autograder.models import CaseInput
from autograder.sandbox.calls import call_and_record

if TYPE_CHECKING:
    from autograder.course.exercise import ExerciseLibrary

SECONDS = 5.0
_SEEN = "__seen__"


def shapes_of(
    library: ExerciseLibrary, name: str, tree: ast.Module, case: CaseInput
) -> Mapping[str, object]:
    """By variable its kind at the end of the functions of a source; {} if that cannot run."""
    found: dict[str, object] = {}

    def seen(variables: Mapping[str, Any]) -> None:
        found.update((key, _kind(value)) for key, value in variables.items())

    code = compile(_watched(tree), f"<variables of {name}>", "exec", dont_inherit=True)
    with time_limit(SECONDS) as limit:
        try:
            function = load_function(library, name, code, **{_SEEN: seen})
            if callable(function):
                call_and_record(function, case)
        except Exception:  # an answer that needs more than this; its variables are not known
            return {}
    if limit.exceeded:
        return {}
    return {key: kind for key, kind in found.items() if kind is not None}


def _watched(tree: ast.Module) -> ast.Module:
    """A copy that hands over its variables before each `return`."""
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
