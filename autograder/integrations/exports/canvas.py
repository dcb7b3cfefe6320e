"""Export points to Canvas's gradebook: OUT/exports/canvas/canvas.csv, for Gradebook → Import.

The columns are those of Canvas's own export, as its importer needs them: it finds a student by ID,
else by SIS User ID, else by SIS Login ID, else by name; and the assignment by "Title (number)",
else by its title. The line "Points Possible" is below the header.
"""

from __future__ import annotations

from autograder.errors import UserError
from autograder.grading.store.csv_table import CellValue, write_table
from autograder.integrations.finished_run import FinishedRun
from autograder.models import SubmissionInfo

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POSSIBLE = "    Points Possible"  # Canvas writes it with these spaces
ANONYMOUS = "anon_"


def write(finished: FinishedRun) -> str:
    path = finished.folder("canvas") / "canvas.csv"
    grades = finished.grades
    most = grades[0].max_points if len(grades) else 0.0
    rows: list[list[CellValue]] = [
        [*COLUMNS, finished.column or finished.title],
        [POSSIBLE, None, None, None, None, most],
    ]
    for grade in grades:
        info = finished.infos.get(grade.student, SubmissionInfo())
        _refuse_anonymous(info)
        number = canvas_number(info)
        # Without Canvas's number the key is assumed to be the login.
        login = None if number and grade.student == number else grade.student
        name = info.name or grade.student
        rows.append([name, number or None, None, login, info.section or None, grade.points])
    write_table(path, rows)
    return str(path)


def canvas_number(info: SubmissionInfo) -> str:
    """Canvas's own number for a student; empty if it is of another platform."""
    ours = info.platform in ("Canvas", "", "--name-pattern")
    return info.lms_id if ours and info.lms_id.isdecimal() else ""


def _refuse_anonymous(info: SubmissionInfo) -> None:
    if info.platform == "Canvas" and info.lms_id.startswith(ANONYMOUS):
        raise UserError(
            "Canvas takes no points for anonymous students: its gradebook has no "
            f"student '{info.lms_id}'.\n  Reveal the names in Canvas, download the submissions "
            "again, and grade that download into the same folder: nothing is run again."
        )
