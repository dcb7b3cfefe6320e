"""A finished run, as read by every export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from autograder.course.config import load_course
from autograder.errors import UserError
from autograder.grading.store.results import RESULTS, Results
from autograder.grading.store.run_config import read_run_config
from autograder.grading.store.run_context import RunContext
from autograder.models import Grade
from autograder.report.exercise_texts import ExerciseTexts, assignment_texts
from autograder.report.feedback_page import page_of_run

EXPORTS = "exports"  # within an output folder


@dataclass(frozen=True)
class FinishedRun(RunContext):
    """A finished run with its final grades."""

    grades: Sequence[Grade] = ()
    column: str = ""  # the assignment's in Canvas

    @cached_property
    def texts(self) -> Mapping[str, ExerciseTexts]:
        return assignment_texts(self.library, self.assignment.folder)

    def page(self, grade: Grade) -> bytes:
        """A student's page as of now: manual marks may be newer than OUT/feedback."""
        return page_of_run(self, self.texts, grade).encode("utf-8")

    def folder(self, name: str) -> Path:
        """OUT/exports/<name>/, created if necessary."""
        path = self.out / EXPORTS / name
        path.mkdir(parents=True, exist_ok=True)
        return path


def load_finished_run(course_dir: Path, out: Path) -> FinishedRun:
    """The run in OUT; UserError if there is none."""
    run = read_run_config(out)
    course = load_course(course_dir)
    if not (out / RESULTS).is_file():
        raise UserError(
            f"{out}: the run has no {RESULTS} yet.\n  Finish it: give `autograder grade` "
            "the same arguments again."
        )
    assignment = course.assignment(run.assignment)
    finished = FinishedRun(course, assignment, run, out)
    grades = finished.final(Results(out))
    return replace(finished, grades=grades, known_gradebook=finished.gradebook)
