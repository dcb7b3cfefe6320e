"""Move an earlier run's data to the new key of a student whose key has changed.

If a folder was graded by name, or without a roster, and is graded again by number, earlier points,
manual marks, comments and graded notebooks move to the new key, and a line reports it. If the old
key could belong to two students, nothing is moved, and that is reported too.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from autograder.files import atomic_open, safe_name
from autograder.grading.store.class_list import CLASS_LIST, read_class_list
from autograder.grading.store.gradebook_marks import GRADEBOOK, NBGRADER_FOLDER
from autograder.grading.store.history import HISTORY
from autograder.grading.store.results import RESULTS, json_line
from autograder.submission.collect import RawSubmission

# Folders within an output folder that hold one folder per student.
_BY_KEY = tuple(f"{NBGRADER_FOLDER}/{step}" for step in ("submitted", "autograded", "feedback"))
_BY_SAFE_NAME = ("feedback", "sources")


def recall_keys(out: Path, students: Iterable[RawSubmission]) -> tuple[RawSubmission, ...]:
    """The students under the keys that an earlier run's roster gave to their platform numbers.

    For a run without a roster into a folder that was graded with one: no student appears twice.
    """
    known = read_class_list(out)
    keys = {(info.platform, info.lms_id): key for key, info in known.items() if info.lms_id}
    found = list(students)
    present = {each.student for each in found}
    recalled = []
    for each in found:
        key = keys.get((each.info.platform, each.info.lms_id), each.student)
        free = each.student not in known and key not in present
        recalled.append(replace(each, student=key) if free else each)
    return tuple(sorted(recalled, key=lambda each: each.student))


def take_over(out: Path, students: Iterable[RawSubmission]) -> Iterator[str]:
    """Move an earlier run's data from former keys to current ones; a line for each move."""
    earlier = set(_students(out))
    if not earlier:
        return
    found = list(students)
    now = {each.student for each in found}
    claims: dict[str, list[str]] = {}
    for each in found:
        for former in dict.fromkeys(each.former):
            if former in earlier - now and each.student not in earlier:
                claims.setdefault(former, []).append(each.student)
    moves: dict[str, str] = {}
    for former, keys in sorted(claims.items()):
        if len(keys) > 1:
            yield (
                f"'{former}' of the earlier run may be {' or '.join(keys)}: its marks by hand "
                f"stay where they are, under '{former}'"
            )
        elif keys[0] not in moves.values():
            moves[former] = keys[0]
    if moves:
        _move(out, moves)
    for former, key in moves.items():
        yield f"'{former}' of the earlier run is {key} now: points, marks and comments moved"


def _students(out: Path) -> Iterator[str]:
    """The keys of the students in the earlier run's results, read line by line."""
    try:
        with (out / RESULTS).open("rb") as lines:
            for line in lines:
                yield str(json.loads(line)["student"])
    except (OSError, ValueError, KeyError, TypeError):
        return


def _move(out: Path, moves: Mapping[str, str]) -> None:
    _in_gradebook(out / GRADEBOOK, moves)
    for former, key in moves.items():
        for folder in _BY_KEY:
            _rename(out / folder / former, out / folder / key)
        for folder in _BY_SAFE_NAME:
            _rename(out / folder / safe_name(former), out / folder / safe_name(key))
    for name in (RESULTS, HISTORY):
        _in_lines(out / name, moves)
    _in_class_list(out / CLASS_LIST, moves)


def _rename(old: Path, new: Path) -> None:
    if old.is_dir() and not new.exists():
        old.rename(new)


def _in_gradebook(path: Path, moves: Mapping[str, str]) -> None:
    """Rename students in nbgrader's database, in one transaction, if the file is one."""
    if not path.is_file():
        return
    with closing(sqlite3.connect(path)) as connection, connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not {"student", "submitted_assignment"} <= tables:
            return
        known = {name for (name,) in connection.execute("SELECT id FROM student")}
        for former, key in moves.items():
            if former in known and key not in known:
                connection.execute("UPDATE student SET id = ? WHERE id = ?", (key, former))
                connection.execute(
                    "UPDATE submitted_assignment SET student_id = ? WHERE student_id = ?",
                    (key, former),
                )


def _in_lines(path: Path, moves: Mapping[str, str]) -> None:
    """Rename students in a file of JSON lines; other lines stay unchanged."""
    if not path.is_file():
        return
    with path.open("rb") as lines, atomic_open(path) as file:
        for line in lines:
            try:
                data = json.loads(line)
                key = moves.get(data["student"])
            except (ValueError, KeyError, TypeError):
                key = None
            if key is not None:
                line = json_line(data | {"student": key}).encode() + b"\n"
            file.write(line)


def _in_class_list(path: Path, moves: Mapping[str, str]) -> None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    with atomic_open(path) as file:
        moved = {moves.get(student, student): info for student, info in data.items()}
        file.write(json.dumps(moved, ensure_ascii=False, indent=1).encode() + b"\n")
