"""Read students' files in plain layouts: <student>/<assignment>/<file> and simpler ones.

Owners are never guessed: a folder of folders that each contain the released file, or loose
copies of it, looks like a class but does not say whose the files are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from autograder.submission.class_listing import ClassListing
from autograder.submission.files import MAX_FILES, SOURCES, FileEntry, folded_stem, is_candidate
from autograder.submission.platforms.record import Student, UndecidedError, Upload
from autograder.submission.read_errors import LocalizedText, read_error

_COPY = re.compile(r"[\s_-]*\(\d{1,3}\)$")
_MOST_NAMED = 4  # loose files that are no student's
_MANY = 3  # folders with the released file: more than one student's


def read_plain(
    listing: ClassListing, assignment: str, others: Collection[str]
) -> tuple[list[Student], list[LocalizedText]]:
    """The students, and what was refused.

    others: the course's other assignments.
    Raises UndecidedError if students cannot be distinguished.
    """
    layout = _PlainLayout(assignment, others)
    for entry in _entries(listing, assignment):
        layout.add(entry)
    if layout.beside:
        names = ", ".join(f"'{name}'" for name in layout.beside[:_MOST_NAMED])
        more = f", … (+{len(layout.beside) - _MOST_NAMED})" * (len(layout.beside) > _MOST_NAMED)
        layout.refused.append(read_error("beside", names=names + more))
    return list(layout.students()), layout.refused


def _entries(listing: ClassListing, assignment: str) -> tuple[FileEntry, ...]:
    """The files, without the single folder that an archive may wrap around all its students."""
    if not listing.packed:
        return listing.entries
    files = [entry.parts for entry in listing.entries if entry.read]
    base = assignment.replace("-", "_")
    deep = all(len(parts) > 2 and parts[1] != assignment for parts in files)
    flat = all(len(parts) == 2 and base not in parts[1] for parts in files)
    if len({parts[0] for parts in files}) != 1 or not (deep or flat):
        return listing.entries
    return tuple(
        replace(entry, parts=entry.parts[1:]) for entry in listing.entries if len(entry.parts) != 1
    )


@dataclass
class _Pile:
    """The files of one student; elsewhere: a folder whose work is for other assignments.

    names: spellings of the folder's name, which may differ in how accents are encoded.
    twice: files that the archive has under one path, and that may belong to two students.
    deep: paths of files that come from the assignment's folder.
    """

    entries: dict[tuple[str, ...], FileEntry] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    twice: list[str] = field(default_factory=list)
    deep: set[tuple[str, ...]] = field(default_factory=set)
    elsewhere: bool = False
    loose: bool = False


@dataclass
class _PlainLayout:
    """Sorts files by student."""

    assignment: str
    others: Collection[str]
    piles: dict[str, _Pile] = field(default_factory=dict)
    refused: list[LocalizedText] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def add(self, entry: FileEntry) -> None:
        if not entry.parts:
            self.refused += [entry.refused] if entry.refused else []
            return
        written, *rest = entry.parts
        first = unicodedata.normalize("NFC", written)
        if rest and rest[0] in self.others:
            self.piles.setdefault(first, _Pile()).elsewhere = True
        elif rest:
            deeper = rest[0] == self.assignment and not (entry.refused and len(rest) == 1)
            self._assign(first, tuple(rest[1:] if deeper else rest), entry, deeper)
            self.piles[first].names.add(written)
        elif not entry.is_file:  # a student's folder
            self.piles.setdefault(first, _Pile())
        elif is_candidate(first) or entry.refused or entry.fault:
            self._assign(_stem(first), (first,), entry)
            self.piles[_stem(first)].loose = True
        else:
            self.beside.append(entry.name)

    def _assign(
        self, student: str, place: tuple[str, ...], entry: FileEntry, deep: bool = False
    ) -> None:
        """deep: the file comes from the assignment's folder, which its path does not show."""
        pile = self.piles.setdefault(student, _Pile())
        other = pile.entries.get(place)
        if other and other.read and entry.read:
            whole = (self.assignment, *place)
            if deep == (place in pile.deep):
                pile.twice.append(entry.name)
            elif deep:
                place = whole
            else:
                pile.entries[whole] = replace(other, parts=whole)
        if deep:
            pile.deep.add(place)
        if (place or entry.fault) and entry.is_file:
            # A file that cannot be the work is listed, never read; a timestamp is read elsewhere.
            keeps = place and (is_candidate(place[-1]) or place == ("timestamp.txt",))
            pile.entries[place] = replace(entry, parts=place, read=entry.read if keeps else None)

    def students(self) -> Iterator[Student]:
        """One record per student. Raises UndecidedError if they cannot be distinguished."""
        base = self.assignment.replace("-", "_")
        piles = {who: p for who, p in self.piles.items() if p.entries or not p.elsewhere}
        self._check_twice(piles)
        self._check_copies(piles, base)
        nested = {who: found for who, p in piles.items() if len(found := _nested(p, base)) > 1}
        working = [
            who for who, p in piles.items() if any(is_candidate(e.name) for e in p.entries.values())
        ]
        for who, folders in nested.items():
            if len(folders) >= _MANY or len(nested) == len(working):
                some = ", ".join(f"'{each}'" for each in sorted(folders)[:3])
                raise UndecidedError(
                    f"'{who}' has {len(folders)} folders with a file {base}.* in each ({some}).",
                    f"If these are the students, pass that folder: …/{who}",
                )
        for who, pile in piles.items():
            yield _student(who, pile, nested.get(who), base)

    def _check_twice(self, piles: dict[str, _Pile]) -> None:
        """Refuse a path or folder name that occurs twice: one student, or two with one name?"""
        for who, pile in piles.items():
            if len(pile.names) > 1:
                raise UndecidedError(
                    f"{len(pile.names)} folders are called '{who}' and differ only in how their "
                    "accents are encoded.",
                    "Rename one of them, or join them if they are one student's.",
                )
        twice = [name for pile in piles.values() for name in pile.twice]
        if twice:
            some = ", ".join(f"'{each}'" for each in twice[:3])
            raise UndecidedError(
                f"the archive has {some} twice: from one student or two with one name.",
                "Unpack it so that each has its own folder, and pass the folder around these.",
            )

    def _check_copies(self, piles: dict[str, _Pile], base: str) -> None:
        """Refuse loose files that differ only in a copy's number: one student or namesakes?"""
        names: dict[str, list[str]] = {}
        for who in sorted(who for who, pile in piles.items() if pile.loose):
            names.setdefault(folded_stem(_COPY.sub("", who)), []).append(who)
        loose = max(names.values(), key=len, default=[])
        only = next(iter(piles.values())) if len(piles) == 1 else _Pile()
        inside = [place[0] for place in sorted(only.entries) if len(place) == 1]
        for ending in SOURCES:
            copies = [n for n in inside if n.endswith(ending) and _is_copy(_stem(n), base)]
            if len(copies) >= _MANY:
                loose = copies
        if len(loose) > 1:
            some = ", ".join(f"'{each}'" for each in loose[:3])
            raise UndecidedError(f"{len(loose)} files with one name are side by side ({some}).")


