"""A tiny exercise, made from the template that `autograder new` copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.authoring.scaffold import new_exercise
from autograder.course.exercise_library import load_library
from autograder.grading.exam import Exam, build_exam
from autograder.sandbox import Sandbox, open_sandbox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """solutions/<assignment>/ with one exercise, `twice`, which computes 2 x."""
    new_exercise(tmp_path / "tiny", "twice")
    return tmp_path / "tiny"


@pytest.fixture
def exam(folder: Path) -> Exam:
    return exam_of(folder)


def exam_of(folder: Path, names: tuple[str, ...] = ("twice",), seed: int = 1) -> Exam:
    return build_exam("tiny", load_library(folder, list(names)), dict.fromkeys(names, 5.0), seed)


@pytest.fixture
def sandbox_of() -> Iterator[Callable[[Exam], Sandbox]]:
    opened: list[Sandbox] = []

    def make(exam: Exam) -> Sandbox:
        inputs = {name: key.inputs for name, key in exam.keys.items()}
        opened.append(open_sandbox("process", inputs, dict.fromkeys(inputs, "function"), {}))
        return opened[-1]

    yield make
    for sandbox in opened:
        sandbox.close()


@pytest.fixture
def rewrite(folder: Path) -> Callable[[str, str, str], None]:
    """Replace one text in a file of the exercise; it must be there."""

    def edit(file: str, old: str, new: str) -> None:
        path = folder / "twice" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit
