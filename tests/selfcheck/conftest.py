"""A small assignment on a student's machine: four exercises, one of which builds on another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring.release.released_files import render
from autograder.course.config import load_course
from tests.paths import DATA

COURSE = DATA / "selfcheck_course"
LANGUAGES = ("ja", "en")

RIGHT = {
    "total": "def total(x):\n    return float(np.sum(np.asarray(x, dtype=float)))",
    "mean": "def mean(x):\n    return total(x) / len(x)",
    "lucky": "lucky = 12.25",
}
MEAN_NOT_SUM = "def total(x):\n    return float(np.mean(x))"

Fill = Callable[..., Path]


@pytest.fixture(scope="session")
def released() -> dict[str, dict[str, bytes]]:
    """The released files by name, in each language."""
    course = load_course(COURSE)
    return {lang: render(course, course.assignment("sums"), lang) for lang in LANGUAGES}


@pytest.fixture
def student(tmp_path: Path, released: dict[str, dict[str, bytes]]) -> Fill:
    """student(language, total=..., mean=...): a folder whose .py (or notebook) is filled in.

    in_notebook: write into the notebook's cells instead. folder: one that is there already.
    """

    def fill(
        language: str = "en",
        *,
        in_notebook: bool = False,
        folder: Path | None = None,
        **answers: str,
    ) -> Path:
        place = folder or tmp_path / "sums"
        if folder is None:
            put(released[language], place)
        (_fill_notebook if in_notebook else _fill_python)(place, answers)
        return place

    return fill


def put(files: dict[str, bytes], folder: Path) -> None:
    """Write files by their names."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _fill_python(folder: Path, answers: dict[str, str]) -> None:
    path = folder / "sums.py"
    head, *parts = path.read_text(encoding="utf-8").split("# %% ")
    for i, part in enumerate(parts):
        name = part.partition(":")[0]
        if name in answers:
            parts[i] = f"{name}: mine\n\n{answers[name]}\n\n"
    path.write_text("# %% ".join([head, *parts]), encoding="utf-8")


def _fill_notebook(folder: Path, answers: dict[str, str]) -> None:
    path = folder / "sums.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["id"] in answers:
            cell["source"] = answers[cell["id"]].splitlines(keepends=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def limit_seconds(folder: Path, seconds: float) -> None:
    """Give every exercise of a student's folder so much time."""
    path = folder / "selfcheck.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for entry in data["exercises"].values():
        entry["limits"] = {"wall_seconds": seconds, "cpu_seconds": seconds}
    path.write_text(json.dumps(data), encoding="utf-8")
