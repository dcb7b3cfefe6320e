"""Extend `nbgrader autograde` to submissions that are not a valid notebook.

nbgrader sees only folders with a notebook of the right name, and reads it before anything else.
This converter accepts every folder in submitted/ (a .py, a broken or renamed notebook, an
archive), never reads the student's file itself, and follows no link out of the folder. It leaves
nbgrader's own assignments to nbgrader.
"""

from __future__ import annotations

import fnmatch
import glob
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader import converters
from nbgrader import preprocessors as plain
from nbgrader.api import Gradebook
from nbgrader.apps import api, autogradeapp, generateassignmentapp, generatefeedbackapp
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import setenv, temp_attrs

from autograder.errors import KitError
from autograder.integrations.nbgrader.engine import close_sandboxes, reload_changed
from autograder.integrations.nbgrader.execute import SafeExecute, SaveMarks
from autograder.integrations.nbgrader.late_step import LatePenalties
from autograder.integrations.nbgrader.paths import (
    CONTENT,
    content_digest,
    copy_time_and_secret,
    is_student_name,
    read_regrade_record,
    read_timestamp,
    timestamp_in,
)
from autograder.integrations.nbgrader.plain_assignments import (
    WORD,
    course_of,
    is_certainly_plain,
    is_plain,
)
from autograder.integrations.nbgrader.preprocessor import RESOURCE_KEY, as_nodes


class Autograde(converters.Autograde):  # type: ignore[misc]
    """nbgrader's converter with our reader; also configured as `c.Autograde`."""

    def start(self) -> None:
        """Grade; then leave no sandbox open in a process that keeps running, such as Jupyter."""
        if is_plain_or_refused(self):
            self.log.warning(WORD, self.coursedir.assignment_id)
            usual = UsualAutograde(coursedir=self.coursedir, parent=self)
            usual.force, usual.create_student = self.force, self.create_student
            usual.start()
            return
        self.unnameable: list[str] = []
        try:
            super().start()
        finally:
            close_sandboxes()
        if self.unnameable:
            raise NbGraderException(f"{len(self.unnameable)} folders could not be graded.")

    def init_notebooks(self) -> None:
        """Take every folder, with the assignment's notebook."""
        reload_changed()
        assignment, student = self.coursedir.assignment_id, self.coursedir.student_id
        name = f"{assignment.replace('-', '_')}.ipynb"
        found = glob.glob(self._format_source(assignment, student))  # noqa: PTH207 - absolute
        folders = sorted(path for path in found if Path(path).is_dir())
        if not folders or not fnmatch.fnmatch(name, f"{self.coursedir.notebook_id}.ipynb"):
            super().init_notebooks()  # it prints what it searched for
            return
        # nbgrader would stop here for the whole class.
        self.unnameable = [f for f in folders if not is_student_name(Path(f).parent.name)]
        for folder in self.unnameable:
            self.log.error("%r: no name of a student: rename this folder, then grade again", folder)
        named = [folder for folder in folders if folder not in self.unnameable]
        self.assignments = {folder: [str(Path(folder, name))] for folder in named}

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Read the last graded notebook before it is removed.

        If the files have changed since, they are graded again, even if no time shows it.
        """
        folder = Path(self._format_dest(assignment_id, student_id))
        self.before = next(map(read_regrade_record, sorted(folder.glob("*.ipynb"))), {})
        source = Path(self._format_source(assignment_id, student_id))
        self.content = content_digest(source)
        if broken := read_timestamp(source)[1]:
            self.log.warning("%s", broken)
        record = folder / CONTENT
        changed = record.is_file() and record.read_text(encoding="ascii") != self.content
        if changed and not self.force:
            self.log.warning("%s: other files than were graded; graded again", student_id)
        with temp_attrs(self, force=self.force or changed):
            return bool(super().init_destination(assignment_id, student_id))

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Enrol the submission, and put its time and the exchange's secret beside the notebook.

        nbgrader's own method gives a zero if there is no notebook yet, and copies every other
        file (a student's pages and notebooks, links, pipes, gigabytes), which feedback and
        formgrader would then show. Nothing that runs here needs those files.
        """
        if not self.create_student:
            with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                gradebook.find_student(student_id)  # MissingEntry names an unknown student
        source = Path(self._format_source(assignment_id, student_id))
        copy_time_and_secret(source, Path(self._format_dest(assignment_id, student_id)))
        SafeExecute(parent=self).enrol({"assignment": assignment_id, "student": student_id})

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Grade one submission and write its notebook, laid out by `SafeExecute`."""
        self.log.info("Autograding %s", notebook_filename)
        resources = self.init_single_notebook_resources(notebook_filename)
        resources[RESOURCE_KEY] = {"before": self.before}
        self._sanitizing = False
        self._init_preprocessors()
        try:
            with setenv(NBGRADER_EXECUTION="autograde"):
                empty = as_nodes({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
                output, resources = self.exporter.from_notebook_node(empty, resources=resources)
            self.write_single_notebook(output, resources)
            about = resources["nbgrader"]
            folder = Path(self._format_dest(about["assignment"], about["student"]))
            (folder / CONTENT).write_text(self.content, encoding="ascii")
        finally:
            self._sanitizing = True


class UsualAutograde(converters.Autograde):  # type: ignore[misc]
    """nbgrader's converter with its own steps instead of those that we configured."""

    autograde_preprocessors: Any  # a trait of the base class

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        steps = [_USUAL.get(step, step) for step in self.autograde_preprocessors]  # a TA's stay
        self.autograde_preprocessors = steps


