"""ILIAS: one folder per student, <last>_<first>_<login>_<user id>, all in ASCII.

A file that was uploaded again is "x (2).ipynb", numbered by upload, or begins with its time
(20270131235900_x.ipynb); a late one begins with "Late Submission - " in the platform's language.
"""

from __future__ import annotations

import re
from dataclasses import replace

from autograder.submission.files import FileEntry
from autograder.submission.platforms.record import Download, Reading, Sorter, Upload

_TIMED = re.compile(r"(?P<time>\d{14}|\d{8}_\d{6})_(?P<file>.+)")
_LATE = re.compile(r"(?:Late Submission|Verspätete Abgabe|Verspaetete Abgabe)[ _]-[ _](?P<file>.+)")
_AGAIN = re.compile(r"(?P<stem>.+?)(?: \((?P<number>\d+)\))?(?P<ending>\.[^.]+)?")


def read(download: Download) -> Reading | None:
    sorter = Sorter("ILIAS")
    files: dict[tuple[str, tuple[str, ...]], list[tuple[tuple[str, int], Upload]]] = {}
    for entry in download.entries:
        place = next((i for i, part in enumerate(entry.parts) if _folder(part)), None)
        if place is None:
            sorter.leave(entry, "not in a folder as ILIAS names them")
            continue
        upload, series, order = _upload(entry, place)
        files.setdefault((upload.identity, series), []).append((order, upload))
    for (_, series), attempts in files.items():
        attempts.sort(key=lambda each: each[0])
        for count, (_, upload) in enumerate(attempts, 1):
            newest = count == len(attempts) or not series
            rank: tuple[int | str, ...] = (1,) if newest else (0, count)
            number = count if newest and series else 0
            sorter.add(replace(upload, order=rank, number=number))
    return sorter.reading()


def _folder(part: str) -> tuple[str, str, str] | None:
    """Names, login and number in a folder's name; ILIAS user numbers start above a hundred."""
    names, login, number = part.rsplit("_", 2) if part[1:].count("_") >= 3 else ("", "", "")
    wellformed = login and len(number) >= 3 and number.isascii() and number.isdecimal()
    return (names, login, number) if wellformed else None


def _upload(entry: FileEntry, place: int) -> tuple[Upload, tuple[str, ...], tuple[str, int]]:
    """The upload, what identifies its series (() for a folder), and its order within that."""
    folder = _folder(entry.parts[place])
    assert folder
    names, login, number_of_user = folder
    name = " ".join(names.replace("_", " ").split()) or login
    *above, last = entry.parts[place + 1 :] or ("",)
    if not last or not entry.is_file:
        return Upload(number_of_user, name, (), entry), (), ("", 0)
    late = _LATE.fullmatch(last)
    last = late["file"] if late else last
    timed = _TIMED.fullmatch(last)
    time = timed["time"].replace("_", "") if timed else ""
    last = timed["file"] if timed else last
    again = _AGAIN.fullmatch(last)
    number = int(again["number"] or 1) if again else 1
    plain = f"{again['stem']}{again['ending'] or ''}" if again else last
    stamp = (
        f"{time[:4]}-{time[4:6]}-{time[6:8]}T{time[8:10]}:{time[10:12]}:{time[12:]}" if time else ""
    )
    upload = Upload(
        number_of_user,
        name,
        (*above, plain),
        entry,
        late=late is not None,
        submitted_at=stamp,
        alias=login,
    )
    return upload, (*above, plain), (time, number)
