"""Export to Excel: grades.csv with a byte order mark.

It is OUT/exports/excel/grades.csv. Without the mark Excel reads UTF-8 in the machine's code
page.
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
