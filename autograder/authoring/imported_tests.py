"""Test cells of an nbgrader notebook as cases.

`assert f(…) == …` and the like become calls whose results are compared on the trusted side, if
all of a cell is of this form. Any other cell stays as it is: a driver runs it beside the
submitted code, which could forge its result.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

_HIDDEN = re.compile(
    r"^[ \t]*### BEGIN HIDDEN TESTS[^\n]*\n(.*?)^[ \t]*### END HIDDEN TESTS[^\n]*\n?",
    re.DOTALL | re.MULTILINE,
)
_EQUAL = {"assert_equal", "assert_allclose", "assert_almost_equal", "assert_array_equal"}


@dataclass(frozen=True)
class ImportedTest:
    """One test cell.

    cases: each as Python text. driver: source of the function that runs the cell, or "".
    """

    id: str
    points: float
    cases: tuple[str, ...]
    driver: str = ""

    @property
    def forgeable(self) -> bool:
        return bool(self.driver)


def read_test(identifier: str, source: str, function: str, points: float) -> ImportedTest:
    """A test cell as calls of the function, or as a driver where it cannot be."""
    hidden = "\n".join(found[1] for found in _HIDDEN.finditer(source))
    shown = _HIDDEN.sub("", source)
    first, second = _calls(shown, function), _calls(hidden, function)
    if first is not None and second is not None and first + second:
        cases = [_case(identifier, call, False) for call in first]
        cases += [_case(identifier, call, True) for call in second]
        return ImportedTest(identifier, points, tuple(cases))
    name = "test_" + re.sub(r"\W", "_", identifier, flags=re.ASCII)
    text = source.replace("### BEGIN HIDDEN TESTS", "").replace("### END HIDDEN TESTS", "")
    driver = (
        f"def {name}(f):\n"
        f"    source = {text!r}\n"
        "    function = getattr(f, 'function', f)\n"
        "    import sys\n\n"
        "    space = getattr(function, '__globals__', None)\n"
        "    space = vars(sys.modules[function.__module__]) if space is None else space\n"
        "    exec(compile(source, '<test>', 'exec'), space)\n"
        "    return 'passed'"
    )
    secret = ", hidden=True" if hidden else ""
    return ImportedTest(
        identifier, points, (f"Case({identifier!r}, driver={name}{secret})",), driver
    )


def _case(identifier: str, call: tuple[str, str], hidden: bool) -> str:
    arguments, raises = call
    rest = f", raises={raises}" if raises else ""
    return f"Case({identifier!r}, {arguments}{rest}{', hidden=True' if hidden else ''})"


def _calls(source: str, function: str) -> list[tuple[str, str]] | None:
    """The calls of a cell as (arguments, exception); None if it holds anything else."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    found = []
    for index, node in enumerate(body):
        if isinstance(node, ast.Pass) or (
            index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            continue
        if isinstance(node, ast.ImportFrom) and {each.name for each in node.names} <= _EQUAL:
            continue
        call = _asserted(node, function) or _raising(node, function)
        if call is None:
            return None
        found.append(call)
    return found


def _asserted(node: ast.stmt, function: str) -> tuple[str, str] | None:
    """`assert f(…) == literal`, `assert_equal(f(…), literal)`, either way round."""
    sides: list[ast.expr] = []
    if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare):
        if len(node.test.ops) == 1 and isinstance(node.test.ops[0], ast.Eq):
            sides = [node.test.left, node.test.comparators[0]]
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        name = ast.unparse(node.value.func).rpartition(".")[2]
        if name in _EQUAL and not node.value.keywords:
            sides = node.value.args[:2]
    for call, other in (sides, sides[::-1]) if len(sides) == 2 else ():
        arguments = _arguments(call, function)
        if arguments is not None and _is_literal(other):
            return arguments, ""
    return None


def _raising(node: ast.stmt, function: str) -> tuple[str, str] | None:
    """`try: f(…)`, `except E: pass`, `else: raise …`."""
    if not isinstance(node, ast.Try) or node.finalbody or len(node.body) != 1:
        return None
    [statement] = node.body
    passes = (
        len(node.handlers) == 1
        and isinstance(node.handlers[0].type, ast.Name)
        and len(node.handlers[0].body) == 1
        and isinstance(node.handlers[0].body[0], ast.Pass)
    )
    complains = len(node.orelse) == 1 and isinstance(node.orelse[0], ast.Raise)
    if not (passes and complains and isinstance(statement, ast.Expr)):
        return None
    arguments = _arguments(statement.value, function)
    kind = node.handlers[0].type
    assert isinstance(kind, ast.Name)
    return None if arguments is None else (arguments, kind.id)


def _arguments(node: ast.expr, function: str) -> str | None:
    """The literal arguments of a call of the function, as a tuple's text."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return None
    if node.func.id != function or node.keywords or not all(map(_is_literal, node.args)):
        return None
    inner = ", ".join(map(ast.unparse, node.args))
    return f"({inner},)" if len(node.args) == 1 else f"({inner})"


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True
