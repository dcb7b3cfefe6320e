"""Read class downloads of learning platforms, with one small reader per platform.

A reader answers if it finds its platform's own naming, and then for all files: a file that does
not follow the naming is left out and reported, never taken for a student.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from autograder.submission.files import FileEntry, is_candidate
from autograder.submission.platforms import (
    blackboard,
    brightspace,
    canvas,
    github_classroom,
    google_classroom,
    gradescope,
    ilias,
    manaba,
    moodle,
    nbgrader_exchange,
    sakai,
    teams,
    webclass,
)
from autograder.submission.platforms.record import Download, Reading

Reader = Callable[[Download], Reading | None]

# Those with their own list first, then from the most specific naming to the least.
READERS: tuple[Reader, ...] = (
    gradescope.read,
    webclass.read,
    nbgrader_exchange.read,
    moodle.read,
    blackboard.read,
    brightspace.read,
    sakai.read,
    teams.read,
    ilias.read,
    canvas.read,
    github_classroom.read,
    manaba.read,
    google_classroom.read,
)
_MAX_OUTER_FOLDERS = 4  # folders around a class


def recognize(
    entries: Iterable[FileEntry],
    name: str,
    assignment: str,
    others: Collection[str] = (),
    readers: Iterable[Reader] = READERS,
) -> Reading | None:
    """The first reading of a download, or of its outer folders' contents; None if there is none.

    name: of the folder or archive itself. Raises UndecidedError where a platform's naming is
    found but does not distinguish the students.
    """
    inside = tuple(entry for entry in entries if entry.parts)
    outer: tuple[str, ...] = (name,)
    for _ in range(_MAX_OUTER_FOLDERS):
        download = Download(inside, assignment, outer, frozenset(others))
        for read in readers:
            if reading := read(download):
                return reading
        root = _only_folder(inside)
        if not root:
            return None
        inside = tuple(
            replace(entry, parts=entry.parts[1:])
            for entry in inside
            if entry.parts[0] == root and len(entry.parts) > 1
        )
        outer = (*outer, root)
    return None


def _only_folder(entries: Iterable[FileEntry]) -> str:
    """The one folder that contains everything that could be graded; "" if there is none."""
    files = [entry for entry in entries if is_candidate(entry.name)]
    tops = {entry.parts[0] for entry in files or entries}
    deep = all(len(entry.parts) > 1 for entry in files)
    return tops.pop() if len(tops) == 1 and deep else ""
