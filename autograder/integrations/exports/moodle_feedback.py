"""Feedback pages for Moodle: OUT/exports/moodle-feedback/moodle-feedback.zip.

For "Upload multiple feedback files in a zip" of the assignment: a folder for each student, named
<full name>_<participant>_assignfeedback_file_, as Moodle's importer takes it apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.errors import UserError
from autograder.files import write_file
from autograder.integrations.exports.moodle import moodle_number
from autograder.integrations.feedback_archive import left_out, pack
from autograder.models import SubmissionInfo

if TYPE_CHECKING:
    from autograder.integrations.finished_run import FinishedRun

NAME = "feedback.html"


def write(finished: FinishedRun) -> str:
    files: dict[str, bytes] = {}
    missing = []
    for grade in finished.grades:
        info = finished.infos.get(grade.student, SubmissionInfo())
        number = moodle_number(info)
        if number and grade.status == "graded":
            # Moodle splits at underscores, and reads the number after the first one.
            name = "".join(" " if sign in "_/\\" else sign for sign in info.name).strip() or "x"
            files[f"{name}_{number}_assignfeedback_file_/{NAME}"] = finished.page(grade)
        else:
            missing.append(grade.student)
    if not files:
        raise UserError(
            "--to moodle-feedback: no student has a number of Moodle's.\n"
            "  Grade the archive that Moodle hands out (Download all submissions)."
        )
    path = finished.folder("moodle-feedback") / "moodle-feedback.zip"
    write_file(path, pack(files))
    return f"{path}{left_out(missing)}"
