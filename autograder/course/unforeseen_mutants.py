"""First-order mutants of Python source: small edits, each a mistake that no author foresaw.

Each mutant differs in one expression or one statement: an operator, a constant, a name,
a function, an axis, a bound, a dropped term, a dropped statement, a clipped, rounded or
shifted value.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from autograder.course.tree_edits import (
    TreeEdit,
    changed,
    expression,
    filled,
    is_read,
    places,
    replaced,
)

Edit = ast.AST | list[ast.stmt] | None  # the replacement of a node
Change = tuple[str, Edit]  # description, replacement
Mutant = tuple[str, str]  # description, the whole source

BINARY = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add, ast.MatMult),
    ast.Div: (ast.Mult, ast.Sub, ast.FloorDiv),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult, ast.Div),
    ast.FloorDiv: (ast.Div,),
    ast.BitAnd: (ast.BitOr, ast.BitXor),
    ast.BitOr: (ast.BitAnd,),
}
GUARDS = (1e-8, 1e-6, 1e-5, 1e-3)  # added where a division, a root or a logarithm may fail
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
# A function or method, and those that are mistaken for it.
RIVALS = {
    "sum": ("mean", "max", "prod", "cumsum"),
    "fsum": ("max", "min"),
    "mean": ("sum", "median", "max"),
    "average": ("sum", "median"),
    "max": ("min", "mean", "sum"),
    "min": ("max", "mean"),
    "maximum": ("minimum", "add"),
    "minimum": ("maximum",),
    "exp": ("expm1", "exp2", "cosh"),
    "log": ("log2", "log10", "log1p"),
    "log1p": ("log", "expm1"),
    "logaddexp": ("logaddexp2", "maximum", "add"),
    "sqrt": ("square", "abs", "cbrt"),
    "std": ("var", "ptp", "mean"),
    "var": ("std",),
    "abs": ("negative", "square", "sign"),
    "sign": ("abs",),
    "square": ("abs",),
    "argmin": ("argmax",),
    "nanargmin": ("argmin", "nanargmax"),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "any": ("all",),
    "all": ("any",),
    "multiply": ("add", "divide"),
    "add": ("subtract", "multiply"),
    "subtract": ("add",),
    "divide": ("multiply",),
    "dot": ("multiply", "outer"),
    "isfinite": ("isnan", "isinf"),
    "isnan": ("isinf", "isfinite"),
    "tanh": ("sin", "arctan"),
    "asarray": ("atleast_1d", "atleast_2d", "ravel"),
}
WRAPPERS = {
    "clipped to ±1": "np.clip(_, -1, 1)",
    "clipped to ±3": "np.clip(_, -3, 3)",
    "clipped to ±6": "np.clip(_, -6, 6)",
    "clipped to ±30": "np.clip(_, -30, 30)",
    "clipped to ±100": "np.clip(_, -100, 100)",
    "clipped to ±1000": "np.clip(_, -1000, 1000)",
    "clipped at 0": "np.maximum(_, 0)",
    "rounded to 2 digits": "np.round(_, 2)",
    "rounded to 4 digits": "np.round(_, 4)",
    "rounded to 6 digits": "np.round(_, 6)",
    "shifted by 1e-5": "(_ + 1e-5)",
    "shifted by 1e-3": "(_ + 1e-3)",
    "scaled by 1 + 1e-5": "(_ * 1.00001)",
    "absolute": "np.abs(_)",
    "negated": "(-(_))",
    "float32": "np.float32(_)",
    "float16": "np.float16(_)",
    "truncated": "np.trunc(_)",
}


def mutate(source: str) -> Iterator[Mutant]:
    """All mutants of a source, without duplicates; some may not run."""
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    for edit in edits(tree, lambda node, new: True):
        try:
            text = edit.source(tree)
        except (ValueError, TypeError, AttributeError):
            continue
        if text not in seen:
            seen.add(text)
            yield edit.label, text


def edits(
    tree: ast.Module,
    wanted: Callable[[ast.AST, Edit], bool],
    wrappers: Mapping[str, str] = WRAPPERS,
) -> Iterator[TreeEdit]:
    """The changes that make a tree's mutants; some may be duplicates or invalid Python.

    wanted: whether to replace a node (first argument) with another (second argument).
    wrappers: expressions to wrap another one in, by description.
    """
    scope, where = _scope(tree), places(tree)
    for node in [*ast.walk(tree)][1:]:
        for label, new in [*_alternatives(node, scope, wrappers)]:
            if wanted(node, new):
                line = getattr(node, "lineno", 0)
                yield replaced(f"line {line}: {label}", node, new, where[node])


def _scope(tree: ast.Module) -> list[str]:
    """The names of arguments and local variables."""
    names = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names |= {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return sorted(names)


def _alternatives(node: ast.AST, scope: list[str], wrappers: Mapping[str, str]) -> Iterator[Change]:
    if isinstance(node, ast.stmt):
        yield from _statements(node)
    elif isinstance(node, ast.keyword):
        yield from _keywords(node)
    elif isinstance(node, ast.Slice):
        yield from _slices(node)
    elif is_read(node):
        yield from _expressions(node, scope, wrappers)


def _statements(node: ast.stmt) -> Iterator[Change]:
    text = ast.unparse(node).splitlines()[0]
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
        return
    yield f"dropped `{text}`", ast.Pass()
    if isinstance(node, ast.If):
        yield f"always `{text}`", node.body
        yield f"never `{text}`", node.orelse or ast.Pass()
    elif isinstance(node, ast.For):
        yield f"once `{text}`", changed(node, body=[*node.body, ast.Break()])
    elif isinstance(node, ast.Break):
        yield "continue for break", ast.Continue()
    elif isinstance(node, ast.Continue):
        yield "break for continue", ast.Break()
    elif isinstance(node, ast.AugAssign):
        yield f"assigned `{text}`", ast.Assign([node.target], node.value)
        for op in BINARY.get(type(node.op), ()):
            yield f"{op.__name__} in `{text}`", changed(node, op=op())
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Name) and target.id == ast.unparse(value.left):
            yield f"in place `{text}`", ast.AugAssign(target, value.op, value.right)
    if isinstance(node, (ast.Assign, ast.AugAssign)):
        yield f"twice `{text}`", [node, copy.deepcopy(node)]
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for i, item in enumerate(node.value.elts):
            yield f"returned item {i} alone", ast.Return(item)
        yield "returned in reverse", ast.Return(ast.Tuple(node.value.elts[::-1], ast.Load()))
        yield "returned as a list", ast.Return(ast.List(node.value.elts, ast.Load()))


def _keywords(node: ast.keyword) -> Iterator[Change]:
    text = ast.unparse(node)
    yield f"dropped `{text}`", None
    if node.arg in ("axis", "ddof"):
        for value in ("0", "1", "-1", "None", "2"):
            yield f"`{node.arg}={value}`", ast.keyword(node.arg, expression(value))
    if node.arg == "dtype":
        for value in ("int", "np.float32"):
            yield f"`dtype={value}`", ast.keyword("dtype", expression(value))


def _slices(node: ast.Slice) -> Iterator[Change]:
    for field in ("lower", "upper"):
        for value in ("1", "-1", "None"):
            yield f"slice {field} {value}", changed(node, **{field: expression(value)})


def _expressions(node: ast.expr, scope: list[str], wrappers: Mapping[str, str]) -> Iterator[Change]:
    text = ast.unparse(node)
    if isinstance(node, ast.Constant):
        yield from ((f"`{value}` for `{text}`", expression(value)) for value in _near(node.value))
    elif isinstance(node, ast.Name):
        for other in scope:
            if other != node.id and node.id in scope:
                yield f"`{other}` for `{node.id}`", ast.Name(other, ast.Load())
        rivals = RIVALS.get(node.id, ())
        yield from ((f"`{r}` for `{node.id}`", ast.Name(r, ast.Load())) for r in rivals)
    elif isinstance(node, ast.Attribute):
        yield f"dropped `.{node.attr}`", node.value
        for rival in RIVALS.get(node.attr, ()):
            yield f"`{rival}` for `{text}`", changed(node, attr=rival)
    elif isinstance(node, ast.BinOp):
        for op in BINARY.get(type(node.op), ()):
            yield f"{op.__name__} in `{text}`", changed(node, op=op())
        yield f"`{ast.unparse(node.left)}` alone for `{text}`", node.left
        yield f"`{ast.unparse(node.right)}` alone for `{text}`", node.right
        yield f"swapped `{text}`", changed(node, left=node.right, right=node.left)
        if isinstance(node.op, ast.Div):
            for eps in GUARDS:
                right = ast.BinOp(node.right, ast.Add(), ast.Constant(eps))
                yield f"+ {eps} in the denominator of `{text}`", changed(node, right=right)
    elif isinstance(node, ast.UnaryOp):
        yield f"dropped the sign of `{text}`", node.operand
    elif isinstance(node, ast.Compare):
        for sign in COMPARISONS:
            yield f"{sign.__name__} in `{text}`", changed(node, ops=[sign(), *node.ops[1:]])
    elif isinstance(node, ast.BoolOp):
        other_op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"and/or in `{text}`", changed(node, op=other_op)
        yield from ((f"`{ast.unparse(v)}` alone", v) for v in node.values)
    elif isinstance(node, ast.Call):
        yield from _calls(node, text)
    elif isinstance(node, ast.IfExp):
        yield f"swapped `{text}`", changed(node, body=node.orelse, orelse=node.body)
        yield f"always `{text}`", node.body
        yield f"never `{text}`", node.orelse
    if isinstance(node, (ast.BinOp, ast.Call)) or (isinstance(node, ast.Name) and text in scope):
        for label, wrapper in wrappers.items():
            yield f"`{text}` {label}", filled(wrapper, node)


def _calls(node: ast.Call, text: str) -> Iterator[Change]:
    if node.args:
        yield f"dropped the call `{text}`", node.args[0]
    if isinstance(node.func, ast.Attribute):
        yield f"dropped the method `{text}`", node.func.value
        for rival in RIVALS.get(node.func.attr, ()):
            if not hasattr(np.ndarray, rival):  # a method of arrays whose rival is a function
                function = ast.Attribute(ast.Name("np", ast.Load()), rival, ast.Load())
                args = [node.func.value, *node.args]
                yield f"`np.{rival}` for `{text}`", changed(node, func=function, args=args)
    for i in range(len(node.args) - 1):
        args = [*node.args]
        args[i], args[i + 1] = args[i + 1], args[i]
        yield f"swapped arguments of `{text}`", changed(node, args=args)
    for i in range(len(node.args)):
        args = [*node.args[:i], *node.args[i + 1 :]]
        yield f"argument {i} dropped of `{text}`", changed(node, args=args)
    name = getattr(node.func, "id", None)
    if name == "range" and len(node.args) == 1:
        end = ast.unparse(node.args[0])
        for other in (f"range({end} - 1)", f"range({end} + 1)", f"range(1, {end})"):
            yield f"`{other}` for `{text}`", expression(other)
    if getattr(node.func, "attr", name) in ("log", "sqrt") and node.args:
        for eps in GUARDS:
            inside = ast.BinOp(node.args[0], ast.Add(), ast.Constant(eps))
            yield f"+ {eps} inside `{text}`", changed(node, args=[inside, *node.args[1:]])


def _near(value: object) -> list[str]:
    if isinstance(value, bool):
        return [str(not value)]
    if isinstance(value, int):
        return [str(value + 1), str(value - 1), f"({-value})", str(2 * value)]
    if isinstance(value, float):
        return [repr(x) for x in (10 * value, value / 10, 2 * value, value / 2, -value, value + 1)]
    return []
