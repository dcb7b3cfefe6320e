"""A reader for any other naming: `--name-pattern REGEX` locates the student in a path."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from autograder.errors import SubmissionError
from autograder.submission.files import FileEntry
from autograder.submission.platforms.record import Download, Reading, Sorter, UndecidedError, Upload
from autograder.submission.times import time_in_form

# Our own group names, and those of nbgrader's zip_collect.
_STUDENT, _FILE, _TIME = ("student", "student_id"), ("file", "file_id"), ("time", "timestamp")
_FORMS = ("%Y-%m-%d-%H-%M-%S", "%Y%m%d%H%M%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")


class PatternReader:
    """Matches each path, with "/", from its beginning; files that do not match are left out."""

    def __init__(self, pattern: str) -> None:
        try:
            self.pattern = re.compile(pattern)
        except re.error as error:
            raise SubmissionError(f"--name-pattern: not a regular expression: {error}.") from error
        if not set(_STUDENT) & set(self.pattern.groupindex):
            raise SubmissionError(
                "--name-pattern: wanted a group that names the student, (?P<student>…); "
                f"got '{pattern}'.\n"
                "  Also understood: (?P<name>…), (?P<file>…), (?P<attempt>…), (?P<time>…), "
                "(?P<late>…)."
            )

    def __call__(self, download: Download) -> Reading | None:
        sorter = Sorter("--name-pattern")
        unordered: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for entry in download.entries:
            found = self.pattern.match(entry.name)
            if found is None:
                sorter.leave(entry, "does not match --name-pattern")
                continue
            groups = {key: value for key, value in found.groupdict().items() if value}
            student = _first(groups, _STUDENT)
            if not student:
                sorter.leave(entry, "--name-pattern finds no student in it")
                continue
            sorter.add(self._upload(entry, student, groups))
            attempt, time = groups.get("attempt", ""), _first(groups, _TIME)
            unread = time and not time_in_form(time, _FORMS)
            if unread:
                sorter.unread_time(entry, time)
            if unread or (attempt and not attempt.isdecimal()):
                unordered[student].add((attempt, time))
        _refuse_unordered(unordered)
        return sorter.whole_reading() if any(each.path for each in sorter.uploads) else None

    def _upload(self, entry: FileEntry, student: str, groups: Mapping[str, str]) -> Upload:
        """One file's upload, from the groups of the pattern."""
        named = " ".join(filter(None, (groups.get("first_name"), groups.get("last_name"))))
        attempt, time = groups.get("attempt", ""), _first(groups, _TIME)
        number = int(attempt) if attempt.isdecimal() else 0
        when = time_in_form(time, _FORMS)
        return Upload(
            identity=student,
            name=groups.get("name") or named or student,
            path=_path(entry, _first(groups, _FILE)) if entry.is_file else (),
            entry=entry,
            order=(number, when or time),
            number=number,
            late=bool(groups.get("late")) if "late" in self.pattern.groupindex else None,
            submitted_at=when,
        )


def _path(entry: FileEntry, file: str) -> tuple[str, ...]:
    """The file's path below its student. file: from the pattern, "" if it has none."""
    if not file:
        return (entry.parts[-1],)
    ending = entry.parts[-1][len(entry.parts[-1].rpartition(".")[0]) :]
    if not file.lower().endswith(ending.lower()):
        file += ending  # nbgrader's file_id may come without it
    return tuple(file.split("/"))


def _refuse_unordered(attempts: Mapping[str, set[tuple[str, str]]]) -> None:
    """Refuse attempts of unknown order, since only a student's last attempt counts."""
    for student, seen in attempts.items():
        if len(seen) > 1:
            some = ", ".join(sorted(filter(None, (a or t for a, t in seen)))[:3])
            raise UndecidedError(
                f"--name-pattern finds several attempts of '{student}' whose order cannot be "
                f"read ({some}).",
                "Let (?P<attempt>…) match a number alone, or (?P<time>…) a time such as "
                "2027-01-31-12-30-00.",
            )


def _first(groups: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((groups[name] for name in names if name in groups), "")
