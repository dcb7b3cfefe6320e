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
from autograder.submission.file_selection import choose, nothing, passed_over, unpacked
from autograder.submission.files import (
    SOURCES,
    Entry,
    in_folder,
    is_hidden,
    is_noise,
    may_matter,
    read_file,
)
from autograder.submission.handout import Released
from autograder.submission.lms_names import owner_of
from autograder.submission.parse import read_source
from autograder.submission.read_errors import Refused, Words, encodable, printable, words

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MAX_STUDENT = 120


@dataclass(frozen=True)
class HandIn:
    """What one student handed in, not yet read.

    entries: files with their paths within the student's folder, and what was refused.
    """

    student: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class HandIns:
    """All hand-ins of a class.

    refused: what was left alone and is no student's, as far as can be seen, and why.
    """

    students: tuple[HandIn, ...]
    refused: tuple[Words, ...] = ()


def find_hand_ins(path: Path, assignment: str, others: Collection[str] = ()) -> HandIns:
    """All hand-ins for an assignment in a folder, archive or single file, sorted by student.

    others: names of the course's other assignments, whose folders are passed over.
    Raises SubmissionError if there is nothing to grade.
    """
    try:
        entries = list(_find(path, assignment))
    except Refused as refusal:
        raise SubmissionError(f"{path}: {refusal}") from refusal
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read: {error.strerror}.") from error
    found = _Sorter(assignment, others)
    for entry in entries:
        found.put(entry)
    students = tuple(sorted(found.hand_ins(), key=lambda hand_in: hand_in.student))
    if not students:
        raise SubmissionError(
            f"{path}: no submissions found.\n"
            f"  Wanted: <student>/{assignment}/<file>, <student>/<file>, <student>.py, "
            "<student>.ipynb, or an archive of these."
            + "".join(f"\n  {refusal['en']}" for refusal in found.refused[:5])
        )
    return HandIns(students, tuple(found.refused))


def read_hand_in(hand_in: HandIn, released: Released) -> Submission:
    """Read one student's files: at most one notebook and one .py, or why there is none.

    Raises GraderError if a file is there but cannot be read.
    """
    entries, refusals = unpacked(hand_in.entries)
    chosen, doubt = choose(entries, released.base)
    sources = [_read(entry, released) for entry in chosen]
    read = chosen
    if not any(source.changed for source in sources):
        # An untouched handout says nothing: the work may stand beside it under another name.
        others, unsure = choose([x for x in entries if x not in chosen], released.base, alone=True)
        worked = [source for source in (_read(x, released) for x in others) if source.changed]
        sources, read = worked or sources, [*chosen, *others]
        doubt += unsure
        if unsure and not worked:
            sources = []
    beside = passed_over(entries, read) if sources else ()  # else the reason names them
    if not sources:
        reason = next(iter([*refusals, *doubt]), None) or nothing(hand_in.entries, released.base)
        sources.append(Source("", problem=reason))
    return Submission(hand_in.student, released.assignment, tuple(sources), beside)


def _read(entry: Entry, released: Released) -> Source:
    assert entry.read is not None
    try:
        return read_source(entry.read(), entry.name, released)
    except Refused as refusal:
        return Source(printable(entry.name), problem=refusal.words)


def _find(path: Path, assignment: str) -> Iterator[Entry]:
    if path.is_dir():
        for item in sorted(path.iterdir()):
            if is_hidden(item.name) and (item.is_dir() or may_matter(item.name)):
                yield Entry((), refused=words("hidden", name=item.name))
        yield from _in_lone_archive(path, assignment) or _in_directory(path)
    elif path.is_file() and path.name.lower().endswith(SOURCES):
        yield Entry((path.name,), partial(read_file, path))
    elif path.is_file():
        yield from _without_root(in_class_archive(path), assignment)
    else:
        raise SubmissionError(f"{path}: no such file or folder.")


def _in_directory(path: Path) -> Iterator[Entry]:
    """A folder of the TA's: what it holds itself is not bounded, but each student's folder is."""
    for item in sorted(path.iterdir()):
        if is_noise(item.name):
            continue
        if item.is_symlink():
            yield Entry((item.name,), refused=words("link", name=item.name))
        elif item.is_dir():
            yield Entry((item.name,))
            for entry in in_folder(item):
                yield replace(entry, parts=(item.name, *entry.parts))
        elif item.is_file():
            yield Entry((item.name,), partial(read_file, item))


def _in_lone_archive(path: Path, assignment: str) -> list[Entry]:
    """A platform's one big .zip, in a folder of its own; nothing if it is one student's."""
    inside = [item for item in path.iterdir() if not is_noise(item.name)]
    alone = inside[0] if len(inside) == 1 else path
    if alone.suffix.lower() != ".zip" or alone.is_symlink() or not alone.is_file():
        return []
    try:
        entries = _without_root(in_class_archive(alone), assignment)
    except Refused:
        return []  # said of the student whose it then is
    return entries if _is_of_a_class(entries) else []


def _is_of_a_class(entries: list[Entry]) -> bool:
    """Whether an archive holds the work of many: by a platform's names, or a folder each."""
    files = [entry.parts for entry in entries if entry.read and may_matter(entry.name)]
    return any(map(owner_of, files)) or len({x[0] for x in files if len(x) > 1}) > 1


def _without_root(entries: list[Entry], assignment: str) -> list[Entry]:
    """Without the one folder in which an archive may hold all its students."""
    files = [entry.parts for entry in entries if entry.read]
    base = assignment.replace("-", "_")
    deep = all(len(parts) > 2 and parts[1] != assignment for parts in files)
    flat = all(len(parts) == 2 and (owner_of(parts[1:]) or base not in parts[1]) for parts in files)
    if len({parts[0] for parts in files}) != 1 or not (deep or flat):
        return entries
    return [replace(entry, parts=entry.parts[1:]) for entry in entries if len(entry.parts) != 1]


@dataclass
class _Pile:
    """The files of one student while they are being sorted.

    times: of each file, to keep the last attempt.
    elsewhere: whether it is a folder whose work belongs to others, or elsewhere.
    """

    entries: dict[tuple[str, ...], Entry] = field(default_factory=dict)
    times: dict[tuple[str, ...], str] = field(default_factory=dict)
    elsewhere: bool = False


@dataclass
class _Sorter:
    """Puts each entry on its student's pile; a student is a name and a platform's number."""

    assignment: str
    others: Collection[str]
    piles: dict[tuple[str, str], _Pile] = field(default_factory=dict)
    refused: list[Words] = field(default_factory=list)

    def put(self, entry: Entry) -> None:
        if not entry.parts:
            self.refused += [entry.refused] if entry.refused else []
            return
        first, *rest = entry.parts
        if owner := owner_of(entry.parts):
            self.piles.setdefault((first, ""), _Pile()).elsewhere = True  # a folder of folders
            self.lay((owner.who, owner.number), owner.rest, entry, owner.time)
        elif rest and rest[0] in self.others:
            self.piles.setdefault((first, ""), _Pile()).elsewhere = True
        elif rest:
            deeper = rest[0] == self.assignment and not (entry.refused and len(rest) == 1)
            inside = rest[1:] if deeper else rest
            self.lay((first, ""), tuple(inside), entry)
        elif not (entry.read or entry.refused or entry.fault):  # a student's folder
            self.piles.setdefault((first, ""), _Pile())
        elif may_matter(first) or entry.refused or entry.fault:
            self.lay((_stem(first), ""), (first,), entry)
        # Other loose files are the TA's own.

    def lay(
        self, student: tuple[str, str], place: tuple[str, ...], entry: Entry, time: str = ""
    ) -> None:
        pile = self.piles.setdefault(student, _Pile())
        file = entry.read or entry.refused or entry.fault
        if (place or entry.fault) and file and time >= pile.times.get(place, ""):
            # What cannot be the work is listed, never read.
            read = entry.read if place and may_matter(place[-1]) else None
            pile.entries[place] = replace(entry, parts=place, read=read)
            pile.times[place] = time

    def hand_ins(self) -> Iterator[HandIn]:
        names = [who for who, _ in self.piles]
        twice = {who for who, count in Counter(names).items() if count > 1}
        taken: set[str] = set()
        for (who, number), pile in self.piles.items():
            if pile.entries or not pile.elsewhere:
                name = f"{who}_{number}" if number and who in twice else who
                yield HandIn(_unique(_safe(name), taken), tuple(pile.entries.values()))


def _stem(name: str) -> str:
    for ending in (".tar.gz", ".tgz"):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name.rpartition(".")[0] or name


def _safe(name: str) -> str:
    """A student's name that can be a folder, a row and a heading, and is the same everywhere."""
    clean = _UNSAFE.sub("_", unicodedata.normalize("NFC", encodable(name)))[:_MAX_STUDENT]
    return clean if clean.strip(" .") else "_"


def _unique(name: str, taken: set[str]) -> str:
    """Two students never share a name, whatever was cleaned away."""
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name}-{number}"
    taken.add(unique)
    return unique
