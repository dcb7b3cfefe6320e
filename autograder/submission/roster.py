"""Read roster.csv: who is in the class, under the course's names and the platform's numbers.

Columns: student (required), name, email, lms id, section, extension (the student's own due time).
Other columns are allowed; the run reports them as not read, and refuses likely misspellings.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import SubmissionError
from autograder.submission.times import parse_moment

_COLUMNS = {
    "student": ("student", "student id", "login", "学籍番号"),
    "name": ("name", "full name", "display name", "氏名"),
    "email": ("email", "e mail", "mail", "メールアドレス"),
    "lms_id": ("lms id", "id", "canvas id", "moodle id", "identifier", "lms"),
    "section": ("section", "group", "クラス"),
    "extension": ("extension", "extended to", "延長"),
}


@dataclass(frozen=True)
class RosterEntry:
    """One line of a roster."""

    student: str
    name: str = ""
    email: str = ""
    lms_id: str = ""
    section: str = ""
    extension: str = ""


@dataclass
class Roster:
    """The lines of a roster, searchable by number, student, address or name.

    unread: columns that have no meaning here.
    """

    path: Path
    entries: tuple[RosterEntry, ...]
    unread: tuple[str, ...] = ()
    _by_key: dict[str, RosterEntry] = field(default_factory=dict)
    _by_name: dict[str, list[RosterEntry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind in ("lms_id", "student", "email"):
            for entry in self.entries:
                if key := getattr(entry, kind):
                    self._by_key.setdefault(_folded(key), entry)
        for entry in self.entries:
            if entry.name:
                self._by_name.setdefault(_words(entry.name), []).append(entry)

    def find(self, identities: Iterable[str], name: str, by_name: bool) -> RosterEntry | None:
        """A student's line; looked up by display name only where the platform has nothing else."""
        for identity in identities:
            if entry := self._by_key.get(_folded(identity)):
                return entry
        same = self._by_name.get(_words(name), []) if by_name else []
        if len(same) > 1:
            raise SubmissionError(
                f"{self.path}: {len(same)} lines are called '{name}', and the platform gives no "
                "number that tells them apart.\n"
                "  Name the student as the files do in column 'lms id' of one of them."
            )
        return same[0] if same else None


def read_roster(path: Path) -> Roster:
    """Read a roster, separated by commas, semicolons or tabs; SubmissionError if it is unsound."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SubmissionError(f"{path}: wanted UTF-8 text. Save it as 'CSV UTF-8'.") from error
    head = text.splitlines()[0] if text.strip() else ""
    separator = max(",;\t", key=head.count)
    lines = _lines(path, text, separator)
    columns = [_words(cell) for cell in lines[0][1]] if lines else []
    places = _places(path, columns)
    if places["student"] is None:
        raise SubmissionError(
            f"{path}: wanted a first line with a column 'student' "
            f"(and name, email, lms id, section, extension); got: {head or 'nothing'}."
        )
    entries: list[tuple[int, RosterEntry]] = []
    for number, row in lines[1:]:
        if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
            raise SubmissionError(
                f"{path}, line {number}: {len(row)} cells, but the first line has {len(columns)}.\n"
                f"  Put a cell that contains '{separator}' into quotation marks."
            )
        entry = RosterEntry(**{kind: _cell(row, place) for kind, place in places.items()})
        entries.append((number, entry))
    _check(path, entries)
    known = {name for names in _COLUMNS.values() for name in names}
    unread = [name for name in columns if name and name not in known]
    for place, name in enumerate(columns):
        if not name and any(_cell(row, place) for _, row in lines[1:]):
            unread.append(f"column {place + 1}")
    return Roster(path, tuple(entry for _, entry in entries), tuple(unread))


def _lines(path: Path, text: str, separator: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, with their line numbers."""
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        return [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error as error:
        raise SubmissionError(f"{path}, line {reader.line_num}: no CSV: {error}.") from error


def _places(path: Path, columns: list[str]) -> dict[str, int | None]:
    """The column of each kind; SubmissionError for two of a kind and for a misspelt one."""
    kinds = {name: kind for kind, names in _COLUMNS.items() for name in names}
    places: dict[str, int | None] = dict.fromkeys(_COLUMNS)
    for place, name in enumerate(columns):
        kind = kinds.get(name)
        if kind is None:
            # A misspelt "extension" would cost a student points, and nobody would see why.
            if near := difflib.get_close_matches(name, kinds, n=1, cutoff=0.8):
                raise SubmissionError(
                    f"{path}: there is no column '{name}'. Did you mean '{near[0]}'?\n"
                    "  Correct it, or give it another name: columns of other names are not read."
                )
        elif places[kind] is None:
            places[kind] = place
        else:
            raise SubmissionError(
                f"{path}: the columns '{columns[places[kind] or 0]}' and '{name}' mean the same.\n"
                "  Remove one of them, or give it another name."
            )
    return places


def _check(path: Path, entries: list[tuple[int, RosterEntry]]) -> None:
    """Refuse invalid times, and students who cannot be told apart. entries: with line numbers."""
    for line, entry in entries:
        if entry.extension and parse_moment(entry.extension) is None:
            raise SubmissionError(
                f"{path}, line {line}: extension '{entry.extension}' is not a time.\n"
                "  Write a day (2027-01-31, until its end) or a time (2027-01-31 18:00, in the due "
                "time's zone, or 2027-01-31T18:00:00+09:00)."
            )
        for kind in _COLUMNS:
            if "\n" in getattr(entry, kind) or "\r" in getattr(entry, kind):
                raise SubmissionError(
                    f"{path}, to line {line}: {kind.replace('_', ' ')} spans several lines, "
                    "and contains the students of all of them.\n"
                    "  A quotation mark at its beginning or end is missing or superfluous."
                )
    seen: dict[str, tuple[int, str]] = {}
    for kind in ("student", "lms_id", "email"):
        for line, entry in entries:
            value = getattr(entry, kind)
            shown = kind.replace("_", " ")
            if not value and kind == "student":
                raise SubmissionError(f"{path}, line {line}: column 'student' is empty.")
            if not value:
                continue
            first, other = seen.setdefault(_folded(value), (line, shown))
            if first != line:
                what = "" if other == shown else f" as '{other}'"
                raise SubmissionError(
                    f"{path}, line {line}: {shown} '{value}' is already in line {first}{what}."
                )


def _cell(row: list[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


def _words(text: str) -> str:
    return " ".join(re.sub(r"[\s_-]+", " ", _folded(text)).split())
