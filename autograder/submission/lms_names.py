"""Whose file is it, by the name that a learning platform gave it?

Knows the bulk downloads of Canvas, Moodle and ILIAS, as folders or flat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Canvas: lovelaceada_LATE_4711_98765_transformer_basics.ipynb
_CANVAS = re.compile(r"(?P<who>[^_]+)_(?:LATE_)?(?P<number>\d+)_\d+_(?P<file>.+\.\w+)")
# Moodle: "Ada Lovelace_4711_assignsubmission_file_/x.ipynb", or with the file's name appended
_MOODLE = re.compile(
    r"(?P<who>.+?)_(?P<number>\d+)_assignsubmission_(?P<kind>file|onlinetext)_?(?P<file>.*)"
)
# ILIAS: Lovelace_Ada_alove_4711/20270131_235900_x.ipynb
_ILIAS = re.compile(r"[^_]+_[^_]+(?:_[^_]+)*?_(?P<who>[^_]+)_(?P<number>\d+)")
_ILIAS_FILE = re.compile(r"(?P<time>\d{14}|\d{8}_\d{6})_(?P<file>.+)")


@dataclass(frozen=True)
class LmsFile:
    """Who handed a file in.

    number: the platform's number of the person or hand-in, to tell namesakes apart.
    rest: the file's path as the student named it; () if it is no file to be graded.
    time: of several attempts the greatest is the last.
    """

    student: str
    number: str
    path: tuple[str, ...]
    time: str = ""


def parse_lms_name(parts: tuple[str, ...]) -> LmsFile | None:
    """The owner of a path in a bulk download; None if no platform names files so."""
    for place, part in enumerate(parts):
        if found := _MOODLE.fullmatch(part):
            file = tuple(filter(None, (found["file"],)))
            rest = (*file, *parts[place + 1 :]) if found["kind"] == "file" else ()
            return LmsFile(found["who"], found["number"], rest)
    folder = _ILIAS.fullmatch(parts[-2]) if len(parts) > 1 else None
    if folder and (named := _ILIAS_FILE.fullmatch(parts[-1])):
        return LmsFile(folder["who"], folder["number"], (named["file"],), named["time"])
    # Canvas has no folders; within one, a name like this is the student's own.
    if len(parts) == 1 and (found := _CANVAS.fullmatch(parts[0])):
        return LmsFile(found["who"], found["number"], (found["file"],))
    return None
