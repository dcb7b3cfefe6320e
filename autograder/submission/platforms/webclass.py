"""WebClass: answer.csv names each student's file in the column "report/answer".

How WebClass names the files themselves is not published; only the table names their students.
"""

from __future__ import annotations

import csv
import io
import re

from autograder.submission.platforms.record import Download, Reading, Sorter, UndecidedError, Upload

_TABLE, _ANSWER = "answer.csv", "report/answer"
_USER = ("user id", "userid", "user", "username", "ユーザid", "ユーザ名", "ユーザーid", "id")
_NAME = ("氏名", "name", "full name")
_WHEN = ("提出日時", "提出時刻", "date", "time")


def read(download: Download) -> Reading | None:
    text = download.text(_TABLE)
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
    for row in rows[rows.index(head) + 1 :]:
        if len(row) > max(answer, user) and row[answer].strip():
            owners.setdefault(row[answer].strip(), row)
    sorter = Sorter("WebClass")
    for entry in download.entries:
        owner = owners.get(entry.name) or owners.get(entry.parts[-1])
        if owner is None or not (entry.read or entry.refused or entry.fault):
            sorter.leave(entry, f"not in {_TABLE}")
            continue
        shown = owner[name] if name is not None and len(owner) > name else owner[user]
        time = owner[when] if when is not None and len(owner) > when else ""
        stamp = re.sub(r"[/]", "-", time.strip()).replace(" ", "T")
        sorter.add(
            Upload(
                owner[user].strip(), shown.strip(), (entry.parts[-1],), entry, submitted_at=stamp
            )
        )
    return sorter.reading()


def _column(columns: list[str], known: tuple[str, ...]) -> int | None:
    lower = [column.lower() for column in columns]
    return next((lower.index(each) for each in known if each in lower), None)
