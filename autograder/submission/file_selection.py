"""Choose which of a student's files is graded.

`select_files` looks into the student's archives, and prefers the released name, then a copy of
it, then the only file of its kind: one notebook and one .py at most. If both are unchanged since
release, the work may be beside them under another name. `candidate_files` takes those of the two
that were edited. If both were edited, the one worth more points counts
(`grading.judge_exercise.best_file`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from autograder.errors import GraderError
from autograder.models import Source
from autograder.submission.archive import MAX_BYTES_IN_MEMORY, in_student_archive
from autograder.submission.files import SOURCES, FileEntry, folded_stem, is_archive
from autograder.submission.handout import Handout
from autograder.submission.read_errors import (
    MAX_DETAIL,
    LocalizedText,
    UnreadableFileError,
    read_error,
)
from autograder.submission.source_reader import read_source
from autograder.text.sanitize import printable

_NOT_WORK = re.compile(r"test_.*|.*_test|conftest|setup|nbgrader_config", re.IGNORECASE)
MAX_ARCHIVES = 16  # per student: each may take a quarter of a second to unpack
MAX_RIVALS = 16  # files of one name that are all read
MAX_LISTED = 10  # names of files beside the one that counted
_COPY = re.compile(r"[\s_-]*\(?(\d{1,3})\)?$")


def expand_archives(entries: Iterable[FileEntry]) -> tuple[list[FileEntry], list[LocalizedText]]:
    """A student's files, including those in archives, and what was refused.

    Raises GraderError if one could not be listed or read, which is not the student's fault.
    """
    files: list[FileEntry] = []
    refusals: list[LocalizedText] = []
    room, opened = MAX_BYTES_IN_MEMORY, 0
    for entry in entries:
        if entry.fault:
            raise GraderError(entry.fault)
        if entry.refused:
            refusals.append(entry.refused)
        elif entry.read and is_archive(entry.parts[-1]):
            opened += 1
            if opened > MAX_ARCHIVES:
                if opened == MAX_ARCHIVES + 1:  # reported once
                    refusals.append(read_error("too-many-archives", limit=MAX_ARCHIVES))
                continue
            try:
                inner = in_student_archive(entry.name, entry.read(), room)
            except UnreadableFileError as refusal:
                refusals.append(refusal.texts)
                continue
            inner = [replace(found, archived=True) for found in inner]
            room -= sum(found.bytes_in_memory for found in inner)
            refusals += [found.refused for found in inner if found.refused]
            refusals += [
                read_error("archive-in-archive", name=found.name)
                for found in inner
                if found.read and is_archive(found.parts[-1])
            ]
            files += [found for found in inner if found.read]
        elif entry.read:
            files.append(entry)
    return files, refusals


@dataclass(frozen=True)
class Selection:
    """The files of one student that count, each with what was read from it.

    ignored: names of other files that could have been meant as the work.
    reasons: why others were refused or are ambiguous; never empty if no file counts.
    """

    files: tuple[tuple[FileEntry, Source], ...]
    ignored: tuple[str, ...]
    reasons: tuple[LocalizedText, ...]


def select_files(entries: Sequence[FileEntry], handout: Handout) -> Selection:
    """At most one notebook and one .py of a student's files.

    Raises GraderError if a file exists but cannot be read.
    """
    found, refusals = expand_archives(entries)
    chosen, ambiguous = _by_name(found, handout)
    files = [(entry, _read(entry, handout)) for entry in chosen]
    read = chosen
    if not any(source.changed for _, source in files):
        # An untouched handout proves nothing: the work may be beside it under another name.
        others, also_ambiguous = _by_name(
            [x for x in found if x not in chosen], handout, each_kind_alone=True
        )
        pairs = ((entry, _read(entry, handout)) for entry in others)
        worked = [pair for pair in pairs if pair[1].changed]
        files, read = worked or files, [*chosen, *others]
        ambiguous += also_ambiguous
        if also_ambiguous and not worked:
            files = []
    reasons = [*refusals, *ambiguous]
    if not files:  # the reason names the other files
        return Selection((), (), tuple(reasons or [_no_file_error(entries, handout.base)]))
    return Selection(tuple(files), _ignored_files(found, read), tuple(reasons))


def _read(entry: FileEntry, handout: Handout) -> Source:
    assert entry.read is not None
    try:
        return read_source(entry.read(), entry.name, handout)
    except UnreadableFileError as refusal:
        return Source(printable(entry.name, MAX_DETAIL), problem=refusal.texts)


def _by_name(
    entries: list[FileEntry], handout: Handout, each_kind_alone: bool = False
) -> tuple[list[FileEntry], list[LocalizedText]]:
    """One file of each kind: the one with the right name, else its last copy, else the only one.

    each_kind_alone: judge each kind on its own, whatever the files of the other kind are called.
    """
    chosen: list[FileEntry] = []
    ambiguous: list[LocalizedText] = []
    base = handout.base
    ranked = {ending: _ranked(entries, ending, base) for ending in SOURCES}
    named = not each_kind_alone and any(
        found and found[0].rank < _Rank.OTHER for found in ranked.values()
    )
    for ending, found in ranked.items():
        best = [candidate for candidate in found if candidate.rank == found[0].rank]
        if not best or (named and best[0].rank == _Rank.OTHER):
            continue
        if best[0].rank > _Rank.SAME_NAME:
            rivals = best if len({candidate.series for candidate in best}) > 1 else best[:1]
        else:
            rivals = _equally_near(best, handout)
        if len(rivals) > 1:
            names = ", ".join(candidate.entry.name for candidate in rivals[:5])
            ambiguous.append(read_error("several", found=names, wanted=f"{base}{ending}"))
            continue
        chosen.append(rivals[0].entry)
    return chosen, ambiguous


def _equally_near(best: list[_Candidate], handout: Handout) -> list[_Candidate]:
    """Those of the released name that are as near as the first, and are not the same work."""
    near = [each for each in best if each.entry.depth == best[0].entry.depth]
    if len(near) == 1 or len(near) > MAX_RIVALS:
        return near
    edited: dict[object, _Candidate] = {}
    for each in near:
        source = _read(each.entry, handout)
        if source.changed and not source.problem:
            edited.setdefault((source.units, *source.answers.items()), each)
    return list(edited.values()) or near[:1]


class _Rank(IntEnum):
    """How a file's name compares with the released one, most likely first."""

    EXACT = 0
    SAME_NAME = 1
    IN_NAME = 2
    OTHER = 3


@dataclass(frozen=True)
class _Candidate:
    """A file that may be the submitted work.

    series: the same for copies of one file, "x (1).py" and "x (2).py".
    copy: the number of a copy.
    """

    rank: _Rank
    series: str
    copy: int
    entry: FileEntry


def _ranked(entries: list[FileEntry], ending: str, base: str) -> list[_Candidate]:
    """The files of one kind, most likely first."""
    found = []
    for entry in entries:
        stem, dot, _ = entry.parts[-1].rpartition(".")
        if not dot or not entry.parts[-1].lower().endswith(ending) or _NOT_WORK.fullmatch(stem):
            continue
        plain = folded_stem(stem)
        if stem == base:
            rank = _Rank.EXACT
        elif plain == base.lower():
            rank = _Rank.SAME_NAME
        else:  # a copy's number, or the student's name before or after
            rank = _Rank.IN_NAME if base.lower() in plain else _Rank.OTHER
        number = _COPY.search(stem)
        found.append(_Candidate(rank, _COPY.sub("", plain), int(number[1]) if number else 0, entry))
    return sorted(found, key=lambda c: (c.rank, c.entry.depth, -c.copy, c.entry.parts))


def _ignored_files(entries: Iterable[FileEntry], read: Collection[FileEntry]) -> tuple[str, ...]:
    """The names of files that could have been meant as the work, but were not read.

    The handout's own test and the like are not student work.
    """
    found = [
        printable(entry.name, MAX_DETAIL)
        for entry in entries
        if entry not in read
        and entry.name.lower().endswith(SOURCES)
        and not _NOT_WORK.fullmatch(entry.parts[-1].rpartition(".")[0])
    ]
    more = [f"… (+{len(found) - MAX_LISTED})"] if len(found) > MAX_LISTED else []
    return tuple(sorted(found)[:MAX_LISTED] + more)


def _no_file_error(entries: Sequence[FileEntry], base: str) -> LocalizedText:
    """Why there is no file to grade, and what was found instead."""
    wanted = f"{base}.ipynb / {base}.py"
    if not entries:
        return read_error("nothing-at-all", wanted=wanted)
    return read_error(
        "nothing", wanted=wanted, found=", ".join(entry.name for entry in entries[:5])
    )


def candidate_files(sources: Sequence[Source]) -> list[Source]:
    """The files that may count: all edited ones, else the first file."""
    return [source for source in sources if source.changed] or list(sources[:1])
