"""Nameless slips: the reference with one small thing changed, as wrong models that no author wrote.

Each is a first-order mutant (`mutation`): an operator, a function, a comparison, a sign, an axis,
an index, a factor or a number is another one, or one part is missing. An edit that leaves an
argument unused, or that adds a guard, is none. Their number is bounded, and an exercise whose
reference holds a `while` has none, since a changed one may not end.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from autograder.course.mutant_runs import MutantRun
from autograder.course.mutation import Edit, mutants
from autograder.models import CaseInput

if TYPE_CHECKING:
    from autograder.course.exercise import ExerciseLibrary

MOST = 800  # slips of one exercise
# What an expression may be put into by mistake.
_WRAPPERS = {
    "absolute": "np.abs(_)",
    "negated": "(-(_))",
    "doubled": "(2 * _)",
    "halved": "(0.5 * _)",
    "its first entry alone": "_[0]",
}
_KEPT = (ast.Return, ast.Raise, ast.For, ast.Try, ast.With)


@dataclass(frozen=True)
class Slip:
    """One wrong model. arguments: what the reference uses."""

    source: str
    run: MutantRun
    arguments: frozenset[str]

    def uses_all(self) -> bool:
        """Whether it still uses every argument that the reference uses."""
        return self.arguments <= _used_arguments(ast.parse(self.source))


def slips(library: ExerciseLibrary, name: str, inputs: Sequence[CaseInput]) -> Iterator[Slip]:
    """All slips of an exercise, in a fixed order; none of them has run yet."""
    exercise = library[name]
    tree = ast.parse(exercise.reference)
    if exercise.kind != "function" or any(isinstance(x, ast.While) for x in ast.walk(tree)):
        return
    used = _used_arguments(tree)

    def wanted(node: ast.AST, new: Edit) -> bool:
        return _is_slip(node, new, used)

    for label, source in islice(mutants(exercise.reference, wanted, _WRAPPERS), MOST):
        what = f"{exercise.folder}: the reference with {label}"
        yield Slip(source, MutantRun(library, name, source, inputs, what), used)


def _is_slip(node: ast.AST, new: Edit, arguments: frozenset[str]) -> bool:
    """Whether an edit is one that is made by mistake. arguments: may stand for one another."""
    if isinstance(node, ast.stmt):
        return not isinstance(node, _KEPT)
    if isinstance(node, ast.Name) and isinstance(new, ast.Name):
        return {node.id, new.id} <= arguments
    return not _is_guard(node, new)


def _is_guard(node: ast.AST, new: Edit) -> bool:
    """Whether a small number was added in a denominator, or inside a root or a logarithm."""
    if isinstance(node, ast.BinOp) and isinstance(new, ast.BinOp):
        return new.left is node.left and new.right is not node.right
    if isinstance(node, ast.Call) and isinstance(new, ast.Call):
        same = len(new.args) == len(node.args) and new.func is node.func
        return same and any(arg not in node.args for arg in new.args)
    return False


def _used_arguments(tree: ast.AST) -> frozenset[str]:
    """The arguments that what is returned depends on, as far as names tell."""
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    needed: set[str] = set()
    depends: list[tuple[set[str], set[str]]] = []  # names that are set, names they are set from
    for node in ast.walk(tree):
        if isinstance(node, (ast.Return, ast.Yield, ast.Lambda)):
            needed |= _names(node)
        elif isinstance(node, (ast.If, ast.IfExp, ast.Assert)):
            needed |= _names(node.test)
        elif isinstance(node, (ast.For, ast.comprehension)):
            needed |= _names(node.iter)
        elif isinstance(node, ast.Assign):
            depends.append((set().union(*map(_names, node.targets)), _names(node)))
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.NamedExpr)):
            depends.append((_names(node.target), _names(node)))
        elif isinstance(node, ast.Expr):  # a call that changes what it is given
            depends.append((_names(node), _names(node)))
    while True:
        more = {name for found, used in depends if found & needed for name in used} - needed
        if not more:
            return frozenset(arguments & needed)
        needed |= more


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
