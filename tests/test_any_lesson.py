"""A lesson of every kind of value and exercise that is not arithmetic on arrays of floats."""

from __future__ import annotations

import importlib.util
import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.authoring.release.released_files import render
from autograder.cli import main
from autograder.course.config import load_course
from autograder.course.examples import failing_examples
from autograder.course.exercise_library import load_library
from autograder.selfcheck.data import public_exercise
from tests.paths import DATA

COURSE = DATA / "any_lesson"
ANSWERS: dict[str, Any] = yaml.safe_load((COURSE / "answers.yaml").read_text(encoding="utf-8"))
NEEDED = {"libraries": ("pandas", "torch", "matplotlib")}


def _installed(assignment: str) -> bool:
    return all(map(importlib.util.find_spec, NEEDED.get(assignment, ())))


EXERCISES = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(not _installed(each["assignment"]), reason="a library is missing"),
    )
    for name, each in ANSWERS.items()
]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Grades an assignment once: submission n holds the n-th answer to each exercise."""

    @cache
    def grade(assignment: str) -> dict[str, dict[str, Any]]:
        folder = tmp_path_factory.mktemp(assignment)
        sources: dict[str, list[str]] = {}
        for answers in ANSWERS.values():
            if answers["assignment"] == assignment:
                for kind in ("right", "wrong"):
                    for number, each in enumerate(answers[kind]):
                        text = each if kind == "right" else each["source"]
                        sources.setdefault(f"{kind}{number}", []).append(text)
        for student, parts in sources.items():
            path = folder / "submissions" / student / f"{assignment.replace('-', '_')}.py"
            path.parent.mkdir(parents=True)
            path.write_text("\n\n".join(parts), encoding="utf-8")
        verb = ["grade", assignment, str(folder / "submissions"), "--course", str(COURSE)]
        verb += ["--out", str(folder / "out"), "--seed", "7", "--workers", "1", "--quiet"]
        assert main(verb) == 0
        lines = (folder / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
        return {line["student"]: line["exercises"] for line in map(json.loads, lines)}

    return grade


@pytest.mark.parametrize("name", EXERCISES)
def test_right_answers_get_full_points(name: str, graded: Any) -> None:
    results = graded(ANSWERS[name]["assignment"])
    for number in range(len(ANSWERS[name]["right"])):
        got = results[f"right{number}"][name]
        assert (got["status"], got["points"]) == ("passed", got["max_points"]), got


@pytest.mark.parametrize("name", EXERCISES)
def test_wrong_answers_do_not_and_a_misconception_is_named(name: str, graded: Any) -> None:
    results = graded(ANSWERS[name]["assignment"])
    for number, wrong in enumerate(ANSWERS[name]["wrong"]):
        got = results[f"wrong{number}"][name]
        assert got["points"] < got["max_points"], (wrong, got)
        assert got["diagnosis"] == ([wrong["named"]] if wrong["named"] else []), (wrong, got)
        if "form" in wrong:
            assert got["form"] == wrong["form"], (wrong, got)
            assert got["points"] == pytest.approx(wrong["share"] * got["max_points"]), (wrong, got)


def test_there_are_three_wrong_answers_of_each_and_one_that_is_named() -> None:
    assert len(ANSWERS) >= 20
    for name, each in ANSWERS.items():
        assert len(each["wrong"]) >= 3, name
        assert any(wrong["named"] for wrong in each["wrong"]), name


@pytest.mark.parametrize("name", EXERCISES)
def test_the_examples_of_every_docstring_hold(name: str) -> None:
    assignment = load_course(COURSE).assignment(ANSWERS[name]["assignment"])
    library = load_library(assignment.folder, [name], assignment.rules)
    assert list(failing_examples(library[name], library, ["en"])) == []


@pytest.mark.parametrize(
    "assignment",
    [
        pytest.param(name, marks=pytest.mark.skipif(not _installed(name), reason="a library"))
        for name in load_course(COURSE).assignments
    ],
)
def test_every_assignment_proves_and_its_release_gives_nothing_away(
    assignment: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(COURSE, tmp_path / "course")
    where = ["--course", str(tmp_path / "course")]
    assert main(["release", assignment, *where]) == 0, capsys.readouterr().err
    assert main(["prove", assignment, *where]) == 0, capsys.readouterr().out
    table = capsys.readouterr().out
    automatic = load_course(COURSE).assignment(assignment).points
    assert all(f"\n{name} " in table for name in automatic), table


def test_the_stub_says_the_rules_and_holds_the_given_code() -> None:
    course = load_course(COURSE)
    types = load_library(course.assignment("types").folder, ["grid"])
    stub = types["grid"].stub("en")
    assert "a number may be off by 0.01 of its size" in stub
    assert "a list will do for an array" in stub
    kinds = load_library(course.assignment("kinds").folder, ["checked_mean", "capital"])
    stub = kinds["checked_mean"].stub("en")
    assert "class TooFewError(ValueError)" in stub and "needs {LEAST}" not in stub
    assert "b) exp(x - max(x))" in kinds["capital"].docstrings["en"]


def test_files_are_released_and_a_choice_is_not_given_away() -> None:
    course = load_course(COURSE)
    assignment = course.assignment("kinds")
    files = render(course, assignment)
    assert files["cities.csv"].startswith(b"city,height,people")
    library = load_library(assignment.folder, ["capital"])
    key = public_exercise(library, "capital", 4.0).key
    assert key is not None
    [case] = key.cases
    assert case.expected.value == "a" and case.one_of == ("a", "b", "c", "d")
    assert not key.mutants


def test_the_lesson_is_released_and_its_self_check_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(COURSE, tmp_path / "course")
    assert main(["release", "kinds", "--course", str(tmp_path / "course")]) == 0
    folder = tmp_path / "course" / "assignments" / "kinds"
    names = [name for name, each in ANSWERS.items() if each["assignment"] == "kinds"]
    library = load_library(COURSE / "solutions" / "kinds", names)
    answers = [library[name].given + "\n\n" + ANSWERS[name]["right"][0] for name in names]
    (folder / "kinds.py").write_text("\n\n".join(answers), encoding="utf-8")
    (folder / "kinds.ipynb").unlink()
    capsys.readouterr()
    code = main(["check", str(folder / "kinds.py"), "--language", "en"])
    assert code == 0, capsys.readouterr().out
