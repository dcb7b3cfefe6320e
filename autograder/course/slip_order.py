"""Swap two steps of a source: f(g(x)) becomes g(f(x)).

If the steps are statements, `inlined` first merges them into one: `total = np.sum(w**2)` and
`return lam * total` become `return lam * np.sum(w**2)`.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Sequence

from autograder.course.tree_edits import TreeEdit, changed, is_read, places, replaced

Build = Callable[[ast.expr], ast.expr]
Frame = tuple[ast.expr, Build]  # a part of an expression, and the expression around another part

MODULES = frozenset({"np", "numpy", "math", "linalg"})


def steps_in_the_other_order(tree: ast.Module) -> Iterator[TreeEdit]:
    """All such changes of a tree."""
    where = places(tree)
    for node in [*ast.walk(tree)][1:]:
        if is_read(node):
            for label, new in in_the_other_order(node):
                yield replaced(f"line {node.lineno}: {label}", node, new, where[node])


def in_the_other_order(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    """f(g(x)) becomes g(f(x)): the square of a sum, a root before a term is added."""
    for inner, outer in _frames(node):
        for core, second in _frames(inner):
            if isinstance(core, ast.Constant) or _commutes(node, inner):
                continue
            yield "in the other order", second(outer(core))


def _commutes(node: ast.expr, inner: ast.expr) -> bool:
    """Whether two steps give the same result in both orders."""
    if isinstance(node, ast.BinOp) and isinstance(inner, ast.BinOp):
        return type(node.op) is type(inner.op) and isinstance(node.op, (ast.Add, ast.Mult))
    return type(node) is type(inner) is ast.Subscript


def _frames(node: ast.expr) -> Iterator[Frame]:
    """The parts to which an expression applies a single step."""
    if isinstance(node, ast.BinOp):
        yield node.left, lambda part: changed(node, left=part)
        if not isinstance(node.op, ast.Pow):
            yield node.right, lambda part: changed(node, right=part)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand, lambda part: changed(node, operand=part)
    elif isinstance(node, ast.Subscript) or (isinstance(node, ast.Attribute) and node.attr == "T"):
        yield node.value, lambda part: changed(node, value=part)
    elif isinstance(node, ast.Call):
        func = node.func
        if isinstance(func, ast.Attribute) and not _is_module(func.value):
            yield func.value, lambda part: changed(node, func=changed(func, value=part))
        elif node.args and not isinstance(node.args[0], (ast.Starred, ast.GeneratorExp)):
            yield node.args[0], lambda part: changed(node, args=[part, *node.args[1:]])


def _is_module(node: ast.expr) -> bool:
    last = getattr(node, "attr", getattr(node, "id", ""))
    return last in MODULES


def inlined(tree: ast.Module) -> ast.Module:
    """A copy in which each variable that is set once and read once is replaced by its value."""
    tree = copy.deepcopy(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            _inline(node)
    return tree


def _inline(function: ast.FunctionDef) -> None:
    for statement in [*function.body]:
        if not (isinstance(statement, ast.Assign) and len(statement.targets) == 1):
            continue
        [target] = statement.targets
        if not isinstance(target, ast.Name):
            continue
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        uses = [name for name in names if name.id == target.id and name is not target]
        rest = function.body[function.body.index(statement) + 1 :]
        if len(uses) == 1 and _may_be_inlined(rest, uses[0], statement):
            parent, field, index = places(function)[uses[0]]
            if index is None:
                setattr(parent, field, statement.value)
            else:
                getattr(parent, field)[index] = statement.value
            function.body.remove(statement)


def _may_be_inlined(rest: Sequence[ast.stmt], use: ast.Name, made: ast.stmt) -> bool:
    """Whether the value can be computed where it is read, because nothing changes in between."""
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
