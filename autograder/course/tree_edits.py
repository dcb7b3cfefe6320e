"""A change of a syntax tree that is applied temporarily and undone.

Thousands of changed sources can share one tree, and only those needed are compiled or written.
"""

from __future__ import annotations

import ast
import copy
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType
from typing import Any, TypeGuard, TypeVar

NodeT = TypeVar("NodeT", bound=ast.AST)
Place = tuple[ast.AST, str, int | None]  # a node's parent, the field there, its place in a list
_LOAD = ast.Load()


@dataclass(frozen=True, eq=False)
class TreeEdit:
    """Replaces the value of `owner.field`. label: describes the change to people."""

    label: str
    owner: ast.AST
    field: str
    value: object

    @contextmanager
    def applied(self) -> Iterator[None]:
        before = getattr(self.owner, self.field)
        setattr(self.owner, self.field, self.value)
        try:
            yield
        finally:
            setattr(self.owner, self.field, before)

    def source(self, tree: ast.Module) -> str:
        """The changed source. May raise ValueError, TypeError or AttributeError."""
        with self.applied():
            return ast.unparse(tree)

    def compiled(self, tree: ast.Module, filename: str) -> CodeType | None:
        """The changed source, compiled; None if it is not valid Python."""
        with self.applied(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as for indexing a number
            try:
                return compile(tree, filename, "exec", dont_inherit=True)
            except (ValueError, TypeError, SyntaxError):
                return None


def places(tree: ast.AST) -> dict[ast.AST, Place]:
    """The place of each node in a tree, except operators and contexts, which are shared."""
    found: dict[ast.AST, Place] = {}
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if isinstance(value, ast.AST):
                found[value] = parent, field, None
            elif isinstance(value, list):
                for index, each in enumerate(value):
                    if isinstance(each, ast.AST):
                        found[each] = parent, field, index
    return found


def replaced(label: str, node: ast.AST, new: object, place: Place) -> TreeEdit:
    """Replace a node with another (in a list: with several, or none)."""
    parent, field, index = place
    news: list[Any] = new if isinstance(new, list) else [] if new is None else [new]
    for each in news:
        if not hasattr(each, "lineno") and hasattr(node, "lineno"):
            ast.copy_location(each, node)
        ast.fix_missing_locations(each)
    if index is None:
        return TreeEdit(label, parent, field, new)
    before = getattr(parent, field)
    return TreeEdit(label, parent, field, [*before[:index], *news, *before[index + 1 :]])


def is_read(node: ast.AST) -> TypeGuard[ast.expr]:
    """Whether it is an expression that is read rather than assigned to."""
    return isinstance(node, ast.expr) and isinstance(getattr(node, "ctx", _LOAD), ast.Load)


def expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def filled(form: str, node: ast.expr) -> ast.expr:
    """The expression `form` with `_` replaced by a node."""

    class Fill(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:
            return node if name.id == "_" else name

    around: ast.expr = Fill().visit(expression(form))
    return around


def changed(node: NodeT, **fields: object) -> NodeT:
    """A copy of a node with these fields changed."""
    new = copy.copy(node)
    for field, value in fields.items():
        setattr(new, field, value)
    return new


def without_docstrings(tree: ast.Module) -> ast.Module:
    """The tree, with docstrings removed in place."""
    for node in ast.walk(tree):
        if (
            isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module))
            and len(node.body) > 1
            and ast.get_docstring(node, clean=False) is not None
        ):
            del node.body[0]
    return tree


def gist(code: CodeType) -> tuple[object, ...]:
    """What code does, ignoring its position: equal for two equivalent changes."""
    constants = tuple(gist(c) if isinstance(c, CodeType) else repr(c) for c in code.co_consts)
    return code.co_code, code.co_names, code.co_varnames, code.co_exceptiontable, constants
