"""A course in English alone, with classes, printing, messages and keyword-only parameters."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.cli import main
from tests.paths import DATA

COURSE = DATA / "english_course"
EXPECTED = yaml.safe_load((COURSE / "expected.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The graded exercises by "exercise-answer"."""
    folder = tmp_path_factory.mktemp("english")
    for exercise, answers in EXPECTED.items():
        every = {"right": answers["right"]} | {
            f"wrong{i}": source for i, source in enumerate(answers["wrong"].values())
        }
        for which, source in every.items():
            path = folder / "submissions" / f"{exercise}-{which}" / "kinds.py"
            path.parent.mkdir(parents=True)
            path.write_text(source, encoding="utf-8")
    out = folder / "out"
    verb = ["grade", "kinds", str(folder / "submissions"), "--course", str(COURSE)]
    assert main([*verb, "--out", str(out), "--seed", "7", "--workers", "1", "--quiet"]) == 0
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["student"]: line["exercises"] for line in map(json.loads, lines)}


@pytest.mark.parametrize("exercise", EXPECTED)
def test_a_right_answer_of_each_kind_gets_full_points(
    exercise: str, results: dict[str, dict[str, Any]]
) -> None:
    got = results[f"{exercise}-right"][exercise]
    assert (got["status"], got["points"]) == ("passed", got["max_points"]), got


@pytest.mark.parametrize("exercise", EXPECTED)
def test_wrong_answers_of_each_kind_lose_points_and_the_known_ones_are_named(
    exercise: str, results: dict[str, dict[str, Any]]
) -> None:
    for i, name in enumerate(EXPECTED[exercise]["wrong"]):
        got = results[f"{exercise}-wrong{i}"][exercise]
        assert got["points"] < got["max_points"], got
        assert got["diagnosis"] == ([name] if name else []), got


def test_the_course_proves_itself(tmp_path: Path) -> None:
    shutil.copytree(COURSE, tmp_path / "course")
    assert main(["release", "--course", str(tmp_path / "course")]) == 0
    assert main(["prove", "--course", str(tmp_path / "course")]) == 0
