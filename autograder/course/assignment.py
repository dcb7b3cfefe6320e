"""An assignment as course.yaml defines it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.course.comparison_rules import KIT_RULES, Rules
from autograder.course.late_penalty import LateRule
from autograder.sandbox.limits import Limits
from autograder.sandbox.protocol import DEFAULT_PACKAGES
from autograder.text.catalogue import DEFAULT_LANGUAGES


@dataclass(frozen=True)
class ExerciseEntry:
    """One exercise of an assignment: its points and limits."""

    name: str
    points: float
    limits: Limits


@dataclass(frozen=True)
class Assignment:
    """One assignment, with its exercises in the order in which they are shown.

    folder: the folder of its exercises, solutions/<name>/.
    due: with a time zone; None if there is no due date.
    languages: the course's languages; every text of the assignment exists in each of them.
    credit: whether a proved mistake leaves the share of points given by its `credit`.
    rules: what counts as equal, unless an exercise has its own rules.
    late: the late penalty; None: lateness is shown but costs nothing.
    packages: what student code may import besides the standard library.
    """

    name: str
    folder: Path
    title: Mapping[str, str]
    due: datetime | None
    exercises: tuple[ExerciseEntry, ...]
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    credit: bool = True
    rules: Rules = KIT_RULES
    late: LateRule | None = None
    packages: tuple[str, ...] = DEFAULT_PACKAGES

    @property
    def points(self) -> dict[str, float]:
        """Points by exercise, in course order."""
        return {entry.name: entry.points for entry in self.exercises}

    @property
    def base(self) -> str:
        """Name of its files without their extensions."""
        return self.name.replace("-", "_")
