"""A tiny course of two exercises, the second of which depends on the first."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring.scaffold import new_exercise

COURSE = """\
name: {ja: 小さな講座, en: A tiny course}
language: en
limits: {wall_seconds: 60, cpu_seconds: 60}
assignments:
  tiny:
    title: {ja: 小さな課題, en: A tiny assignment}
    exercises: {twice: 5, again: 5}
"""
LESSON = """\
# %% [markdown] lang="ja" section="introduction"
# # 授業

# %% [markdown] lang="en" section="introduction"
# # A lesson

# %% exercise="twice"

# %% exercise="again"
"""
RIGHT = """\
import numpy as np
def twice(x):
    return 2 * np.asarray(x, dtype=float)
def again(x):
    return twice(x)
"""
WRONG = RIGHT.replace("2 * np.asarray(x, dtype=float)", "np.asarray(x, dtype=float) ** 2")
ENDLESS = RIGHT + "while True:\n    pass\n"

Fill = Callable[[dict[str, str]], Path]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    solutions = tmp_path / "solutions" / "tiny"
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    for name in ("twice", "again"):
        new_exercise(solutions, name)
    path = solutions / "again" / "exercise.py"
    text = path.read_text(encoding="utf-8")
    assert "DEPENDS = ()" in text
    path.write_text(text.replace("DEPENDS = ()", 'DEPENDS = ("twice",)'), encoding="utf-8")
    (solutions / "lesson.py").write_text(LESSON, encoding="utf-8")
    return tmp_path


@pytest.fixture
def hand_in(root: Path) -> Fill:
    """Write submissions, by student; the folder that holds them."""

    def fill(submissions: dict[str, str]) -> Path:
        for student, text in submissions.items():
            folder = root / "class" / student / "tiny"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "tiny.py").write_text(text, encoding="utf-8")
        return root / "class"

    return fill


@pytest.fixture
def command(root: Path) -> list[str]:
    """`autograder grade` on the class, but for --out."""
    line = [sys.executable, "-m", "autograder", "grade", "tiny", str(root / "class")]
    return [*line, "--course", str(root), "--seed", "3", "--quiet", "--workers", "2"]
