"""A handful of the example class, graded once; and the same with what grading rarely brings."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.store.results import RESULTS, read_results, to_json_line
from autograder.integrations import export
from autograder.models import Grade
from tests.paths import DATA, ROOT

LESSON = "transformer-basics"
# All right; misconceptions; carried forward; a cell that does not compile; missing; two files.
STUDENTS = ("student01", "student05", "student07", "student36", "student38", "student44")
UNREADABLE = "山田 太郎"
FORMULA = '=HYPERLINK("http://example.org","click")'
COMMA = 'O"Neil, Ann'
UNGRADED = "ungraded"
HALF_GRADED = "half-graded"


@dataclass(frozen=True)
class Class:
    """A finished run: its folder, and its grades by student."""

    out: Path
    grades: Mapping[str, Grade]

    def export(self, to: str) -> str:
        return export(ROOT, self.out, to)


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """What `autograder grade` leaves of the students above."""
    folder = tmp_path_factory.mktemp("exports")
    for student in STUDENTS:
        shutil.copytree(DATA / "class" / student, folder / "class" / student)
    (folder / "class" / UNREADABLE).mkdir()
    (folder / "class" / UNREADABLE / "transformer_basics.ipynb").write_text("{", encoding="utf-8")
    command = [sys.executable, "-m", "autograder", "grade", LESSON, str(folder / "class")]
    command += ["--out", str(folder / "out"), "--seed", "7", "--workers", "2", "--quiet"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    return _read(folder / "out")


@pytest.fixture(scope="session")
def mixed(graded: Class, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """The same class, with internal errors and with names that mean harm to a spreadsheet."""
    out = tmp_path_factory.mktemp("mixed") / "out"
    shutil.copytree(graded.out, out)
    model = graded.grades["student05"]
    nothing = replace(model, status="grader_error", points=None, exercises={}, message="disk full")
    first, *others = model.exercises
    faulty = replace(model.exercises[first], status="grader_error", points=0.0, message="our fault")
    half = replace(
        nothing,
        message="",
        notes=("grader-error",),
        exercises={first: faulty} | {name: model.exercises[name] for name in others},
    )
    more = {FORMULA: model, COMMA: model, UNGRADED: nothing, HALF_GRADED: half}
    with (out / RESULTS).open("a", encoding="utf-8") as lines:
        for student, grade in more.items():
            lines.write(to_json_line(replace(grade, student=student)) + "\n")
    return _read(out)


def _read(out: Path) -> Class:
    return Class(out, {grade.student: grade for grade in read_results(out)})


def lines(out: Path) -> list[dict[str, Any]]:
    """results.jsonl as plain JSON."""
    return [json.loads(line) for line in (out / RESULTS).read_text(encoding="utf-8").splitlines()]
