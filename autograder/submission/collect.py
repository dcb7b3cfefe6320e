"""Who handed in what, and which of the files counts?

Sorts the entries of a folder or an archive by student, in nbgrader's layout, in plain
ones and in those of a learning platform, and reads each student's notebook and .py.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from autograder.errors import SubmissionError
from autograder.models import Source, Submission
from autograder.submission.archive import in_class_archive
from autograder.submission.file_selection import (
    expand_archives,
    ignored_files,
    no_file_error,
    select_files,
)
from autograder.submission.files import (
    SOURCES,
    FileEntry,
    is_candidate,
    is_hidden,
    is_ignored,
    read_file,
    walk_folder,
)
from autograder.submission.handout import Handout
from autograder.submission.lms_names import parse_lms_name
from autograder.submission.parse import read_source
from autograder.submission.read_errors import (
    MAX_DETAIL,
    LocalizedText,
    UnreadableFileError,
    read_error,
)
from autograder.text.sanitize import printable, replace_surrogates

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MAX_STUDENT = 120


@dataclass(frozen=True)
class RawSubmission:
    """What one student handed in, not yet read.

    entries: files with their paths within the student's folder, and what was refused.
    """

    student: str
    entries: tuple[FileEntry, ...]


@dataclass(frozen=True)
class SubmissionSet:
    """All hand-ins of a class.

    refused: what was left alone and is no student's, as far as can be seen, and why.
    """

    students: tuple[RawSubmission, ...]
    refused: tuple[LocalizedText, ...] = ()


def find_submissions(path: Path, assignment: str, others: Collection[str] = ()) -> SubmissionSet:
    """All hand-ins for an assignment in a folder, archive or single file, sorted by student.

    others: names of the course's other assignments, whose folders are passed over.
    Raises SubmissionError if there is nothing to grade.
    """
    try:
        entries = list(_find(path, assignment))
    except UnreadableFileError as refusal:
        raise SubmissionError(f"{path}: {refusal}") from refusal
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read: {error.strerror}.") from error
    found = _Grouper(assignment, others)
    for entry in entries:
        found.add(entry)
    students = tuple(sorted(found.submissions(), key=lambda hand_in: hand_in.student))
    if not students:
        raise SubmissionError(
            f"{path}: no submissions found.\n"
            f"  Wanted: <student>/{assignment}/<file>, <student>/<file>, <student>.py, "
            "<student>.ipynb, or an archive of these."
            + "".join(f"\n  {refusal['en']}" for refusal in found.refused[:5])
        )
    return SubmissionSet(students, tuple(found.refused))


def read_submission(hand_in: RawSubmission, released: Handout) -> Submission:
    """Read one student's files: at most one notebook and one .py, or why there is none.

    Raises GraderError if a file is there but cannot be read.
    """
    entries, refusals = expand_archives(hand_in.entries)
    chosen, doubt = select_files(entries, released.base)
    sources = [_read(entry, released) for entry in chosen]
    read = chosen
    if not any(source.changed for source in sources):
        # An untouched handout says nothing: the work may stand beside it under another name.
        others, unsure = select_files(
            [x for x in entries if x not in chosen], released.base, alone=True
        )
        worked = [source for source in (_read(x, released) for x in others) if source.changed]
        sources, read = worked or sources, [*chosen, *others]
        doubt += unsure
        if unsure and not worked:
            sources = []
    beside = ignored_files(entries, read) if sources else ()  # else the reason names them
    if not sources:
        reason = next(iter([*refusals, *doubt]), None) or no_file_error(
            hand_in.entries, released.base
        )
        sources.append(Source("", problem=reason))
    return Submission(hand_in.student, released.assignment, tuple(sources), beside)


def _read(entry: FileEntry, released: Handout) -> Source:
    assert entry.read is not None
    try:
        return read_source(entry.read(), entry.name, released)
    except UnreadableFileError as refusal:
        return Source(printable(entry.name, MAX_DETAIL), problem=refusal.texts)


def _find(path: Path, assignment: str) -> Iterator[FileEntry]:
    if path.is_dir():
        for item in sorted(path.iterdir()):
            if is_hidden(item.name) and (item.is_dir() or is_candidate(item.name)):
                yield FileEntry((), refused=read_error("hidden", name=item.name))
        yield from _in_lone_archive(path, assignment) or _in_directory(path)
    elif path.is_file() and path.name.lower().endswith(SOURCES):
        yield FileEntry((path.name,), partial(read_file, path))
    elif path.is_file():
        yield from _without_root(in_class_archive(path), assignment)
    else:
        raise SubmissionError(f"{path}: no such file or folder.")


def _in_directory(path: Path) -> Iterator[FileEntry]:
    """A folder of the TA's: what it holds itself is not bounded, but each student's folder is."""
    for item in sorted(path.iterdir()):
        if is_ignored(item.name):
            continue
        if item.is_symlink():
            yield FileEntry((item.name,), refused=read_error("link", name=item.name))
        elif item.is_dir():
            yield FileEntry((item.name,))
            for entry in walk_folder(item):
                yield replace(entry, parts=(item.name, *entry.parts))
        elif item.is_file():
            yield FileEntry((item.name,), partial(read_file, item))


def _in_lone_archive(path: Path, assignment: str) -> list[FileEntry]:
    """A platform's one big .zip, in a folder of its own; nothing if it is one student's."""
    inside = [item for item in path.iterdir() if not is_ignored(item.name)]
    alone = inside[0] if len(inside) == 1 else path
    if alone.suffix.lower() != ".zip" or alone.is_symlink() or not alone.is_file():
        return []
    try:
        entries = _without_root(in_class_archive(alone), assignment)
    except UnreadableFileError:
        return []  # said of the student whose it then is
    return entries if _is_of_a_class(entries) else []


def _is_of_a_class(entries: list[FileEntry]) -> bool:
    """Whether an archive holds the work of many: by a platform's names, or a folder each."""
    files = [entry.parts for entry in entries if entry.read and is_candidate(entry.name)]
    return any(map(parse_lms_name, files)) or len({x[0] for x in files if len(x) > 1}) > 1


