"""The `import` command: an nbgrader source notebook becomes an assignment.

A cell between `BEGIN SOLUTION` and `END SOLUTION` becomes an exercise, the test cells below it
become its checks (see `imported_tests`), manual cells and tasks become written exercises, and
all other cells the lesson. What is not understood is refused with the cell's name.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.authoring.imported_answers import DEFINITIONS, ImportedExercise, answers
from autograder.authoring.imported_tests import bound_names, read_test
from autograder.course.config_parts import COURSE_FILE
from autograder.course.lesson_code import global_names
from autograder.errors import UserError
from autograder.files import write_file

_SAID = {
    "test": "It passes the test '{id}'.",
    "forgeable": "It passes the test '{id}'. (This test runs beside the submitted code, which "
    "could forge its result: look at the code.)",
    "full": "Full marks for a complete and right answer.",
    "hint": "Read the question and the tests again.",
}


@dataclass
class Imported:
    """All that a notebook holds.

    lesson: pieces of lesson.py, in order. known: names that its own code defines.
    """

    exercises: list[ImportedExercise] = field(default_factory=list)
    lesson: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


def import_notebook(
    path: Path, root: Path, name: str | None = None
) -> tuple[list[Path], list[str]]:
    """Write the assignment of a notebook into a course; the files, and what to look at.

    name: of the assignment, by default the notebook's. A course.yaml is begun where there is
    none. Raises UserError.
    """
    name = name or re.sub(r"[^A-Za-z0-9_-]", "-", path.stem)
    folder = root / "solutions" / name
    if folder.exists():
        raise UserError(f"{folder} already exists.\n  Import under another name: --name NAME")
    found = read_notebook(path)
    if not found.exercises:
        raise UserError(
            f"{path}: no cell of nbgrader's is graded in it.\n"
            "  Import the source version of an assignment: source/<assignment>/<name>.ipynb"
        )
    course = _course_text(root, name, found)
    written = []
    known = {each.name for each in found.exercises if each.source}
    for each in found.exercises:
        target = folder / each.name / "exercise.py"
        target.parent.mkdir(parents=True)
        text = _function_file(each, known) if each.source else _written_file(each)
        write_file(target, text.encode())
        written.append(target)
        if each.source:
            write_file(target.with_name("misconceptions.yaml"), b"{}\n")
    write_file(folder / "lesson.py", "\n\n".join(found.lesson).encode() + b"\n")
    write_file(root / COURSE_FILE, course.encode())
    return [root / COURSE_FILE, folder / "lesson.py", *written], found.notes


def read_notebook(path: Path) -> Imported:
    """The exercises and the lesson of a notebook. Raises UserError."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8-sig"))["cells"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path}: not a notebook of format 4: {error}.") from error
    found = Imported()
    errors: list[str] = []
    above = ""
    for number, cell in enumerate(cells, 1):
        source = "".join(cell.get("source", ""))
        meta = (cell.get("metadata") or {}).get("nbgrader") or {}
        where = f"{path}: cell {number} ('{meta.get('grade_id', '')}')"
        try:
            _read_cell(found, cell.get("cell_type"), source, meta, where, above)
        except UserError as error:
            errors.append(str(error))
        if cell.get("cell_type") == "markdown" and not meta.get("grade"):
            above = source
    for each in found.exercises:
        if each.source and not each.tests and not errors:
            errors.append(
                f"{path}: no test with points stands below the answer cell of '{each.name}'.\n"
                "  Give it one, or make it a cell that is graded by hand."
            )
    if errors:
        raise UserError("\n".join(errors))
    return found


def _read_cell(
    found: Imported, kind: str | None, source: str, meta: Mapping[str, Any], where: str, above: str
) -> None:
    """Add one cell to what was found. above: the last text before it. Raises UserError."""
    graded, solution = bool(meta.get("grade")), bool(meta.get("solution"))
    if (graded and solution) or meta.get("task"):
        question = source if meta.get("task") else above
        each = ImportedExercise(_name(meta, found), question=question, points=_points(meta, where))
        if each.points > 0:
            found.exercises.append(each)
            found.lesson.append(f'# %% exercise="{each.name}"')
    elif solution:
        for each in answers(source, where):
            if each.name in {other.name for other in found.exercises}:
                raise UserError(f"{where} defines '{each.name}', as a cell above does.")
            found.exercises.append(each)
            found.lesson.append(f'# %% exercise="{each.name}"')
    elif graded:
        _read_test(found, source, meta, where)
    elif kind == "markdown":
        found.lesson.append("# %% [markdown]\n" + _commented(source))
    elif kind == "code" and source.strip():
        cell = _code_cell(source, {each.name for each in found.exercises})
        found.lesson.append(cell)
        if not cell.startswith("# %% tags"):
            found.known |= bound_names(ast.parse(source).body)


