"""Context shared by all output files of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course.config import Assignment, Course
from autograder.course.exercise import ExerciseLibrary


@dataclass(frozen=True)
class GradebookOptions:
    """What nbgrader's gradebook stores besides the grades.

    submissions: the folder they came from, for nbgrader's timestamps in it.
    fingerprints: of the exercises (see `fingerprints`), to say later why points changed.
    """

    submissions: Path
    fingerprints: Mapping[str, str]


@dataclass(frozen=True)
class RunContext:
    """What the files of one run have in common.

    earlier: another folder with results of the class. gradebook: None leaves it alone.
    """

    course: Course
    assignment: Assignment
    library: ExerciseLibrary
    out: Path
    language: str
    isolation: str
    seed: int = 0
    earlier: Path | None = None
    gradebook: GradebookOptions | None = None
