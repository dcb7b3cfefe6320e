"""Only what could have changed is graded again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.console import ConsoleReporter
from autograder.batch.grade_class import GradeOptions, grade_class
from autograder.grading import grader as grading
from tests.batch.conftest import RIGHT, WRONG, Fill


@pytest.fixture
def graded(root: Path, hand_in: Fill, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Grade the class; which exercises were judged, and how often."""
    judged = root / "judged"
    right_judge = grading.judge_exercise

    def noting(key: Any, *context: Any) -> Any:
        with judged.open("a") as file:
            file.write(f"{key.exercise}\n")
        return right_judge(key, *context)

    monkeypatch.setattr(grading, "judge_exercise", noting)
    submissions = hand_in({"right": RIGHT, "wrong": WRONG})

    def run(**options: Any) -> dict[str, int]:
        judged.write_text("")
        order = GradeOptions(root, "tiny", submissions, root / "out", seed=3, isolation="process")
        grade_class(GradeOptions(**{**order.__dict__, **options}), ConsoleReporter(quiet=True))
        names = judged.read_text().split()
        return {name: names.count(name) for name in sorted(set(names))}

    return run


def edit(root: Path, exercise: str, old: str, new: str) -> None:
    path = root / "solutions" / "tiny" / exercise / "exercise.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def results(root: Path, out: str = "out") -> list[Any]:
    lines = (root / out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_nothing_changed_means_nothing_is_run_and_fresh_runs_all(graded: Any) -> None:
    assert graded() == {"again": 2, "twice": 2}
    assert graded() == {}
    assert graded(fresh=True) == {"again": 2, "twice": 2}


def test_a_corrected_check_of_one_exercise_runs_that_exercise_alone(
    graded: Any, root: Path
) -> None:
    graded()
    edit(root, "again", '        "values",\n        4,', '        "values",\n        3,')
    assert graded() == {"again": 2}
    fixed = results(root)
    graded(out=root / "other")
    assert fixed == results(root, "other")


def test_a_changed_reference_runs_all_that_depend_on_it(graded: Any, root: Path) -> None:
    graded()
    edit(root, "twice", "return 2 * x", "return x + x")
    path = root / "solutions" / "tiny" / "twice" / "misconceptions.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"2 * x"', '"x + x"'), encoding="utf-8")
    assert graded() == {"again": 2, "twice": 2}


def test_a_primitive_that_is_now_right_has_its_dependents_judged_again(
    graded: Any, root: Path
) -> None:
    graded()
    assert results(root)[1]["exercises"]["again"]["carried"]
    edit(
        root,
        "twice",
        'on=("small", "ordinary"),',
        'on=("small", "ordinary"),\n        aspect="shape",',
    )
    edit(root, "twice", 'aspect="arguments"', 'aspect="shape"')
    # What costs nothing any more is no mistake any more.
    (root / "solutions" / "tiny" / "twice" / "misconceptions.yaml").write_text("")
    assert graded()["again"] == 1  # that of the one whose `twice` was wrong
    assert results(root)[1]["exercises"]["twice"]["status"] == "passed"
    assert not results(root)[1]["exercises"]["again"]["carried"]