_USUAL: dict[type, type] = {
    SafeExecute: plain.Execute,
    SaveMarks: plain.SaveAutoGrades,
    LatePenalties: plain.AssignLatePenalties,
}


class GenerateAssignment(converters.GenerateAssignment):  # type: ignore[misc]
    """nbgrader's converter, which does not generate what could not be graded later."""

    def start(self) -> None:
        if is_plain_or_refused(self):
            self.log.info(WORD, self.coursedir.assignment_id)
        super().start()


class GenerateFeedback(converters.GenerateFeedback):  # type: ignore[misc]
    """nbgrader's converter, which does not treat a student's name as a pattern."""

    def init_notebooks(self) -> None:
        """Take the graded notebooks in all existing folders."""
        assignment = self.coursedir.assignment_id
        self.plain = is_certainly_plain(course_of(self), self.coursedir, assignment)
        wanted = self._format_source(assignment, self.coursedir.student_id)
        pattern = f"{self.coursedir.notebook_id}.ipynb"
        found = {
            folder: [str(path) for path in sorted(Path(folder).glob(pattern))]
            for folder in glob.glob(wanted)  # noqa: PTH207 - absolute
        }
        self.assignments = {folder: notebooks for folder, notebooks in found.items() if notebooks}
        if not self.assignments:
            super().init_notebooks()  # it says what it searched for

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy nothing that is not for students: the graded notebook contains the rubric."""
        if self.plain:
            super().init_assignment(assignment_id, student_id)
            return
        source = Path(self._format_source(assignment_id, student_id))
        copy_time_and_secret(source, Path(self._format_dest(assignment_id, student_id)))


def is_plain_or_refused(app: Any) -> bool:
    """Whether an assignment is nbgrader's own; stops with a message if it is neither's."""
    try:
        return is_plain(course_of(app), app.coursedir, app.coursedir.assignment_id)
    except KitError as error:
        app.log.error("%s", error)
        raise NbGraderException(str(error)) from None


def install() -> None:
    """Make nbgrader's commands and formgrader use these converters.

    nbgrader has no setting for this: both look the class up by name in its module.
    """
    places: list[tuple[Any, type]] = [
        (autogradeapp, Autograde),
        (generateassignmentapp, GenerateAssignment),
        (generatefeedbackapp, GenerateFeedback),
        (api, Autograde),
        (api, GenerateAssignment),
        (api, GenerateFeedback),
    ]
    for module, kind in places:
        if not issubclass(getattr(module, kind.__name__), kind):
            setattr(module, kind.__name__, kind)
    # A single broken timestamp.txt would otherwise stop autograde, generate_feedback, collect and
    # formgrader's list for the whole class, and a pipe would block them indefinitely.
    CourseDirectory.get_existing_timestamp = _existing_timestamp
    api.NbGraderAPI.get_submitted_timestamp = _submitted_timestamp


def _existing_timestamp(_: CourseDirectory, folder: str) -> datetime | None:
    return timestamp_in(Path(folder))


def _submitted_timestamp(
    app: api.NbGraderAPI, assignment_id: str, student_id: str
) -> datetime | None:
    step = app.coursedir.submitted_directory
    return timestamp_in(Path(app.coursedir.format_path(step, student_id, assignment_id)))
