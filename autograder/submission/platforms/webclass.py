"""WebClass: answer.csv names each student's file in the column "report/answer".

How WebClass names the files themselves is not published; only the table names their students.
"""

from __future__ import annotations

import csv
import io

from autograder.submission.platforms.record import (
    TIME,
    Download,
    Reading,
    Sorter,
    UndecidedError,
    Upload,
    iso_time,
)

_TABLE, _ANSWER = "answer.csv", "report/answer"
_USER = ("user id", "userid", "user", "username", "ユーザid", "ユーザ名", "ユーザーid", "id")
_NAME = ("氏名", "name", "full name")
_WHEN = ("提出日時", "提出時刻", "date", "time")


def read(download: Download) -> Reading | None:
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
    owners: dict[str, list[str]] = {}
    students: dict[str, list[str]] = {}
    for row in rows[rows.index(head) + 1 :]:
        if len(row) <= max(answer, user) or not row[user].strip():
            continue
        file, who = row[answer].strip(), row[user].strip()
        students[who] = row if file else students.get(who, row)
        if file and owners.setdefault(file, row)[user].strip() != who:
            raise UndecidedError(
                f"{_TABLE} of WebClass gives '{file}' to '{owners[file][user].strip()}' and to "
                f"'{who}'.",
                "Write the file with its folder, <folder>/<file>, into column "
                f"'{_ANSWER}' of each.",
            )
    sorter = Sorter("WebClass")
    for entry in download.entries:
        owner = owners.get(entry.name) or owners.get(entry.parts[-1])
        if owner is None or not entry.is_file:
            sorter.leave(entry, f"not in {_TABLE}")
            continue
        shown = owner[name] if name is not None and len(owner) > name else owner[user]
        time = owner[when] if when is not None and len(owner) > when else ""
        stamp = iso_time(TIME.fullmatch(time.strip()))
        if time.strip() and not stamp:
            sorter.unread_time(entry, time.strip())
        who = owner[user].strip()
        sorter.add(Upload(who, shown.strip(), (entry.parts[-1],), entry, submitted_at=stamp))
    found = {each.identity for each in sorter.uploads}
    listed = next(entry for entry in download.entries if entry.parts == (_TABLE,))
    for who in [who for who in students if who not in found]:
        row = students[who]
        shown = row[name].strip() if name is not None and len(row) > name else who
        sorter.list_student(who, shown, listed, submitted=bool(row[answer].strip()))
    return sorter.reading()


def _column(columns: list[str], known: tuple[str, ...]) -> int | None:
    lower = [column.lower() for column in columns]
    return next((lower.index(each) for each in known if each in lower), None)
