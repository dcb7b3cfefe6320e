"""nbgrader's own feedback on a written answer that shows a picture which is not kept."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.cli import main
from tests.paths import DATA, ROOT

from .conftest import LESSON
from .test_commands import nbgrader

SUBMITTED = DATA / "missing_attachment"


def test_generate_feedback_shows_an_answer_whose_attachment_is_not_there(tmp_path: Path) -> None:
    """An SVG is not kept, as it may hold scripts; nbconvert stops at a reference to nothing."""
    shutil.copytree(SUBMITTED, tmp_path / "class" / "ada")
    out = tmp_path / "out"
    line = ["grade", LESSON, str(tmp_path / "class"), "--course", str(ROOT), "--out", str(out)]
    assert main([*line, "--seed", "3", "--quiet", "--workers", "1"]) == 0
    nbgrader(out, "generate_feedback", LESSON)
    page = out / "grading" / "feedback" / "ada" / LESSON / "transformer_basics.html"
    text = page.read_text(encoding="utf-8")
    assert "The loss diverges, see my drawing" in text
    assert "attachment curve.svg" in text