def _student(who: str, pile: _Pile, nested: set[str] | None, base: str) -> Student:
    entries = list(pile.entries.values())
    if nested:
        found = ", ".join(f"{each}/{base}" for each in sorted(nested)[:5])
        doubt = read_error("several", found=found, wanted=f"{base}{SOURCES[0]}")
        entries = [replace(e, read=None) if e.read else e for e in entries]
        entries.append(FileEntry(("",), refused=doubt))
    if len(entries) > MAX_FILES:
        entries = [FileEntry(("",), refused=read_error("too-many-files", limit=MAX_FILES))]
    uploads = tuple(Upload(who, who, entry.parts, entry) for entry in entries)
    return Student(who, who, uploads)


def _nested(pile: _Pile, base: str) -> set[str]:
    """The folders of a pile that contain the released file, if nothing else is beside them."""
    if any(len(place) == 1 and is_candidate(place[0]) for place in pile.entries):
        return set()
    return {
        place[0]
        for place, entry in pile.entries.items()
        if len(place) > 1 and entry.read and place[-1].lower().endswith(SOURCES)
        and folded_stem(_stem(place[-1])) == folded_stem(base)
    }  # fmt: skip


def _is_copy(stem: str, base: str) -> bool:
    return folded_stem(_COPY.sub("", stem)) == folded_stem(base)


def _stem(name: str) -> str:
    for ending in (".tar.gz", ".tgz"):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name.rpartition(".")[0] or name
