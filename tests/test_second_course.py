"""The engine grades a course that it knows nothing about.

`tests/second_course/` has no numbers of a neural network in it: text, arrays of
integers, hours of daylight. Nothing but its own folder knows of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.paths import ROOT, SECOND_COURSE

COURSE = SECOND_COURSE
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (COURSE / "expected.yaml").read_text(encoding="utf-8")
)


def autograder(*arguments: str | Path) -> str:
    """Run one verb on the second course; what it printed."""
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    return run.stdout


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The lines of results.jsonl, by student."""
    out = tmp_path_factory.mktemp("second_course") / "out"
    verb = ("grade", "sun-and-calendar", COURSE / "submissions", "--course", COURSE)
    autograder(*verb, "--out", out, "--seed", "7", "--quiet")
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["student"]: line for line in map(json.loads, lines)}


@pytest.mark.parametrize("student", EXPECTED)
def test_another_lesson_is_graded_and_diagnosed_by_the_same_engine(
    student: str, results: dict[str, dict[str, Any]]
) -> None:
    assert results[student]["status"] == "graded"
    for exercise, got in results[student]["exercises"].items():
        want = {"status": "passed", "diagnosis": []} | EXPECTED[student].get(exercise, {})
        seen = {"status": got["status"], "diagnosis": sorted(got["diagnosis"])}
        assert seen == want, (exercise, got)
        assert (got["points"] == got["max_points"]) == (want["status"] == "passed"), exercise


def test_no_submission_is_forgotten(results: dict[str, dict[str, Any]]) -> None:
    assert list(results) == sorted(EXPECTED)


def test_a_counterexample_in_text_shows_text(results: dict[str, dict[str, Any]]) -> None:
    shown = results["pupil03"]["exercises"]["date_label"]["counterexample"]
    assert shown["call"] == "date_label(2024, 2, 9)"
    assert (shown["expected"], shown["got"]) == ("'2024-02-09'", "'2024-2-9'")


def test_its_written_exercise_waits_for_a_person(results: dict[str, dict[str, Any]]) -> None:
    for student in ("pupil01", "pupil03", "pupil04"):
        assert results[student]["needs_manual"] == ["why_leap_days"]
        assert results[student]["written"]["why_leap_days"].strip()


def test_the_second_course_proves_itself(tmp_path: Path) -> None:
    for source in (COURSE / "course.yaml", *(COURSE / "solutions").rglob("*")):
        if source.is_file():
            copy = tmp_path / source.relative_to(COURSE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
    autograder("release", "--course", tmp_path)
    assert "day_length" in autograder("prove", "--course", tmp_path)


def test_the_engine_names_no_exercise_of_any_course() -> None:
    courses = (ROOT / "solutions", COURSE / "solutions")
    exercises = {path.parent.name for course in courses for path in course.rglob("exercise.py")}
    for module in (ROOT / "autograder").rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        assert not [name for name in exercises if name in text], module
