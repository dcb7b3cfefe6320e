"""How a copy is hidden: other names, other order, other comments, another layout."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Collection


def disguise(source: str, kept: Collection[str], seed: int = 0) -> str:
    """The same code as a copier would hand it in; it computes the same.

    kept: names that must stay, such as those of the exercises.
    """
    rng = random.Random(seed)
    tree = ast.parse(source)
    _rename(tree, frozenset(kept), rng)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.body = _reordered(node.body, rng)
    _shuffle_functions(tree, rng)
    return _commented(ast.unparse(ast.fix_missing_locations(tree)), rng)


def _rename(tree: ast.Module, kept: frozenset[str], rng: random.Random) -> None:
    nodes = list(ast.walk(tree))
    bound = {node.arg for node in nodes if isinstance(node, ast.arg)}
    bound |= _names(tree, ast.Store)
    bound |= {n.name for n in nodes if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    fixed = {n.arg for n in nodes if isinstance(n, ast.keyword)}  # f(name=...) names a parameter
    fixed |= {n.attr for n in nodes if isinstance(n, ast.Attribute)}
    free = sorted(name for name in bound - kept - fixed if not name.startswith("__"))
    new = {name: f"value_{rng.randrange(10**6)}" for name in free}
    for node in nodes:
        for field in ("id", "arg", "name"):
            if getattr(node, field, None) in new and not isinstance(node, (ast.keyword, ast.alias)):
                setattr(node, field, new[getattr(node, field)])


def _reordered(body: list[ast.stmt], rng: random.Random) -> list[ast.stmt]:
    """Neighbouring assignments that do not depend on each other change places."""
    body = list(body)
    for i in range(len(body) - 1):
        one, other = body[i], body[i + 1]
        if not (isinstance(one, ast.Assign) and isinstance(other, ast.Assign)):
            continue
        stored = _names(one, ast.Store), _names(other, ast.Store)
        loaded = _names(one, ast.Load), _names(other, ast.Load)
        apart = not (stored[0] & (stored[1] | loaded[1]) or stored[1] & loaded[0])
        if apart and rng.random() < 0.7:
            body[i], body[i + 1] = other, one
    return body


def _shuffle_functions(tree: ast.Module, rng: random.Random) -> None:
    first = [n for n in tree.body if isinstance(n, (ast.Import, ast.ImportFrom))]
    rest = [n for n in tree.body if n not in first]
    if all(isinstance(node, ast.FunctionDef) for node in rest):
        rng.shuffle(rest)
    tree.body = first + rest


def _names(node: ast.AST, context: type[ast.expr_context]) -> set[str]:
    names = (each for each in ast.walk(node) if isinstance(each, ast.Name))
    return {each.id for each in names if isinstance(each.ctx, context)}


def _commented(text: str, rng: random.Random) -> str:
    lines = []
    for line in text.split("\n"):
        code = line.strip()
        if code and code[0] not in "\"'" and rng.random() < 0.4:
            lines.append(re.match(" *", line)[0] + f"# {rng.choice(('ここで計算', 'see notes'))}")
        lines.append(line)
    return "\n".join(lines)
