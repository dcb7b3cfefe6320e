"""Sort the cells of an nbgrader source notebook into exercises, tests, questions and lesson.

All cells that cannot be read are reported at once, each with its number and `grade_id`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.authoring.imported_answers import ImportedExercise, Statement, answers, used_by
from autograder.authoring.imported_pictures import pasted_as_files
from autograder.authoring.imported_tests import bound_names, names_used, read_test
from autograder.authoring.release.percent_format import code_as_written
from autograder.course.lesson_code import global_names
from autograder.errors import UserError
from autograder.submission import notebook_reader
from autograder.submission.read_errors import UnreadableFileError

_SECRET = re.compile(r"\b(BEGIN|END) (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)\b")
_COMMENT = re.compile(r"^([ \t]*)#.*?\b(BEGIN|END) (SOLUTION|HIDDEN TESTS)\b.*$", re.MULTILINE)
_ROLES = ("grade", "solution", "task")
_BEGINS_A_CELL = {
    "markdown": re.compile(r"^%%(?=[ \t\[]|$).*", re.MULTILINE),
    "code": re.compile(r"^[ \t]*#[ \t]*%%(?=[ \t\[]|$).*", re.MULTILINE),
    "raw": re.compile("(?!)"),
}


@dataclass
class Imported:
    """The contents of a notebook.

    lesson: pieces of lesson.py, in order. known: names that its own code defines.
    shared: its statements and those of its tests that bind such names.
    pasted: pictures that were pasted into its cells, by the names now used in its texts.
    """

    exercises: list[ImportedExercise] = field(default_factory=list)
    lesson: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    shared: list[Statement] = field(default_factory=list)
    pasted: dict[str, bytes] = field(default_factory=dict)

    def add(self, exercise: ImportedExercise) -> None:
        self.exercises.append(exercise)
        self.lesson.append(f'# %% exercise="{exercise.name}"')


def read_notebook(path: Path) -> Imported:
    """The exercises and the lesson of a notebook. Raises UserError."""
    try:
        cells = notebook_reader.read_notebook(path.read_bytes())
    except (OSError, UnreadableFileError) as error:
        raise UserError(f"{path}: not a notebook of format 4: {error}") from error
    found = Imported()
    errors: list[str] = []
    above = ""
    for number, cell in enumerate(cells, 1):
        where = f"{path}: cell {number} ('{cell.grade_id}')"
        source = _COMMENT.sub(r"\1### \2 \3", cell.source)
        try:
            if cell.problem:
                raise UserError(f"{path}: {cell.problem['en']}")
            if not cell.grade_id and any(map(cell.nbgrader.get, _ROLES)):
                raise UserError(
                    f"{where} has no grade_id.\n  Give it an ID of its own in nbgrader."
                )
            source = pasted_as_files(source, cell.attachments, found.pasted, number, where)
            _read_cell(found, cell.kind, source, cell.nbgrader, where, above)
        except UserError as error:
            errors.append(str(error))
        plain = not any(map(cell.nbgrader.get, _ROLES))
        if cell.kind == "markdown" and plain:
            above = source
    for each in found.exercises:
        if each.source and not each.tests and not errors:
            errors.append(
                f"{path}: there is no test with points below the answer cell of '{each.name}'.\n"
                "  Give it one, or make it a cell that is graded by hand."
            )
    if errors:
        raise UserError("\n".join(errors))
    return found


def _read_cell(
    found: Imported, kind: str | None, source: str, meta: Mapping[str, Any], where: str, above: str
) -> None:
    """Add one cell to `found`. above: the last text before it. Raises UserError."""
    graded, solution = bool(meta.get("grade")), bool(meta.get("solution"))
    if (graded and solution) or meta.get("task"):
        outside, scheme = _parted(source, where)
        if meta.get("task"):
            question, model = outside, scheme
        else:  # without markers, nbgrader treats the whole cell as the answer
            question, model = (above, source) if outside == source else (outside or above, scheme)
        points = _points(meta, where)
        each = ImportedExercise(_name(meta, found), question=question, points=points, model=model)
        if each.points > 0:
            found.add(each)
        else:
            found.notes.append(f"{where} is worth nothing and was left out.")
    elif solution:
        for each in answers(source, where):
            if each.name in {other.name for other in found.exercises}:
                raise UserError(f"{where} defines '{each.name}', as a cell above does.")
            found.add(each)
    elif graded:
        _read_test(found, source, meta, where)
    elif secret := _SECRET.search(source):
        raise UserError(
            f"{where} contains '{secret[0]}', but is not an nbgrader cell that has such a part: it "
            "would be released.\n  Give the cell its type in nbgrader, or take the part out."
        )
    elif begins := _BEGINS_A_CELL[kind or ""].search(source):
        raise UserError(
            f"{where} has the line '{begins[0].strip():.60}', which would begin a cell of "
            "lesson.py.\n  Begin the line with a different character."
        )
    elif kind == "markdown":
        found.lesson.append("# %% [markdown]\n" + _commented(source))
    elif kind == "code" and source.strip():
        cell = _code_cell(source, {each.name for each in found.exercises})
        found.lesson.append(cell)
        if not cell.startswith("# %% tags"):
            found.known |= bound_names(ast.parse(source))
            _share(found, source)
    elif source.strip():
        found.notes.append(f"{where} is a raw cell, which no lesson has, and was left out.")


def _parted(source: str, where: str) -> tuple[str, str]:
    """What a student sees of a cell, and what its markers reserve for the marker."""
    outside: list[str] = []
    inside: list[str] = []
    kept = False
    for line in source.split("\n"):
        if found := _SECRET.search(line):
            if (found[1] == "BEGIN") is kept:
                raise UserError(f"{where}: '{found[0]}' has no partner.\n  Add the other marker.")
            kept = not kept
        else:
            (inside if kept else outside).append(line)
    if kept:
        raise UserError(f"{where}: a BEGIN marker has no partner.\n  Add the other marker.")
    return ("\n".join(outside), "\n".join(inside).strip()) if inside else (source, "")


def _read_test(found: Imported, source: str, meta: Mapping[str, Any], where: str) -> None:
    """Add a test cell to the exercise that it tests: the last one that it calls."""
    functions = [each for each in found.exercises if each.source]
    if not functions:
        raise UserError(
            f"{where} tests something, but there is no answer cell above it.\n"
            "  Put a cell with a solution before it."
        )
    words = set(re.findall(r"\w+", source))
    called = [each for each in functions if each.name in words]
    target = called[-1] if called else functions[-1]
    points = _points(meta, where)
    if points <= 0:
        found.notes.append(f"{where} is worth nothing and was left out.")
        return
    asked = {each.name: each.parameters for each in called if each is not target}
    asked[target.name] = target.parameters
    known = found.known | target.binds
    above = _needed_above(found, source, where)
    test = read_test(str(meta["grade_id"]), source, asked, points, known, above)
    _share(found, source)
    target.tests.append(test)
    target.tested_with |= {each.name for each in called if each is not target}
    target.binds |= test.binds
    if test.forgeable:
        found.notes.append(f"{where} runs in the sandbox, where it can be forged.")


def _share(found: Imported, source: str) -> None:
    """Keep what later cells may use from a cell: names that need no student's function."""
    asked = {each.name for each in found.exercises}
    for node in ast.parse(source).body:
        text = ast.get_source_segment(source, node) or ""
        bound = bound_names(node)
        plain = not isinstance(node, (ast.For, ast.While, ast.If, ast.Try, ast.With))
        if bound and plain and not global_names(text) & (asked | bound):
            found.shared.append((bound, text))


