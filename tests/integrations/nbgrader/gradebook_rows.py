"""Write a graded class to a gradebook, and read its rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from autograder.course.config import load_course
from autograder.grading.store.results import read_results
from autograder.grading.store.run_config import RunConfig
from autograder.grading.store.run_context import RunContext
from autograder.integrations.nbgrader import bulk_gradebook as gradebook
from autograder.integrations.nbgrader.bulk_gradebook import write_gradebook
from autograder.integrations.nbgrader.database import sqlite_url
from autograder.models import Grade

from .conftest import CALENDAR, SECOND, NbgraderCourse

NOTEBOOK = "sun_and_calendar"


def rows_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a gradebook but for their identifiers, sorted."""
    queries = {
        "assignment": "SELECT name, course_id, duedate FROM assignment",
        "notebook": "SELECT name, kernelspec FROM notebook",
        "grade_cell": "SELECT b.name, g.max_score, g.cell_type FROM grade_cells g "
        "JOIN base_cell b ON b.id = g.id",
        "solution_cell": "SELECT b.name, b.type FROM solution_cells s "
        "JOIN base_cell b ON b.id = s.id",
        "source_cell": "SELECT name, cell_type, locked, source, checksum FROM source_cell",
        "submission": "SELECT student_id, timestamp FROM submitted_assignment",
        "grade": "SELECT a.student_id, b.name, g.auto_score, g.manual_score, g.extra_credit, "
        "g.needs_manual_grade FROM grade g JOIN base_cell b ON b.id = g.cell_id "
        "JOIN submitted_notebook n ON n.id = g.notebook_id "
        "JOIN submitted_assignment a ON a.id = n.assignment_id",
        "comment": "SELECT a.student_id, b.name, c.auto_comment, c.manual_comment FROM comment c "
        "JOIN base_cell b ON b.id = c.cell_id JOIN submitted_notebook n ON n.id = c.notebook_id "
        "JOIN submitted_assignment a ON a.id = n.assignment_id",
        "version": "SELECT version_num FROM alembic_version",
    }
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found = {
            name: sorted(map(repr, map(_plain, connection.execute(sa.text(query)))))
            for name, query in queries.items()
        }
    engine.dispose()
    return found


def _plain(row: Any) -> list[Any]:
    """SQLite gives text and 0/1 where PostgreSQL gives times and booleans."""
    values = [str(v).removesuffix(".000000") if hasattr(v, "isoformat") else v for v in row]
    values = [v.removesuffix(".000000") if isinstance(v, str) else v for v in values]
    return [int(v) if isinstance(v, bool) else v for v in values]


def context_of(out: Path, course: Path = SECOND, **more: Any) -> RunContext:
    found = load_course(course)
    fingerprints = more.pop("fingerprints", {})
    run = RunConfig(CALENDAR, **{"seed": 7, "language": found.language, **more})
    return RunContext(found, found.assignment(CALENDAR), run, out, fingerprints=fingerprints)


def written(
    out: Path, grades: list[Grade] | None = None, db_url: str | None = None, **more: Any
) -> gradebook.GradebookResult:
    return write_gradebook(context_of(out, **more), grades or list(read_results(out)), db_url)


def entry(out: Path, student: str, cell: str) -> dict[str, Any]:
    with Gradebook(sqlite_url(out / "gradebook.db"), "c") as book:
        found: dict[str, Any] = book.find_grade(cell, NOTEBOOK, CALENDAR, student).to_dict()
        return found


def mark(out: Path, student: str, cell: str, points: float) -> None:
    """What formgrader does when a person marks a cell."""
    with Gradebook(sqlite_url(out / "gradebook.db"), "c") as book:
        grade = book.find_grade(cell, NOTEBOOK, CALENDAR, student)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = points, 0.5, False
        name = cell.removesuffix("-check")
        book.find_comment(name, NOTEBOOK, CALENDAR, student).manual_comment = "seen"
        book.db.commit()


def with_points(grades: list[Grade], student: str, exercise: str, points: float) -> list[Grade]:
    """The grades, as if an exercise of one student had been judged otherwise."""
    changed = []
    for grade in grades:
        verdicts = dict(grade.exercises)
        if grade.student == student:
            verdicts[exercise] = replace(verdicts[exercise], points=points)
        changed.append(replace(grade, exercises=verdicts))
    return changed


def opened(out: Path) -> NbgraderCourse:
    """nbgrader as it runs in OUT, by the configuration that stands there."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(out)).load_config()
    nb_course = NbgraderCourse(out / "grading", SECOND)
    nb_course.coursedir = CourseDirectory(config=config)
    return nb_course
