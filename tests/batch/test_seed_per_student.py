"""`grade --seed-per-student`: hidden inputs of each student's own, and the same verdicts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.batch import grade_class as module
from autograder.batch.console import ConsoleReporter
from autograder.batch.grade_class import GradeOptions, grade_class
from autograder.batch.local_executor import run_inline
from autograder.batch.submission_grader import GraderFactory
from autograder.grading.exam import Exam
from tests.batch.conftest import RIGHT, WRONG, Fill, hand_in, root

__all__ = ["hand_in", "root"]

CLASS = {"anna": RIGHT, "ben": RIGHT, "carl": WRONG, "dora": WRONG}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The hidden inputs that each student was asked; grading is done in this process."""
    inputs: dict[str, Any] = {}
    student = [""]

    def inline(recipe: Any, tasks: Any, workers: int, hanging_seconds: float) -> Any:
        def grader() -> Any:
            found = recipe()

            class Watched:
                def __call__(self, task: Any) -> Any:
                    student[0] = task.raw.student
                    return found(task)

                def close(self) -> None:
                    found.close()

            return Watched()

        return run_inline(grader, tasks)

    make = GraderFactory.for_exam

    def watched(self: GraderFactory, exam: Exam) -> Any:
        inputs[student[0]] = repr([key.inputs for key in exam.keys.values()])
        return make(self, exam)

    monkeypatch.setattr(module, "run_local", inline)
    monkeypatch.setattr(GraderFactory, "for_exam", watched)
    yield inputs


@pytest.fixture
def options(root: Path, hand_in: Fill) -> GradeOptions:
    found = GradeOptions(root, "tiny", hand_in(CLASS), root / "out", isolation="process")
    return replace(found, seed_per_student=True)


def run(options: GradeOptions) -> dict[str, dict[str, Any]]:
    grade_class(options, ConsoleReporter(quiet=True))
    lines = (options.out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {grade["student"]: grade for grade in map(json.loads, lines)}


def test_each_student_has_inputs_of_their_own_and_right_is_right_on_all_of_them(
    options: GradeOptions, asked: dict[str, Any]
) -> None:
    grades = run(options)
    assert sorted(asked) == sorted(CLASS)
    assert len(set(asked.values())) == len(CLASS)
    assert [grades[name]["points"] for name in CLASS] == [10, 10, 5, 5]
    assert all(grade["status"] == "graded" for grade in grades.values())


def test_without_it_all_students_have_the_same_inputs(
    options: GradeOptions, asked: dict[str, Any]
) -> None:
    run(replace(options, seed_per_student=False))
    assert len(set(asked.values())) == 1


def test_a_regrade_asks_each_student_the_same_again(
    options: GradeOptions, asked: dict[str, Any], hand_in: Fill
) -> None:
    first = run(options)
    inputs = dict(asked)
    asked.clear()
    hand_in({"carl": RIGHT})
    second = run(options)
    assert list(asked) == ["carl"]  # the others are taken from the first run
    assert asked["carl"] == inputs["carl"]
    assert second["carl"]["points"] == 10
    assert {n: g for n, g in second.items() if n != "carl"} == {
        n: g for n, g in first.items() if n != "carl"
    }


def test_another_folder_has_another_secret(options: GradeOptions, asked: dict[str, Any]) -> None:
    run(options)
    first = dict(asked)
    run(replace(options, out=options.out.with_name("other")))
    assert all(first[name] != asked[name] for name in CLASS)


def test_a_run_that_was_cut_off_goes_on_with_the_same_inputs(
    options: GradeOptions, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    execute = module._execute

    def cut_off(*args: Any) -> Any:
        for number, found in enumerate(execute(*args)):
            if number == 2:
                raise KeyboardInterrupt
            yield found

    monkeypatch.setattr(module, "_execute", cut_off)
    with pytest.raises(KeyboardInterrupt):
        run(options)
    secret = json.loads((options.out / "run.json").read_text())["secret"]
    before = dict(asked)
    monkeypatch.setattr(module, "_execute", execute)
    grades = run(options)
    assert json.loads((options.out / "run.json").read_text())["secret"] == secret
    assert [grades[name]["points"] for name in CLASS] == [10, 10, 5, 5]
    assert all(asked[name] == before[name] for name in before)
    assert len(set(asked.values())) == len(CLASS)
