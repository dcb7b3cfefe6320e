"""Configure nbgrader for a course.

`nbgrader_config.py` calls `configure`; formgrader does so at every request, so it must be quick.
Everything that nbgrader writes is in one folder, under nbgrader's own names.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
from nbgrader import preprocessors as plain

from autograder.course.config import Course, load_course
from autograder.errors import KitError
from autograder.integrations.nbgrader.bulk_gradebook import course_id
from autograder.integrations.nbgrader.converter import install
from autograder.integrations.nbgrader.csv_export import CsvExporter
from autograder.integrations.nbgrader.database import DATABASE_VARIABLE
from autograder.integrations.nbgrader.exchange import Collect, ReleaseFeedback
from autograder.integrations.nbgrader.execute import SafeExecute, SaveMarks
from autograder.integrations.nbgrader.feedback import StripStaffContent
from autograder.integrations.nbgrader.generate import InsertStubs, SaveCells
from autograder.integrations.nbgrader.late_step import LatePenalties
from autograder.integrations.nbgrader.preprocessor import CoursePart
from autograder.integrations.nbgrader.source_notebook import write_source
from autograder.integrations.nbgrader.zip_collect import FolderCollector, SafeExtractor

_SYSTEM_EXCHANGE = Path("/usr/local/share/nbgrader/exchange")  # nbgrader's default


def configure(c: Any, course: Path, folder: Path | None = None, db_url: str = "") -> None:
    """Set nbgrader up on its configuration object `c`.

    course: the folder of course.yaml.
    folder: where nbgrader keeps its files; COURSE/grading by default.
    db_url: of the gradebook; FOLDER/gradebook.db by default. $NBGRADER_DB_URL takes precedence.
    Never raises: nbgrader would continue without any of this. Problems are printed to stderr.
    """
    course = course.resolve()
    folder = folder or course / "grading"
    folder.mkdir(parents=True, exist_ok=True)
    _find_alembic()
    _directories(c, folder, os.environ.get(DATABASE_VARIABLE) or db_url)
    _parts(c, folder)
    c.CoursePart.course = str(course)
    install()
    try:
        _of_course(c, load_course(course), folder)
    except KitError as error:
        print(f"! nbgrader works with what it knew before:\n{error}", file=sys.stderr)


def _directories(c: Any, folder: Path, db_url: str) -> None:
    c.CourseDirectory.root = str(folder)
    if db_url:
        c.CourseDirectory.db_url = db_url
    if not _SYSTEM_EXCHANGE.is_dir():  # a server's own exchange takes precedence
        c.Exchange.root = str(folder / "exchange")
        (folder / "exchange").mkdir(exist_ok=True)
    # Where a student's commands put what they would otherwise put into the current folder.
    c.Exchange.assignment_dir = str(folder / "fetched")
    (folder / "fetched").mkdir(exist_ok=True)
    c.ExchangeFactory.release_feedback = ReleaseFeedback
    if hasattr(os, "fwalk"):  # nbgrader has no exchange on Windows
        c.ExchangeFactory.collect = Collect
    c.ExportPlugin.to = str(folder / "grades.csv")


def _parts(c: Any, folder: Path) -> None:
    c.GenerateAssignment.preprocessors = [
        plain.IncludeHeaderFooter,
        plain.InstantiateTests,
        plain.LockCells,
        InsertStubs,  # for ClearSolutions
        plain.ClearOutput,
        plain.CheckCellMetadata,
        plain.ComputeChecksums,
        SaveCells,
        plain.ClearHiddenTests,
        plain.ClearMarkScheme,
        plain.ComputeChecksums,
        plain.CheckCellMetadata,
    ]
    c.Autograde.autograde_preprocessors = [
        SafeExecute,  # for Execute
        plain.IgnorePattern,
        ClearMetadataPreprocessor,
        plain.LimitOutput,
        SaveMarks,  # for SaveAutoGrades
        LatePenalties,  # for AssignLatePenalties
        plain.CheckCellMetadata,
    ]
    c.GenerateFeedback.preprocessors = [
        plain.GetGrades,
        StripStaffContent,
        CSSHTMLHeaderPreprocessor,
    ]
    c.ExportApp.plugin_class = CsvExporter
    c.ZipCollectApp.extractor_plugin = SafeExtractor
    c.ZipCollectApp.collector_plugin = FolderCollector


def _of_course(c: Any, course: Course, folder: Path) -> None:
    c.CourseDirectory.course_id = course_id(course)
    for assignment in course.assignments.values():
        if write_source(course, assignment, folder):
            print(f"{folder.name}/source/{assignment.name} is regenerated", file=sys.stderr)


def _find_alembic() -> None:
    """Put alembic on PATH: nbgrader calls it by name, even if the environment is not activated."""
    if shutil.which("alembic") is None:
        beside = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join((beside, os.environ.get("PATH", "")))


__all__ = ["CoursePart", "configure"]
