"""WebClass: answer.csv names each student's file in the column "report/answer".

How WebClass names the files themselves is not published; only the table names their students.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from autograder.submission.platforms.record import Download, Reading, Sorter, UndecidedError, Upload
from autograder.submission.times import TIME, iso_time

_TABLE, _ANSWER = "answer.csv", "report/answer"
_USER = ("user id", "userid", "user", "username", "ユーザid", "ユーザ名", "ユーザーid", "id")
_NAME = ("氏名", "name", "full name")
_WHEN = ("提出日時", "提出時刻", "date", "time")


@dataclass(frozen=True)
class _Row:
    """What a row of the table says about one file, or about a student without one."""

    user: str
    name: str
    answer: str
    time: str


def read(download: Download) -> Reading | None:
    rows = _rows(download)
    if rows is None:
        return None
    owners = _owners(rows)
    sorter = Sorter("WebClass")
    for entry in download.entries:
        owner = owners.get(entry.name) or owners.get(entry.parts[-1])
        if owner is None or not entry.is_file:
            sorter.leave(entry, f"not in {_TABLE}")
            continue
        time = iso_time(TIME.fullmatch(owner.time))
        if owner.time and not time:
            sorter.unread_time(entry, owner.time)
        sorter.add(Upload(owner.user, owner.name, (entry.parts[-1],), entry, submitted_at=time))
    _list_others(rows, download, sorter)
    return sorter.reading()


def _rows(download: Download) -> list[_Row] | None:
    """The table's rows that name a user; None if there is no such table."""
    text = download.text(_TABLE)
    if text is None and download.data(_TABLE):
        raise UndecidedError(
            f"{_TABLE} is neither UTF-8 nor Shift_JIS.", "Save it again as 'CSV UTF-8'."
        )
    rows = list(csv.reader(io.StringIO(text))) if text else []
    head = next((row for row in rows if _ANSWER in [cell.strip() for cell in row]), None)
    if head is None:
        return None
    columns = [cell.strip() for cell in head]
    user, name, when = (_column(columns, known) for known in (_USER, _NAME, _WHEN))
    if user is None:
        raise UndecidedError(
            f"{_TABLE} of WebClass has no column that is the user's: {', '.join(columns)}.",
            f"Name one of its columns '{_USER[0]}'.",
        )
    answer = columns.index(_ANSWER)
    return [
        _Row(
            user=row[user].strip(),
            name=row[name if name is not None and len(row) > name else user].strip(),
            answer=row[answer].strip(),
            time=row[when].strip() if when is not None and len(row) > when else "",
        )
        for row in rows[rows.index(head) + 1 :]
        if len(row) > max(answer, user) and row[user].strip()
    ]


def _owners(rows: list[_Row]) -> dict[str, _Row]:
    """For each file, the row of its student."""
    owners: dict[str, _Row] = {}
    for row in rows:
        if row.answer and (other := owners.setdefault(row.answer, row)).user != row.user:
            raise UndecidedError(
                f"{_TABLE} of WebClass gives '{row.answer}' to '{other.user}' and to '{row.user}'.",
                "Write the file with its folder, <folder>/<file>, into column "
                f"'{_ANSWER}' of each.",
            )
    return owners


def _list_others(rows: list[_Row], download: Download, sorter: Sorter) -> None:
    """Add the table's students without a file here, preferably by a row that names a file."""
    students: dict[str, _Row] = {}
    for row in rows:
        if row.answer or row.user not in students:
            students[row.user] = row
    found = {each.identity for each in sorter.uploads}
    listed = next(entry for entry in download.entries if entry.parts == (_TABLE,))
    for who, row in students.items():
        if who not in found:
            sorter.list_student(who, row.name, listed, submitted=bool(row.answer))


def _column(columns: list[str], known: tuple[str, ...]) -> int | None:
    lower = [column.lower() for column in columns]
    return next((lower.index(each) for each in known if each in lower), None)
