"""Context shared by all outputs and exports of a run: its configuration and its course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.config import Course
from autograder.course.exercise import ExerciseLibrary
from autograder.course.exercise_library import load_exercises
from autograder.grading.store.class_list import read_class_list
from autograder.grading.store.due_times import with_lateness
from autograder.grading.store.final_grades import FinalGrades
from autograder.grading.store.gradebook_marks import GradebookMarks, read_marks
from autograder.grading.store.run_config import RunConfig
from autograder.models import Grade, SubmissionInfo


@dataclass(frozen=True)
class RunContext:
    """One run and its output folder.

    compare_with: another folder with earlier results of the class.
    fingerprints: the exercises' (see `fingerprints`); nbgrader's gradebook uses them to say why
        points changed; None leaves the gradebook alone.
    course_print: fingerprint of the course's files and the program; "" rewrites every page.
    known_gradebook: manual marks, if they are already known; otherwise they are read on demand.
    """

    course: Course
    assignment: Assignment
    run: RunConfig
    out: Path
    compare_with: Path | None = None
    fingerprints: Mapping[str, str] | None = None
    known_gradebook: GradebookMarks | None = None
    course_print: str = ""

    @cached_property
    def library(self) -> ExerciseLibrary:
        return load_exercises(self.assignment)

    @cached_property
    def gradebook(self) -> GradebookMarks:
        """Manual marks; UserError if the gradebook cannot be read."""
        return self.known_gradebook or read_marks(self.out, self.assignment.name)

    @cached_property
    def due(self) -> datetime | None:
        """The due time in course.yaml; without one, the one set in formgrader."""
        return self.assignment.due or self.gradebook.due

    @cached_property
    def infos(self) -> Mapping[str, SubmissionInfo]:
        """What the platform and the roster say, by student, with due time and lateness."""
        known = read_class_list(self.out).items()
        return {student: with_lateness(info, self.due) for student, info in known}

    def final(self, grades: Sequence[Grade]) -> FinalGrades:
        """These grades with manual marks and penalties."""
        return FinalGrades(grades, self.assignment, self.gradebook, self.infos, self.due)

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
