"""The course of this repository with a shorter time limit: what hangs costs less of our time."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.paths import ROOT


def quick_course(folder: Path) -> Path:
    """A copy of it as it is now, whoever edits it meanwhile; `folder` itself."""
    text = (ROOT / "course.yaml").read_text(encoding="utf-8")
    assert "wall_seconds: 10" in text
    text = text.replace("wall_seconds: 10", "wall_seconds: 3")
    (folder / "course.yaml").write_text(text, encoding="utf-8")
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "solutions", folder / "solutions", ignore=without)
    return folder
