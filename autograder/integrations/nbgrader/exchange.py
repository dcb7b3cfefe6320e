"""Use nbgrader's exchange safely: students can write to it, and may submit without it.

A submission's folder in inbound/ belongs to its author: it may contain links (to the solutions,
to another student's work), pipes and devices, and only its name says whose it is. nbgrader's
`collect` follows links with the instructor's rights, and only warns about a folder that belongs to
somebody else.

`release_feedback` names a page by the secret that `submit` put beside the files. Students who did
not submit through the exchange have none: nbgrader then stops with a traceback, and nobody gets
anything. Here everybody else gets the feedback, and those students are named.
"""

from __future__ import annotations

import glob
import os
import shutil
import stat
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback
from nbgrader.utils import temp_attrs

from autograder.integrations.nbgrader.paths import (
    SECRET,
    is_student_name,
    secret_in,
    timestamp_in,
    write_timestamp,
)

if os.name != "nt":
    import pwd

MAX_FILES = 2_000  # per submission
MAX_BYTES = 200 << 20


class Collect(ExchangeCollect):  # type: ignore[misc]
    """Collects regular files from their owners; configured in `c.ExchangeFactory`."""

    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        """Choose each student's newest submission among those that are really theirs."""
        super().init_src()
        self.src_records = [record for record in self.src_records if record["filename"]]

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """nbgrader's record; with an empty filename if the folder must not be collected."""
        name = Path(path).name
        student = name.rsplit("+", 3)[0]
        try:
            why = self._problem(Path(path), student)
            record: dict[str, Any] = {} if why else super()._path_to_record(path)
        except (ValueError, OverflowError, OSError) as error:
            why = str(error)
        if not why:
            return record
        self.log.error("%r in the exchange is not collected: %s", name, why)
        return {"username": student, "filename": "", "timestamp": datetime.min}

    def _problem(self, path: Path, student: str) -> str:
        """Why a folder cannot be this student's submission; "" if it can."""
        if not is_student_name(student):
            return "wanted the name of a student before the first +"
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode):
            return "it is not a folder"
        owner = _user(found.st_uid)
        # Where one user runs everybody's notebooks, the owner means nothing.
        if self.check_owner and owner != student and owner in self._students:
            return f"it belongs to {owner}, who is another student"
        return ""

    @cached_property
    def _students(self) -> set[str]:
        """All known students, from the gradebook and from their folders in the exchange."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            known = {student.id for student in gradebook.students}
        return known | {path.name.rsplit("+", 3)[0] for path in Path(self.inbound_path).iterdir()}

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy regular files of the folder's owner; the rest is reported."""
        count = size = 0
        owner = os.lstat(src).st_uid
        Path(dest).mkdir(parents=True)
        for where, folders, files, handle in os.fwalk(src, follow_symlinks=False):
            inside = Path(dest, os.path.relpath(where, src))
            folders[:] = [name for name in folders if not self._is_left_out(name)]
            for name in (name for name in files if not self._is_left_out(name)):
                flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
                try:
                    with os.fdopen(os.open(name, flags, dir_fd=handle), "rb") as file:
                        found = os.fstat(file.fileno())
                        count, size = count + 1, size + found.st_size
                        if not stat.S_ISREG(found.st_mode) or found.st_uid != owner:
                            raise OSError("it is not a regular file of the folder's owner")
                        if count > MAX_FILES or size > MAX_BYTES:
                            raise OSError("there are too many files, or too large ones")
                        inside.mkdir(parents=True, exist_ok=True)
                        with (inside / name).open("wb") as copy:
                            shutil.copyfileobj(file, copy)
                except OSError as error:
                    why = error.strerror or error
                    self.log.warning("%r is not collected: %s", f"{where}/{name}", why)

    def _is_left_out(self, name: str) -> bool:
        return any(Path(name).match(pattern) for pattern in self.coursedir.ignore)


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except (KeyError, NameError):
        return ""


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Releases what came through the exchange; configured in `c.ExchangeFactory`."""

    def copy_files(self) -> Any:
        """Copy the pages of all who submitted through the exchange."""
        excluded = set(filter(None, (self.coursedir.student_id_exclude or "").split(",")))
        without = []
        for page in map(Path, glob.glob(self.src_path)):  # noqa: PTH207 - an absolute pattern
            student = page.parent.name
            if student not in excluded and not self._secret(page, student):
                without.append(student)
        if without:
            self.log.warning(
                "%d did not submit through the exchange, so it has no feedback for them: %s. "
                "Send them their pages from %s.",
                len(without),
                ", ".join(sorted(without)),
                self.coursedir.feedback_directory,
            )
        names = ",".join(sorted(excluded | set(without)))
        with temp_attrs(self.coursedir, student_id_exclude=names):
            return super().copy_files()

    def _secret(self, page: Path, student: str) -> bool:
        """Whether nbgrader finds the secret that names the page, after a look into submitted/."""
        step = self.coursedir.submitted_directory
        beside = Path(self.coursedir.format_path(step, student, self.coursedir.assignment_id))
        secret, moment = secret_in(page), timestamp_in(page)
        if not secret and (secret := secret_in(beside)):
            (page / SECRET).write_text(secret, encoding="ascii")
        if moment is None and (moment := timestamp_in(beside)):
            write_timestamp(page, moment)
        return bool(secret and moment)
