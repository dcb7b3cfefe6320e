"""Paths and timestamps of a course folder, as formgrader expects them.

submitted/ has what was submitted, autograded/ the graded notebook. It counts as graded only
if both have the same timestamp as the database.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.course.assignment import Assignment
from autograder.files import safe_name
from autograder.integrations.nbgrader.notebook_layout import Node
from autograder.integrations.nbgrader.submitted_file import SubmittedFile
from autograder.submission.files import is_candidate, walk_folder
from autograder.submission.read_errors import UnreadableFileError
from autograder.submission.times import parse_stamp, stamp_error

SUBMITTED, AUTOGRADED = "submitted", "autograded"
TIMESTAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # written by the exchange
CONTENT = ".graded_content"  # digest of the graded files, beside the graded notebook
_SECRET = re.compile(r"[0-9a-f]{8,200}")
_NO_NAME = re.compile(r"[\x00-\x1f\x7f/\ud800-\udfff]|^[. ]*$")  # nbgrader stops at these


def is_student_name(name: str) -> bool:
    """Whether nbgrader can grade a folder with this name."""
    return _NO_NAME.search(name) is None


class CoursePaths:
    """The folders of one assignment in an nbgrader course folder."""

    def __init__(self, folder: Path, assignment: Assignment) -> None:
        self.folder, self.assignment = folder, assignment

    def submitted(self, student: str) -> Path:
        return self.folder / SUBMITTED / student / self.assignment.name

    def autograded(self, student: str) -> Path:
        return self.folder / AUTOGRADED / student / self.assignment.name

    def notebook(self, student: str) -> Path:
        return self.autograded(student) / f"{self.assignment.base}.ipynb"

    def record(self, student: str) -> Mapping[str, Any]:
        """The record of the last grading; empty if there was none."""
        return read_regrade_record(self.notebook(student))

    def timestamp(self, student: str) -> datetime | None:
        """When the stored submission was submitted."""
        return timestamp_in(self.submitted(student))

    def write_graded_notebook(self, student: str, notebook: Node) -> None:
        """Write a graded notebook, readable by all and writable by none, as nbgrader does."""
        path = self.notebook(student)
        write_timestamp(self.autograded(student), self.timestamp(student))
        text = json.dumps(notebook, ensure_ascii=False, sort_keys=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_text(text + "\n", encoding="utf-8", newline="\n")
        beside.chmod(0o444)
        beside.replace(path)

    def remove(self, student: str) -> None:
        """Remove a graded notebook: formgrader then shows it as not graded."""
        shutil.rmtree(self.autograded(student), ignore_errors=True)

    def submit(
        self, student: str, shown: SubmittedFile, moment: datetime | None, secret: str = ""
    ) -> None:
        """Store the file that counted, so that nbgrader could grade it too.

        secret: from the exchange, with which the student fetches the feedback.
        """
        folder = self.submitted(student)
        write_timestamp(folder, moment)
        if secret:
            for place in (folder, self.autograded(student)):
                place.mkdir(parents=True, exist_ok=True)
                (place / SECRET).write_text(secret, encoding="ascii")
        if shown.data is None:
            return
        # A name in an archive may be longer than the file system allows.
        path = folder / safe_name(shown.file.rpartition("/")[2])
        for other in folder.iterdir():
            if other != path and is_candidate(other.name) and not other.is_dir():
                other.unlink()  # from an earlier submission: nbgrader would grade it too
        if not path.is_file() or path.read_bytes() != shown.data:
            path.write_bytes(shown.data)


def content_digest(folder: Path) -> str:
    """A digest of the files that may be graded, whenever they were submitted."""
    total = hashlib.sha256()
    for entry in walk_folder(folder):
        if entry.read and is_candidate(entry.parts[-1]):
            total.update(f"{entry.name}\0".encode("utf-8", "surrogatepass"))
            try:
                total.update(hashlib.sha256(entry.read()).digest())
            except UnreadableFileError as refusal:
                total.update(str(refusal).encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def timestamp_in(folder: Path) -> datetime | None:
    """Time of submission as nbgrader's exchange stores it, in UTC; None if there is none."""
    return read_timestamp(folder)[0]


def read_timestamp(folder: Path) -> tuple[datetime | None, str]:
    """The same, and a message about a time that exists but cannot be read."""
    try:
        text = _small_file(folder / TIMESTAMP, 100).decode("utf-8", "replace")
    except FileNotFoundError:
        return None, ""
    except OSError as error:
        text = f"(unreadable: {error.strerror or error})"
    moment = parse_stamp(text)
    if moment is None:
        return None, stamp_error(str(folder), text)
    return moment.replace(tzinfo=None), ""


def secret_in(folder: Path) -> str:
    """The secret that `nbgrader submit` put beside the files, in hexadecimal; "" if none."""
    try:
        text = _small_file(folder / SECRET, 200).decode("ascii", "replace").strip()
    except OSError:
        return ""
    return text if _SECRET.fullmatch(text) else ""


def copy_time_and_secret(source: Path, target: Path) -> None:
    """Copy what nbgrader keeps beside a notebook, and nothing else."""
    write_timestamp(target, timestamp_in(source))
    if secret := secret_in(source):
        (target / SECRET).write_text(secret, encoding="ascii")


def _small_file(path: Path, size: int) -> bytes:
    """The start of a regular file. In the exchange its folder belongs to the student.

    Raises OSError for a link (to /dev/zero, say), and for a pipe, which would block.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("it is not a regular file")
        return file.read(size)


def write_timestamp(folder: Path, moment: datetime | None) -> None:
    """Write the time of submission into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if moment is None:
        (folder / TIMESTAMP).unlink(missing_ok=True)
    else:
        (folder / TIMESTAMP).write_text(f"{moment.isoformat(' ')} UTC", encoding="ascii")


def read_regrade_record(notebook: Path) -> Mapping[str, Any]:
    """The record in a graded notebook; empty if there is none."""
    try:
        found = json.loads(notebook.read_bytes())["metadata"]["autograder"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
