"""Google Classroom: the assignment's folder in Drive, loose files "<full name> - <file>".

There is no student number and no time. Drive adds "(1)" to a name that already exists, whether it
is the same student's or a namesake's: that is ambiguous and refused.
"""

from __future__ import annotations

import re

from autograder.submission.files import SOURCES, is_candidate
from autograder.submission.platforms.record import Download, Reading, Sorter, UndecidedError, Upload

_NAMED = re.compile(r"(?P<name>.+?) - (?P<file>.+)")
_DRIVE = re.compile(r"-\d{8}T\d{6}Z-\d+")  # how Drive names its archives
_AGAIN = re.compile(r" \(\d+\)(?=\.[^.]+$)")


def read(download: Download) -> Reading | None:
    sorter = Sorter("Google Classroom", by_name=True)
    released = any(_DRIVE.search(name) for name in download.outer)
    for entry in download.entries:
        found = _NAMED.fullmatch(entry.parts[0]) if len(entry.parts) == 1 else None
        if found is None or not entry.is_file:
            sorter.leave(entry, "not named as Google Classroom names a copy")
            continue
        if not is_candidate(found["file"]):  # submitted, but no work that could be graded
            sorter.add(Upload(found["name"], found["name"], (found["file"],), entry))
            continue
        plain = _AGAIN.sub("", found["file"])
        released = released or any(plain == download.base + ending for ending in SOURCES)
        sorter.add(Upload(found["name"], found["name"], (plain,), entry))
    # Without Drive's name or a file with the released name this could be any folder with dashes.
    reading = sorter.reading() if released else None
    if reading:
        _check(reading)
    return reading


def _check(reading: Reading) -> None:
    seen: dict[tuple[str, str], str] = {}
    for each in reading.uploads:
        other = seen.setdefault((each.name, each.path[0]), each.entry.name)
        if other != each.entry.name:
            raise UndecidedError(
                f"'{other}' and '{each.entry.name}' may be one student's or two namesakes': "
                "Google Classroom gives no number.",
                "Rename the files, so that each has a name of its own.",
            )
