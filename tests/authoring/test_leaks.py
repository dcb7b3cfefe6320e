"""Nothing that is released gives an answer away, and the search for it can fail."""

import ast
import json
import re
from functools import cache

import pytest

from autograder.authoring.release.leaks import (
    hidden_numbers,
    leaks,
    solution_lines,
    solution_shapes,
)
from autograder.authoring.release.released_files import find_leaks, render
from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from tests.paths import ROOT

COURSE = load_course(ROOT)
ASSIGNMENT = COURSE.assignment("transformer-basics")
LIBRARY = load_library(ASSIGNMENT.folder, list(ASSIGNMENT.points))
AUTOMATIC = [name for name in ASSIGNMENT.points if LIBRARY[name].kind != "written"]
NOTEBOOK, SCRIPT, DATA = "transformer_basics.ipynb", "transformer_basics.py", "selfcheck.json"


@pytest.fixture(scope="module", params=["ja", "en"])
def files(request):
    return render(COURSE, ASSIGNMENT, request.param)


@pytest.fixture(scope="module")
def clean():
    return render(COURSE, ASSIGNMENT)


@cache
def hidden() -> set[str]:
    return hidden_numbers(ASSIGNMENT, LIBRARY)


def found(files: dict[str, bytes]) -> list[str]:
    return leaks(ASSIGNMENT, LIBRARY, files, hidden())


def test_what_would_be_released_gives_nothing_away(files):
    assert found(files) == []


def test_what_is_committed_gives_nothing_away():
    assert find_leaks(COURSE, ASSIGNMENT) == []


@pytest.mark.parametrize("name", AUTOMATIC)
def test_every_solution_has_lines_to_search_for(name):
    assert solution_lines(LIBRARY[name])


@pytest.mark.parametrize("name", AUTOMATIC)
def test_a_line_of_a_solution_is_found_anywhere(clean, name):
    file = ("README.md", DATA, SCRIPT)[len(name) % 3]
    line = max(
        (x for x in LIBRARY[name].reference.split("\n") if x.strip()),
        key=lambda x: len(x) if re.sub(r"\s", "", x) in solution_lines(LIBRARY[name]) else 0,
    )
    spread = line.replace(" ", "   ")
    leaked = {**clean, file: clean[file] + f"\n{spread}\n".encode()}
    assert any(f"'{name}' in {file}" in leak for leak in found(leaked))


@pytest.mark.parametrize("name", [name for name in AUTOMATIC if solution_shapes(LIBRARY[name])])
def test_a_solution_with_other_names_is_found_too(clean, name):
    class Renamed(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.Name:
            return node if node.id == "np" else ast.Name(node.id + "_", node.ctx)

        def visit_arg(self, node: ast.arg) -> ast.arg:
            return ast.arg(node.arg + "_")

    source = ast.unparse(Renamed().visit(ast.parse(LIBRARY[name].reference)))
    leaked = {**clean, SCRIPT: clean[SCRIPT] + f"\n\n{source}\n".encode()}
    assert any(f"expression of the solution of '{name}'" in leak for leak in found(leaked))


def test_a_solved_cell_in_the_notebook_is_found(clean):
    content = json.loads(clean[NOTEBOOK])
    cell = next(cell for cell in content["cells"] if cell["id"] == "l2_penalty")
    cell["source"] = [LIBRARY["l2_penalty"].source]
    leaked = {**clean, NOTEBOOK: json.dumps(content).encode()}
    assert any("solution markers" in leak for leak in found(leaked))


def test_the_value_of_a_number_to_be_found_is_found(clean):
    leaked = {**clean, "README.md": clean["README.md"] + "答えは 0.1201 です。".encode()}
    assert found(leaked) == ["the value of 'gradient_share' in README.md"]


def test_the_marking_guide_is_found(clean):
    item = LIBRARY["explain_divergence"].rubric["ja"][0]["text"]
    leaked = {**clean, "README.md": clean["README.md"] + item.encode()}
    assert found(leaked) == ["the marking guide of 'explain_divergence' in README.md"]


def test_a_hidden_input_is_found(clean):
    number = min(hidden())
    leaked = {**clean, DATA: clean[DATA] + number.encode()}
    assert any("hidden inputs in selfcheck.json" in leak for leak in found(leaked))


def test_hidden_inputs_are_many_and_none_is_the_same_for_all_seeds():
    assert len(hidden()) > 500
