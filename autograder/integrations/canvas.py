"""How do the points get into Canvas's gradebook?

OUT/exports/canvas/canvas.csv, for Gradebook → Import. The columns are those of Canvas's own
export; the line "Points Possible" stands below the head.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.grading.store.csv_table import CellValue, write_table

if TYPE_CHECKING:
    from autograder.integrations.finished_run import FinishedRun

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POSSIBLE = "    Points Possible"  # Canvas writes it with these blanks


def write(finished: FinishedRun) -> str:
    path = finished.folder("canvas") / "canvas.csv"
    grades = finished.grades
    most = grades[0].max_points if len(grades) else 0.0
    rows: list[list[CellValue]] = [
        [*COLUMNS, finished.title],
        [POSSIBLE, None, None, None, None, most],
    ]
    # Canvas finds a student by ID, else SIS User ID, else SIS Login ID: the one we have.
    rows += [[g.student, None, None, g.student, None, g.points] for g in grades]
    write_table(path, rows)
    return str(path)
