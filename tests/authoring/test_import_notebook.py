"""An nbgrader source notebook becomes an assignment that gives the points nbgrader gives."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.imported_tests import read_test
from autograder.authoring.release.percent_format import parse_percent
from autograder.authoring.release.released_files import find_leaks
from autograder.cli import main
from autograder.course.config import load_course

nbgrader = pytest.importorskip("nbgrader", reason="the extra `ta` is not installed")

ANSWERS = {
    "right": {
        "squares": "def squares(n):\n    if n < 1:\n        raise ValueError(n)\n"
        "    return [i * i for i in range(1, n + 1)]",
        "sum_of_squares": "def sum_of_squares(n):\n    return sum(squares(n))",
    },
    "wrong": {
        "squares": "def squares(n):\n    return [i * i for i in range(n)]",
        "sum_of_squares": "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) // 6",
    },
    "leans": {  # one function is wrong, and the other calls it
        "squares": "def squares(n):\n    return [i * i for i in range(1, n + 1)]",
        "sum_of_squares": "def sum_of_squares(n):\n    return sum(squares(n + 1))",
    },
    "empty": {},
}
TESTS = (
    "correct_squares",
    "squares_invalid_input",
    "correct_sum_of_squares",
    "sum_of_squares_uses_squares",
)


def _answer(notebook: Path, target: Path, answers: dict[str, str]) -> None:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture(scope="module")
def quickstart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course that `nbgrader quickstart` makes."""
    folder = tmp_path_factory.mktemp("nbgrader")
    _nbgrader(folder, "quickstart", "course")
    return folder / "course"


def _nbgrader(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "nbgrader", *arguments]
    # nbgrader calls alembic by its name.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path}
    run = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr[-3000:]