def _without_root(entries: list[FileEntry], assignment: str) -> list[FileEntry]:
    """Without the one folder in which an archive may hold all its students."""
    files = [entry.parts for entry in entries if entry.read]
    base = assignment.replace("-", "_")
    deep = all(len(parts) > 2 and parts[1] != assignment for parts in files)
    flat = all(
        len(parts) == 2 and (parse_lms_name(parts[1:]) or base not in parts[1]) for parts in files
    )
    if len({parts[0] for parts in files}) != 1 or not (deep or flat):
        return entries
    return [replace(entry, parts=entry.parts[1:]) for entry in entries if len(entry.parts) != 1]


@dataclass
class _StudentFiles:
    """The files of one student while they are being sorted.

    times: of each file, to keep the last attempt.
    elsewhere: whether it is a folder whose work belongs to others, or elsewhere.
    """

    entries: dict[tuple[str, ...], FileEntry] = field(default_factory=dict)
    times: dict[tuple[str, ...], str] = field(default_factory=dict)
    elsewhere: bool = False


@dataclass
class _Grouper:
    """Puts each entry on its student's pile; a student is a name and a platform's number."""

    assignment: str
    others: Collection[str]
    students: dict[tuple[str, str], _StudentFiles] = field(default_factory=dict)
    refused: list[LocalizedText] = field(default_factory=list)

    def add(self, entry: FileEntry) -> None:
        if not entry.parts:
            self.refused += [entry.refused] if entry.refused else []
            return
        first, *rest = entry.parts
        if owner := parse_lms_name(entry.parts):
            self.students.setdefault(
                (first, ""), _StudentFiles()
            ).elsewhere = True  # a folder of folders
            self._assign((owner.student, owner.number), owner.path, entry, owner.time)
        elif rest and rest[0] in self.others:
            self.students.setdefault((first, ""), _StudentFiles()).elsewhere = True
        elif rest:
            deeper = rest[0] == self.assignment and not (entry.refused and len(rest) == 1)
            inside = rest[1:] if deeper else rest
            self._assign((first, ""), tuple(inside), entry)
        elif not (entry.read or entry.refused or entry.fault):  # a student's folder
            self.students.setdefault((first, ""), _StudentFiles())
        elif is_candidate(first) or entry.refused or entry.fault:
            self._assign((_stem(first), ""), (first,), entry)
        # Other loose files are the TA's own.

    def _assign(
        self, student: tuple[str, str], place: tuple[str, ...], entry: FileEntry, time: str = ""
    ) -> None:
        pile = self.students.setdefault(student, _StudentFiles())
        file = entry.read or entry.refused or entry.fault
        if (place or entry.fault) and file and time >= pile.times.get(place, ""):
            # What cannot be the work is listed, never read.
            read = entry.read if place and is_candidate(place[-1]) else None
            pile.entries[place] = replace(entry, parts=place, read=read)
            pile.times[place] = time

    def submissions(self) -> Iterator[RawSubmission]:
        names = [who for who, _ in self.students]
        twice = {who for who, count in Counter(names).items() if count > 1}
        taken: set[str] = set()
        for (who, number), pile in self.students.items():
            if pile.entries or not pile.elsewhere:
                name = f"{who}_{number}" if number and who in twice else who
                yield RawSubmission(_unique(_safe(name), taken), tuple(pile.entries.values()))


def _stem(name: str) -> str:
    for ending in (".tar.gz", ".tgz"):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name.rpartition(".")[0] or name


def _safe(name: str) -> str:
    """A student's name that can be a folder, a row and a heading, and is the same everywhere."""
    clean = _UNSAFE.sub("_", unicodedata.normalize("NFC", replace_surrogates(name)))[:_MAX_STUDENT]
    return clean if clean.strip(" .") else "_"


def _unique(name: str, taken: set[str]) -> str:
    """Two students never share a name, whatever was cleaned away."""
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name}-{number}"
    taken.add(unique)
    return unique
