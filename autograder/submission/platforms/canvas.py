"""Canvas: one folder of files, <name>[_LATE]_<user>_<attachment>_<file>.

With anonymous grading it is [LATE_]anon_<five characters>_<attachment>_<file>. A resubmitted file
gets "-1", "-2", … before its ending; a download has only the newest, but several downloads
unpacked into one folder have older ones too. Attachment numbers grow with time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from autograder.submission.files import FileEntry
from autograder.submission.platforms.record import Download, Reading, Sorter, Upload

_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?(?P<user>anon_[0-9A-Za-z]{5})_(?:(?P<attachment>\d+)_(?P<file>.+)|"
    r"(?P<field>text|link)\.html)"
)
# Canvas removes digits between underscores from names, so the first such pair is the ids.
_NAMED = re.compile(
    r"(?P<name>.+?)(?P<late>_LATE)?_(?P<user>\d+)_(?:(?P<attachment>\d+)_(?P<file>.+)|"
    r"(?P<field>text|link)\.html)"
)
_AGAIN = re.compile(r"(?P<stem>.*?)(?:-(?P<number>\d{1,2}))?(?P<ending>\.[^.]+)?")


@dataclass(frozen=True)
class _Attempt:
    """A file as Canvas names it; attachment: a number that grows with time."""

    attachment: int
    stem: str
    ending: str
    number: int  # Canvas's own, if the file was uploaded again
    name: re.Match[str]
    entry: FileEntry


def read(download: Download) -> Reading | None:
    sorter = Sorter("Canvas")
    files: dict[str, list[tuple[re.Match[str], FileEntry]]] = defaultdict(list)
    for entry in download.entries:
        name = entry.parts[0] if len(entry.parts) == 1 and entry.is_file else ""
        found = _ANONYMOUS.fullmatch(name) or _NAMED.fullmatch(name)
        if found:
            files[found["user"]].append((found, entry))
        else:
            sorter.leave(entry)
    for theirs in files.values():
        _add(sorter, theirs)
    return sorter.reading()


def _add(sorter: Sorter, theirs: list[tuple[re.Match[str], FileEntry]]) -> None:
    """Add all files of one user; if a file was uploaded again, its last attachment counts."""
    series: defaultdict[tuple[str, str], list[_Attempt]] = defaultdict(list)
    for found, entry in theirs:
        if found["field"]:
            sorter.add(_newest(found, (), entry))
        else:
            attempt = _attempt(found, entry)
            series[attempt.stem, attempt.ending].append(attempt)
    for attempts in series.values():
        *older, last = sorted(attempts, key=lambda each: each.attachment)
        file = last.stem + last.ending if older or last.number else last.name["file"]
        count = max(last.number + 1, len(attempts))
        sorter.add(_newest(last.name, (file,), last.entry, count))
        for place, each in enumerate(older):
            name, path = each.name, (each.name["file"],)
            sorter.add(Upload(name["user"], _name(name), path, each.entry, (0, place)))


def _attempt(found: re.Match[str], entry: FileEntry) -> _Attempt:
    again = _AGAIN.fullmatch(found["file"])
    assert again  # it fits any name of one line
    stem, number, ending = again.groups()
    return _Attempt(int(found["attachment"]), stem, ending or "", int(number or 0), found, entry)


def _newest(
    found: re.Match[str], path: tuple[str, ...], entry: FileEntry, number: int = 0
) -> Upload:
    late = bool(found["late"])
    return Upload(found["user"], _name(found), path, entry, (1,), number, late=late)


def _name(found: re.Match[str]) -> str:
    return found.groupdict().get("name") or found["user"]
