"""Export for Excel: grades.csv with a byte order mark.

It is OUT/exports/excel/grades.csv. Without the mark Excel takes UTF-8 for the code page of the
machine.
"""

from __future__ import annotations

from autograder.grading.store.csv_table import write_table
from autograder.grading.store.grades_csv import GRADES, rows
from autograder.integrations.finished_run import FinishedRun


def write(finished: FinishedRun) -> str:
    path = finished.folder("excel") / GRADES
    write_table(
        path, rows(finished.grades, list(finished.assignment.points), finished.infos), bom=True
    )
    return str(path)
