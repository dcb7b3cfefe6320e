"""Submissions that kill whoever grades them cost themselves alone, through the real command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.batch import submission_grader
from autograder.cli import main
from tests.batch.conftest import RIGHT, WRONG, Fill, hand_in, root
from tests.paths import ROOT

__all__ = ["hand_in", "root"]

BOMB = "# bomb\n" + RIGHT
# Run by each Python as it starts; only the process that is to fork graders is changed.
START = """\
import sys
if any("cluster_worker" in each for each in sys.orig_argv):
    from tests.batch.test_bombs import explode_on_bombs
    explode_on_bombs(setattr)
"""


def explode_on_bombs(patch: Any) -> None:
    """Let the grading process be killed, as by the kernel, at a submission that is a bomb."""
    grade = submission_grader.read_and_grade

    def explosive(raw: Any, *args: Any) -> Any:
        if any(entry.read().startswith(b"# bomb") for entry in raw.entries if entry.read):
            os.kill(os.getpid(), signal.SIGKILL)
        return grade(raw, *args)

    patch(submission_grader, "read_and_grade", explosive)


def fill(hand_in: Fill, bombs: int) -> Path:
    """Eight honest submissions with bombs before, among and after them."""
    honest = {f"s{i}-honest": WRONG if i % 2 else RIGHT for i in range(8)}
    return hand_in({**honest, **{f"s{i % 9}-bomb-{i}": BOMB for i in range(bombs)}})


def line(root: Path, submissions: Path) -> list[str]:
    where = ["--course", str(root), "--out", str(root / "out"), "--seed", "3", "--quiet"]
    return ["grade", "tiny", str(submissions), *where]


def check(out: Path, bombs: int) -> None:
    """Eight results, a grader error for each bomb, and all the files of the class."""
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    grades = {grade["student"]: grade for grade in map(json.loads, lines)}
    assert len(grades) == 8 + bombs
    for student, grade in grades.items():
        if "bomb" in student:
            assert grade["status"] == "grader_error"
            assert grade["points"] is None
            assert "died" in grade["message"]
        else:
            assert grade["status"] == "graded", grade["message"]
            assert grade["points"] == (5 if int(student[1]) % 2 else 10)
            assert list((out / "feedback").glob(f"{student}*"))
    assert (out / "gradebook.db").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
@pytest.mark.parametrize("bombs", [1, 3, 10])
def test_bombs_among_eight_honest_submissions_leave_eight_results(
    root: Path, hand_in: Fill, monkeypatch: pytest.MonkeyPatch, bombs: int
) -> None:
    explode_on_bombs(monkeypatch.setattr)
    submissions = fill(hand_in, bombs)
    assert main([*line(root, submissions), "--workers", "2"]) == 3
    check(root / "out", bombs)


def test_ten_bombs_on_a_cluster_leave_eight_results_too(
    root: Path, hand_in: Fill, tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(START)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "start"), str(ROOT)]),
    }
    command = [*line(root, fill(hand_in, 10)), "--executor", "dask", "--workers", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 3, done.stderr[-3000:]
    check(root / "out", 10)
