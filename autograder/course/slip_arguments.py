"""Which arguments a function's result depends on: as far as its source tells, and with others."""

from __future__ import annotations

import ast

import numpy as np

from autograder.models import PlainValue


def used_arguments(tree: ast.AST) -> frozenset[str]:
    """The arguments that what is returned depends on, as far as names tell."""
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
        elif isinstance(node, ast.Expr):  # a call that changes what it is given
            depends.append((_names(node), _names(node)))
    while True:
        more = {name for found, used in depends if found & needed for name in used} - needed
        if not more:
            return frozenset(arguments & needed)
        needed |= more


def with_other_numbers(value: PlainValue) -> PlainValue:
    """A value of the same form in which every number is another."""
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
