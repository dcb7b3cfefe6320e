"""Search released files for anything that gives an answer away.

Every file is searched for the reference's lines and expressions, the marking guide of
written answers, the value of a number to be computed, and hidden inputs.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from autograder.course.assignment import Assignment
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.course.exercise_source import BEGIN, END
from autograder.course.key_builder import build_answer_key
from autograder.course.reference import load_function
from autograder.sandbox.plain_data import plain_to_json
from autograder.selfcheck.data import PUBLIC_SEED
from autograder.submission.statements import split_statements

HIDDEN_SEEDS = (0, 1, 7)
_CODE = (".py", ".ipynb")
_MIN_LINE = 12
_LONG_NUMBER = re.compile(r"-?\d+\.\d{9,}(?:e[-+]?\d+)?")
# Lines that any solution may have and that reveal nothing about the answer.
_HARMLESS = re.compile(
    r"\w+=np\.(?:as)?array\(\w+(?:,(?:dtype=)?(?:np\.)?float(?:64)?)?\)"
    r"|for\w+inrange\(\w+\):"
    r"|import[\w.,]+|from[\w.]+import[\w*,()]+"  # a driver has imports too
)


def leaks(
    assignment: Assignment,
    library: ExerciseLibrary,
    files: Mapping[str, bytes],
    hidden: Set[str] | None = None,
) -> list[str]:
    """What the files give away, one phrase each, without duplicates.

    hidden: the `hidden_numbers` to look for, if known.
    """
    released = [_read(name, data) for name, data in files.items()]
    found: list[str] = []
    for name in assignment.points:
        found += _solutions(library[name], released)
        found += _values(library, name, released)
        found += _rubrics(library[name], released)
    hidden = hidden_numbers(assignment, library) if hidden is None else hidden
    for file in released:
        if seen := hidden & set(_LONG_NUMBER.findall(file.text)):
            found.append(f"hidden inputs in {file.name}: {', '.join(sorted(seen)[:3])}")
    return list(dict.fromkeys(found))


class _File(NamedTuple):
    """A file's text, with and without spaces, and the shapes of its statements if it is code."""

    name: str
    text: str
    packed: str
    shapes: set[str]


def _read(name: str, data: bytes) -> _File:
    """Read a file; a notebook's text is that of its cells, without JSON's escapes."""
    text = data.decode("utf-8", "replace")
    if name.endswith(".ipynb"):
        text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    return _File(name, text, _packed(text), set(_shapes_in(text) if name.endswith(_CODE) else ()))


def _solutions(exercise: Exercise, released: Sequence[_File]) -> Iterator[str]:
    lines, shapes = solution_lines(exercise), solution_shapes(exercise)
    for file in released:
        if BEGIN in file.text or END in file.text:
            yield f"solution markers in {file.name}"
        for line in lines:
            if line in file.packed:
                yield f"a line of the solution of '{exercise.name}' in {file.name}: {line}"
        if shapes & file.shapes:
            yield f"an expression of the solution of '{exercise.name}' in {file.name}"


def solution_lines(exercise: Exercise) -> list[str]:
    """The telling lines between an exercise's markers, without spaces."""
    lines = [_packed(line.partition("#")[0]) for line in _solution(exercise).split("\n")]
    return [x for x in lines if len(x) >= _MIN_LINE and not _HARMLESS.fullmatch(x)]


def solution_shapes(exercise: Exercise) -> set[str]:
    """The statements of a solution, with its variables renamed in order of appearance."""
    return {
        _shape(node)
        for node in _statements(_solution(exercise))
        if sum(isinstance(part, (ast.BinOp, ast.Call)) for part in ast.walk(node)) >= 2
        and not _HARMLESS.fullmatch(_packed(ast.unparse(node)))
    }


def _solution(exercise: Exercise) -> str:
    """Everything between markers; a class has a pair of them in each method."""
    parts = []
    for rest in exercise.source.split(BEGIN)[1:]:
        lines = rest.partition(END)[0].split("\n")[1:]
        indent = min((len(x) - len(x.lstrip()) for x in lines if x.strip()), default=0)
        parts.append("\n".join(line[indent:] for line in lines))
    return "\n".join(parts)


def _packed(text: str) -> str:
    return re.sub(r"[ \t]+", "", text)


def _statements(source: str) -> Iterator[ast.stmt]:
    """The simple statements of a text, at any depth; none if it does not compile."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.Return, ast.Expr)):
            yield node


def _shapes_in(text: str) -> Iterator[str]:
    for statement in split_statements(text):
        yield from map(_shape, _statements(statement.source))


def _shape(node: ast.AST) -> str:
    """A statement's value with its variables numbered, so that their names do not matter."""
    value = getattr(node, "value", None) or node
    names: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return f"id='{names.setdefault(found[1], str(len(names)))}'"

    return re.sub(r"id='(\w+)'", number, ast.dump(value))


def _values(library: ExerciseLibrary, name: str, released: Sequence[_File]) -> Iterator[str]:
    """For a number to be found, places that show the number itself."""
    exercise = library[name]
    if exercise.kind != "variable":
        return
    value = load_function(library, name, exercise.reference)
    if isinstance(value, float):
        shown = {f"{value:.{digits}f}" for digits in (4, 5, 6)}
        for file in released:
            if any(re.search(rf"(?<![\d.]){re.escape(x)}", file.text) for x in shown):
                yield f"the value of '{name}' in {file.name}"


def _rubrics(exercise: Exercise, released: Sequence[_File]) -> Iterator[str]:
    for items in exercise.rubric.values():
        for item in items:
            for file in released:
                if str(item.get("text", "")) and str(item["text"]) in file.text:
                    yield f"the marking guide of '{exercise.name}' in {file.name}"


def hidden_numbers(assignment: Assignment, library: ExerciseLibrary) -> set[str]:
    """Numbers that only grading uses: those with many digits that differ from seed to seed."""
    by_seed = [
        set().union(*(_numbers(library, name, seed) for name in assignment.points))
        for seed in HIDDEN_SEEDS
    ]
    fixed = set.intersection(*by_seed)
    return set.union(*by_seed) - fixed


def _numbers(library: ExerciseLibrary, name: str, seed: int) -> set[str]:
    if library[name].kind == "written":
        return set()
    assert seed != PUBLIC_SEED
    key = build_answer_key(library, name, 1.0, seed)
    inputs = json.dumps([[plain_to_json(arg) for arg in case.input.args] for case in key.cases])
    return set(_LONG_NUMBER.findall(inputs))
