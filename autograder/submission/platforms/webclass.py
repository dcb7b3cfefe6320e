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
class _Table:
    """The table's rows, and in which columns what is needed of them stands."""

    rows: list[list[str]]
    user: int
    answer: int
    name: int | None
    when: int | None

    def user_of(self, row: list[str]) -> str:
        return row[self.user].strip()

    def name_of(self, row: list[str]) -> str:
        """The student's name, or else the user's."""
        return row[self.name if self.name is not None and len(row) > self.name else self.user]

    def time_of(self, row: list[str]) -> str:
        return row[self.when].strip() if self.when is not None and len(row) > self.when else ""


def read(download: Download) -> Reading | None:
    table = _read_table(download)
    if table is None:
        return None
    owners = _owners(table)
    sorter = Sorter("WebClass")
    for entry in download.entries:
        owner = owners.get(entry.name) or owners.get(entry.parts[-1])
        if owner is None or not entry.is_file:
            sorter.leave(entry, f"not in {_TABLE}")
            continue
        time = table.time_of(owner)
        stamp = iso_time(TIME.fullmatch(time))
        if time and not stamp:
            sorter.unread_time(entry, time)
        who, shown = table.user_of(owner), table.name_of(owner).strip()
        sorter.add(Upload(who, shown, (entry.parts[-1],), entry, submitted_at=stamp))
    _list_others(table, download, sorter)
    return sorter.reading()


def _read_table(download: Download) -> _Table | None:
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
    named = [
        row
        for row in rows[rows.index(head) + 1 :]
        if len(row) > max(answer, user) and row[user].strip()
    ]
    return _Table(named, user, answer, name, when)


def _owners(table: _Table) -> dict[str, list[str]]:
    """The row of its student, by file."""
    owners: dict[str, list[str]] = {}
    for row in table.rows:
        file, who = row[table.answer].strip(), table.user_of(row)
        if file and table.user_of(owners.setdefault(file, row)) != who:
            raise UndecidedError(
                f"{_TABLE} of WebClass gives '{file}' to '{table.user_of(owners[file])}' and to "
                f"'{who}'.",
                "Write the file with its folder, <folder>/<file>, into column "
                f"'{_ANSWER}' of each.",
            )
    return owners


def _list_others(table: _Table, download: Download, sorter: Sorter) -> None:
    """The students of the table of whom no file is here; a row with a file says most of one."""
    students: dict[str, list[str]] = {}
    for row in table.rows:
        if row[table.answer].strip() or table.user_of(row) not in students:
            students[table.user_of(row)] = row
    found = {each.identity for each in sorter.uploads}
    listed = next(entry for entry in download.entries if entry.parts == (_TABLE,))
    for who, row in students.items():
        if who not in found:
            shown = table.name_of(row).strip()
            sorter.list_student(who, shown, listed, submitted=bool(row[table.answer].strip()))


def _column(columns: list[str], known: tuple[str, ...]) -> int | None:
    lower = [column.lower() for column in columns]
    return next((lower.index(each) for each in known if each in lower), None)
