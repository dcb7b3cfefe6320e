"""Recognise statements in an nbgrader test that check one result of a student's function.

Known forms are `assert f(…) == …` and variants with a tolerance, NumPy's and nose's `assert_…`
functions, and the ways to expect an exception.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

_EQUAL = {"assert_equal", "assert_array_equal", "assert_allclose", "assert_almost_equal",
          "assert_array_almost_equal"}  # fmt: skip
_RAISES = {"assert_raises", "raises"}
_CLOSE = {"isclose", "allclose"}
_SAME = {"array_equal"}
_WHOLE = {"all", "np.all", "numpy.all"}  # applied to an element-wise comparison
_SEEDS = {"random.seed", "np.random.seed", "numpy.random.seed"}
_TEST_MODULES = ("nose", "numpy.testing", "pytest", "unittest")


@dataclass(frozen=True)
class Tested:
    """One call: its arguments as a tuple's text, and what is expected of it.

    message: what the exception's text contains. by_numpy: NumPy compares the result.
    """

    arguments: str
    raises: str = ""
    slack: str = ""
    message: str = ""
    by_numpy: bool = False  # also for an exception, as there is no result type


def is_test_import(node: ast.stmt) -> bool:
    """Whether it imports only assertion functions."""
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        names = {each.name for each in node.names}
        return module.startswith(_TEST_MODULES) or names <= _EQUAL | _RAISES
    return isinstance(node, ast.Import) and all(
        each.name.startswith(_TEST_MODULES) for each in node.names
    )


def seeds_random_numbers(node: ast.stmt) -> bool:
    """Whether it is `random.seed(3)` or the like, with literals."""
    match node:
        case ast.Expr(value=ast.Call(func=function, args=[_, *_] as given)):
            literals = all(isinstance(each, ast.Constant) for each in given)
            return literals and ast.unparse(function) in _SEEDS
    return False


class Calls:
    """Finds the calls of one function, the last one that students write."""

    def __init__(self, functions: Mapping[str, Sequence[str]]) -> None:
        self.functions = functions
        self.name = list(functions)[-1]
        self._kept: set[str] = set()  # variables that contain a result

    def mentions(self, node: ast.AST) -> bool:
        """Whether it names a student's function or a result of one."""
        names = {*self.functions, *self._kept}
        return any(isinstance(part, ast.Name) and part.id in names for part in ast.walk(node))

    def kept_result(self, node: ast.stmt) -> str:
        """For `x = f(…)`, the line `x = (…)`, after which x represents the call; otherwise ""."""
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if arguments := self._arguments(value):
                    self._kept.add(name)
                    return f"{name} = {arguments}"
        return ""

    def tested(self, node: ast.stmt) -> list[Tested] | None:
        """What a statement checks; None if it has no known form."""
        match node:
            case ast.Assert(test=ast.BoolOp(op=ast.And(), values=parts)):
                wanted = [self._compared(part) for part in parts]
            case ast.Assert(test=test):
                wanted = [self._compared(test)]
            case ast.Expr(value=ast.Call() as call):
                wanted = [self._asserted(call) or self._raising_call(call)]
            case _:
                wanted = [self._raising_try(node) or self._raising_with(node)]
        found = [each for each in wanted if each is not None]
        return found if len(found) == len(wanted) else None

    def _compared(self, test: ast.expr) -> Tested | None:
        """`f(…) == …`, `np.all(f(…) == …)`, `abs(f(…) - …) < 1e-3`, `np.isclose(f(…), …)`."""
        match test:
            case ast.Compare(left=left, ops=[ast.Eq() | ast.Is()], comparators=[right]):
                return self._pair(left, right)
            case ast.Compare(
                left=ast.Call(func=size, args=[ast.BinOp(left=one, op=ast.Sub(), right=other)]),
                ops=[ast.Lt() | ast.LtE()],
                comparators=[most],
            ) if _last(size) in ("abs", "fabs") and not self.mentions(most):
                return self._pair(one, other, ast.unparse(most))
            case ast.Call(func=whole, args=[inner], keywords=[]) if ast.unparse(whole) in _WHOLE:
                return _numpys(self._compared(inner))
            case ast.Call(func=ast.Attribute(value=inner, attr="all"), args=[]):
                return _numpys(self._compared(inner))
            case ast.Call(func=same, args=[one, other], keywords=[]) if _last(same) in _SAME:
                return _numpys(self._pair(one, other))
            case ast.Call(func=close, args=[_, _]) if _last(close) in _CLOSE:
                return self._close(test, {"rtol": "1e-05", "atol": "1e-08"}, ast.unparse(close))
        return None

    def _asserted(self, call: ast.Call) -> Tested | None:
        """`assert_equal(f(…), …)` and the like, with their tolerances."""
        name = _last(call.func)
        if name not in _EQUAL or len(call.args) < 2:
            return None
        if name in ("assert_equal", "assert_array_equal"):
            found = None if call.keywords else self._pair(call.args[0], call.args[1])
            return found if name == "assert_equal" else _numpys(found)
        if name == "assert_allclose":
            return self._close(call, {"rtol": "", "atol": ""}, name)
        given = {each.arg: ast.unparse(each.value) for each in call.keywords}
        if not given.keys() <= {"decimal", "err_msg"}:
            return None
        slack = f"1.5 * 10.0 ** -({given['decimal']})" if "decimal" in given else ""
        found = self._pair(call.args[0], call.args[1], slack)
        return _numpys(found) if "array" in name else found

    def _close(self, call: ast.Call, default: Mapping[str, str], name: str) -> Tested | None:
        given = {each.arg: ast.unparse(each.value) for each in call.keywords if each.arg}
        given = {_TOLERANCE.get(key, key): value for key, value in given.items()}
        given.pop("err_msg", None)
        if name.startswith("math."):
            default = {"rtol": "1e-09", "atol": ""}
        if not set(given) <= {"rtol", "atol"} or len(call.args) > 2:
            return None
        tolerance = {**default, **given}
        wanted = next((x for x in call.args if not self._call(x)), None)
        parts = [tolerance["atol"]] if tolerance["atol"] else []
        if tolerance["rtol"] and wanted is not None:
            size = f"float(np.max(np.abs({ast.unparse(wanted)})))"
            parts.append(f"{tolerance['rtol']} * {size}")
        found = self._pair(call.args[0], call.args[1], " + ".join(parts))
        return found if name.startswith("math.") else _numpys(found)

    def _pair(self, one: ast.expr, other: ast.expr, slack: str = "") -> Tested | None:
        """The call, on either side; the other side must not name a student's function."""
        for call, wanted in ((one, other), (other, one)):
            arguments = self._call(call)
            if arguments and not self.mentions(wanted):
                return Tested(arguments, slack=slack)
        return None

    def _raising_call(self, call: ast.Call) -> Tested | None:
        """`assert_raises(E, f, …)`."""
        if _last(call.func) not in _RAISES or len(call.args) < 2:
            return None
        kind, function, *arguments = call.args
        return self._raised(ast.Call(function, arguments, call.keywords), kind)

    def _raising_with(self, node: ast.stmt) -> Tested | None:
        """`with assert_raises(E): f(…)`, `with pytest.raises(E, match="words"): f(…)`."""
        match node:
            case ast.With(
                items=[
                    ast.withitem(
                        context_expr=ast.Call(func=raises, args=[kind], keywords=keywords),
                        optional_vars=None,
                    )
                ],
                body=[ast.Expr(value=ast.expr() as asked) | ast.Assign(value=asked)],
            ) if _last(raises) in _RAISES:
                message = _plain_match(keywords)
                return None if message is None else self._raised(asked, kind, message)
        return None

    def _raising_try(self, node: ast.stmt) -> Tested | None:
        """`try: f(…)`, `except E: pass`, `else: raise …` (or `assert False`)."""
        match node:
            case ast.Try(
                body=[ast.Expr(value=ast.expr() as asked) | ast.Assign(value=asked), *inside],
                handlers=[ast.ExceptHandler(type=ast.expr() as kind, body=[ast.Pass()])],
                orelse=outside,
                finalbody=[],
            ) if not (inside and _catches_assert(kind)):
                match [*inside, *outside]:
                    case [ast.Raise() | ast.Assert(test=ast.Constant(value=False))]:
                        return self._raised(asked, kind)
        return None

    def _raised(self, asked: ast.expr, kind: ast.expr, message: str = "") -> Tested | None:
        arguments = self._arguments(asked)
        if not arguments or not isinstance(kind, ast.Name):
            return None
        return Tested(arguments, kind.id, message=message, by_numpy=True)

    def _call(self, node: ast.expr) -> str:
        """The arguments of a call, or of the call whose result is in a variable."""
        if isinstance(node, ast.Name):
            return node.id if node.id in self._kept else ""
        return self._arguments(node)

    def _arguments(self, node: ast.expr) -> str:
        """The arguments of a call of the function, as a tuple's text; "" for anything else."""
        match node:
            case ast.Call(func=ast.Name(id=self.name), args=given, keywords=keywords):
                named = {each.arg: each.value for each in keywords}
                order = self.functions[self.name][len(given) : len(given) + len(named)]
                values = [*given, *(named[each] for each in order if each in named)]
                if (
                    set(named) == set(order)
                    and not any(isinstance(each, ast.Starred) for each in given)
                    and not any(map(self.mentions, values))
                ):
                    return ast.unparse(ast.Tuple(values, ast.Load()))
        return ""


def _numpys(found: Tested | None) -> Tested | None:
    return found and replace(found, by_numpy=True)


def _plain_match(keywords: Sequence[ast.keyword]) -> str | None:
    """The text that `match=` searches for, if it has no special characters; "" without it."""
    if not keywords:
        return ""
    value = keywords[0].value
    if len(keywords) > 1 or keywords[0].arg != "match" or not isinstance(value, ast.Constant):
        return None
    text = value.value
    return text if isinstance(text, str) and text.strip() and re.escape(text) == text.replace(
        " ", "\\ ") else None  # fmt: skip


_TOLERANCE = {"rel_tol": "rtol", "abs_tol": "atol"}


def _last(function: ast.expr) -> str:
    """The name by which something is called, without its module."""
    return ast.unparse(function).rpartition(".")[2]


def _catches_assert(kind: ast.expr) -> bool:
    return ast.unparse(kind) in ("Exception", "BaseException", "AssertionError")
