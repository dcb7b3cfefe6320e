"""Extend `nbgrader zip_collect` to downloads of learning platforms.

It uses our reader instead of an unpacker, for downloads of every platform in
`submission/platforms/`, archives in them and plain files. Only the file that would be graded is
written, under a name that we choose.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from autograder.course.config import load_course
from autograder.errors import CourseError, SubmissionError
from autograder.grading.exam import load_handout
from autograder.grading.store.due_times import submission_time
from autograder.integrations.nbgrader.paths import write_timestamp
from autograder.integrations.nbgrader.plain_assignments import WORD, course_of, is_certainly_plain
from autograder.integrations.nbgrader.schema import as_utc
from autograder.submission.collect import RawSubmission, find_submissions
from autograder.submission.file_selection import select_files
from autograder.submission.handout import Handout
from autograder.submission.read_errors import UnreadableFileError
from autograder.submission.times import parse_moment

REFUSED = "refused.txt"
_NOT_IN_A_NAME = re.compile(r"[*?\[\]+]")  # nbgrader uses these in patterns, and splits at "+"


class SafeExtractor(ExtractorPlugin):  # type: ignore[misc]
    """Writes extracted/<student>/<file>; refused files are logged and not written."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        assignment = self.parent.coursedir.assignment_id
        if _is_plain(self.parent):
            self.log.info(WORD, assignment)
            super().extract(archive_path, extracted_path)
            return
        try:
            course = load_course(course_of(self.parent))
            config = course.assignment(assignment)
            handout = load_handout(config)
            found = find_submissions(Path(archive_path), assignment)
        except (CourseError, SubmissionError) as error:
            self.parent.fail(str(error))  # instead of "nothing was collected" and exit code 0
            return
        for said in (*found.remarks, *(f"{who}: no file here" for who in found.missing)):
            self.log.warning("%s", said)
        for refusal in found.refused:
            self.log.warning("refused: %s", refusal["en"])
        for raw in found.students:
            folder = Path(extracted_path) / _NOT_IN_A_NAME.sub("_", raw.student)
            folder.mkdir(parents=True, exist_ok=True)
            for reason in write_submission(raw, handout, folder):
                self.log.warning("%s: refused: %s", raw.student, reason)
            at = submission_time(raw.info, config.due)
            if at:
                write_timestamp(folder, as_utc(at))
            elif parse_moment(raw.info.submitted_at):
                self.log.warning(
                    "%s: the platform's time %s has no zone, and course.yaml has no due time with "
                    "one: the submission has no time",
                    raw.student,
                    raw.info.submitted_at,
                )


class FolderCollector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Reads the student from the folder that SafeExtractor made."""

    def collect(self, submitted_file: str) -> dict[str, Any] | None:
        path = Path(submitted_file)
        if self._plain:
            found: dict[str, Any] | None = super().collect(submitted_file)
            return found
        return {"student_id": path.parent.name, "file_id": path.name}

    @cached_property
    def _plain(self) -> bool:  # cached, so that course.yaml is read once for a whole class
        return _is_plain(self.parent)


def _is_plain(app: Any) -> bool:
    return is_certainly_plain(course_of(app), app.coursedir, app.coursedir.assignment_id)


def write_submission(raw: RawSubmission, handout: Handout, folder: Path) -> list[str]:
    """Write the files that count under their released names; return why others were refused.

    A student whose files cannot be read gets a file that says so, so that nobody is lost.
    """
    selection = select_files(raw.entries, handout)
    said = [reason["en"] for reason in selection.reasons]
    written = 0
    for entry, _ in selection.files:
        assert entry.read is not None  # it was read before, to be selected
        try:
            data = entry.read()
        except UnreadableFileError as refusal:
            said.append(refusal.texts["en"])
            continue
        ending = Path(entry.parts[-1].lower()).suffix
        (folder / f"{handout.base}{ending}").write_bytes(data)
        written += 1
    if not written:
        (folder / REFUSED).write_text("\n".join(said) + "\n", encoding="utf-8")
    return said
