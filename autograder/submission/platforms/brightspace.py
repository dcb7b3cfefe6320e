"""Brightspace (D2L): <user>-<folder> - <name> - <date>, as a folder or as a prefix.

Each attempt has its own folder; the institution chooses the date format ("Jan 31, 2027 1230 PM",
"31 January, 2027 1230 PM"). index.html is beside them.
"""

from __future__ import annotations

import re

from autograder.submission.files import FileEntry
from autograder.submission.platforms.record import Download, Reading, Sorter, UndecidedError, Upload
from autograder.submission.times import time_in_form

# Each institution has its own format: anything with a year and a time of day is a date.
_DATE = (
    r"(?:[^-]*?\d{4}\S{0,2}|\d{4}-\d\d-\d\d|\d{4}年\d{1,2}月\d{1,2}日)"
    r",? (?:[^-\d]{0,12} )?\d{1,2}[:h.時]?\d{2}分?(?: ?[AaPp]\.?[Mm]\.?)?"
)
_NAMED = re.compile(
    rf"(?P<user>\d+)-(?P<folder>\d+) - (?P<name>.+?) - (?P<date>{_DATE})(?: - (?P<file>.+))?"
)
_FORMS = ("%b %d %Y %I%M %p", "%B %d %Y %I%M %p", "%d %b %Y %I%M %p", "%d %B %Y %I%M %p")
_FORMS_OTHER = ("%Y-%m-%d %H%M", "%Y年%m月%d日 %H%M", "%Y年%m月%d日 %H時%M分")
_FORMS_24 = tuple(form.replace("%I%M %p", "%H%M") for form in _FORMS)


def read(download: Download) -> Reading | None:
    sorter = Sorter("Brightspace")
    unread: dict[str, str] = {}
    for entry in download.entries:
        found = _NAMED.fullmatch(entry.parts[0])
        if not found or (found["file"] and len(entry.parts) > 1):
            sorter.leave(entry)
            continue
        rest = (found["file"],) if found["file"] else entry.parts[1:]
        path = rest if entry.is_file else ()
        when = _time(found["date"])
        if not when:
            sorter.unread_time(FileEntry(entry.parts[:1]), found["date"])
        if not when and unread.setdefault(found["user"], found["date"]) != found["date"]:
            raise UndecidedError(
                f"'{entry.parts[0]}': the dates of {found['name']}'s attempts cannot be read."
            )
        sorter.add(Upload(found["user"], found["name"], path, entry, (when,), submitted_at=when))
    return sorter.reading()


def _time(date: str) -> str:
    plain = re.sub(r"(?<=\d):(?=\d\d)", "", date.replace(",", " ").replace(".", ""))
    head, _, clock = " ".join(plain.split()).partition(" ")
    words = f"{head} {clock}".split()
    words = [f"0{word}" if re.fullmatch(r"\d{3}", word) else word for word in words]  # 930 AM
    return time_in_form(" ".join(words), (*_FORMS, *_FORMS_24, *_FORMS_OTHER))
