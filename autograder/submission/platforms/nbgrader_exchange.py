"""nbgrader's exchange: inbound/<user>+<assignment>+<time>[+<random>]/, a folder per attempt."""

from __future__ import annotations

import re

from autograder.submission.files import FileEntry
from autograder.submission.platforms.record import Download, Reading, Sorter, Upload
from autograder.submission.times import parse_stamp

_FOLDER = re.compile(
    r"(?P<user>.+?)\+(?P<assignment>[^+]+)\+"
    r"(?P<time>\d{4}-\d\d-\d\d[ T_]\d\d[:_-]\d\d[:_-]\d\d(?:\.\d+)?"
    r"(?: (?P<zone>[A-Za-z]+|[+-]\d\d:?\d\d))?)"
    r"(?:\+[^+]*)?"
)


def read(download: Download) -> Reading | None:
    sorter = Sorter("nbgrader")
    for entry in download.entries:
        found = _FOLDER.fullmatch(entry.parts[0])
        if found is None:
            sorter.leave(entry, "not named as nbgrader's exchange names a submission")
        elif found["assignment"] == download.assignment:
            user, when = found["user"], _time(found["time"], found["zone"])
            if not when:
                sorter.unread_time(FileEntry(entry.parts[:1]), entry.parts[0])
            path = entry.parts[1:] if entry.is_file else ()
            path = () if path == ("timestamp.txt",) else path
            order = (found["time"],)
            sorter.add(Upload(user, user, path, entry, order, submitted_at=when))
        elif found["assignment"] not in download.others:
            sorter.leave(entry, f"of another assignment, {found['assignment']}")
    return sorter.reading()


def _time(text: str, zone: str | None) -> str:
    """The time with its zone; "" for a zone whose name is ambiguous."""
    clock = re.sub(r"[_-]", ":", text[11:19])
    moment = parse_stamp(f"{text[:10]} {clock} {zone or 'UTC'}")
    return moment.isoformat() if moment else ""
