"""Export OUT/grades.csv: one row per student."""

from __future__ import annotations

from autograder.grading.store.grades_csv import write_grades
from autograder.integrations.finished_run import FinishedRun


def write(finished: FinishedRun) -> str:
    """Write OUT/grades.csv; return its path."""
    return str(
        write_grades(
            finished.grades, list(finished.assignment.points), finished.out, finished.infos
        )
    )
