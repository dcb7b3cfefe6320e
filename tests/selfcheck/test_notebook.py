"""`check("...")` below an exercise's cell: a card, and nbgrader's points."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

from autograder.errors import GraderError
from autograder.selfcheck import check, hint, notebook_verdict
from autograder.selfcheck.checker import SelfChecker
from autograder.selfcheck.workspace import find_workspace

from .conftest import MEAN_NOT_SUM, RIGHT, limit_seconds, put

LOOP = "def total(x):\n    while True:\n        pass"


@pytest.fixture
def cell(student, monkeypatch):
    """cell(code): what a cell shows whose last line is an expression, as in a kernel."""
    monkeypatch.chdir(student())
    space = {"np": np, "check": check, "hint": hint}

    def run(code):
        *body, last = code.splitlines()
        exec("\n".join(body), space)
        return eval(last, space)

    return run


def checked(cell, *codes, name="total"):
    return cell("\n".join([*codes, f"check({name!r})"]))


def test_the_function_as_it_is_in_the_notebook_is_checked(cell):
    assert checked(cell, MEAN_NOT_SUM).points == 0
    assert checked(cell, RIGHT["total"]).points == 6


def test_a_card_is_html_with_the_formulas_and_text_for_a_terminal(cell):
    shown = checked(cell, MEAN_NOT_SUM)
    html, text = shown._repr_html_(), repr(shown)
    for said in ("Returns the mean, not the sum", "Σ xᵢ / n", "8.0"):
        assert said in html and said in text
    assert "<mark" in html and "<" not in text


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("total", {"total": MEAN_NOT_SUM}),
        ("total", {"total": "def total(x):\n    return np.asarray(x, float) / 0"}),
        ("total", {"total": "def total(x):\n    x[0] = 1\n    return y"}),
        ("total", {"total": "total = 3"}),
        ("mean", {"total": MEAN_NOT_SUM, "mean": RIGHT["mean"]}),
        ("mean", {"total": "def total(x):\n    raise NotImplementedError('total')", **RIGHT}),
        ("lucky", {"lucky": "lucky = 7.0"}),
        ("lucky", {"lucky": "lucky = None"}),
    ],
)
def test_the_notebook_and_the_terminal_come_to_the_same_verdict(cell, student, name, answers):
    folder = student(folder=find_workspace(None).folder, **answers)
    work = find_workspace(folder / "sums.py")
    result = SelfChecker(work.data).check(work.read("en"))
    shown = checked(cell, *answers.values(), name=name)
    assert shown.points == result.verdicts[name].points
    assert ("This exercise depends on total" in " ".join(repr(shown).split())) == (
        name in result.blocked_by
    )


def test_a_stub_is_not_attempted(cell):
    shown = checked(cell, "def total(x):\n    raise NotImplementedError('total')")
    assert "not attempted" in repr(shown) and shown.points == 0


def test_what_is_not_defined_says_to_run_its_cell(cell):
    assert "Run the cell of the exercise above" in repr(cell("check('total')"))


def test_an_exception_says_its_line_in_the_cell(cell):
    code = "def total(x):\n    y = 1\n    return y / 0"
    assert "line 3" in repr(checked(cell, code)) and "ZeroDivisionError" in repr(
        checked(cell, code)
    )


def test_an_endless_loop_is_ended_by_the_clock(cell):
    limit_seconds(Path.cwd(), 0.3)
    shown = checked(cell, LOOP)
    assert shown.points == 0 and "did not finish within 0.3 seconds" in repr(shown)


def test_a_loop_that_catches_everything_is_knocked_at_again(cell):
    limit_seconds(Path.cwd(), 0.1)
    code = (
        "knocks = 0\ndef total(x):\n    global knocks\n    while knocks < 2:\n"
        "        try:\n            while True:\n                pass\n"
        "        except BaseException:\n            knocks += 1\n    return 0.0"
    )
    assert "did not finish within" in repr(checked(cell, code))


def test_the_stop_button_stops_at_once_and_shows_a_card(cell):
    code = "calls = []\ndef total(x):\n    calls.append(x)\n    raise KeyboardInterrupt"
    assert "It was stopped before it had finished" in repr(checked(cell, code))
    assert len(cell("calls")) == 1


def test_prints_and_warnings_of_the_function_do_not_reach_the_notebook(cell, capsys):
    code = "def total(x):\n    print('noise')\n    np.array([1.0]) / 0\n    return float(sum(x))"
    checked(cell, code)
    assert capsys.readouterr() == ("", "")


def test_a_dependent_that_fails_on_its_own_shows_its_own_mistake(cell):
    own = "def mean(x):\n    return float(np.sum(x)) / (len(x) - 1)"
    assert "Divides by n − 1" in repr(checked(cell, MEAN_NOT_SUM, own, name="mean"))


@pytest.mark.parametrize("name", ["totl", "why", 3, None])
def test_it_never_raises_for_what_it_is_asked(cell, name):
    shown = cell(f"check({name!r})")
    assert shown.points is None and repr(shown) and shown._repr_html_()


def test_it_never_raises_for_damaged_data_or_an_internal_error(cell, monkeypatch):
    def fail(*_):
        raise GraderError("we broke it")

    monkeypatch.setattr(notebook_verdict, "judge", fail)
    shown = repr(checked(cell, RIGHT["total"]))
    assert "Your code is not at fault" in shown and shown.isascii()  # the lesson's language alone
    find_workspace(None).folder.joinpath("selfcheck.json").write_text("{")
    assert "Fetch the assignment again" in repr(cell("check('total')"))


def test_without_data_it_says_where_to_go(cell, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "selfcheck.json" in repr(cell("check('total')"))


def test_vs_codes_notebook_is_found_wherever_its_kernel_runs(cell, student, tmp_path, monkeypatch):
    folder = student()
    monkeypatch.chdir(tmp_path)
    shown = cell(f"__vsc_ipynb_file__ = {str(folder / 'sums.ipynb')!r}\ncheck('total')")
    assert "Run the cell of the exercise above" in repr(shown)


def test_hints_come_one_by_one(cell):
    said = [repr(cell("hint('total')")) for _ in range(2)]
    assert "Begin with two numbers." in said[0] and "There is np.sum." in said[1]


@pytest.fixture(scope="module")
def executed(released, tmp_path_factory):
    """A half-solved copy of the notebook, run by Jupyter from top to bottom."""
    folder = tmp_path_factory.mktemp("notebook")
    put(released["en"], folder)
    content = nbformat.read(folder / "sums.ipynb", as_version=4)
    answers = {"total": "def total(x):\n    return np.sum(x)", "mean": RIGHT["mean"]}
    answers["lucky"] = "lucky = 7.0"
    for each in content.cells:
        if each.id in answers:
            each.source = answers[each.id]
    client = NotebookClient(content, timeout=60, resources={"metadata": {"path": str(folder)}})
    client.execute()
    return {each.id: each for each in content.cells}


def test_in_jupyter_a_cell_shows_the_card(executed):
    [output] = executed["lucky-check"].outputs
    assert "It is doubled" in output.data["text/html"]


@pytest.mark.parametrize(("name", "points"), [("total", 6.0), ("mean", 4.0), ("lucky", 0.0)])
def test_plain_nbgrader_reads_the_points_from_the_locked_cell(executed, name, points):
    assert determine_grade(executed[f"{name}-check"])[0] == points


def test_outside_of_jupyter_the_text_is_the_card(student):
    code = "from autograder.selfcheck import check; total = sum; print(check('total'))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=student(), capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("✓ passed") or done.stdout.startswith("✗ failed")
