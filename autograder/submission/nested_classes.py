"""Refuse several classes in one folder, such as one download per section.

Each would become one "student" with many files, of which at most one would be graded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from autograder.errors import GraderError
from autograder.submission.archive import in_student_archive
from autograder.submission.class_listing import ClassListing
from autograder.submission.files import SOURCES, FileEntry, is_archive, is_candidate
from autograder.submission.platforms.record import Reading, UndecidedError
from autograder.submission.read_errors import UnreadableFileError

_MANY = 3  # students, or folders with the released file: more than one student's work
_OPENED = 16  # archives that are looked into: as many as a course may have sections


def refuse_nested_classes(
    listing: ClassListing, base: str, reading_of: Callable[[ClassListing], Reading | None]
) -> None:
    """Raise UndecidedError if folders or archives in place of students are classes themselves.

    An archive with several copies of the released file concerns one student, unless most are such.
    """
    copies: list[str] = []
    named = ""
    for inner in (*_folders(listing.entries), *_archives(listing.entries)):
        reading = reading_of(inner)
        if reading and len(found := {each.identity for each in reading.uploads}) >= _MANY:
            _refuse(inner.name, f"a download of {reading.platform} with {len(found)} students")
        elif inner.packed and len(found := _with_released(inner.entries, base)) >= _MANY:
            some = ", ".join(f"'{each}'" for each in sorted(found)[:3])
            copies.append(f"an archive with {base}.* in each of {len(found)} folders ({some})")
            named = inner.name
    tops = {entry.parts[0] for entry in listing.entries if entry.parts and is_candidate(entry.name)}
    if len(copies) * 2 > len(tops):
        _refuse(named, copies[-1])


def _refuse(name: str, what: str) -> None:
    raise UndecidedError(
        f"'{name}' is where a student's files should be, but it is {what}.",
        "Grade each class into the same --out, one after another: a run adds to the earlier ones.",
    )


def _folders(entries: Iterable[FileEntry]) -> Iterator[ClassListing]:
    """Folders with enough files to be a class."""
    inside: dict[str, list[FileEntry]] = {}
    for entry in entries:
        if len(entry.parts) > 1:
            inside.setdefault(entry.parts[0], []).append(entry)
    for name, found in inside.items():
        if sum(is_candidate(entry.name) for entry in found) >= _MANY:
            below = (replace(entry, parts=entry.parts[1:]) for entry in found)
            yield ClassListing(name, tuple(below))


def _archives(entries: Iterable[FileEntry]) -> Iterator[ClassListing]:
    """The first archives in place of students; if there are more, they are students' own."""
    loose = [each for each in entries if len(each.parts) <= 2 and is_archive(each.name)]
    for entry in loose[:_OPENED]:
        try:
            found = in_student_archive(entry.parts[-1], entry.read()) if entry.read else []
        except (UnreadableFileError, GraderError):
            continue  # reported for the student who owns it
        yield ClassListing(entry.name, tuple(found), packed=True)


def _with_released(entries: Iterable[FileEntry], base: str) -> set[str]:
    """Top folders, or archives, that contain the released file."""
    return {
        entry.parts[0]
        for entry in entries
        if len(entry.parts) > 1
        and entry.name.lower().endswith(SOURCES)
        and PurePosixPath(entry.name).stem == base
    }
