"""manaba: <student number>@<user id>/<file>, or <…>@<…>@<file> in one folder.

Which of the two comes first is the institution's choice, so a student is identified by the pair
as written. reportlist.xlsx beside them has the names, submission times and who was late.
"""

from __future__ import annotations

import re

from autograder.submission.files import FileEntry
from autograder.submission.platforms.record import Download, Reading, Sorter, Upload
from autograder.submission.platforms.spreadsheet import rows_of
from autograder.submission.times import TIME, iso_time

_FOLDER = re.compile(r"(?P<one>[^@]+)@(?P<two>[^@]+)")
_FILE = re.compile(r"(?P<one>[^@]+)@(?P<two>[^@]+)@(?P<file>.+)")
_LIST = "reportlist.xlsx"
_NUMBER, _USER, _NAME = "# 学籍番号", "# ユーザID", "# 氏名"
_STATE, _WHEN, _LATE, _NEVER = "# 提出", "# 提出日時", "受付終了後提出", "未提出"


def read(download: Download) -> Reading | None:
    sorter = Sorter("manaba")
    listed = any(entry.parts[-1].startswith("reportlist.xls") for entry in download.entries)
    table = _table(download)
    if listed and not table:
        sorter.unread_list("reportlist.xls[x]", "names, times and lateness")
    for entry in download.entries:
        first, *rest = entry.parts
        found = _FILE.fullmatch(first) if entry.is_file and not rest else _FOLDER.fullmatch(first)
        # An email address is a name, not one of manaba's pairs; its own list decides.
        if found is None or (not listed and "." in found["two"]):
            sorter.leave(entry)
            continue
        identity = f"{found['one']}@{found['two']}"
        path = (tuple(rest) or (found["file"],)) if entry.is_file else ()
        row = table.get(found["one"]) or table.get(found["two"]) or {}
        state, when = row.get(_STATE, ""), row.get(_WHEN, "")
        time = iso_time(TIME.match(when))
        if when and not time:
            sorter.unread_time(FileEntry((first,)), when)
        late = _late(state)
        if state and late is None:
            sorter.remarks.append(
                f"{first}: '{_STATE}' is '{state}', of which is not known whether it is late."
            )
        name = row.get(_NAME) or identity
        sorter.add(Upload(identity, name, path, entry, late=late, submitted_at=time))
    _add_others(sorter, download, table)
    return sorter.reading()


def _late(state: str) -> bool | None:
    """Whether a state means late: 受付終了後提出 does, 提出済 and the like do not; else None."""
    if state == _LATE:
        return True
    return False if state.startswith("提出") else None


def _add_others(sorter: Sorter, download: Download, table: dict[str, dict[str, str]]) -> None:
    """Add listed students without a folder, with the id's halves in the same order as elsewhere."""
    pairs = {tuple(each.identity.split("@", 1)) for each in sorter.uploads}
    halves = {half for pair in pairs for half in pair}
    by_user = sum(one in {row.get(_USER) for row in table.values()} for one, _ in pairs)
    listed = next((e for e in download.entries if e.parts == (_LIST,)), FileEntry((_LIST,)))
    for row in {id(row): row for row in table.values()}.values():
        number, user = row.get(_NUMBER, ""), row.get(_USER, "")
        if {number, user} & halves or not (number and user and row.get(_STATE)):
            continue
        first, second = (user, number) if by_user * 2 > len(pairs) else (number, user)
        identity, submitted = f"{first}@{second}", row[_STATE] != _NEVER
        sorter.list_student(identity, row.get(_NAME) or identity, listed, submitted)


def _table(download: Download) -> dict[str, dict[str, str]]:
    """The list's rows by student number and by user id; {} if it is missing or an old .xls."""
    rows = rows_of(download.data(_LIST) or b"")
    head = next((row for row in rows if _NUMBER in row), None)
    found: dict[str, dict[str, str]] = {}
    for row in rows[rows.index(head) + 1 :] if head else []:
        if row and row[0].startswith("#"):
            break
        cells = dict(zip(head or (), row, strict=False))
        for key in (cells.get(_NUMBER), cells.get(_USER)):
            if key:
                found[key] = cells
    return found
