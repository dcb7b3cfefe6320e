"""Normalize code so that names, comments and order do not count.

A piece of code becomes a set of statements, each a short stream of tokens in which every
name that the author was free to choose is replaced by its role. Docstrings, annotations,
imports and layout are removed.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Stream = tuple[str, ...]

NUMPY = {"np": "numpy"}

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler)
_OWN_NAMES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Constant, ast.expr_context)
_DROPPED = (ast.Import, ast.ImportFrom, ast.Pass, ast.Global, ast.Nonlocal)
_ASSIGNS = (ast.Assign, ast.AugAssign, ast.AnnAssign)
_NOT_HEAD = frozenset(
    ("body", "orelse", "finalbody", "handlers", "cases", "type_comment", "decorator_list",
     "type_params", "returns", "args")
)  # fmt: skip
_MAX_DEPTH = 60  # of nesting that is examined


def normalize_statements(
    nodes: Sequence[ast.stmt],
    kept: Collection[str] = (),
    modules: Mapping[str, str] = NUMPY,
    elsewhere: Collection[str] = (),
) -> list[Stream]:
    """One stream per statement, in source order.

    kept: names that mean the same in everybody's code, such as the exercises' names.
    modules: imported objects, by the name they are given (see `imported`).
    elsewhere: names that the author has bound in other statements.
    A function's parameters are replaced by their positions, other names by a common token.
    """
    free = (_bound(nodes) | frozenset(elsewhere)).difference(kept, modules)
    reader = _Reader(_Names(frozenset(kept), free, {**modules}))
    return [stream for node in nodes for stream in reader.statement(node, 0)]


def imported(nodes: Iterable[ast.stmt]) -> dict[str, str]:
    """What these statements import, by the name it is given."""
    found = dict(NUMPY)
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {each.asname or each.name: each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {each.asname or each.name: f".{each.name}" for each in node.names}
    return found


@dataclass(frozen=True)
class _Names:
    """How each name appears in a stream.

    kept: names that stay unchanged. free: names chosen by the author.
    roles: replacements: for parameters their position, for modules their real name.
    """

    kept: frozenset[str]
    free: frozenset[str]
    roles: dict[str, str] = field(default_factory=dict)

    def role(self, name: str) -> str:
        if name in self.roles:
            return self.roles[name]
        if name in self.kept:
            return name
        return "·" if name in self.free else name

    def inside(self, node: _Function) -> _Names:
        """The names within a function."""
        places = {name: f"{i}:" for i, name in enumerate(_parameters(node))}
        body = node.body if isinstance(node.body, list) else [node.body]
        bound = _bound(body) - frozenset(places)
        outer = {name: role for name, role in self.roles.items() if name not in bound}
        return _Names(self.kept - bound, self.free | bound, outer | places)


def _parameters(node: _Function) -> list[str]:
    given = node.args
    listed = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return [each.arg for each in (*listed, given.vararg, given.kwarg) if each]


def _bound(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """Names that these statements bind, except within their functions."""
    names: set[str] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Store):
                names.add(node.id)
            continue
        if isinstance(node, _NAMED) and node.name:
            names.add(node.name)
        if not isinstance(node, _OWN_NAMES):
            waiting.extend(_children(node))
    return frozenset(names)


@dataclass(frozen=True)
class _Reader:
    names: _Names

    def statement(self, node: ast.stmt, depth: int) -> Iterator[Stream]:
        """The streams of a statement and of the statements inside it."""
        if isinstance(node, _DROPPED) or _is_text(node) or depth > _MAX_DEPTH:
            return
        reader = self
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            reader = _Reader(self.names.inside(node))
            yield ("def", self.names.role(node.name), str(len(_parameters(node))))
        else:
            head: list[str] = []
            self._head(node, head)
            if head:
                yield tuple(head)
        for block in _blocks(node):
            for inner in block:
                yield from reader.statement(inner, depth + 1)

    def _head(self, node: ast.stmt, out: list[str]) -> None:
        """The tokens of a statement without the blocks inside it."""
        parts: list[object]
        if isinstance(node, ast.AugAssign):  # x += y is written x = x + y
            parts = [node.target, node.op, node.target, node.value]
        elif isinstance(node, ast.AnnAssign):
            parts = [node.target, node.value] if node.value is not None else []
            if not parts:
                return
        else:
            parts = [getattr(node, name) for name in node._fields if name not in _NOT_HEAD]
        out.append("=" if isinstance(node, _ASSIGNS) else type(node).__name__)
        for part in parts:
            for each in part if isinstance(part, list) else (part,):
                if isinstance(each, ast.AST):
                    self._tokens(each, out, 0)

    def _tokens(self, node: ast.AST, out: list[str], depth: int) -> None:
        """An expression in prefix order."""
        if depth > _MAX_DEPTH:
            return
        reader: _Reader = self
        children: Iterable[ast.AST] = ()
        if isinstance(node, ast.Name):
            out.append(self.names.role(node.id))
        elif isinstance(node, ast.Constant):
            out.append(_literal(node.value))
        elif isinstance(node, ast.Attribute):
            out.append(f".{node.attr}")
            children = (node.value,)
        elif isinstance(node, ast.keyword):
            out.append(f"{node.arg}=")
            children = (node.value,)
        elif isinstance(node, ast.Lambda):
            out.append("lambda")
            reader, children = _Reader(self.names.inside(node)), (node.body,)
        elif not isinstance(node, (ast.expr_context, ast.arguments)):
            operator = getattr(node, "op", None)
            out.append(type(operator or node).__name__)
            children = [n for n in _children(node) if n is not operator]
        for child in children:
            reader._tokens(child, out, depth + 1)


def _children(node: ast.AST) -> list[ast.AST]:
    """Like `ast.iter_child_nodes`, without its two generators for each node of a whole class."""
    found: list[ast.AST] = []
    fields = vars(node)
    for name in node._fields:
        value = fields.get(name)
        if isinstance(value, ast.AST):
            found.append(value)
        elif isinstance(value, list):
            found += [each for each in value if isinstance(each, ast.AST)]
    return found


def _blocks(node: ast.stmt) -> Iterator[Sequence[ast.stmt]]:
    """The statements inside a statement."""
    for name in ("body", "orelse", "finalbody"):
        yield from [getattr(node, name, [])]
    for each in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield each.body


def _literal(value: object) -> str:
    if isinstance(value, (str, bytes)):
        return "text"
    try:
        return repr(value)
    except ValueError:  # a number with more digits than Python writes out
        return "number"


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
