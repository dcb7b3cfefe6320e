"""The `import` command: turn an nbgrader source notebook into an assignment.

A cell with code between `BEGIN SOLUTION` and `END SOLUTION` becomes an exercise, the test cells
below it become its checks (see `imported_tests`), manual cells and tasks become written exercises,
and all other cells the lesson. What is not understood is refused, naming the cell.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from autograder.authoring.imported_answers import DEFINITIONS, ImportedExercise
from autograder.authoring.imported_cells import Imported, read_notebook
from autograder.authoring.imported_pictures import bring_pictures
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


def import_notebook(
    path: Path, root: Path, name: str | None = None
) -> tuple[list[Path], list[str]]:
    """Write a notebook's assignment into a course; return the files, and what to review.

    name: of the assignment, by default the notebook's. A missing course.yaml is created.
    Raises UserError.
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
        text = _function_file(each, known) if each.source else _written_file(each)
        write_file(target, text.encode())
        written.append(target)
        if each.source:
            write_file(target.with_name("misconceptions.yaml"), b"{}\n")
    write_file(folder / "lesson.py", "\n\n".join(found.lesson).encode() + b"\n")
    write_file(root / COURSE_FILE, course.encode())
    pictures, missing = bring_pictures(found, path.parent, written[0].parent)
    return [root / COURSE_FILE, folder / "lesson.py", *written, *pictures], found.notes + missing


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
        f"DEPENDS = {tuple(depends)!r}\nCARRY = False\nRULES = {_rules(each)!r}",
        f"### BEGIN GIVEN\n{given}\n### END GIVEN" if given else "",
        source,
        f'HINTS = {{"en": [{_SAID["hint"]!r}]}}',
        "CHECKS = (\n" + "\n".join(checks) + "\n)",
        *drivers,
        "def cases(rng):\n" + "\n".join(cases),
    ]
    return "\n\n\n".join(filter(None, parts)) + "\n"


def _rules(each: ImportedExercise) -> dict[str, bool]:
    """The rules of Python's == and NumPy's comparisons, where they differ from the kit's."""
    compared = [test for test in each.tests if not test.forgeable]
    if compared and all(test.by_numpy for test in compared):
        return {"extra_keys": False, "any_dtype": True, "list_for_array": True}
    return {"extra_keys": False}


def _written_file(each: ImportedExercise) -> str:
    question = each.question.strip() or each.name
    full = _SAID["full"] + (f"\n\n{each.model.strip()}" if each.model.strip() else "")
    return (
        f'"""{each.name}: imported from nbgrader; a person marks it."""\n\n'
        f'KIND = "written"\nTITLE = {{"en": {each.name!r}}}\n'
        f'QUESTION = {{"en": {question!r}}}\n'
        f'RUBRIC = {{"en": [{{"points": {each.points:g}, "text": {full!r}}}]}}\n'
    )


def _course_text(root: Path, name: str, found: Imported) -> str:
    """The text of course.yaml with the assignment added."""
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
