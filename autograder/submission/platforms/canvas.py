"""Canvas: one folder of files, <name>[_LATE]_<user>_<attachment>_<file>.

With anonymous grading it is [LATE_]anon_<five signs>_<attachment>_<file>. A resubmitted file gets
"-1", "-2", … before its ending; Canvas hands out the newest, and several downloads unpacked into
one folder leave the older ones beside it. An attachment's number grows with time.
"""

from __future__ import annotations

import re
from collections import defaultdict

from autograder.submission.files import FileEntry
from autograder.submission.platforms.record import Download, Reading, Sorter, Upload

_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?(?P<user>anon_[0-9A-Za-z]{5})_(?:(?P<attachment>\d+)_(?P<file>.+)|"
    r"(?P<field>text|link)\.html)"
)
# Canvas takes digits between underscores out of names, so that the first such pair is the ids.
_NAMED = re.compile(
    r"(?P<name>.+?)(?P<late>_LATE)?_(?P<user>\d+)_(?:(?P<attachment>\d+)_(?P<file>.+)|"
    r"(?P<field>text|link)\.html)"
)
_AGAIN = re.compile(r"(?P<stem>.*?)(?:-(?P<number>\d{1,2}))?(?P<ending>\.[^.]+)?")


def read(download: Download) -> Reading | None:
    sorter = Sorter("Canvas")
    files: dict[str, list[tuple[re.Match[str], FileEntry]]] = defaultdict(list)
    for entry in download.entries:
        name = entry.parts[0] if len(entry.parts) == 1 and entry.is_file else ""
        found = _ANONYMOUS.fullmatch(name) or _NAMED.fullmatch(name)
        if found:
            files[found["user"]].append((found, entry))
        else:
            sorter.leave(entry, "not named as Canvas names a submission")
    for user, theirs in files.items():
        _add(sorter, user, theirs)
    return sorter.reading()


def _add(sorter: Sorter, user: str, theirs: list[tuple[re.Match[str], FileEntry]]) -> None:
    """All files of one user; of a file that was uploaded again the last attachment counts."""
    series: dict[tuple[str, str], list[tuple[int, int, re.Match[str], FileEntry]]] = {}
    for found, entry in theirs:
        if found["field"]:
            sorter.add(Upload(user, _name(found), (), entry, (1,), late=bool(found["late"])))
            continue
        again = _AGAIN.fullmatch(found["file"])
        stem, ending, number = (
            (again["stem"], again["ending"] or "", int(again["number"] or 0))
            if again
            else (found["file"], "", 0)
        )
        series.setdefault((stem, ending), []).append(
            (int(found["attachment"]), number, found, entry)
        )
    for (stem, ending), attempts in series.items():
        attempts.sort(key=lambda each: each[0])
        *older, (_, number, found, entry) = attempts
        count = max(number + 1, len(attempts))
        path = (stem + ending if len(attempts) > 1 or number else found["file"],)
        sorter.add(Upload(user, _name(found), path, entry, (1,), count, late=bool(found["late"])))
        for place, (_, _, found, entry) in enumerate(older):
            sorter.add(Upload(user, _name(found), (found["file"],), entry, (0, place)))


def _name(found: re.Match[str]) -> str:
    return found.groupdict().get("name") or found["user"]
