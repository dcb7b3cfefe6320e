"""Primitives are judged before what depends on them, in whatever order the course lists them.

Here `spread` repeats the mistake of `mean`, on which it depends, in its own words.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.course.config import load_course
from autograder.grading.exam import load_exam, open_exam_sandbox
from autograder.grading.grader import judge_file
from autograder.submission import read_source
from tests.paths import DATA

COURSE = DATA / "selfcheck_course"
EXERCISES = "      total: 6\n      mean: 4\n      lucky: 2\n      why: 3\n"
BACKWARDS = "      spread: 4\n      mean: 4\n      total: 6\n"
ANSWERS = b"""import numpy as np

def total(x):
    return float(np.sum(x))

def mean(x):
    return total(x) / (len(x) - 1)

def spread(x):
    return float(np.max(x)) - float(np.sum(x)) / (len(x) - 1)
"""


def test_a_chain_that_is_listed_backwards_is_judged_from_its_start(tmp_path: Path) -> None:
    shutil.copytree(COURSE, tmp_path, dirs_exist_ok=True)
    _add_spread(tmp_path / "solutions" / "sums")
    course = tmp_path / "course.yaml"
    text = course.read_text(encoding="utf-8")
    assert EXERCISES in text
    course.write_text(text.replace(EXERCISES, BACKWARDS), encoding="utf-8")
    assignment = load_course(tmp_path).assignment("sums")
    exam, handout = load_exam(assignment, 1, "process")
    sandbox = open_exam_sandbox(assignment, exam, "process")
    try:
        verdicts = judge_file(read_source(ANSWERS, "sums.py", handout), exam, sandbox).verdicts
    finally:
        sandbox.close()
    assert list(verdicts) == ["spread", "mean", "total"]
    assert verdicts["mean"].diagnosis == ("one-less",)
    assert verdicts["spread"].carried_from == ("mean",)


def _add_spread(folder: Path) -> None:
    """A third exercise, which calls `mean`, as `mean` calls `total`."""
    text = (folder / "mean" / "exercise.py").read_text(encoding="utf-8")
    (folder / "spread").mkdir()
    (folder / "spread" / "exercise.py").write_text(
        text.replace("def mean", "def spread")
        .replace("平均", "ずれ")
        .replace("The mean", "The spread")
        .replace("mean([1, 2])", "spread([1, 2])")
        .replace("1.5", "0.5")
        .replace('("total",)', '("mean",)')
        .replace("    count = len(x)\n    return total(x) / count", "    return max(x) - mean(x)"),
        encoding="utf-8",
    )
    (folder / "spread" / "misconceptions.yaml").write_text(
        "plus:\n  edit: {replace: '- mean', by: '+ mean'}\n"
        "  formula: 'max x + mean x'\n"
        "  ja: {title: 足しています, why: 符号です。, hint: '[1, 1] ではどうなりますか。'}\n"
        "  en: {title: Adds, why: The sign., hint: 'What of [1, 1]?'}\n",
        encoding="utf-8",
    )
