"""GitHub Classroom: `gh classroom clone` makes <slug>-submissions/<slug>-<login>/ per student."""

from __future__ import annotations

from autograder.submission.files import FileEntry
from autograder.submission.platforms.record import Download, Reading, Sorter, Upload

_ENDING = "-submissions"


def read(download: Download) -> Reading | None:
    for slug in _slugs(download):
        sorter = Sorter("GitHub Classroom")
        for entry in download.entries:
            _add(sorter, slug, entry)
        if reading := sorter.reading():
            return reading
    return None


def _slugs(download: Download) -> list[str]:
    outer = download.outer[-1] if download.outer else ""
    named = [outer.removesuffix(_ENDING)] if outer.endswith(_ENDING) else []
    return [*named, download.assignment, download.base]


def _add(sorter: Sorter, slug: str, entry: FileEntry) -> None:
    first, *rest = entry.parts
    login = first.removeprefix(f"{slug}-")
    login = "" if f"-{login}" == _ENDING else login  # the folder of all clones
    if login == first or not login or (entry.is_file and not rest):
        sorter.leave(entry, "not in a student's repository")
    else:
        sorter.add(Upload(login, login, tuple(rest) if entry.is_file else (), entry))
