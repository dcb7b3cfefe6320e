"""Archive of the graded files, under OUT/sources/.

Each file is kept as submitted, under OUT/sources/<student>/, so that the TA's pages can show
the code long after the submissions have moved. Nothing in there is ever run.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from autograder.files import safe_name
from autograder.models import Grade, Source
from autograder.submission.collect import RawSubmission
from autograder.submission.file_selection import expand_archives
from autograder.submission.handout import Handout
from autograder.submission.pictures import Pictures, pasted_pictures
from autograder.submission.read_errors import UnreadableFileError
from autograder.submission.source_reader import read_source
from autograder.text.sanitize import printable

SOURCES = "sources"
_LONGEST = 300  # characters of a path in a Grade, as read_source writes it


def archive_submissions(
    out: Path, submissions: Iterable[tuple[RawSubmission, Grade]]
) -> dict[str, str]:
    """Store every student's graded file, and return its digest by student.

    Students without a readable file are left out.
    """
    digests = {}
    for raw, grade in submissions:
        folder = _folder(out, grade.student)
        data = _counted(raw, grade.file) if grade.file else None
        if data is None:
            shutil.rmtree(folder, ignore_errors=True)
            continue
        path = folder / _name(grade.file)
        if not _is_all(folder, path, data):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        digests[grade.student] = hashlib.sha256(data).hexdigest()[:16]
    return digests


def _is_all(folder: Path, path: Path, data: bytes) -> bool:
    """Whether a folder holds this file with these bytes, and nothing else."""
    try:
        return [*folder.iterdir()] == [path] and path.read_bytes() == data
    except OSError:
        return False


def load_archived(out: Path, grade: Grade, handout: Handout) -> Source | None:
    """The archived source, split into units; None if there is none."""
    path = archived_path(out, grade)
    return read_source(path.read_bytes(), path.name, handout) if path else None


def archived_pictures(out: Path, grade: Grade) -> Pictures:
    """The pictures in a student's written answers, from the archived file."""
    named = [name for name, text in grade.written.items() if "attachment:" in text]
    path = archived_path(out, grade) if named and grade.file.endswith(".ipynb") else None
    return pasted_pictures(path.read_bytes(), named) if path else {}


def archived_path(out: Path, grade: Grade) -> Path | None:
    """The path of the archived file; None if there is none."""
    path = _folder(out, grade.student) / _name(grade.file)
    return path if grade.file and path.is_file() else None


def _counted(raw: RawSubmission, name: str) -> bytes | None:
    entries, _ = expand_archives(raw.entries)
    for entry in entries:
        if entry.read and printable(entry.name, _LONGEST) == name:
            try:
                return entry.read()
            except (UnreadableFileError, OSError):  # it disappeared after it was graded
                return None
    return None


def _folder(out: Path, student: str) -> Path:
    return out / SOURCES / safe_name(student)


def _name(file: str) -> str:
    return safe_name(file.rpartition("/")[2])
