"""Sakai: <Last, First>(<eid>)/ with "Submission attachment(s)", or the same as a prefix.

Each folder has a timestamp.txt; grades.csv beside them says who was late. "Feedback
Attachment(s)" is the teacher's. A group's folder names all its members.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

from autograder.submission.files import FileEntry
from autograder.submission.platforms.record import Download, Reading, Sorter, Upload

_PERSON = r"[^();]*,[^();]*\([^()]+\)"
_FOLDER = re.compile(rf"{_PERSON}(?:; ?{_PERSON})*")
_PREFIX = re.compile(rf"(?P<who>{_PERSON}(?:; ?{_PERSON})*)_(?P<rest>.+)")
_ONE = re.compile(r"(?P<name>[^();]*,[^();]*)\((?P<eid>[^()]+)\)")
_ATTACHED, _FEEDBACK = "Submission attachment(s)", "Feedback Attachment(s)"
_LATE = {"late": True, "true": True, "yes": True, "on time": False, "false": False, "no": False}
_OURS = re.compile(r"timestamp\.txt|comments\.txt|feedbackText\.html|.*_?submissionText\.html")


@dataclass
class _Person:
    name: str
    late: bool | None = None
    time: str = ""
    files: list[tuple[tuple[str, ...], FileEntry]] = field(default_factory=list)


def read(download: Download) -> Reading | None:
    sorter = Sorter("Sakai")
    people: dict[str, _Person] = {}
    for entry in download.entries:
        first, *rest = entry.parts
        flat = _PREFIX.fullmatch(first) if not rest and (entry.read or entry.refused) else None
        if flat:
            who, path = flat["who"], _flat_path(flat["rest"])
        elif _FOLDER.fullmatch(first) or (rest and rest[0] == _ATTACHED):
            who, path = first, _path(rest)
        else:
            sorter.leave(entry)
            continue
        for eid, name in _people(who):
            person = people.setdefault(eid, _Person(name))
            person.files.append((path if entry.is_file else (), entry))
            if rest == ["timestamp.txt"]:
                text = (download.text(*entry.parts) or "").strip()
                person.time = _time(text)
                if not person.time:
                    sorter.unread_time(entry, text)
    _look_up(download, people, sorter)
    for eid, person in people.items():
        for path, entry in person.files:
            sorter.add(
                Upload(eid, person.name or eid, path, entry, (), 0, person.late, person.time)
            )
    return sorter.reading()


def _people(who: str) -> list[tuple[str, str]]:
    found = [(one["eid"], one["name"].strip(" ,")) for one in _ONE.finditer(who)]
    return found or [(who, who)]  # anonymous: the folder is a number


def _path(rest: list[str]) -> tuple[str, ...]:
    if not rest or rest[0] == _FEEDBACK or (len(rest) == 1 and _OURS.fullmatch(rest[0])):
        return ()
    return tuple(rest[1:] if rest[0] == _ATTACHED else rest)


def _flat_path(rest: str) -> tuple[str, ...]:
    if _OURS.fullmatch(rest) or rest.startswith(_FEEDBACK):
        return ()
    return (rest.removeprefix(f"{_ATTACHED}_"),)


def _time(text: str) -> str:
    """Read 2027-01-31T12:30:00Z, or 20270131123000000 of older versions, both in UTC."""
    if found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d*\s*", text):
        year, month, day, hour, minute, second = found.groups()
        return f"{year}-{month}-{day}T{hour}:{minute}:{second}+00:00"
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z\s*", text):
        return f"{found[1]}+00:00"
    return ""


def _look_up(download: Download, people: dict[str, _Person], sorter: Sorter) -> None:
    """Add full names and lateness from grades.csv, which also lists students without files."""
    listed = next((e for e in download.entries if e.parts == ("grades.csv",)), None)
    rows = list(csv.reader(io.StringIO(download.text("grades.csv") or "")))
    head = next((row for row in rows if "ID" in row and "Last Name" in row), None)
    if listed and head is None:
        sorter.unread_list("grades.csv", "names and lateness")
    for row in rows[rows.index(head) + 1 :] if head else []:
        cells = dict(zip(head or (), row, strict=False))
        name = f"{cells.get('Last Name', '')}, {cells.get('First Name', '')}".strip(" ,")
        eid = cells.get("ID", "")
        if listed and eid and people and eid not in people:
            submitted = bool(cells.get("Submission date", "").strip())
            sorter.list_student(eid, name or eid, listed, submitted)
        if person := people.get(eid):
            person.name = name
            said = cells.get("Late submission", "").strip().lower()
            person.late = _LATE.get(said)
            if said and person.late is None:
                sorter.remarks.append(
                    f"grades.csv: 'Late submission' of {eid} is '{said[:40]}', of which is not "
                    "known whether it is late."
                )