@pytest.fixture(scope="module")
def imported(quickstart: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its first problem, imported and released."""
    root = tmp_path_factory.mktemp("imported")
    source = quickstart / "source" / "ps1" / "problem1.ipynb"
    assert main(["import", str(source), "--course", str(root)]) == 0
    assert main(["release", "--course", str(root)]) == 0
    return root


def test_what_was_imported_proves(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "--course", str(imported)]) == 0, capsys.readouterr().out


def test_it_has_an_exercise_for_each_answer_and_each_cell_that_a_person_marks(
    imported: Path,
) -> None:
    points = load_course(imported).assignment("problem1").points
    assert points == {
        "squares": 2,
        "sum_of_squares": 1,
        "sum_of_squares_equation": 1,
        "sum_of_squares_application": 2,
        "cell_938593c4a215c6cc": 4,
    }


def test_its_points_are_nbgraders_own(quickstart: Path, imported: Path, tmp_path: Path) -> None:
    released = imported / "assignments" / "problem1" / "problem1.ipynb"
    for student, answers in ANSWERS.items():
        _answer(released, tmp_path / "submissions" / student / "problem1.ipynb", answers)
    verb = ["grade", "problem1", str(tmp_path / "submissions"), "--course", str(imported)]
    assert main([*verb, "--out", str(tmp_path / "out"), "--workers", "1", "--quiet"]) == 0
    lines = (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    ours = {
        line["student"]: {
            check["name"]: check["points"]
            for exercise in line["exercises"].values()
            for check in exercise["checks"]
        }
        for line in map(json.loads, lines)
    }
    assert ours == _points_of_nbgrader(quickstart)
    assert ours["right"] == dict(zip(TESTS, (1, 1, 0.5, 0.5), strict=True))
    assert set(ours["empty"].values()) == {0}


def _points_of_nbgrader(course: Path) -> dict[str, dict[str, float]]:
    from nbgrader.api import Gradebook

    (course / "source" / "ps1" / "problem2.ipynb").unlink()
    _nbgrader(course, "generate_assignment", "ps1", "--force")
    for student, answers in ANSWERS.items():
        folder = course / "submitted" / student / "ps1"
        shutil.rmtree(folder, ignore_errors=True)
        _answer(course / "release" / "ps1" / "problem1.ipynb", folder / "problem1.ipynb", answers)
    _nbgrader(course, "autograde", "ps1", "--force")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {
            student: {
                grade.name: grade.auto_score or 0
                for grade in book.find_submission_notebook("problem1", "ps1", student).grades
                if grade.name in TESTS
            }
            for student in ANSWERS
        }


def test_a_test_that_runs_beside_the_answer_says_so_on_the_students_page(
    imported: Path, tmp_path: Path
) -> None:
    released = imported / "assignments" / "problem1" / "problem1.ipynb"
    _answer(released, tmp_path / "in" / "ada" / "problem1.ipynb", ANSWERS["wrong"])
    verb = ["grade", "problem1", str(tmp_path / "in"), "--course", str(imported)]
    assert main([*verb, "--out", str(tmp_path / "out"), "--workers", "1", "--quiet"]) == 0
    [page] = (tmp_path / "out" / "feedback" / "ada").rglob("*.html")
    assert "could forge its result" in page.read_text(encoding="utf-8")


YIELD = "yield Case('t', "
CELLS: list[tuple[str, str]] = [
    ("assert f(1) == [1]", YIELD + "(1,))"),
    ("assert 3 == f(1, -2.5)", YIELD + "(1, -2.5))"),
    ("'''A test.'''\nassert_equal(f('a'), 'b')", YIELD + "('a',))"),
    ("np.testing.assert_allclose(f([1.0]), [2.0])", YIELD + "([1.0],))"),
    (
        "try:\n    f(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError",
        YIELD + "(0,), raises=ValueError)",
    ),
    (
        "try:\n    f(0)\n    assert False\nexcept ValueError:\n    pass",
        YIELD + "(0,), raises=ValueError)",
    ),
    (
        "assert f(1) == 1\n### BEGIN HIDDEN TESTS\nassert f(2) == 4\n### END HIDDEN TESTS\n",
        YIELD + "(1,))\n" + YIELD + "(2,), hidden=True)",
    ),
    ("assert f(1) == 1, 'one'\nassert f(2) == 4", YIELD + "(1,))\n" + YIELD + "(2,))"),
    ("assert f(1) == 1 and f(2) == 4", YIELD + "(1,))\n" + YIELD + "(2,))"),
    ("assert f(m=2, n=1) == 1", YIELD + "(1, 2))"),
    ("x = 1\nassert f(x) == 1", "x = 1\n" + YIELD + "(x,))"),
    ("y = f(3)\nassert y == 9", "y = (3,)\n" + YIELD + "y)"),
    (
        "for i in range(3):\n    if i:\n        assert f(i) == i * i",
        "for i in range(3):\n    if i:\n        " + YIELD + "(i,))",
    ),
    (
        "import random\nassert f(random.Random(1).random()) == 2",
        "import random\n" + YIELD + "(random.Random(1).random(),))",
    ),
    ("assert abs(f(1) - 0.3) < 1e-3", YIELD + "(1,), slack=0.001)"),
    (
        "assert np.isclose(f(1), 0.3)",
        YIELD + "(1,), slack=1e-08 + 1e-05 * float(np.max(np.abs(0.3))))",
    ),
    ("assert math.isclose(f(1), 2, abs_tol=0.1, rel_tol=0)", "slack=0.1 + 0 * "),
    ("assert_almost_equal(f(1), 0.3, decimal=2)", YIELD + "(1,), slack=1.5 * 10.0 ** -(2))"),
    ("np.testing.assert_allclose(f(1), 2, atol=0.5)", YIELD + "(1,), slack=0.5)"),
    (
        "assert np.all(f([1]) == [1])\nassert (f([2]) == [4]).all()",
        YIELD + "([1],))\n" + YIELD + "([2],))",
    ),
    ("from nose.tools import assert_raises\nassert_raises(ValueError, f, 0)", "raises=ValueError"),
    ("import pytest\nwith pytest.raises(TypeError):\n    f('a')", "raises=TypeError"),
    (
        "import pytest\nwith pytest.raises(TypeError, match='no text'):\n    f('a')",
        "raises=TypeError, message='no text')",
    ),
    (
        "import random\nrandom.seed(3)\nassert f(random.random()) == 1",
        "import random\nrandom.seed(3)\n" + YIELD + "(random.random(),))",
    ),
]


@pytest.mark.parametrize(("source", "code"), CELLS)
def test_comparisons_become_cases(source: str, code: str) -> None:
    test = read_test("t", source, {"f": ["n", "m"]}, 1.0)
    assert not test.forgeable
    assert test.code == code if code.startswith((YIELD, "x", "y")) else code in test.code


@pytest.mark.parametrize(
    ("source", "compared"),
    [
        ("assert f(x) == 1", 0),
        ("assert f(1) > 0", 0),
        ("assert g(1) == 1", 0),
        ("assert f(1) == f(2)", 0),
        ("assert f(**{'n': 1}) == 1", 0),
        ("try:\n    f(0)\nexcept ValueError:\n    pass", 0),
        ("try:\n    f(0)\n    assert False\nexcept Exception:\n    pass", 0),
        ("assert f(1) == 1 == True", 0),
        ("%time f(1)", 0),
        ("y = f(1)\ny += 1\nassert y == 2", 0),
        ("while True:\n    assert f(1) == 1\n    break", 0),
        ("assert f(1)[0] == 1", 0),
        ("import pytest\nwith pytest.raises(ValueError, match='a+'):\n    f('a')", 0),
        ("del f\nassert f(1) == 1", 0),
        ("assert f(1) == 1\nassert f(2) > 0", 1),
        ("assert f(1) == 1\nx = f(2)\nassert f(x) == 16\nassert f(3) == 9", 2),
    ],
)
def test_anything_else_runs_as_it_is_and_is_marked(source: str, compared: int) -> None:
    test = read_test("t", source, {"f": ["n"]}, 1.0)
    assert test.forgeable
    assert test.code.count("yield Case(") == compared + 1
    assert "driver=test_t" in test.code.splitlines()[-1]


def _notebook(path: Path, *cells: tuple[str, dict[str, Any]]) -> Path:
    content = [
        {
            "cell_type": "markdown" if source.startswith("![") else "code",
            "source": source,
            "metadata": {"nbgrader": meta} if meta else {},
        }
        for source, meta in cells
    ]
    path.write_text(json.dumps({"cells": content, "nbformat": 4}), encoding="utf-8")
    return path


SOLUTION = "def f(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
ANSWER = {"grade": False, "solution": True, "locked": False, "grade_id": "f"}
TEST = {"grade": True, "solution": False, "locked": True, "grade_id": "t", "points": 2}
MANUAL = {"grade": True, "solution": True, "locked": False, "grade_id": "why", "points": 2}
TASK = {"task": True, "grade": False, "solution": False, "grade_id": "draw", "points": 1}


def test_hidden_tests_are_not_released(tmp_path: Path) -> None:
    hidden = "### BEGIN HIDDEN TESTS\nassert f(271828) == 543656\n### END HIDDEN TESTS\n"
    notebook = _notebook(
        tmp_path / "hidden.ipynb", (SOLUTION, ANSWER), ("assert f(1) == 2\n" + hidden, TEST)
    )
    course = tmp_path / "course"
    assert main(["import", str(notebook), "--course", str(course)]) == 0
    assert main(["release", "--course", str(course)]) == 0
    for path in (course / "assignments").rglob("*"):
        assert not path.is_file() or b"271828" not in path.read_bytes(), path
    loaded = load_course(course)
    assert find_leaks(loaded, loaded.assignment("hidden")) == []


def test_a_picture_beside_the_notebook_comes_along(tmp_path: Path) -> None:
    (tmp_path / "arc.png").write_bytes(b"\x89PNG")
    lesson = ("![an arc](arc.png) <img src='arc.png'>", {})
    notebook = _notebook(
        tmp_path / "n.ipynb", lesson, (SOLUTION, ANSWER), ("assert f(1) == 2", TEST)
    )
    course = tmp_path / "course"
    assert main(["import", str(notebook), "--course", str(course)]) == 0
    assert main(["release", "--course", str(course)]) == 0
    assert (course / "assignments" / "n" / "arc.png").read_bytes() == b"\x89PNG"


@pytest.mark.parametrize("shown", ["figures/arc.png", "nowhere.png", "large.png"])
def test_a_picture_that_cannot_come_along_is_named(
    shown: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "arc.png").write_bytes(b"\x89PNG")
    (tmp_path / "large.png").write_bytes(b"\x89" * (8 << 20))
    notebook = _notebook(
        tmp_path / "n.ipynb", (f"![]({shown})", {}), (SOLUTION, ANSWER), ("assert f(1) == 2", TEST)
    )
    course = tmp_path / "course"
    assert main(["import", str(notebook), "--course", str(course)]) == 0
    assert f"the picture '{shown}' is shown and was not imported" in capsys.readouterr().out
    assert main(["release", "--course", str(course)]) == 4
    assert f"the picture '{shown}' is shown and not released" in capsys.readouterr().err


def _paste(notebook: Path, pasted: dict[int, dict[str, Any]]) -> None:
    """Give cells what Jupyter keeps of a picture that is pasted in."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for number, attachments in pasted.items():
        content["cells"][number]["attachments"] = attachments
    notebook.write_text(json.dumps(content), encoding="utf-8")


def _png(text: bytes) -> dict[str, str]:
    return {"image/png": base64.b64encode(b"\x89PNG" + text).decode()}


def test_pasted_pictures_become_files_and_two_of_one_name_stay_two(tmp_path: Path) -> None:
    notebook = _notebook(
        tmp_path / "n.ipynb",
        ("![one](attachment:image.png)", {}),
        ("![two](attachment:image.png)\n![three](attachment:my%20arc.png)", {}),
        (SOLUTION, ANSWER),
        ("assert f(1) == 2", TEST),
    )
    two = {"image.png": _png(b"two"), "my arc.png": _png(b"three"), "unused.png": _png(b"")}
    _paste(notebook, {0: {"image.png": _png(b"one")}, 1: two})
    course = tmp_path / "course"
    assert main(["import", str(notebook), "--course", str(course)]) == 0
    assert main(["release", "--course", str(course)]) == 0
    folder = course / "assignments" / "n"
    released = (folder / "n.ipynb").read_text(encoding="utf-8")
    assert "attachment:" not in released
    for alt in ("one", "two", "three"):
        [name] = re.findall(rf"!\[{alt}\]\((.*?)\)", released)
        assert (folder / name).read_bytes() == b"\x89PNG" + alt.encode()


def test_a_picture_of_a_model_answer_is_named_and_not_released(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = _notebook(
        tmp_path / "n.ipynb", ("![a](attachment:image.png) ![b](plan.png)", MANUAL)
    )
    (tmp_path / "plan.png").write_bytes(b"\x89PNG")
    _paste(notebook, {0: {"image.png": _png(b"the answer")}})
    course = tmp_path / "course"
    assert main(["import", str(notebook), "--course", str(course)]) == 0
    printed = capsys.readouterr().out
    assert "'cell-1-image.png' of the model answer of 'why' was not imported" in printed
    assert "'plan.png' of the model answer of 'why' was not imported" in printed
    assert not [*course.rglob("*.png")]


@pytest.mark.parametrize("bundle", [{"image/png": "not base64"}, {"image/png": 3}, {}, None])
def test_a_pasted_picture_that_cannot_be_read_is_refused_with_its_cell(
    bundle: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = _notebook(
        tmp_path / "n.ipynb", ("![](attachment:a.png)", {}), (SOLUTION, ANSWER), ("f(1)", TEST)
    )
    _paste(notebook, {0: {"a.png": bundle}})
    assert main(["import", str(notebook), "--course", str(tmp_path / "course")]) == 4
    assert "cell 1 (''): the picture 'a.png' that was pasted in" in capsys.readouterr().err


def test_magics_and_comments_of_a_lesson_stay_what_they_are(tmp_path: Path) -> None:
    source = "# !pip install x\n# %time f(1)\n%time 1 + 1\n# larger?\n# # %a\n!ls"
    notebook = _notebook(
        tmp_path / "n.ipynb", (source, {}), (SOLUTION, ANSWER), ("assert f(1) == 2", TEST)
    )
    assert main(["import", str(notebook), "--course", str(tmp_path / "course")]) == 0
    lesson = (tmp_path / "course/solutions/n/lesson.py").read_text(encoding="utf-8")
    assert source in [cell.source for cell in parse_percent(lesson)]


def test_what_no_lesson_has_and_what_is_worth_nothing_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = [("\\newpage", {}), (SOLUTION, ANSWER), ("assert f(1) == 2", TEST)]
    notebook = _notebook(tmp_path / "n.ipynb", *cells, ("Why?", {**MANUAL, "points": 0}))
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"][0]["cell_type"] = "raw"
    notebook.write_text(json.dumps(content), encoding="utf-8")
    assert main(["import", str(notebook), "--course", str(tmp_path / "course")]) == 0
    printed = capsys.readouterr().out
    assert "cell 1 ('') is a raw cell" in printed
    assert "cell 4 ('why') is worth nothing" in printed


@pytest.mark.parametrize("content", ["[]", '{"cells": [1], "nbformat": 4}', '{"nbformat": 3}', ""])
def test_a_file_that_is_no_notebook_is_refused_in_words(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "n.ipynb").write_text(content, encoding="utf-8")
    verb = ["import", str(tmp_path / "n.ipynb"), "--course", str(tmp_path / "course")]
    assert main(verb) == 4
    printed = capsys.readouterr().err
    assert "n.ipynb" in printed and "Traceback" not in printed


@pytest.mark.parametrize(
    ("cell", "question", "model"),
    [
        (("Draw it.\n\n=== BEGIN MARK SCHEME ===\nAn arc.\n=== END MARK SCHEME ===", TASK),
         "Draw it.", "An arc."),
        (("What is 2?\n### BEGIN SOLUTION\nAn arc.\n### END SOLUTION", MANUAL),
         "What is 2?", "An arc."),
        (("An arc.", MANUAL), "why", "An arc."),
    ],
)  # fmt: skip
def test_a_model_answer_and_a_mark_scheme_go_to_who_marks_and_not_to_students(
    cell: Any, question: str, model: str, tmp_path: Path
) -> None:
    notebook = _notebook(tmp_path / "n.ipynb", cell)
    course = tmp_path / "course"
    assert main(["import", str(notebook), "--course", str(course)]) == 0
    name = cell[1]["grade_id"]
    text = (course / "solutions" / "n" / name / "exercise.py").read_text(encoding="utf-8")
    assert question in text.partition("RUBRIC")[0] and model in text.partition("RUBRIC")[2]
    assert main(["release", "--course", str(course)]) == 0
    released = (course / "assignments" / "n" / "n.ipynb").read_text(encoding="utf-8")
    assert question in released and model not in released


def test_hidden_tests_stay_hidden_whatever_comment_marks_them(tmp_path: Path) -> None:
    solution = SOLUTION.replace("### ", "# === ")
    hidden = "# BEGIN HIDDEN TESTS\nassert f(271828) == 543656\n# END HIDDEN TESTS\n"
    notebook = _notebook(tmp_path / "n.ipynb", (solution, ANSWER), (hidden, TEST))
    course = tmp_path / "course"
    assert main(["import", str(notebook), "--course", str(course)]) == 0
    assert main(["release", "--course", str(course)]) == 0
    for path in (course / "assignments").rglob("*"):
        assert not path.is_file() or b"271828" not in path.read_bytes(), path


CLASS = """class Account:
    def __init__(self, balance=0):
        ### BEGIN SOLUTION
        self.balance = balance
        ### END SOLUTION

    def deposit(self, amount):
        ### BEGIN SOLUTION
        self.balance += amount
        return self.balance
        ### END SOLUTION
"""
USE = "account = Account(START)\nassert account.deposit(5) == 15\nassert account.balance == 15"


def test_a_test_of_a_class_runs_with_what_the_lesson_defines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = _notebook(
        tmp_path / "n.ipynb", ("START = 10", {}), (CLASS, ANSWER), (USE, {**TEST, "points": 3})
    )
    course = tmp_path / "course"
    assert main(["import", str(notebook), "--course", str(course)]) == 0
    assert main(["release", "--course", str(course)]) == 0
    right = CLASS.replace("amount", "money")
    for student, text in {"right": right, "wrong": right.replace("+=", "=")}.items():
        (tmp_path / "in" / student).mkdir(parents=True)
        (tmp_path / "in" / student / "n.py").write_text(text, encoding="utf-8")
    assert _graded(course, tmp_path) == {"right": 3, "wrong": 0}


def test_comparisons_take_the_types_that_the_notebooks_own_take(tmp_path: Path) -> None:
    numpys = "import numpy as np\nassert np.allclose(f(np.array([1.0])), [2.0])"
    pythons = "assert g({'a': 1}) == {'a': 2}"
    other = SOLUTION.replace("def f", "def g").replace("2 * x", "{key: 2 for key in x}")
    notebook = _notebook(
        tmp_path / "n.ipynb",
        ("import numpy as np", {}),
        (SOLUTION, ANSWER),
        (numpys, TEST),
        (other, {**ANSWER, "grade_id": "g"}),
        (pythons, {**TEST, "grade_id": "t_g", "points": 3}),
    )
    course = tmp_path / "course"
    assert main(["import", str(notebook), "--course", str(course)]) == 0
    assert main(["release", "--course", str(course)]) == 0
    text = (
        "def f(x):\n    return [2 * each for each in x]\n\ndef g(x):\n    return {'a': 2, 'b': 2}\n"
    )
    (tmp_path / "in" / "ada").mkdir(parents=True)
    (tmp_path / "in" / "ada" / "n.py").write_text(text, encoding="utf-8")
    assert _graded(course, tmp_path) == {"ada": 2}


def _graded(course: Path, folder: Path) -> dict[str, float]:
    verb = ["grade", "n", str(folder / "in"), "--course", str(course), "--out"]
    assert main([*verb, str(folder / "out"), "--workers", "1", "--quiet"]) == 0
    lines = (folder / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["student"]: line["points"] for line in map(json.loads, lines)}


def test_what_stands_around_the_function_is_given(tmp_path: Path) -> None:
    source = "import math\nTWO = 2\n\n" + SOLUTION.replace("2 * x", "TWO * x")
    notebook = _notebook(tmp_path / "n.ipynb", (source, ANSWER), ("assert f(1) == 2", TEST))
    assert main(["import", str(notebook), "--course", str(tmp_path / "course")]) == 0
    text = (tmp_path / "course" / "solutions" / "n" / "f" / "exercise.py").read_text()
    assert "### BEGIN GIVEN\nimport math\nTWO = 2\n### END GIVEN" in text
    assert main(["release", "--course", str(tmp_path / "course")]) == 0
    assert main(["prove", "--course", str(tmp_path / "course")]) == 0


TWO = """import math

SCALE = 2


def f(x):
    ### BEGIN SOLUTION
    return SCALE * x
    ### END SOLUTION


def g(x):
    ### BEGIN SOLUTION
    return [f(each) for each in x]
    ### END SOLUTION
"""
OWN = {
    "t_f": "for i in range(4):\n    assert f(i) == 2 * i\nassert abs(f(0.5) - 1) < 1e-9",
    "t_g": "import numpy as np\nx = [1, 2]\nnp.testing.assert_allclose(g(x), [2, 4])\n"
    "### BEGIN HIDDEN TESTS\nassert g([31415]) == [62830]\n### END HIDDEN TESTS",
    "t_both": "assert g([3]) == [f(3)]\nassert g([]) == []",
    "t_raises": "with np.testing.assert_raises(TypeError):\n    g(None)",
}
SUBMITTED = {
    "right": ("return SCALE * x", "return [SCALE * each for each in x]", 8),
    "f_wrong": ("return x", "return [SCALE * each for each in x]", 4),
    "g_wrong": ("return SCALE * x", "return x", 2),
}


def test_a_cell_of_two_functions_gives_two_exercises_with_the_tests_that_call_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tests = [(source, {**TEST, "grade_id": name}) for name, source in OWN.items()]
    notebook = _notebook(tmp_path / "two.ipynb", ("import numpy as np", {}), (TWO, ANSWER), *tests)
    course = tmp_path / "course"
    assert main(["import", str(notebook), "--course", str(course)]) == 0
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("note")]
    assert len(notes) == 1 and "('t_both') runs in the sandbox" in notes[0]
    points = load_course(course).assignment("two").points
    assert points == {"f": 2, "g": 6}
    assert main(["release", "--course", str(course)]) == 0
    assert main(["prove", "--course", str(course)]) == 0, capsys.readouterr().out
    assert not any(
        b"31415" in path.read_bytes()
        for path in (course / "assignments").rglob("*")
        if path.is_file()
    )
    for student, (f, g, _) in SUBMITTED.items():
        text = f"SCALE = 2\n\ndef f(x):\n    {f}\n\ndef g(x):\n    {g}\n"
        (tmp_path / "in" / student).mkdir(parents=True)
        (tmp_path / "in" / student / "two.py").write_text(text, encoding="utf-8")
    verb = ["grade", "two", str(tmp_path / "in"), "--course", str(course)]
    assert main([*verb, "--out", str(tmp_path / "out"), "--workers", "1", "--quiet"]) == 0
    lines = (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    got = {line["student"]: line["points"] for line in map(json.loads, lines)}
    assert got == {student: most for student, (_, _, most) in SUBMITTED.items()}


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([("assert f(1) == 2", TEST)], "no answer cell above it"),
        ([(SOLUTION, ANSWER)], "no test with points below"),
        ([("x = 1", ANSWER), ("assert x == 1", TEST)], "must define functions or classes"),
        ([("### BEGIN SOLUTION\ndef f(x):\n    return x\n### END SOLUTION", ANSWER)], "got none"),
        ([(SOLUTION, ANSWER), (SOLUTION, ANSWER)], "cell 2 ('f') defines 'f', as a cell above"),
        ([("def f(:", ANSWER), ("x = 1", ANSWER)], "cell 2 ('f') must define"),
        ([("def f(:", ANSWER)], "is not Python"),
        ([(SOLUTION, ANSWER), ("assert f(1) == 2", {**TEST, "points": -1})], "points must be"),
        ([("x = 1", {})], "no cell of nbgrader's is graded"),
        ([(SOLUTION, ANSWER), ("score = f(1)\nscore", TEST)], "counts as part of the points"),
        ([(SOLUTION, ANSWER), ("%time f(1)", TEST)], "Write it without magics"),
        ([(SOLUTION, ANSWER), ("assert f(LIMIT) == 2", TEST)], "uses LIMIT, which no cell"),
        ([(SOLUTION, {})], "contains 'BEGIN SOLUTION', but is not"),
        ([(SOLUTION, ANSWER), ("assert f(1) == 2", {**TEST, "points": float("nan")})], "got nan"),
        ([(SOLUTION, ANSWER), ("assert f(1) == 2", {"grade": True, "points": 1})], "no grade_id"),
        ([("# %% load\nx = 1", {}), (SOLUTION, ANSWER)], "the line '# %% load', which would begin"),
        ([("![](a)\n%% load", {}), (SOLUTION, ANSWER)], "the line '%% load', which would begin"),
        ([("Why?\n# END SOLUTION", MANUAL)], "cell 1 ('why'): 'END SOLUTION' has no partner"),
    ],
)
def test_what_cannot_be_imported_is_refused_with_its_cell(
    cells: list[Any], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = _notebook(tmp_path / "n.ipynb", *cells)
    assert main(["import", str(notebook), "--course", str(tmp_path / "course")]) == 4
    assert says in capsys.readouterr().err
    assert not (tmp_path / "course").exists()
