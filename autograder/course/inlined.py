"""The same source with its steps written into one another.

`total = np.sum(w**2)` and `return lam * total` become `return lam * np.sum(w**2)`. A change that
takes two neighbouring steps at once, such as their order, is one expression then.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence


def inlined(tree: ast.Module) -> ast.Module:
    """A copy in which each variable that is set once and read once is where it is read."""
    tree = copy.deepcopy(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            _inline(node)
    return tree


def _inline(function: ast.FunctionDef) -> None:
    body = function.body
    i = 0
    while i < len(body):
        target, uses = _variable(body[i]), []
        if target:
            everywhere = [n for n in ast.walk(function) if isinstance(n, ast.Name)]
            uses = [n for n in everywhere if n.id == target and n is not _target(body[i])]
        if len(uses) == 1 and _may_be_inlined(body[i + 1 :], uses[0], body[i]):
            _put(body[i + 1 :], uses[0], body[i].value)  # type: ignore[attr-defined]
            del body[i]
        else:
            i += 1


def _variable(node: ast.stmt) -> str:
    target = _target(node)
    return target.id if target is not None else ""


def _target(node: ast.stmt) -> ast.Name | None:
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        [target] = node.targets
        return target if isinstance(target, ast.Name) else None
    return None


def _may_be_inlined(rest: Sequence[ast.stmt], use: ast.Name, made: ast.stmt) -> bool:
    """Whether the value may as well be computed where it is read: nothing changes in between."""
    needed = {n.id for n in ast.walk(made) if isinstance(n, ast.Name)} - {use.id}
    for each in rest:
        inside = set(ast.walk(each))
        if use in inside:
            return isinstance(each, (ast.Assign, ast.Return, ast.AugAssign, ast.Expr)) and not any(
                isinstance(n, (ast.Lambda, ast.comprehension)) for n in inside
            )
        if not isinstance(each, (ast.Assign, ast.FunctionDef)) or any(
            isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and n.id in needed
            for n in inside
        ):
            return False
    return False


def _put(rest: Sequence[ast.stmt], use: ast.Name, value: ast.expr) -> None:
    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return value if node is use else node

    for each in rest:
        Put().visit(each)
