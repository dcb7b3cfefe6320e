"""Compare expected and actual values cell by cell for display.

A counterexample is Python text, ready to paste. Here it is parsed again, so that
matrices can be shown side by side with differing cells marked. Text that cannot be
parsed (because it was cut, say) is shown unchanged.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.report.text_diff import MarkedText, TextLine, diff_texts
from autograder.text.sanitize import sanitize

WIDE = 8  # a longer vector continues in the next row
MOST = 12  # rows and columns of a matrix that are shown
LINE = 76

_NOTE = re.compile(r"  # (?P<note>.{1,120})$")


@dataclass(frozen=True)
class ValueView:
    """A value for display: text, a grid of numbers, or named parts of these.

    rows: of an array, with its shape as "(2, 3)". cut: whether rows or columns are left out.
    parts: of a tuple, list or dict, by "1", "2", … or by key.
    lines: of a text shown beside a different text.
    """

    text: str = ""
    differs: bool = False
    rows: tuple[tuple[MarkedText, ...], ...] = ()
    shape: str = ""
    cut: bool = False
    parts: Mapping[str, ValueView] = field(default_factory=dict)
    lines: tuple[TextLine, ...] = ()


def diff_values(expected: str, got: str) -> tuple[ValueView, ValueView, str]:
    """Both texts parsed, with differences marked in the second; and the remark on `got`.

    The remark is what the engine adds to a value of a wrong type or shape ("# shape …").
    """
    note = _NOTE.search(got)
    if note:
        got = got[: note.start()]
    wanted, seen = _parse(expected), _parse(got)
    left, right = _with_lines(_node(wanted, wanted), _node(seen, wanted), wanted, seen)
    return left, right, note["note"] if note else ""


def layout(call: str) -> str:
    """The call; if it is long, each argument and each matrix row is on its own line."""
    head, _, last = call.rpartition("\n")  # the harness comes before the call itself
    try:
        tree = ast.parse(last, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return call
    if len(last) <= LINE or not isinstance(tree, ast.Call):
        return call
    # ast counts columns in UTF-8 bytes.
    raw = last.encode()
    args = [_argument(raw[a.col_offset : a.end_col_offset].decode(), a) for a in tree.args]
    name = raw[: tree.func.end_col_offset].decode()
    body = "".join(f"    {arg},\n" for arg in args)
    return f"{head}\n{name}(\n{body})".lstrip("\n")


def _argument(text: str, node: ast.expr) -> str:
    if len(text) <= LINE - 6 or text.count("[[") != 1:
        return text
    return (
        text.replace("[[", "[\n        [")
        .replace("], [", "],\n        [")
        .replace("]]", "],\n    ]")
    )


# --- reading ---------------------------------------------------------------------


@dataclass(frozen=True)
class _Array:
    values: Any  # nested lists of text
    shape: tuple[int, ...]


@dataclass(frozen=True)
class _Group:
    kind: str
    items: Mapping[str, Any]


@dataclass(frozen=True)
class _Text:
    """A text, and its Python literal."""

    value: str
    source: str

    def __str__(self) -> str:
        return self.source


def _parse(text: str) -> Any:
    """The text as _Array, _Group or _Text; anything else as the text itself."""
    value = _parsed(text)
    if value is None and text[:1] in ("'", '"'):  # a long text whose end was cut off
        value = _parsed(text.rstrip("\\") + text[0])
    return text if value is None else value


def _parsed(text: str) -> Any:
    """The parsed text; None if it is not Python of a known form."""
    try:
        value = _read(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return text if isinstance(value, str) else value


def _read(node: ast.expr) -> Any:
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "np.array" and len(node.args) == 1:
        values = _numbers(node.args[0])
        return _Array(values, _shape(values))
    if isinstance(node, ast.List):
        if node.elts and all(_is_number(item) for item in node.elts):
            values = [ast.unparse(item) for item in node.elts]
            return _Array(values, (len(values),))
        return _Group("list", {str(i + 1): _read(item) for i, item in enumerate(node.elts)})
    if isinstance(node, ast.Tuple):
        return _Group("tuple", {str(i + 1): _read(item) for i, item in enumerate(node.elts)})
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        # Parsed from the escaped form, a student's key is raw again.
        keys = [sanitize(str(key.value)) for key in node.keys if isinstance(key, ast.Constant)]
        return _Group("dict", dict(zip(keys, map(_read, node.values), strict=True)))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _Text(node.value, ast.unparse(node))
    return ast.unparse(node)


def _numbers(node: ast.expr) -> Any:
    if isinstance(node, ast.List):
        return [_numbers(item) for item in node.elts]
    return ast.unparse(node)


def _is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    if isinstance(node, ast.Name):
        return node.id in ("nan", "inf")
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _shape(values: Any) -> tuple[int, ...]:
    if not isinstance(values, list):
        return ()
    return (len(values), *(_shape(values[0]) if values else ()))


# --- comparing -------------------------------------------------------------------


def _node(value: Any, other: Any) -> ValueView:
    """A value for display, marked where it differs from `other`."""
    if isinstance(value, _Group):
        parts = other.items if isinstance(other, _Group) and other.kind == value.kind else {}
        return ValueView(parts={k: _node(item, parts.get(k)) for k, item in value.items.items()})
    if isinstance(value, _Array):
        return _grid(value, other)
    return ValueView(text=str(value), differs=value != other)


def _with_lines(
    left: ValueView, right: ValueView, wanted: Any, seen: Any
) -> tuple[ValueView, ValueView]:
    """Both views; differing texts at any depth get their lines side by side."""
    if isinstance(wanted, _Text) and isinstance(seen, _Text) and wanted != seen:
        one, other = diff_texts(wanted.value, seen.value)
        return replace(left, lines=one), replace(right, lines=other)
    if isinstance(wanted, _Group) and isinstance(seen, _Group):
        lefts, rights = dict(left.parts), dict(right.parts)
        for key in wanted.items.keys() & seen.items.keys():
            lefts[key], rights[key] = _with_lines(
                lefts[key], rights[key], wanted.items[key], seen.items[key]
            )
        return replace(left, parts=lefts), replace(right, parts=rights)
    return left, right


def _grid(value: _Array, other: Any) -> ValueView:
    shape = f"({', '.join(map(str, value.shape))}{',' if len(value.shape) == 1 else ''})"
    comparable = isinstance(other, _Array) and other.shape == value.shape
    if len(value.shape) not in (1, 2) or 0 in value.shape:
        same = comparable and other.values == value.values
        return ValueView(text=_flat(value.values), shape=shape, differs=not same)
    rows = value.values if len(value.shape) == 2 else [value.values]
    others = other.values if comparable else None
    if others is not None and len(value.shape) == 1:
        others = [others]
    cells = [
        tuple(
            MarkedText(text, others is not None and others[i][j] != text)
            for j, text in enumerate(row)
        )
        for i, row in enumerate(rows)
    ]
    if len(cells) == 1 and len(cells[0]) > MOST:
        [long] = cells
        cells = [long[i : i + WIDE] for i in range(0, len(long), WIDE)]
    shown = tuple(row[:MOST] for row in cells[:MOST])
    cut = len(cells) > MOST or any(len(row) > MOST for row in cells)
    return ValueView(rows=shown, shape=shape, cut=cut, differs=not comparable or value != other)


def _flat(values: Any) -> str:
    return f"[{', '.join(map(_flat, values))}]" if isinstance(values, list) else str(values)
