"""What the outputs and exports of one run share: what was asked, and the course that it graded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.config import Assignment, Course
from autograder.course.exercise import ExerciseLibrary, load_library
from autograder.grading.store.run_record import RunConfig


@dataclass(frozen=True)
class RunContext:
    """One run and its output folder.

    earlier: another folder with results of the class.
    fingerprints: of the exercises (see `fingerprints`), with which nbgrader's gradebook says why
        points changed; None leaves the gradebook alone.
    """

    course: Course
    assignment: Assignment
    run: RunConfig
    out: Path
    earlier: Path | None = None
    fingerprints: Mapping[str, str] | None = None

    @cached_property
    def library(self) -> ExerciseLibrary:
        return load_library(
            self.assignment.folder, list(self.assignment.points), self.assignment.rules
        )

    @property
    def language(self) -> str:
        return self.run.language

    @property
    def isolation(self) -> str:
        return self.run.isolation

    @property
    def seed(self) -> int:
        return self.run.seed

    @property
    def title(self) -> str:
        return self.assignment.title[self.language]
