"""A finished run as every export reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.config import load_course
from autograder.errors import UserError
from autograder.grading.store.class_list import read_class_list
from autograder.grading.store.results import RESULTS, Results
from autograder.grading.store.run_context import RunContext
from autograder.grading.store.run_record import read_run_config
from autograder.models import Grade, SubmissionInfo
from autograder.report.explanation import ExerciseTexts, assignment_texts
from autograder.report.lesson_sections import section_titles

EXPORTS = "exports"  # within an output folder


@dataclass(frozen=True)
class FinishedRun(RunContext):
    """A finished run with its grades."""

    grades: Sequence[Grade] = ()
    column: str = ""  # of the assignment in Canvas

    @cached_property
    def texts(self) -> Mapping[str, ExerciseTexts]:
        return assignment_texts(self.library, section_titles(self.assignment.folder))

    @cached_property
    def infos(self) -> Mapping[str, SubmissionInfo]:
        """What the platform and the roster say, by student."""
        return read_class_list(self.out)

    def folder(self, name: str) -> Path:
        """OUT/exports/<name>/, made if need be."""
        path = self.out / EXPORTS / name
        path.mkdir(parents=True, exist_ok=True)
        return path


def load_finished_run(course_dir: Path, out: Path) -> FinishedRun:
    """The run that OUT holds; UserError if there is none."""
    run = read_run_config(out)
    course = load_course(course_dir)
    if not (out / RESULTS).is_file():
        raise UserError(
            f"{out}: the run has no {RESULTS} yet.\n  Finish it: give `autograder grade` "
            "the same arguments again."
        )
    assignment = course.assignment(run.assignment)
    return FinishedRun(course, assignment, run, out, grades=Results(out))


def by_hand(grades: Sequence[Grade]) -> list[str]:
    """Exercises that a person marks, in the order in which they come up."""
    return list(dict.fromkeys(name for grade in grades for name in grade.needs_manual))
