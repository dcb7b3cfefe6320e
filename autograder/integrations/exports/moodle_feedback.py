"""Export feedback pages to Moodle: OUT/exports/moodle-feedback/moodle-feedback.zip.

For the assignment's "Upload multiple feedback files in a zip": a folder per student, named
<full name>_<participant>_assignfeedback_file_, as Moodle's importer parses it.
"""

from __future__ import annotations

from autograder.integrations.exports.moodle import moodle_number
from autograder.integrations.feedback_archive import write_feedback_archive
from autograder.integrations.finished_run import FinishedRun
from autograder.models import Grade, SubmissionInfo

NAME = "feedback.html"


def write(finished: FinishedRun) -> str:
    def file_of(grade: Grade, info: SubmissionInfo) -> tuple[str, bytes] | None:
        number = moodle_number(info)
        if not number or grade.status != "graded":
            return None
        # Moodle splits at underscores, and reads the number after the first one.
        name = "".join(" " if sign in "_/\\" else sign for sign in info.name).strip() or "x"
        return f"{name}_{number}_assignfeedback_file_/{NAME}", finished.page(grade)

    return write_feedback_archive(
        finished,
        "moodle-feedback",
        file_of,
        "no student has a number of Moodle's.\n"
        "  Grade the archive that Moodle hands out (Download all submissions).",
    )
