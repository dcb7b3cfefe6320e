"""Which of a student's files is the one to grade?

Looks into the student's archives, and prefers the released name, then a copy of it, then
whatever is the only file of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from autograder.errors import GraderError
from autograder.submission.archive import in_student_archive
from autograder.submission.entries import SOURCES, Entry, is_archive
from autograder.submission.problems import Refused, Words, words

_NOT_WORK = re.compile(r"test_.*|.*_test|conftest|setup|nbgrader_config", re.IGNORECASE)
_OTHER = 3  # the rank of a file whose name says nothing


def unpacked(entries: Iterable[Entry]) -> tuple[list[Entry], list[Words]]:
    """The files of a student, those of archives among them, and what was refused.

    Raises GraderError if one of them could not be listed or read for no fault of theirs.
    """
    files: list[Entry] = []
    refusals: list[Words] = []
    for entry in entries:
        if entry.fault:
            raise GraderError(entry.fault)
        if entry.refused:
            refusals.append(entry.refused)
        elif entry.read and is_archive(entry.parts[-1]):
            try:
                inner = in_student_archive(entry.name, entry.read())
            except Refused as refusal:
                refusals.append(refusal.words)
                continue
            refusals += [found.refused for found in inner if found.refused]
            refusals += [
                words("archive-in-archive", name=found.name)
                for found in inner
                if found.read and is_archive(found.parts[-1])
            ]
            files += [found for found in inner if found.read]
        elif entry.read:
            files.append(entry)
    return files, refusals


def choose(entries: list[Entry], base: str) -> tuple[list[Entry], list[Words]]:
    """One file of each kind: that with the right name, else the only one."""
    chosen: list[Entry] = []
    doubt: list[Words] = []
    ranked = {ending: _ranked(entries, ending, base) for ending in SOURCES}
    named = any(found and found[0][0] < _OTHER for found in ranked.values())
    for ending, found in ranked.items():
        if not found or (named and found[0][0] == _OTHER):
            continue
        if found[0][0] == _OTHER and len(found) > 1:
            names = ", ".join(entry.name for _, entry in found[:5])
            doubt.append(words("several", found=names, wanted=f"{base}{ending}"))
            continue
        chosen.append(found[0][1])
    return chosen, doubt


def _ranked(entries: list[Entry], ending: str, base: str) -> list[tuple[int, Entry]]:
    """The files of one kind, the likeliest first."""
    found = []
    for entry in entries:
        stem, dot, _ = entry.parts[-1].rpartition(".")
        if not dot or not entry.parts[-1].lower().endswith(ending) or _NOT_WORK.fullmatch(stem):
            continue
        plain = re.sub(r"[\s_-]+", "_", stem.lower())
        if stem == base:
            rank = 0
        elif plain == base.lower():
            rank = 1
        else:  # a copy's number, or the student's name before or after
            rank = 2 if base.lower() in plain else _OTHER
        found.append((rank, entry))
    return sorted(found, key=lambda pair: (pair[0], len(pair[1].parts), pair[1].parts))


def nothing(entries: Sequence[Entry], base: str) -> Words:
    found = ", ".join(entry.name for entry in entries[:5]) or "-"
    return words("nothing", wanted=f"{base}.ipynb / {base}.py", found=found)
