"""The example class of transformer-block is graded as its authors expect, and `make grade` says so.

`class_block/` holds 20 submissions: right ones in several styles, mistakes, unfinished and broken
files, one that is late. `class_block_expected.yaml` says what each exercise must get; one that is
not named passes.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.paths import DATA, ROOT
from tests.quick_course import quick_course

CLASS = DATA / "class_block"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (DATA / "class_block_expected.yaml").read_text("utf-8")
)
STUDENTS = sorted(path.name for path in CLASS.iterdir())
WRITTEN = "explain_training"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder; the class is graded once."""
    course = quick_course(tmp_path_factory.mktemp("block"))
    folder = course / "out"
    command = [sys.executable, "-m", "autograder", "grade", "transformer-block", str(CLASS)]
    command += ["--out", str(folder), "--seed", "7", "--workers", "2", "--quiet"]
    run = subprocess.run(command, cwd=course, capture_output=True, text=True, timeout=570)
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def results(out: Path) -> dict[str, dict[str, Any]]:
    """The lines of results.jsonl, by student."""
    lines = (out / "results.jsonl").read_text("utf-8").splitlines()
    return {line["student"]: line for line in map(json.loads, lines)}


def wanted(student: str, exercise: str) -> dict[str, Any]:
    entry = EXPECTED[student].get(exercise, {})
    return {"status": "passed", "diagnosis": [], "carried": False} | entry


@pytest.mark.parametrize("student", STUDENTS)
def test_a_student_gets_the_verdicts_that_are_expected(
    student: str, results: dict[str, dict[str, Any]]
) -> None:
    assert results[student]["status"] == "graded", results[student].get("message")
    for exercise, got in results[student]["exercises"].items():
        want = wanted(student, exercise)
        seen = {name: got[name] for name in ("status", "diagnosis", "carried")}
        assert seen == want, exercise
        assert (got["points"] == got["max_points"]) == (want["status"] == "passed"), exercise


def test_all_twenty_have_one_line_and_an_expectation(results: dict[str, dict[str, Any]]) -> None:
    assert sorted(results) == STUDENTS == sorted(EXPECTED)
    assert len(STUDENTS) == 20
    formats = Counter(path.suffix for path in CLASS.rglob("transformer_block.*"))
    assert min(formats[".py"], formats[".ipynb"]) >= 8
    assert 8 <= sum(student.isascii() for student in STUDENTS) <= 12


def test_right_answers_in_any_style_get_all_automatic_points(
    results: dict[str, dict[str, Any]],
) -> None:
    right = [student for student in STUDENTS if not EXPECTED[student]]
    assert len(right) >= 4
    for student in right:
        assert results[student]["points"] == results[student]["max_points"] == 94, student


def test_a_mistake_that_is_carried_forward_costs_no_points_twice(
    results: dict[str, dict[str, Any]],
) -> None:
    carried = {
        (student, name)
        for student, line in results.items()
        for name, got in line["exercises"].items()
        if got["carried"] and got["points"] == got["max_points"]
    }
    assert ("吉田悠人", "train_until_right") in carried
    assert len(carried) >= 5


def test_a_written_answer_waits_for_a_person(results: dict[str, dict[str, Any]]) -> None:
    answered = {student for student in STUDENTS if results[student]["written"].get(WRITTEN)}
    assert {"佐藤花子", "anna.lindqvist"} <= answered
    assert not {"高橋ゆい", "山本翔太", "li.wei", "中村美咲"} & answered


def test_every_student_has_a_page_and_the_class_has_one(out: Path) -> None:
    assert (out / "report.html").is_file()
    for student in STUDENTS:
        assert list((out / "feedback" / student).rglob("feedback.html")), student


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_grade_grades_both_classes_and_says_where_their_reports_are() -> None:
    run = subprocess.run(
        ["make", "--dry-run", "--assume-old", ".venv/grade.ok", "grade", "OUT=made"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    for assignment, folder in (
        ("transformer-basics", "class"),
        ("transformer-block", "class_block"),
    ):
        assert f"grade {assignment} tests/data/{folder} --out made/{assignment} " in run.stdout
        assert f'echo "    made/{assignment}/report.html"' in run.stdout
        assert any((DATA / folder).iterdir())