def _read_test(found: Imported, source: str, meta: Mapping[str, Any], where: str) -> None:
    """Add a test cell to the exercise that it is about: the last one that it calls."""
    functions = [each for each in found.exercises if each.source]
    if not functions:
        raise UserError(
            f"{where} tests something, and no answer cell stands above it.\n"
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
    test = read_test(str(meta["grade_id"]), source, asked, points, known)
    target.tests.append(test)
    target.tested_with |= {each.name for each in called if each is not target}
    target.binds |= test.binds
    if test.forgeable:
        found.notes.append(f"{where} runs in the sandbox, where it can be forged.")


def _points(meta: Mapping[str, Any], where: str) -> float:
    points = meta.get("points")
    if isinstance(points, bool) or not isinstance(points, (int, float)) or points < 0:
        raise UserError(f"{where}: points must be a number of at least 0, got {points!r}.")
    return float(points)


def _name(meta: Mapping[str, Any], found: Imported) -> str:
    """A name for a cell that a person marks: its grade_id as an identifier."""
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
    return ('# %% tags=["demo"]\n' if uses else "# %%\n") + source.rstrip()


def _commented(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.split("\n"))


def _function_file(each: ImportedExercise, known: set[str]) -> str:
    given, source = each.given, each.source
    depends = sorted(((global_names(source) & known) | each.tested_with) - {each.name})
    drivers = [test.driver for test in each.tests if test.driver]
    checks = [
        f"    Check({test.id!r}, {test.points:g}, "
        f'{{"en": {_SAID["forgeable" if test.forgeable else "test"].format(id=test.id)!r}}}, '
        f"on=({test.id!r},)),"
        for test in each.tests
    ]
    cases = [f"    {line}" for test in each.tests for line in test.code.split("\n")]
    tree = ast.parse(source).body[0]
    assert isinstance(tree, DEFINITIONS)
    if ast.get_docstring(tree) is None:
        head, body = source.split("\n", 1) if "\n" in source else (source, "    pass")
        source = f'{head}\n    """{each.name}."""\n{body}'
    parts = [
        f'"""{each.name}: imported from nbgrader."""',
        "from autograder.author import Case, Check",
        f'TITLE = {{"en": {each.name!r}}}\nFORMULA = {each.name!r}\n'
        f"DEPENDS = {tuple(depends)!r}\nCARRY = False",
        f"### BEGIN GIVEN\n{given}\n### END GIVEN" if given else "",
        source,
        f'HINTS = {{"en": [{_SAID["hint"]!r}]}}',
        "CHECKS = (\n" + "\n".join(checks) + "\n)",
        *drivers,
        "def cases(rng):\n" + "\n".join(cases),
    ]
    return "\n\n\n".join(filter(None, parts)) + "\n"


def _written_file(each: ImportedExercise) -> str:
    question = each.question.strip() or each.name
    return (
        f'"""{each.name}: imported from nbgrader; a person marks it."""\n\n'
        f'KIND = "written"\nTITLE = {{"en": {each.name!r}}}\n'
        f'QUESTION = {{"en": {question!r}}}\n'
        f'RUBRIC = {{"en": [{{"points": {each.points:g}, "text": {_SAID["full"]!r}}}]}}\n'
    )


def _course_text(root: Path, name: str, found: Imported) -> str:
    """course.yaml with the assignment in it."""
    totals = {
        each.name: each.points or sum(test.points for test in each.tests)
        for each in found.exercises
    }
    entry = [f"  {name}:", f"    title: {{en: {name}}}", "    exercises:"]
    entry += [f"      {exercise}: {points:g}" for exercise, points in totals.items()]
    path = root / COURSE_FILE
    if not path.exists():
        head = f"name: {{en: {name}}}\nlanguages: [en]\ncredit: false\nassignments:\n"
        return head + "\n".join(entry) + "\n"
    text = path.read_text(encoding="utf-8-sig")
    keys = re.findall(r"^(\w+):(.*)$", text, re.MULTILINE)
    if not keys or keys[-1] != ("assignments", ""):
        raise UserError(
            f"{path}: `assignments:` must be its last key, for an assignment to be added.\n"
            "  Move it to the end, and import again."
        )
    return text.rstrip("\n") + "\n" + "\n".join(entry) + "\n"
