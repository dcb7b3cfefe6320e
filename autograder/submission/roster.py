"""roster.csv: who is in the class, as the course names them, beside the platform's own numbers.

Columns: student (must), name, email, lms id, section, extension (the student's own due time).
Others may be there and are not read.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

from autograder.errors import SubmissionError

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
    """The lines of a roster, to be found by number, by student, by address or by name."""

    path: Path
    entries: tuple[RosterEntry, ...]
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
        """The line of a student; by display name only where the platform has nothing else."""
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
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(row)]
    columns = [_words(cell) for cell in rows[0]] if rows else []
    places = {
        kind: next((columns.index(name) for name in names if name in columns), None)
        for kind, names in _COLUMNS.items()
    }
    if places["student"] is None:
        raise SubmissionError(
            f"{path}: wanted a first line with a column 'student' "
            f"(and name, email, lms id, section, extension); got: {head or 'nothing'}."
        )
    entries = tuple(
        RosterEntry(**{kind: _cell(row, place) for kind, place in places.items()})
        for row in rows[1:]
    )
    _check(path, entries)
    return Roster(path, entries)


def _check(path: Path, entries: tuple[RosterEntry, ...]) -> None:
    for line, entry in enumerate(entries, 2):
        if entry.extension and parse_moment(entry.extension) is None:
            raise SubmissionError(
                f"{path}, line {line}: extension '{entry.extension}' is no time.\n"
                "  Write a day (2027-01-31, till its end) or a time (2027-01-31 18:00, of the zone "
                "of the due time, or 2027-01-31T18:00:00+09:00)."
            )
    for kind in ("student", "lms_id", "email"):
        seen: dict[str, int] = {}
        for line, entry in enumerate(entries, 2):
            value = getattr(entry, kind)
            if not value and kind == "student":
                raise SubmissionError(f"{path}, line {line}: column 'student' is empty.")
            if value and (first := seen.setdefault(_folded(value), line)) != line:
                shown = kind.replace("_", " ")
                raise SubmissionError(
                    f"{path}, line {line}: {shown} '{value}' stands in line {first} already."
                )


def _cell(row: list[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


def _words(text: str) -> str:
    return " ".join(re.sub(r"[\s_-]+", " ", _folded(text)).split())


def parse_moment(text: str) -> datetime | None:
    """A time as platforms and rosters write it, with or without a zone; None if it is none.

    A day alone means its end.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    whole_day = len(text.strip()) <= len("2027-01-31")
    return datetime.combine(found.date(), time(23, 59, 59)) if whole_day else found
