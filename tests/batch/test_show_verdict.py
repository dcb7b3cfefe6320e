"""`autograder show` prints everything known about one verdict."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.batch.grade_class import write_reports
from autograder.batch.show_verdict import show_verdict
from autograder.cli import main
from autograder.errors import UserError
from autograder.grading.diagnosis import compare_mutants
from tests.batch.conftest import RIGHT, WRONG, Fill

Show = Callable[..., str]


@pytest.fixture
def show(root: Path, hand_in: Fill, command: list[str]) -> Show:
    hand_in({"ada": RIGHT, "bob": WRONG})
    arguments = command[command.index("grade") :]
    assert main([*arguments, "--out", str(root / "out")]) == 0

    def lines(student: str, exercise: str, language: str | None = None) -> str:
        return "\n".join(show_verdict(root, root / "out", student, exercise, language))

    return lines


def test_a_wrong_answer_is_shown_with_inputs_results_and_excluded_models(
    root: Path, show: Show
) -> None:
    shown = show("bob", "twice")
    assert "It squares instead of doubling" in shown
    assert "seed 3" in shown
    assert "All inputs, the smallest first" in shown
    assert "twice(" in shown.split("All inputs")[1]
    assert "Check that fails: values" in shown
    models = shown.split("Misconceptions, with the first input")[1]
    assert "all the same " in models
    japanese = show("bob", "twice", "ja")
    assert "満たされなかった条件：values" in japanese
    with pytest.raises(UserError, match="does not declare the language 'ko'"):
        show("bob", "twice", "ko")
    with pytest.raises(UserError, match="does not declare the language 'ko'"):
        write_reports(root, root / "out", "ko")
    right = show("ada", "twice")
    assert "Misconceptions, with the first input" not in right
    assert "Check that fails" not in right


def test_a_student_or_an_exercise_that_is_not_there_is_said_with_the_nearest(show: Show) -> None:
    with pytest.raises(UserError, match=r"no student 'boob'\. Did you mean 'bob'"):
        show("boob", "twice")
    with pytest.raises(UserError, match=r"not an exercise of 'tiny'\. Did you mean 'twice'"):
        show("bob", "twise")


def test_code_that_was_not_kept_is_said(show: Show, root: Path) -> None:
    for path in (root / "out" / "sources").rglob("*.py"):
        path.unlink()
    shown = show("bob", "twice")
    assert "The code was not kept" in shown
    assert "All inputs" not in shown


def test_the_command_prints_it(show: Show, root: Path) -> None:
    line = [sys.executable, "-m", "autograder", "show", "bob", "twice", "--course", str(root)]
    run = subprocess.run(
        [*line, "--out", str(root / "out")], capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == show("bob", "twice").strip()
    gone = subprocess.run(
        [*line, "--out", str(root / "nowhere")], capture_output=True, text=True, timeout=300
    )
    assert gone.returncode == 4
    assert "no finished run here" in gone.stderr


def test_a_model_agrees_with_itself_and_any_other_differs_somewhere() -> None:
    from autograder.course.exercise_library import load_library
    from autograder.course.key_builder import build_answer_key
    from tests.paths import ROOT

    folder = ROOT / "solutions" / "transformer-basics"
    key = build_answer_key(load_library(folder, ["l2_penalty"]), "l2_penalty", 10.0, seed=7)
    for name, variants in key.mutants.items():
        compared = compare_mutants(key, variants[0])
        assert [other for other, place in compared.items() if place is None] == [name]
