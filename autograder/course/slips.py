"""Nameless slips: a right answer with one thing changed, as mutants that no author wrote.

Each is a first-order mutant (`mutation`, `slip_edits`) of the reference, of the reference with its
steps merged into one expression, or of another answer that the author calls right. An edit that
leaves an argument unused, or adds a guard, does not count. Their number is bounded. A source with
a `while` has none, since a changed loop might not end.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from types import CodeType
from typing import TYPE_CHECKING

import numpy as np

from autograder.course.mutant_runs import MutantRun, run_briefly
from autograder.course.repeatability import same_outcome
from autograder.course.slip_edits import slip_edits
from autograder.course.slip_order import inlined, steps_in_the_other_order
from autograder.course.slip_variables import shapes_of, used_arguments, with_other_numbers
from autograder.course.tree_edits import TreeEdit, gist, without_docstrings
from autograder.course.unforeseen_mutants import Edit, edits
from autograder.errors import CourseError
from autograder.models import CallResult, CaseInput, PlainValue

if TYPE_CHECKING:
    from autograder.course.answer_key import KeyCase
    from autograder.course.exercise import ExerciseLibrary

MOST = 2000  # slips of one exercise
REFERENCE, IN_ONE = "the reference", "the reference in one"
MANY = 8  # different numbers in an answer
SECONDS = 2.0  # for one slip to answer all cases
CHANGED_CASES = 12  # in which an argument is changed, to see whether the result depends on it
# What an expression may be wrapped in by mistake.
_WRAPPERS = {
    "absolute": "np.abs(_)",
    "negated": "(-(_))",
    "doubled": "(2 * _)",
    "halved": "(0.5 * _)",
    "its first entry alone": "_[0]",
}
_KEPT = (ast.Return, ast.Raise, ast.For, ast.Try, ast.With)


@dataclass(frozen=True)
class _Right:
    """A right answer to change. arguments: those it uses."""

    library: ExerciseLibrary
    name: str
    tree: ast.Module
    what: str
    inputs: Sequence[CaseInput]
    arguments: frozenset[str]

    def may_give(self, outcome: CallResult) -> bool:
        """Whether an outcome is a value, or an exception that the source itself raises."""
        return not outcome.exception_mro or outcome.exception_mro[0] in self._raised

    @cached_property
    def source(self) -> str:
        return ast.unparse(self.tree)

    @cached_property
    def _raised(self) -> frozenset[str]:
        nodes = ast.walk(self.tree)
        return frozenset(_called(node.exc) for node in nodes if isinstance(node, ast.Raise))

    def changed(self, edit: TreeEdit) -> CodeType | None:
        """The code with a change; None if that is not valid Python."""
        return edit.compiled(self.tree, f"<slip of {self.name}>")


@dataclass(frozen=True)
class Slip:
    """One mutant. outcome: what it does on case number `telling`."""

    right: _Right
    edit: TreeEdit
    telling: int
    outcome: CallResult

    @cached_property
    def source(self) -> str:
        return self.edit.source(self.right.tree)

    @cached_property
    def run(self) -> MutantRun:
        """Its run on all cases; made only if its one known outcome matches an answer."""
        right, code = self.right, self.right.changed(self.edit)
        assert code is not None
        what = f"{right.what} with {self.edit.label}"
        return MutantRun(right.library, right.name, code, right.inputs, what, SECONDS)

    def uses_all(self) -> bool:
        """Whether it still uses every argument that the right answer uses, by names and results.

        Names are not enough: a copy of one argument may mention others without depending on them.
        """
        with self.edit.applied():
            if not self.right.arguments <= used_arguments(self.right.tree):
                return False
        return all(self._heeds(place) for place in range(len(self.right.inputs[0].args)))

    def _heeds(self, place: int) -> bool:
        """Whether its result changes with an argument in some case, if most right results do.

        A choice among a few values hardly changes with its arguments, so it proves nothing.
        """
        tried = changed = 0
        for case in self.right.inputs[:CHANGED_CASES]:
            args = list(case.args)
            if place >= len(args):
                continue
            args[place] = with_other_numbers(args[place])
            both = (case, replace(case, args=tuple(args)))
            tried += 1
            right = self._outcomes(self.right.source, both)
            if right is None or right[1].exception_mro or same_outcome(right[0], right[1]):
                continue
            changed += 1
            own = self._outcomes(self.source, both)
            if own is None or not same_outcome(own[0], own[1]):
                return True
        return 2 * changed <= tried

    def _outcomes(self, source: str, inputs: Sequence[CaseInput]) -> tuple[CallResult, ...] | None:
        return run_briefly(self.right.library, self.right.name, source, inputs, SECONDS)


def slips(
    library: ExerciseLibrary, name: str, inputs: Sequence[CaseInput], telling: int = 0
) -> Iterator[Slip]:
    """All slips of an exercise that run, in a fixed order. telling: the case they run first."""
    if library[name].kind != "function":
        return
    seen: set[int] = set()
    for right, edit in _edited(library, name, inputs, telling):
        code = right.changed(edit)
        if code is None or (known := hash(gist(code))) in seen:
            continue
        seen.add(known)
        run = MutantRun(library, name, code, inputs[telling : telling + 1], "", SECONDS)
        try:
            outcomes = run.first(1)
        except CourseError:
            continue  # the slip cannot run at all
        if outcomes is not None and right.may_give(outcomes[0]):
            yield Slip(right, edit, telling, outcomes[0])
        if len(seen) == MOST:
            return


def telling_case(cases: Sequence[KeyCase]) -> int:
    """The first case whose answer has many different numbers, or the one with the most.

    This case tells most slips from a wrong answer.
    """
    most, found = -1, 0
    for index, case in enumerate(cases):
        if case.probe and not case.extreme:
            different = min(len(set(_numbers(case.expected.value))), MANY)
            if different > most:
                most, found = different, index
    return found


def _numbers(value: PlainValue) -> list[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [number for item in value for number in _numbers(item)]
    if isinstance(value, (bool, int, float, np.ndarray)) and np.asarray(value).dtype.kind in "biuf":
        return np.ravel(np.asarray(value, dtype=float)).tolist()
    return []


def _edited(
    library: ExerciseLibrary, name: str, inputs: Sequence[CaseInput], telling: int
) -> Iterator[tuple[_Right, TreeEdit]]:
    """The edits of the reference, then those of the other right answers, in rotation."""
    rights = [*_right_answers(library, name, inputs)]

    def of(right: _Right) -> Iterator[tuple[_Right, TreeEdit]]:
        shapes = shapes_of(library, name, right.tree, inputs[telling])
        return ((right, edit) for edit in _edits(right, shapes))

    for right in rights[:1]:
        yield from of(right)
    for row in zip_longest(*map(of, rights[1:])):
        yield from filter(None, row)


def _right_answers(
    library: ExerciseLibrary, name: str, inputs: Sequence[CaseInput]
) -> Iterator[_Right]:
    """The reference, the reference with merged steps, and the author's other right answers."""
    exercise = library[name]
    reference = without_docstrings(ast.parse(exercise.reference))
    written = [(REFERENCE, reference), (IN_ONE, inlined(reference))]
    for file, source in sorted(exercise.right_answers.items()):
        try:
            written.append((f"right/{file}", without_docstrings(ast.parse(source))))
        except SyntaxError:
            continue  # a notebook magic; `prove` reports it if it is a mistake
    for what, tree in written:
        if not _may_not_end(tree):
            where = f"{exercise.folder}: {what}"
            yield _Right(library, name, tree, where, inputs, used_arguments(tree))


def _edits(right: _Right, shapes: Mapping[str, object]) -> Iterator[TreeEdit]:
    def wanted(node: ast.AST, new: Edit) -> bool:
        return _is_slip(node, new, right.arguments)

    if right.what.endswith(IN_ONE):  # all other edits are those of the reference
        yield from steps_in_the_other_order(right.tree)
        return
    yield from edits(right.tree, wanted, _WRAPPERS if right.what.endswith(REFERENCE) else {})
    yield from slip_edits(right.tree, shapes)


def _may_not_end(tree: ast.Module) -> bool:
    """Whether a source has a `while` or recursion: after a change, it might not end."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return any(isinstance(node, ast.While) for node in ast.walk(tree)) or any(
        isinstance(node, ast.Name) and node.id == function.name
        for function in functions
        for node in ast.walk(function)
    )


def _is_slip(node: ast.AST, new: Edit, arguments: frozenset[str]) -> bool:
    """Whether people make an edit by mistake. arguments: names that may be confused."""
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


def _called(raised: ast.expr | None) -> str:
    """The name of the exception in `raise ValueError("…")` or `raise ValueError`."""
    name = raised.func if isinstance(raised, ast.Call) else raised
    return name.id if isinstance(name, ast.Name) else ""
