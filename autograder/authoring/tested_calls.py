"""Statements of an nbgrader test that ask for one result of a student's function.

Known are `assert f(…) == …` and its like with a tolerance, NumPy's and nose's `assert_…`
functions, and the ways to ask for an exception.
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
_WHOLE = {"all", "np.all", "numpy.all"}  # of a comparison, entry by entry
_SEEDS = {"random.seed", "np.random.seed", "numpy.random.seed"}
_TEST_MODULES = ("nose", "numpy.testing", "pytest", "unittest")


@dataclass(frozen=True)
class Tested:
    """One call: its arguments as a tuple's text, and what is wanted of it.

    message: what the text of the exception holds. by_numpy: NumPy compares the result.
    """

    arguments: str
    raises: str = ""
    slack: str = ""
    message: str = ""
    by_numpy: bool = False  # also of an exception, which has no type of result


def is_test_import(node: ast.stmt) -> bool:
    """Whether it imports nothing but what asserts."""
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        names = {each.name for each in node.names}
        return module.startswith(_TEST_MODULES) or names <= _EQUAL | _RAISES
    return isinstance(node, ast.Import) and all(
        each.name.startswith(_TEST_MODULES) for each in node.names
    )


def seeds_random_numbers(node: ast.stmt) -> bool:
    """Whether it is `random.seed(3)` or the like, with literals."""
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    literals = all(isinstance(each, ast.Constant) for each in node.value.args)
    return ast.unparse(node.value.func) in _SEEDS and literals and bool(node.value.args)


class Calls:
    """Finds the calls of one function, the last of those that students write."""

    def __init__(self, functions: Mapping[str, Sequence[str]]) -> None:
        self.functions = functions
        self.name = list(functions)[-1]
        self._kept: set[str] = set()  # variables that hold a result

    def mentions(self, node: ast.AST) -> bool:
        """Whether it names a student's function, or a result of it."""
        names = {*self.functions, *self._kept}
        return any(isinstance(part, ast.Name) and part.id in names for part in ast.walk(node))

    def kept_result(self, node: ast.stmt) -> str:
        """Of `x = f(…)` the line `x = (…)`, after which x stands for the call; "" of others."""
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            [target] = node.targets
            arguments = self._arguments(node.value)
            if isinstance(target, ast.Name) and arguments is not None:
                self._kept.add(target.id)
                return f"{target.id} = {arguments}"
        return ""

    def tested(self, node: ast.stmt) -> list[Tested] | None:
        """What a statement asks for; None if it is of no known form."""
        if isinstance(node, ast.Assert):
            parts = node.test.values if isinstance(node.test, ast.BoolOp) and isinstance(
                node.test.op, ast.And
            ) else [node.test]  # fmt: skip
            found = [self._compared(part) for part in parts]
            return None if None in found else [each for each in found if each is not None]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            one = self._asserted(node.value) or self._raising_call(node.value)
        else:
            one = self._raising_try(node) or self._raising_with(node)
        return None if one is None else [one]

    def _compared(self, test: ast.expr) -> Tested | None:
        """`f(…) == …`, `np.all(f(…) == …)`, `abs(f(…) - …) < 1e-3`, `np.isclose(f(…), …)`."""
        if isinstance(test, ast.Call):
            name, last = ast.unparse(test.func), _last(test.func)
            if name in _WHOLE and len(test.args) == 1 and not test.keywords:
                return _numpys(self._compared(test.args[0]))
            if isinstance(test.func, ast.Attribute) and last == "all" and not test.args:
                return _numpys(self._compared(test.func.value))
            if last in _SAME and len(test.args) == 2 and not test.keywords:
                return _numpys(self._pair(test.args[0], test.args[1]))
            if last in _CLOSE and len(test.args) == 2:
                return self._close(test, {"rtol": "1e-05", "atol": "1e-08"}, ast.unparse(test.func))
            return None
        if not isinstance(test, ast.Compare) or len(test.ops) != 1:
            return None
        left, right = test.left, test.comparators[0]
        if isinstance(test.ops[0], (ast.Eq, ast.Is)):
            return self._pair(left, right)
        below = isinstance(test.ops[0], (ast.Lt, ast.LtE)) and not self.mentions(right)
        if below and isinstance(left, ast.Call) and _last(left.func) in ("abs", "fabs"):
            off = left.args[0] if len(left.args) == 1 else None
            if isinstance(off, ast.BinOp) and isinstance(off.op, ast.Sub):
                return self._pair(off.left, off.right, ast.unparse(right))
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
        decimal = next((each.value for each in call.keywords if each.arg == "decimal"), None)
        if any(each.arg not in ("decimal", "err_msg") for each in call.keywords):
            return None
        slack = "" if decimal is None else f"1.5 * 10.0 ** -({ast.unparse(decimal)})"
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
        wanted = next((x for x in call.args if self._call(x) is None), None)
        parts = [tolerance["atol"]] if tolerance["atol"] else []
        if tolerance["rtol"] and wanted is not None:
            size = f"float(np.max(np.abs({ast.unparse(wanted)})))"
            parts.append(f"{tolerance['rtol']} * {size}")
        found = self._pair(call.args[0], call.args[1], " + ".join(parts))
        return found if name.startswith("math.") else _numpys(found)

    def _pair(self, one: ast.expr, other: ast.expr, slack: str = "") -> Tested | None:
        """The call, whichever side it stands on; the other side names no student's function."""
        for call, wanted in ((one, other), (other, one)):
            arguments = self._call(call)
            if arguments is not None and not self.mentions(wanted):
                return Tested(arguments, slack=slack)
        return None

    def _raising_call(self, call: ast.Call) -> Tested | None:
        """`assert_raises(E, f, …)`."""
        if _last(call.func) not in _RAISES or len(call.args) < 2:
            return None
        kind, function, *arguments = call.args
        made = ast.Call(func=function, args=arguments, keywords=call.keywords)
        found = self._arguments(made)
        return None if found is None else self._wanted(found, kind)

    def _raising_with(self, node: ast.stmt) -> Tested | None:
        """`with assert_raises(E): f(…)`, `with pytest.raises(E, match="words"): f(…)`."""
        if not isinstance(node, ast.With) or len(node.items) != 1 or len(node.body) != 1:
            return None
        manager = node.items[0].context_expr
        if not isinstance(manager, ast.Call) or _last(manager.func) not in _RAISES:
            return None
        message = _plain_match(manager.keywords)
        if len(manager.args) != 1 or message is None or node.items[0].optional_vars:
            return None
        found = self._statement(node.body[0])
        return None if found is None else self._wanted(found, manager.args[0], message)

    def _raising_try(self, node: ast.stmt) -> Tested | None:
        """`try: f(…)`, `except E: pass`, `else: raise …` (or `assert False`)."""
        if not isinstance(node, ast.Try) or node.finalbody or len(node.handlers) != 1:
            return None
        [handler] = node.handlers
        passes = len(handler.body) == 1 and isinstance(handler.body[0], ast.Pass)
        after = node.orelse or node.body[1:]
        complains = len(after) == 1 and (
            isinstance(after[0], ast.Raise)
            or (isinstance(after[0], ast.Assert) and ast.unparse(after[0].test) == "False")
        )
        if not (passes and complains) or len(node.body) + len(node.orelse) != 2:
            return None
        if not node.orelse and _catches_assert(handler.type):
            return None
        found = self._statement(node.body[0])
        return None if found is None or handler.type is None else self._wanted(found, handler.type)

    def _statement(self, node: ast.stmt) -> str | None:
        value = node.value if isinstance(node, (ast.Expr, ast.Assign)) else None
        return None if value is None else self._arguments(value)

    def _wanted(self, arguments: str, kind: ast.expr, message: str = "") -> Tested | None:
        if not isinstance(kind, ast.Name):
            return None
        return Tested(arguments, kind.id, message=message, by_numpy=True)

    def _call(self, node: ast.expr) -> str | None:
        """The arguments of a call, or of the call whose result a variable holds."""
        if isinstance(node, ast.Name):
            return node.id if node.id in self._kept else None
        return self._arguments(node)

    def _arguments(self, node: ast.expr) -> str | None:
        """The arguments of a call of the function, as a tuple's text."""
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            return None
        if node.func.id != self.name or any(map(self.mentions, node.args)):
            return None
        if any(isinstance(each, ast.Starred) for each in node.args):
            return None
        named = {each.arg: each.value for each in node.keywords}
        order = list(self.functions[self.name])[len(node.args) : len(node.args) + len(named)]
        if set(named) != set(order) or any(map(self.mentions, named.values())):
            return None
        texts = [ast.unparse(each) for each in (*node.args, *(named[name] for name in order))]
        return f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"


def _numpys(found: Tested | None) -> Tested | None:
    return found and replace(found, by_numpy=True)


def _plain_match(keywords: Sequence[ast.keyword]) -> str | None:
    """What `match=` looks for, if no sign in it means anything else; "" without it."""
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


def _catches_assert(kind: ast.expr | None) -> bool:
    return kind is None or ast.unparse(kind) in ("Exception", "BaseException", "AssertionError")
