"""How Moodle and Canvas take what we write, after their published importers.

Moodle: mod/assign/feedback/offline/importgradeslib.php (the worksheet) and
mod/assign/feedback/file/importziplib.php (feedback files). Canvas: lib/gradebook_importer.rb, and
`infer_comment_context_from_filename` of the assignment for re-uploaded files. Nothing of the
package is used here.
"""

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path


def moodle_worksheet(path: Path, participants: Mapping[int, str]) -> dict[str, tuple[str, str]]:
    """By user the grade and the comment; participants: user by number within the assignment."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    columns, *records = rows
    places = [columns.index(n) for n in ("Identifier", "Grade", "Last modified (grade)")]
    comment = columns.index("Feedback comments")
    found = {}
    for record in records:
        identifier, grade, _modified = (record[place] for place in places)
        number = identifier[len("Participant ") :]  # Moodle strips the word's length
        if number.isdigit() and int(number) in participants:
            found[participants[int(number)]] = (grade, record[comment])
    return found


def moodle_feedback(path: Path, participants: Mapping[int, str]) -> dict[str, dict[str, bytes]]:
    """By user the feedback files, with the names that the student sees."""
    found: dict[str, dict[str, bytes]] = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith("/") or Path(name).name.startswith((".", "~")):
                continue
            parts = name.split("/")
            while parts:
                info = parts.pop(0).split("_", 4)
                if len(info) < 4 or not info[1].isdigit() or int(info[1]) not in participants:
                    continue
                if info[2] not in ("assignfeedback", "assignsubmission") or info[3] != "file":
                    continue
                file = "/".join([*info[4:], *parts])
                found.setdefault(participants[int(info[1])], {})[file] = archive.read(name)
                break
    return found


def canvas_gradebook(
    path: Path,
    students: Mapping[int, str],
    logins: Mapping[str, int],
    assignments: Mapping[int, str],
) -> tuple[str, dict[str, str]]:
    """The assignment's title ("new: …" if Canvas would make one), and the grade by student."""
    head, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    assert len(head) > 3 and "Student" in head[0] and "ID" in head[1], "Invalid header row"
    count, user_id, login_id = 3, None, None
    if re.search(r"SIS\s+Login\s+ID", head[2]):
        login_id, count = 2, 4
    elif re.search(r"SIS\s+User\s+ID", head[2]) and re.search(r"SIS\s+Login\s+ID", head[3]):
        user_id, login_id, count = 2, 3, 5
    assert "Section" in head[count - 1], "Invalid header row"
    assert user_id is None or user_id == 2
    (column,) = head[count:]
    named = re.fullmatch(r"(.*) \((\d+)\)", column)
    known = [title for number, title in assignments.items() if named and int(named[2]) == number]
    known += [title for title in assignments.values() if title == column]
    grades = {}
    for row in rows:
        if "Points Possible" in row[0]:
            continue
        number = int(row[1]) if row[1].isdigit() else logins.get(row[login_id or 0], -1)
        by_name = next((name for name in students.values() if name == row[0]), None)
        name = students.get(number, by_name)
        assert name is not None, f"Canvas does not know {row[:4]}"
        grades[name] = row[count]
    return (known[0] if known else f"new: {column}"), grades


def canvas_reupload(
    path: Path, attachments: Mapping[int, tuple[int, str]]
) -> dict[int, tuple[str, bytes]]:
    """By user the file and the name under which it is shown; attachments: owner and name."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            numbers = [int(part) for part in name.split("_") if part.isdigit()][:2]
            assert len(numbers) == 2 and numbers[1] in attachments, f"ignored: {name}"
            owner, shown = attachments[numbers[1]]
            assert owner == numbers[0], f"ignored: {name}"
            found[owner] = (shown, archive.read(name))
    return found