def _needed_above(found: Imported, source: str, where: str) -> str:
    """Statements above a test that it needs. Raises UserError for undefined names."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise UserError(
            f"{where} is not Python: {error.msg}, line {error.lineno}.\n"
            "  Write it without magics, or make it a cell that is graded by hand."
        ) from error
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr) and not isinstance(last.value, (ast.Call, ast.Constant)):
        raise UserError(
            f"{where} ends with a value, '{ast.unparse(last)}', which nbgrader counts as part of "
            "the points.\n  Split it into tests with their own points, each with an assert."
        )
    given = set().union(*(each.binds | {each.name} for each in found.exercises))
    shared = set().union(*(names for names, _ in found.shared))
    if missing := sorted(names_used(tree) - given - shared - found.known):
        raise UserError(
            f"{where} uses {', '.join(missing)}, which no cell above it defines without a "
            "student's function.\n  Define it in the test itself."
        )
    return "\n".join(found.shared[index][1] for index in sorted(used_by(source, found.shared)))


def _points(meta: Mapping[str, Any], where: str) -> float:
    points = meta.get("points")
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not points >= 0:
        raise UserError(f"{where}: points must be a number of at least 0, got {points!r}.")
    return float(points)


def _name(meta: Mapping[str, Any], found: Imported) -> str:
    """A name for a manually graded cell: its grade_id as an identifier."""
    name = re.sub(r"\W", "_", str(meta.get("grade_id", "")), flags=re.ASCII).strip("_")
    name = name if name[:1].isalpha() else f"answer_{name}"
    taken = {each.name for each in found.exercises}
    return name if name not in taken else f"{name}_{len(taken)}"


def _code_cell(source: str, exercises: set[str]) -> str:
    """A cell of the lesson; one that calls a student's function is shown and not run."""
    try:
        uses = global_names(source) & exercises
    except SyntaxError:  # a magic
        uses = {source}
    head = '# %% tags=["demo"]\n' if uses else "# %%\n"
    return head + code_as_written(source.rstrip())


def _commented(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.split("\n"))
