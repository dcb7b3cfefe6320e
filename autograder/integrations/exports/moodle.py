"""Export points and comments to Moodle: OUT/exports/moodle/moodle.csv.

For a class downloaded from Moodle it is the assignment's grading worksheet: "Identifier" is
"Participant N", and "Last modified (grade)" is required. For any other class it is a table for
Grades → Import → CSV file, where "Identifier" is mapped to user name, ID number or address.
"""

from __future__ import annotations

from html import escape

from autograder.grading.store.csv_table import CellValue, write_table
from autograder.integrations.finished_run import FinishedRun
from autograder.models import Grade, SubmissionInfo
from autograder.report.plain_text import by_hand_lines, feedback_line

COLUMNS = (
    "Identifier",
    "Full name",
    "Email address",
    "Status",
    "Grade",
    "Maximum grade",
    "Last modified (grade)",
    "Feedback comments",
)


def write(finished: FinishedRun) -> str:
    path = finished.folder("moodle") / "moodle.csv"
    rows: list[list[CellValue]] = [list(COLUMNS)]
    for grade in finished.grades:
        info = finished.infos.get(grade.student, SubmissionInfo())
        number = moodle_number(info)
        rows.append(
            [
                f"Participant {number}" if number else grade.student,
                info.name or grade.student,
                info.email or None,
                grade.status,
                grade.points,
                grade.max_points,
                None,  # never: Moodle keeps its own grade if that is newer than this
                _comments(finished, grade, as_html=bool(number)),
            ]
        )
    write_table(path, rows)
    return str(path)


def moodle_number(info: SubmissionInfo) -> str:
    """The participant's number within the assignment; another platform's means nobody here."""
    return info.lms_id if info.platform == "Moodle" and info.lms_id.isdecimal() else ""


def _comments(finished: FinishedRun, grade: Grade, as_html: bool) -> str:
    """One line per exercise, and a person's comments; empty after an internal error."""
    if grade.points is None:
        return ""
    lines = [
        feedback_line(finished.texts, name, verdict, finished.language, finished.course.reveal)
        for name, verdict in grade.exercises.items()
    ]
    lines += by_hand_lines(grade, finished.texts, finished.language)
    return "<br>".join(map(escape, lines)) if as_html else "\n".join(lines)
