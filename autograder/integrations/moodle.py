"""How do points and comments get into Moodle's gradebook?

OUT/exports/moodle/moodle.csv, for Grades → Import → CSV file. Which column holds what is
chosen there: "Identifier" is the user name, ID number or address, whatever the submissions
were sorted by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.grading.store.csv_table import CellValue, write_table
from autograder.models import Grade
from autograder.report.plain_text import feedback_line

if TYPE_CHECKING:
    from autograder.integrations.finished_run import FinishedRun

COLUMNS = ("Identifier", "Status", "Grade", "Maximum grade", "Feedback comments")


def write(finished: FinishedRun) -> str:
    path = finished.folder("moodle") / "moodle.csv"
    rows: list[list[CellValue]] = [list(COLUMNS)]
    for grade in finished.grades:
        rows.append(
            [grade.student, grade.status, grade.points, grade.max_points,
             _comments(finished, grade)]
        )  # fmt: skip
    write_table(path, rows)
    return str(path)


def _comments(finished: FinishedRun, grade: Grade) -> str:
    """A line an exercise; nothing where the grader is at fault: students read this."""
    if grade.points is None:
        return ""
    return "\n".join(
        feedback_line(finished.texts, name, verdict, finished.language, finished.course.reveal)
        for name, verdict in grade.exercises.items()
    )
