"""OUT/class.json: what the platform and the roster say about each student.

results.jsonl identifies students by key alone. Names, addresses, platform numbers, attempts and
times are kept here, for pages and exports.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, fields
from functools import lru_cache
from pathlib import Path

from autograder.errors import UserError
from autograder.files import write_atomically
from autograder.models import SubmissionInfo
from autograder.submission.collect import RawSubmission

CLASS_LIST = "class.json"
_OF_ROSTER = ("name", "email", "section", "extension")
_FIELDS = {field.name for field in fields(SubmissionInfo)}


def write_class_list(
    out: Path,
    students: Iterable[RawSubmission],
    dropped: Collection[str],
    *,
    by_roster: bool,
) -> None:
    """Record what is known about these students; other entries stay, except for `dropped`.

    by_roster: this run has read a roster; if not, what an earlier roster said is kept.
    """
    before = {name: info for name, info in read_class_list(out).items() if name not in dropped}
    known = {name: asdict(info) for name, info in before.items()}
    for each in students:
        said = asdict(before.get(each.student, SubmissionInfo()))
        kept = {} if by_roster else {name: said[name] for name in _OF_ROSTER if said[name]}
        known[each.student] = asdict(each.info) | kept
    text = json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=1)
    write_atomically(out / CLASS_LIST, text + "\n")


def read_class_list(out: Path) -> Mapping[str, SubmissionInfo]:
    """The information by student; {} for a folder that an earlier version wrote."""
    path = out / CLASS_LIST
    try:
        found = path.stat()
    except OSError:
        return {}
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2)
def _read(path: Path, _modified: int, _size: int) -> Mapping[str, SubmissionInfo]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {
            student: SubmissionInfo(**{k: v for k, v in info.items() if k in _FIELDS})
            for student, info in data.items()
        }
    except (OSError, ValueError, AttributeError, TypeError) as error:
        # Without it, extensions and times would be lost and students penalised for lateness.
        raise UserError(
            f"{path}: names, times and extensions cannot be read ({type(error).__name__}).\n"
            "  Put a copy of it in its place. Or delete it and grade again, with the roster."
        ) from error


def shown_name(out: Path, student: str) -> str:
    """A student as shown to people: the display name, and the key if it differs."""
    info = read_class_list(out).get(student)
    return f"{info.name} ({student})" if info and info.name not in ("", student) else student
