"""Parts of an exercise that are not in its exercise.py: a default case, choices, files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from autograder.author import Case, is_file_name
from autograder.errors import CourseError


def one_case(rng: np.random.Generator) -> Iterator[Case]:
    """The case of a value that is compared with the reference, and nothing else."""
    yield Case("value")


def lettered(choices: Sequence[str]) -> str:
    """The answers of a multiple choice, one in a line."""
    return "\n".join(f"{chr(ord('a') + i)}) {text}" for i, text in enumerate(choices))


def released_files(folder: Path) -> dict[str, bytes]:
    """What is released beside the notebook and stands beside every call."""
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if not path.is_file() or not is_file_name(path.name):
            raise CourseError(
                f"{path}: files/ may hold files alone, of names with letters, digits, '.', '-' "
                "and '_'.\n  Rename it, or move it out of files/."
            )
        found[path.name] = path.read_bytes()
    return found
