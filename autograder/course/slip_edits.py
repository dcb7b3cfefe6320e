"""Changes of a source that people make by mistake, in addition to those of `mutation`.

Two steps swapped, a step done twice, a value of the same shape in place of another, a misread
number, off by one, a transpose, an axis, a wrong key or a statement in the wrong place.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from autograder.course.slip_moves import moves
from autograder.course.slip_order import in_the_other_order
from autograder.course.tree_edits import (
    Place,
    TreeEdit,
    changed,
    expression,
    filled,
    is_read,
    places,
    replaced,
)

REDUCTIONS = frozenset({"sum", "mean", "max", "min", "std", "var", "prod", "argmax", "argmin"})
LIMITS = frozenset({"maximum", "minimum", "max", "min"})
GROWING = frozenset({"append", "extend", "insert", "add", "update"})
LOOPING = frozenset({"zip", "enumerate", "map", "iter", "reversed"})
# A function or method, and those that are mistaken for it, besides the rivals of `mutation`.
RIVALS = {
    "argmax": ("argmin", "max"),
    "concatenate": ("stack", "sum"),
    "stack": ("concatenate",),
    "vstack": ("hstack",),
    "hstack": ("vstack",),
    "tril": ("triu",),
    "triu": ("tril",),
    "sin": ("cos",),
    "cos": ("sin",),
    "floor": ("ceil", "round"),
    "ceil": ("floor", "round"),
    "prod": ("sum",),
    "cumsum": ("sum", "cumprod"),
    "cumprod": ("cumsum",),
    "append": ("extend",),
    "extend": ("append",),
    "eye": ("ones",),
    "sorted": ("reversed",),
    "norm": ("sum",),
}
MOST_DIGITS = 6
LEAKS = (0.01, 0.1, 0.2, 0.3)  # shares that common activations let through a limit at 0


def slip_edits(tree: ast.Module, shapes: Mapping[str, object]) -> Iterator[TreeEdit]:
    """The changes of a tree, in a fixed order.

    shapes: the kind of value in each variable; variables of the same kind may be confused.
    """
    where = places(tree)
    texts = _keys(tree)
    grow = {node for node in ast.walk(tree) if isinstance(node, ast.Name) and _grows(where[node])}
    alike = {
        name: [other for other in sorted(shapes) if other != name and shapes[other] == shapes[name]]
        for name in shapes
    }
    whole = _counts(tree)
    for node in [*ast.walk(tree)][1:]:
        line = getattr(node, "lineno", 0)
        others = {} if node in grow else alike
        for label, new in _of_a_node(node, others, texts, whole):
            yield replaced(f"line {line}: {label}", node, new, where[node])
        yield from moves(node)


def _of_a_node(
    node: ast.AST,
    alike: Mapping[str, list[str]],
    texts: frozenset[str],
    whole: frozenset[ast.AST],
) -> Iterator[tuple[str, ast.AST | list[ast.AST]]]:
    if isinstance(node, (ast.For, ast.comprehension)):
        for label, form in (
            ("without the first", "list(_)[1:]"),
            ("without the last", "list(_)[:-1]"),
            ("backwards", "list(_)[::-1]"),
        ):
            yield label, changed(node, iter=filled(form, node.iter))
        if isinstance(node, ast.comprehension) and node.ifs:
            yield "no condition", changed(node, ifs=[])
    elif isinstance(node, ast.If) and node.orelse:
        yield "branches swapped", changed(node, body=node.orelse, orelse=node.body)
    elif isinstance(node, ast.Slice):
        for field in ("lower", "upper"):
            bound = getattr(node, field)
            if bound is not None:
                yield f"{field} + 1", changed(node, **{field: filled("_ + 1", bound)})
                yield f"{field} - 1", changed(node, **{field: filled("_ - 1", bound)})
        if node.step is not None:
            yield "no step", changed(node, step=None)
    if not is_read(node):
        return
    if isinstance(node, ast.Constant):
        yield from ((text, expression(text)) for text in _misread(node.value))
        if isinstance(node.value, str) and node.value in texts:
            for other in sorted(texts):
                if other != node.value and len(other) == len(node.value):
                    yield f"{other!r} for {node.value!r}", ast.Constant(other)
        return
    if isinstance(node, ast.Name):
        for other in alike.get(node.id, ()):
            yield f"{other} for {node.id}", ast.Name(other, ast.Load())
    yield from _rivals(node)
    yield from _leaks(node)
    yield from in_the_other_order(node)
    if node in whole:
        yield "one more", filled("(_ + 1)", node)
        yield "one less", filled("(_ - 1)", node)
    yield from _expressions(node)


def _expressions(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Attribute) and node.attr == "inf":
        yield from (("0 for inf", ast.Constant(0.0)), ("1 for inf", ast.Constant(1.0)))
    elif isinstance(node, ast.BinOp):
        if isinstance(node.op, (ast.Mult, ast.Div)):
            yield "done twice", changed(node, left=node, right=node.right)
            if isinstance(node.op, ast.Mult):
                yield "done twice", changed(node, left=node, right=node.left)
        if isinstance(node.op, ast.MatMult):
            yield "left transposed", changed(node, left=filled("_.T", node.left))
            yield "right transposed", changed(node, right=filled("_.T", node.right))
        if isinstance(node.op, ast.Sub):
            yield "times", changed(node, op=ast.Mult())
        yield "squared", filled("(_ ** 2)", node)
    elif isinstance(node, ast.Subscript):
        yield "the whole", node.value
        index = node.slice
        if isinstance(index, ast.Tuple) and len(index.elts) == 2:
            swapped = changed(index, elts=index.elts[::-1])
            yield "indices swapped", changed(node, slice=swapped)
    elif isinstance(node, ast.Call):
        for arg in node.args[1:]:
            yield "another argument alone", arg
        for i, arg in enumerate(node.args):
            if isinstance(arg, (ast.Name, ast.Attribute)) and _name_of(node) in ("dot", "matmul"):
                args = [*node.args[:i], filled("_.T", arg), *node.args[i + 1 :]]
                yield "transposed", changed(node, args=args)
        if _name_of(node) in REDUCTIONS and not any(k.arg == "axis" for k in node.keywords):
            for axis in ("0", "-1"):
                keyword = ast.keyword("axis", expression(axis))
                yield f"axis {axis}", changed(node, keywords=[*node.keywords, keyword])
    elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
        yield "swapped", changed(node, elts=node.elts[::-1])
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield "sides swapped", changed(node, left=node.comparators[0], comparators=[node.left])


def _rivals(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Attribute):
        for rival in RIVALS.get(node.attr, ()):
            yield f"{rival} for {node.attr}", changed(node, attr=rival)
    elif isinstance(node, ast.Name):
        for rival in RIVALS.get(node.id, ()):
            yield f"{rival} for {node.id}", ast.Name(rival, ast.Load())


def _leaks(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    """Replace a limit at 0, or a mask, by one that lets through a share of what is beyond it."""
    for share in LEAKS:
        if isinstance(node, ast.Call) and _name_of(node) in LIMITS and len(node.args) == 2:
            beyond = [arg for arg in node.args if getattr(arg, "value", None) != 0]
            if len(beyond) == 1:
                args = [*beyond, filled(f"{share} * _", beyond[0])]
                yield f"{share} let through", changed(node, args=args)
        elif isinstance(node, ast.BinOp) and isinstance(node.right, ast.Compare):
            leak = filled(f"np.where(_, 1.0, {share})", node.right)
            yield f"{share} let through", changed(node, right=leak)


def _grows(place: Place) -> bool:
    """Whether a name is what a loop iterates over, or what is appended to.

    Mistaking one for the other might create an endless loop.
    """
    parent, field, _ = place
    if isinstance(parent, ast.Attribute):
        return parent.attr in GROWING
    return field == "iter" or (isinstance(parent, ast.Call) and _name_of(parent) in LOOPING)


def _counts(tree: ast.AST) -> frozenset[ast.AST]:
    """Expressions that are likely to be a count or an index, and may be off by one."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, (ast.Slice, ast.Tuple)):
            found.add(node.slice)
        elif isinstance(node, ast.Call) and _name_of(node) in ("range", "arange", "len"):
            found |= {node, *node.args} if _name_of(node) == "len" else {*node.args}
        elif isinstance(node, ast.Compare):
            found |= {node.left, *node.comparators}
        elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.FloorDiv, ast.Pow)):
            found.add(node.right)
    return frozenset(each for each in found if not isinstance(each, ast.Constant))


def _keys(tree: ast.AST) -> frozenset[str]:
    """The strings used as keys in square brackets."""
    return frozenset(
        node.slice.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, str)
    )


def _misread(value: object) -> list[str]:
    """A number with a wrong power of ten, or with one digit wrong, added or missing."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return []
    text = repr(value)
    found = [f"{text}*{power}" for power in (10, 100, 1000)] if isinstance(value, int) else []
    if isinstance(value, float):
        found += [repr(value * 10.0**power) for power in (-4, -3, -2, 2, 3, 4)]
        found += [repr(round(1.0 - value, 12)), repr(value * value)]
    if isinstance(value, int) and value % 10 == 0 and value:
        found.append(repr(value // 10))
    digits = [i for i, letter in enumerate(text) if letter.isdigit()]
    if "e" not in text and 2 < len(digits) <= MOST_DIGITS:
        for i in digits:
            more, less = (int(text[i]) + 1) % 10, (int(text[i]) - 1) % 10
            found += [text[:i] + str(digit) + text[i + 1 :] for digit in (more, less)]
            found.append(text[:i] + text[i + 1 :])
            if i + 1 in digits:
                found.append(text[:i] + text[i + 1] + text[i] + text[i + 2 :])
        found.append(text + text[-1])
    return [each for each in found if not (each[0] == "0" and each[1:2].isdigit())]


def _name_of(node: ast.Call) -> str:
    found: str = getattr(node.func, "attr", getattr(node.func, "id", ""))
    return found
