"""Locate the graded file of a submission, to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.grading.store.submitted_files import archived_path
from autograder.models import Grade
from autograder.report.error_messages import friendly_error
from autograder.submission.collect import RawSubmission
from autograder.submission.file_selection import expand_archives
from autograder.submission.read_errors import LocalizedText, UnreadableFileError
from autograder.text.catalogue import LANGUAGES
from autograder.text.sanitize import printable

_LONGEST = 300  # length to which the readers cut a file's name


@dataclass(frozen=True)
class SubmittedFile:
    """What is shown of a submission.

    file, data: the file that counted; data is None if there is none.
    problem: why nothing could be read, if that is the case.
    written: written answers by exercise.
    """

    file: str
    data: bytes | None
    written: Mapping[str, str]
    problem: LocalizedText | None = None


def submitted_file(raw: RawSubmission, grade: Grade) -> SubmittedFile:
    """The file that a grade names, read from the submission; the problem if there is none."""
    data = None
    for entry in expand_archives(raw.entries)[0]:
        if entry.read and grade.file and printable(entry.name, _LONGEST) == grade.file:
            try:
                data = entry.read()
            except UnreadableFileError as refusal:
                return replace(_shown(grade), problem=refusal.texts)
    return replace(_shown(grade), data=data)


def archived_file(out: Path, grade: Grade) -> SubmittedFile:
    """The same from OUT/sources, where `autograder grade` stores the file that counted."""
    path = archived_path(out, grade)
    return replace(_shown(grade), data=path.read_bytes() if path else None)


def _shown(grade: Grade) -> SubmittedFile:
    said = next((v.message for v in grade.exercises.values() if v.message), "")
    problem = {}
    for language in LANGUAGES:
        error = friendly_error(printable(said, 700), language)
        problem[language] = error.friendly or error.original
    unreadable = "unreadable" in grade.notes
    return SubmittedFile(grade.file, None, grade.written, problem if unreadable else None)
