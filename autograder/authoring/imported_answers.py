"""Split answer cells of an nbgrader notebook into exercises, one per requested function."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autograder.authoring.imported_tests import ImportedTest, bound_names
from autograder.course.lesson_code import global_names
from autograder.errors import UserError

_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"
Statement = tuple[set[str], str]  # the names that it binds, and its text
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass
class ImportedExercise:
    """One exercise to be written: a function with its tests, or a manually graded cell.

    source: of the function. given: the code around it in its cell.
    tested_with: other student functions that its tests call.
    binds: names that its tests define for each other.
    model: the notebook's answer to a question, or how to mark it.
    """

    name: str
    source: str = ""
    given: str = ""
    parameters: tuple[str, ...] = ()
    tests: list[ImportedTest] = field(default_factory=list)
    question: str = ""
    model: str = ""
    points: float = 0.0
    tested_with: set[str] = field(default_factory=set)
    binds: frozenset[str] = frozenset()


def answers(source: str, where: str) -> Iterator[ImportedExercise]:
    """The functions and classes that a cell asks students to write. Raises UserError."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise UserError(f"{where} is not Python: {error.msg}, line {error.lineno}.") from error
    lines = source.rstrip().splitlines()
    asked = [
        node
        for node in tree.body
        if isinstance(node, DEFINITIONS)
        and any(_BEGIN in line for line in lines[node.lineno - 1 : node.end_lineno])
    ]
    inside = sum(
        _BEGIN in line for node in asked for line in lines[node.lineno - 1 : node.end_lineno]
    )
    if not asked or source.count(_BEGIN) != source.count(_END) or inside != source.count(_BEGIN):
        raise UserError(
            f"{where} must define functions or classes, each with '{_BEGIN}' and '{_END}' in it, "
            f"got {', '.join(node.name for node in asked) or 'none'}.\n"
            "  Put the markers below the line with def, so that a student gets that line; make "
            "anything else\n  a cell that is graded by hand."
        )
    ranges = [_lines_of(node, lines) for node in asked]
    taken = {number for each in ranges for number in each}
    around = "\n".join("" if i in taken else line for i, line in enumerate(lines))
    texts = ["\n".join(lines[number] for number in numbers) for numbers in ranges]
    for node, text, given in zip(asked, texts, _given_to_each(around, texts), strict=True):
        yield ImportedExercise(
            node.name,
            text,
            given,
            _parameters(node),
            binds=frozenset(bound_names(ast.parse(given))),
        )


def _given_to_each(around: str, functions: list[str]) -> list[str]:
    """The code around the functions: for each what it uses; the first gets the rest too."""
    if len(functions) == 1:
        return [around.strip()]
    statements = [
        (bound_names(node), ast.get_source_segment(around, node) or "")
        for node in ast.parse(around).body
    ]
    chosen = [used_by(function, statements) for function in functions]
    chosen[0] |= set(range(len(statements))) - set().union(*chosen)
    return ["\n\n".join(statements[index][1] for index in sorted(each)) for each in chosen]


def used_by(source: str, statements: Sequence[Statement]) -> set[int]:
    """The statements that a source needs, directly or indirectly."""
    found: set[int] = set()
    waiting = [source]
    while waiting:
        names = global_names(waiting.pop())
        for index, (bound, text) in enumerate(statements):
            if index not in found and not names.isdisjoint(bound):
                found.add(index)
                waiting.append(text)
    return found


def _lines_of(node: ast.stmt, lines: list[str]) -> range:
    """The numbers of a definition's lines, from its decorators to the closing marker."""
    assert isinstance(node, DEFINITIONS)
    first = min([node.lineno, *(each.lineno for each in node.decorator_list)]) - 1
    last = node.end_lineno or len(lines)
    if lines[last:] and lines[last].strip() == _END:
        last += 1
    return range(first, last)


def _parameters(node: ast.stmt) -> tuple[str, ...]:
    """Names of parameters that can be passed by position."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return ()
    return tuple(each.arg for each in (*node.args.posonlyargs, *node.args.args))
