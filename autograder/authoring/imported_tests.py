"""Turn test cells of an nbgrader notebook into cases.

A cell in which every call of the function is in an equality comparison (or where an exception is
expected) becomes code of `cases(rng)`: its loops and assignments stay, and each comparison yields
the call, whose result is compared on the trusted side. Any other cell runs unchanged beside the
submitted code, which could forge its result; its plain comparisons are also made on the trusted
side.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from autograder.authoring.tested_calls import (
    Calls,
    Tested,
    is_test_import,
    seeds_random_numbers,
)

_MARK = re.compile(r"^[ \t]*### (BEGIN|END) HIDDEN TESTS", re.MULTILINE)
_KEPT_AS_THEY_ARE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class ImportedTest:
    """One test cell.

    code: lines of `cases(rng)`. driver: source of the function that runs the cell, or "".
    binds: names that the code defines for the test cells below.
    by_numpy: all its comparisons are NumPy's, which accept any sequence and kind of number.
    """

    id: str
    points: float
    code: str
    driver: str = ""
    binds: frozenset[str] = frozenset()
    by_numpy: bool = False

    @property
    def forgeable(self) -> bool:
        return bool(self.driver)


def read_test(
    identifier: str,
    source: str,
    functions: Mapping[str, Sequence[str]],
    points: float,
    known: Collection[str] = (),
    above: str = "",
) -> ImportedTest:
    """A test cell as calls of the function, or as a driver if that is not possible.

    functions: for each function that students write, its parameters; the last one is the one
        being tested. known: names that the notebook has defined above.
    above: statements of the notebook that a test needs before it if it runs unchanged.
    """
    reader = _Reader(identifier, source, functions, known)
    if code := reader.all_of_it():
        binds = frozenset(reader.bound)
        return ImportedTest(identifier, points, code, "", binds, reader.by_numpy)
    name = "test_" + re.sub(r"\W", "_", identifier, flags=re.ASCII)
    text = re.sub(r"### (BEGIN|END) HIDDEN TESTS", "", f"{above}\n\n{source}" if above else source)
    driver = (
        f"def {name}(f):\n"
        f"    source = {text!r}\n"
        "    function = getattr(f, 'function', f)\n"
        "    parts = [function, *vars(function).values()]  # of a class its methods\n"
        "    spaces = [part.__globals__ for part in parts if hasattr(part, '__globals__')]\n"
        "    space = spaces[0] if spaces else {}\n"
        "    space.setdefault(function.__name__, function)\n"
        "    exec(compile(source, '<test>', 'exec'), space)\n"
        "    return 'passed'"
    )
    secret = ", hidden=True" if _MARK.search(source) else ""
    whole = f"yield Case({identifier!r}, driver={name}{secret})"
    return ImportedTest(identifier, points, "\n".join([*reader.plain_ones(), whole]), driver)


class _Reader:
    """Turns the statements of one cell into code that yields cases."""

    def __init__(
        self,
        identifier: str,
        source: str,
        functions: Mapping[str, Sequence[str]],
        known: Collection[str],
    ) -> None:
        self.identifier = identifier
        self.known = {*known, *vars(builtins), "np"}
        self.calls = Calls(functions)
        self.tested: list[Tested] = []
        self.by_numpy = False
        self.hidden = _hidden_lines(source)
        try:
            self.tree = ast.parse(source)
        except SyntaxError:  # a magic
            self.tree = ast.parse("")
        self.bound = bound_names(self.tree)

    def all_of_it(self) -> str:
        """The cell as code; "" if any of it is not understood."""
        lines = self._block(self.tree.body)
        self.by_numpy = bool(self.tested) and all(each.by_numpy for each in self.tested)
        text = "\n".join(lines or [])
        if "yield Case(" not in text:
            return ""
        used = _names(ast.parse(text), ast.Load)
        return text if used <= self.known | self.bound | {"Case"} else ""

    def plain_ones(self) -> list[str]:
        """Comparisons with only literals, which nothing in the cell can have changed."""
        changed = self.bound | _names(self.tree, ast.Del)
        if changed & set(self.calls.functions):
            return []
        found = []
        for node in self.tree.body:
            for tested in self.calls.tested(node) or ():
                line = self._case(tested, node.lineno)
                if _names(ast.parse(line), ast.Load) <= set(vars(builtins)) | {"Case", "np"}:
                    found.append(line)
        return found

    def _block(self, body: Sequence[ast.stmt]) -> list[str] | None:
        lines: list[str] = []
        for index, node in enumerate(body):
            text = (
                index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            )
            if isinstance(node, ast.Pass) or text or is_test_import(node):
                continue
            tested = self.calls.tested(node)
            if tested is not None:
                self.tested += tested
                lines += [self._case(each, node.lineno) for each in tested]
            elif kept := self.calls.kept_result(node):
                lines.append(kept)
            elif isinstance(node, (ast.For, ast.If)) and not self.calls.mentions(
                node.iter if isinstance(node, ast.For) else node.test
            ):
                inner, other = self._block(node.body), self._block(node.orelse)
                if inner is None or other is None:
                    return None
                head = ast.unparse(node).split("\n")[0]
                lines += [head, *_indented(inner)]
                if other:
                    lines += ["else:", *_indented(other)]
            elif seeds_random_numbers(node) or (
                isinstance(node, _KEPT_AS_THEY_ARE) and not self.calls.mentions(node)
            ):
                lines += ast.unparse(node).split("\n")
            else:
                return None
        return lines

    def _case(self, tested: Tested, line: int) -> str:
        rest = f", raises={tested.raises}" if tested.raises else ""
        rest += f", message={tested.message!r}" if tested.message else ""
        rest += f", slack={tested.slack}" if tested.slack else ""
        rest += ", hidden=True" if line in self.hidden else ""
        return f"yield Case({self.identifier!r}, {tested.arguments}{rest})"


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines] or ["    pass"]


def _hidden_lines(source: str) -> set[int]:
    hidden: set[int] = set()
    inside = False
    for number, line in enumerate(source.splitlines(), 1):
        if found := _MARK.match(line):
            inside = found[1] == "BEGIN"
        elif inside:
            hidden.add(number)
    return hidden


def bound_names(tree: ast.AST) -> set[str]:
    """Names that statements assign, import or define."""
    found = _names(tree, ast.Store)
    for part in ast.walk(tree):
        if isinstance(part, ast.alias):
            found.add(part.asname or part.name.partition(".")[0])
        elif isinstance(part, (ast.FunctionDef, ast.ClassDef)):
            found.add(part.name)
    return found


def names_used(tree: ast.AST) -> set[str]:
    """Names that statements take from elsewhere."""
    inner = {
        part.arg if isinstance(part, ast.arg) else part.name
        for part in ast.walk(tree)
        if isinstance(part, (ast.arg, ast.ExceptHandler))
    }
    return _names(tree, ast.Load) - bound_names(tree) - inner - {*vars(builtins)}


def _names(tree: ast.AST, context: type[ast.expr_context]) -> set[str]:
    return {
        part.id
        for part in ast.walk(tree)
        if isinstance(part, ast.Name) and isinstance(part.ctx, context)
    }
