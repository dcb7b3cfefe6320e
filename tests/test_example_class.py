"""The example class is graded as the contract asks.

`tests/class/` is the class as a TA receives it; `class_expected.yaml` says what the
contract says of each exercise of each student. Whoever finds them at odds with the
engine fixes the engine.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest
import yaml

from tests.paths import DATA, ROOT
from tests.quick_course import quick_course

CLASS = DATA / "class"
SOLUTIONS = ROOT / "solutions" / "transformer-basics"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (DATA / "class_expected.yaml").read_text(encoding="utf-8")
)
STUDENTS = sorted(path.name for path in CLASS.iterdir())
CORE = ("compute_attention", "bce_loss", "sgd_step", "l2_penalty", "batch_predict")
WRITTEN = "explain_divergence"


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The lines of results.jsonl, by student; the class is graded once."""
    folder = tmp_path_factory.mktemp("class")
    out = folder / "out"
    command = [sys.executable, "-m", "autograder", "grade", "transformer-basics", str(CLASS)]
    command += ["--out", str(out), "--seed", "7", "--workers", "2", "--quiet"]
    course = quick_course(folder)
    run = subprocess.run(command, cwd=course, capture_output=True, text=True, timeout=570)
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["student"]: line for line in map(json.loads, lines)}


def wanted(student: str, exercise: str) -> dict[str, Any]:
    """What is expected of one exercise; what the file leaves out passed in full."""
    entry = EXPECTED[student].get(exercise, {})
    return {"status": "passed", "diagnosis": [], "carried": False} | entry


@pytest.mark.parametrize("student", STUDENTS)
def test_a_student_gets_the_verdicts_that_the_contract_asks_for(
    student: str, results: dict[str, dict[str, Any]]
) -> None:
    line = results[student]
    assert line["status"] == "graded", line.get("message")
    odds = []
    for exercise, got in line["exercises"].items():
        want = wanted(student, exercise)
        seen = {
            "status": got["status"],
            "diagnosis": sorted(got["diagnosis"]),
            "carried": "either" if want["carried"] == "either" else got["carried"],
            "in full": got["points"] == got["max_points"],
        }
        want = want | {
            "diagnosis": sorted(want["diagnosis"]),
            "in full": want["status"] == "passed",
        }
        if seen != want:
            odds.append(f"{exercise}: wanted {want}, got {seen} {got.get('message', '')}")
    assert not odds, "\n".join(odds)


def test_every_submission_has_one_line_with_every_exercise_and_an_expectation(
    results: dict[str, dict[str, Any]],
) -> None:
    assert list(results) == STUDENTS == sorted(EXPECTED)
    automatic = {path.parent.name for path in SOLUTIONS.glob("*/exercise.py")} - {WRITTEN}
    assert all(set(line["exercises"]) == automatic for line in results.values())


def test_an_expectation_names_exercises_and_misconceptions_that_exist() -> None:
    known = {path.name: misconceptions(path.name) for path in SOLUTIONS.iterdir() if path.is_dir()}
    for student, entries in EXPECTED.items():
        for exercise, entry in entries.items():
            assert set(entry.get("diagnosis", [])) <= known[exercise], (student, exercise)


def misconceptions(exercise: str) -> set[str]:
    """The identifiers of an exercise's catalogue."""
    path = SOLUTIONS / exercise / "misconceptions.yaml"
    return set(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.exists() else set()


@pytest.mark.parametrize("exercise", CORE)
def test_somebody_in_the_class_makes_each_core_mistake_and_no_other_there(exercise: str) -> None:
    alone = Counter(
        identifier
        for student in STUDENTS
        for identifier in wanted(student, exercise)["diagnosis"]
        if len(wanted(student, exercise)["diagnosis"]) == 1
    )
    assert misconceptions(exercise) - alone.keys() == set()


def test_the_class_works_in_both_formats() -> None:
    formats = Counter(path.suffix for path in CLASS.rglob("transformer_basics.*"))
    assert len(STUDENTS) >= 44
    assert min(formats[".py"], formats[".ipynb"]) >= len(STUDENTS) // 3


def test_a_right_answer_in_any_style_gets_all_automatic_points(
    results: dict[str, dict[str, Any]],
) -> None:
    everything_right = [
        student
        for student in STUDENTS
        if all(wanted(student, exercise)["status"] == "passed" for exercise in EXPECTED[student])
    ]
    assert len(everything_right) >= 8
    for student in everything_right:
        assert results[student]["points"] == results[student]["max_points"] == 100, student


def test_a_written_answer_waits_for_a_person_with_its_text(
    results: dict[str, dict[str, Any]],
) -> None:
    for student, line in results.items():
        answered = wanted(student, WRITTEN)["status"] != "not_attempted"
        assert bool(line["written"].get(WRITTEN)) == answered, student
        assert not answered or WRITTEN in line["needs_manual"], student


def test_of_two_edited_files_the_better_one_counts_and_the_feedback_says_so(
    results: dict[str, dict[str, Any]],
) -> None:
    assert results["student44"]["file"] == "transformer_basics.py"
    assert "two-files-edited" in results["student44"]["notes"]
    others = [student for student in STUDENTS if student != "student44"]
    assert not any("two-files-edited" in results[student]["notes"] for student in others)


def test_an_endless_loop_costs_its_exercise_and_no_other(
    results: dict[str, dict[str, Any]],
) -> None:
    statuses = {name: got["status"] for name, got in results["student43"]["exercises"].items()}
    assert statuses.pop("train_with_early_stopping") == "timeout"
    assert set(statuses.values()) == {"passed"}


def test_a_mistake_that_is_carried_forward_is_charged_once(
    results: dict[str, dict[str, Any]],
) -> None:
    carried = [
        (line["student"], name, got)
        for line in results.values()
        for name, got in line["exercises"].items()
        if got["carried"]
    ]
    assert len(carried) >= 10
    for student, exercise, got in carried:
        assert got["points"] == got["max_points"], (student, exercise)
        origins = got["carried_from"]
        assert origins, (student, exercise)
        charged = results[student]["exercises"]
        assert all(charged[o]["points"] < charged[o]["max_points"] for o in origins), student
