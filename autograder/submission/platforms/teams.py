"""Teams: <name>/<assignment>/Version <n>/<file>, below "Submitted files" of SharePoint.

The greatest version counts. "Working files" are drafts that were not submitted; students who have
nothing else submitted nothing. There is no student number, only the display name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from autograder.submission.files import FileEntry, is_candidate
from autograder.submission.platforms.record import Download, Reading, Sorter, UndecidedError, Upload

_VERSION = re.compile(
    r"(?:Version|バージョン|Versión|Versão|Versione|Versie|版本|버전) ?(?P<number>\d+)"
)


def read(download: Download) -> Reading | None:
    sorter = Sorter("Teams", by_name=True)
    found: list[tuple[str, str, int, tuple[str, ...], FileEntry]] = []
    drafts = []
    for entry in download.entries:
        place = next((i for i, part in enumerate(entry.parts) if _VERSION.fullmatch(part)), 0)
        if place < 2:
            drafts.append(entry)
            continue
        version = _VERSION.fullmatch(entry.parts[place])
        assert version
        path = entry.parts[place + 1 :] if entry.is_file else ()
        name, title = entry.parts[place - 2 : place]
        found.append((name, title, int(version["number"]), path, entry))
    names = {name for name, *_ in found}
    known = {title for _, title, *_ in found}
    for name, title, entry in _never_submitted(drafts, names, known):
        found.append((name, title, 0, (), entry))
        names.add(name)
    for entry in [each for each in drafts if not names & set(each.parts[:-1])]:
        drafts.remove(entry)
        sorter.leave(entry, "not in a folder of a version, as Teams has them")
    for name, _, number, path, entry in found:
        sorter.add(Upload(name, name, path, entry, (number,), number))
    reading = sorter.reading()
    if reading is None:
        return None
    mine = _title(download, sorted({title for _, title, *_ in found}))
    uploads = zip(reading.uploads, found, strict=True)
    return replace(
        reading,
        uploads=tuple(upload for upload, (_, title, *_) in uploads if title == mine),
        left=(*reading.left, *_left(drafts)),
    )


def _never_submitted(
    drafts: list[FileEntry], names: set[str], titles: set[str]
) -> Iterator[tuple[str, str, FileEntry]]:
    """Students with a folder for the assignment, or with drafts in it, but without a version."""
    seen = set(names)
    for entry in drafts:
        place = next((i for i, part in enumerate(entry.parts) if i and part in titles), 0)
        name = entry.parts[place - 1]
        if place and name not in seen:
            seen.add(name)
            yield name, entry.parts[place], FileEntry(entry.parts)


def _left(drafts: list[FileEntry]) -> Iterator[tuple[FileEntry, str]]:
    """One line per folder of drafts, which may contain a file for each student."""
    tops = Counter(each.parts[0] for each in drafts if is_candidate(each.name))
    for top, count in tops.items():
        yield FileEntry((top,)), f"{count} files that were not submitted"


def _title(download: Download, titles: list[str]) -> str:
    """The folder of this assignment; a class may have submitted others beside it."""
    if len(titles) < 2:
        return titles[0]
    wanted = re.sub(r"\W|_", "", download.assignment.lower())
    mine = [each for each in titles if re.sub(r"\W|_", "", each.lower()) == wanted]
    if len(mine) != 1:
        names = ", ".join(f"'{each}'" for each in titles[:5])
        raise UndecidedError(
            f"Teams has several assignments here: {names}.",
            f"Pass a folder with one of them, or name it '{download.assignment}'.",
        )
    return mine[0]
