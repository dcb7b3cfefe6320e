"""nbgrader's exchange: inbound/<user>+<assignment>+<time>[+<random>]/, a folder each attempt."""

from __future__ import annotations

import re

from autograder.submission.platforms.record import Download, Reading, Sorter, Upload

_FOLDER = re.compile(
    r"(?P<user>.+?)\+(?P<assignment>[^+]+)\+"
    r"(?P<time>\d{4}-\d\d-\d\d[ T_]\d\d[:_-]\d\d[:_-]\d\d(?:\.\d+)?(?: (?P<zone>[\w:+-]+))?)"
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
            path = entry.parts[1:] if entry.read or entry.refused or entry.fault else ()
            path = () if path == ("timestamp.txt",) else path
            order = (found["time"],)
            sorter.add(Upload(user, user, path, entry, order, submitted_at=when))
        elif found["assignment"] not in download.others:
            sorter.leave(entry, f"of another assignment, {found['assignment']}")
    return sorter.reading()


def _time(text: str, zone: str | None) -> str:
    date, clock = text[:10], re.sub(r"[_-]", ":", text[11:19])
    return f"{date}T{clock}" + ("+00:00" if zone in ("UTC", "GMT") else "")
