"""Statements of a source moved: before or after others, into a loop or out of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations

from autograder.course.tree_edits import TreeEdit, changed

MOST_MOVED = 2  # statements that move together


def moves(node: ast.AST) -> Iterator[TreeEdit]:
    """The moves in the blocks of a node, in a fixed order."""
    for field in ("body", "orelse"):
        block = getattr(node, field, None)
        if not isinstance(block, list):
            continue
        yield from _exchanges(node, field, block)
        for i, each in enumerate(block):
            label = f"line {each.lineno}: moved"
            before, after = block[:i], block[i + 1 :]
            if not isinstance(each, (ast.For, ast.If, ast.With)):
                continue
            inner = each.body
            if len(inner) > 1:
                first, last = changed(each, body=inner[1:]), changed(each, body=inner[:-1])
                yield TreeEdit(label, node, field, [*before, inner[0], first, *after])
                yield TreeEdit(label, node, field, [*before, last, inner[-1], *after])
            if isinstance(each, ast.For):
                if before and _may_move(before[-1]):  # repeated in every iteration
                    again = changed(each, body=[before[-1], *inner])
                    yield TreeEdit(label, node, field, [*before[:-1], again, *after])
                if after and not isinstance(after[0], ast.FunctionDef):  # indented too far
                    longer = changed(each, body=[*inner, after[0]])
                    yield TreeEdit(label, node, field, [*before, longer, *after[1:]])


def _exchanges(node: ast.AST, field: str, block: list[ast.stmt]) -> Iterator[TreeEdit]:
    """Swap a step with those next to it, such as recording a value with updating it."""
    for start, middle, end in combinations(range(len(block) + 1), 3):
        first, second = block[start:middle], block[middle:end]
        if min(len(first), len(second)) > MOST_MOVED or not all(map(_may_move, block[start:end])):
            continue
        if _is_changed(second, first) or _is_changed(first, second):
            moved = [*block[:start], *second, *first, *block[end:]]
            yield TreeEdit(f"line {first[0].lineno}: moved", node, field, moved)


def _is_changed(by: list[ast.stmt], used: list[ast.stmt]) -> bool:
    """Whether the statements `by` may change a name that `used` reads."""
    names = [node for each in by for node in ast.walk(each) if isinstance(node, ast.Name)]
    calls = {node for each in by if isinstance(each, ast.Expr) for node in ast.walk(each)}
    found = {node.id for node in names if isinstance(node.ctx, ast.Store) or node in calls}
    return any(isinstance(n, ast.Name) and n.id in found for each in used for n in ast.walk(each))


def _may_move(node: ast.stmt) -> bool:
    return isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr, ast.If))
