"""Each student's files under one key, with what the platform and the roster say about them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from autograder.errors import GraderError, SubmissionError
from autograder.models import SubmissionInfo
from autograder.submission.files import MAX_FILES, FileEntry, is_candidate
from autograder.submission.platforms.record import Reading, Student
from autograder.submission.read_errors import (
    MAX_DETAIL,
    LocalizedText,
    UnreadableFileError,
    read_error,
)
from autograder.submission.roster import Roster, RosterEntry
from autograder.submission.times import parse_stamp, stamp_error
from autograder.text.sanitize import printable, replace_surrogates

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MAX_STUDENT = 120


@dataclass(frozen=True)
class RawSubmission:
    """What one student submitted, not yet read.

    entries: files with their paths within the student's folder, and what was refused.
    older: names of files of earlier attempts, which are not read.
    former: other keys under which an earlier version of this program kept the student.
    remarks: sentences on what was there but could not be read.
    """

    student: str
    entries: tuple[FileEntry, ...]
    older: tuple[str, ...] = ()
    info: SubmissionInfo = field(default_factory=SubmissionInfo)
    former: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class SubmissionSet:
    """All submissions of a class.

    refused: what was ignored because it seems to belong to no student, and why.
    platform: the platform whose naming it is, "" for plain folders and files.
    absent: students on the roster for whom nothing was found.
    unlisted: students who are not on the roster.
    missing: students who submitted according to the platform's list, but have no file here.
    remarks: sentences on what could not be read, such as a time.
    """

    students: tuple[RawSubmission, ...]
    refused: tuple[LocalizedText, ...] = ()
    platform: str = ""
    absent: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def raw_submission(student: Student, reading: Reading | None) -> RawSubmission:
    """A student's record, from a platform or a plain layout, as a submission."""
    key = safe_key(student.identity)
    platform = reading.platform if reading else ""
    entries = []
    for upload in student.uploads:
        if upload.path or upload.entry.fault or upload.entry.refused:
            # A file that cannot be the work is listed, never read.
            read = upload.entry.read if is_candidate((upload.path or ("",))[-1]) else None
            entries.append(replace(upload.entry, parts=upload.path, read=read))
    if len(entries) > MAX_FILES:
        entries = [FileEntry(("",), refused=read_error("too-many-files", limit=MAX_FILES))]
    # On other platforms a student could upload these nbgrader files with an invented time.
    trusted = platform in ("", "nbgrader")
    time, remarks = _nbgrader_time(student, key) if trusted else ("", ())
    names = dict.fromkeys((student.name, *(each.alias for each in student.uploads)))
    former = [n for name in names if name for n in (name, f"{name}_{student.identity}")]
    return RawSubmission(
        student=key,
        entries=tuple(entries),
        older=tuple(entry.name for entry in student.older if is_candidate(entry.name)),
        info=SubmissionInfo(
            name=printable(student.name, MAX_DETAIL),
            lms_id=printable(student.identity, MAX_DETAIL)
            if reading and not reading.by_name
            else "",
            platform=platform,
            attempt=student.attempt,
            attempts=student.attempts,
            late=student.late,
            submitted_at=student.submitted_at or time,
            exchange_secret=_exchange_secret(student) if trusted else "",
            upload=_upload(student) if reading else "",
        ),
        former=tuple(safe_key(each) for each in former if reading and safe_key(each) != key),
        remarks=() if student.submitted_at else remarks,
    )


def _nbgrader_time(student: Student, key: str) -> tuple[str, tuple[str, ...]]:
    """The time in nbgrader's timestamp.txt beside the files, and a remark if it has none."""
    text = _beside(student, "timestamp.txt", 100)
    if text is None:
        return "", ()
    moment = parse_stamp(text)
    return (moment.isoformat(), ()) if moment else ("", (stamp_error(key, text),))


def _exchange_secret(student: Student) -> str:
    """The secret that `nbgrader submit` put beside the files: hexadecimal digits."""
    text = _beside(student, "submission_secret.txt", 200) or ""
    return text if re.fullmatch(r"[0-9a-f]{8,200}", text) else ""


def _beside(student: Student, name: str, size: int) -> str | None:
    """The start of a small nbgrader text file beside the submission; None if there is none."""
    for upload in student.uploads:
        if upload.entry.name.rpartition("/")[2] == name and upload.entry.read:
            try:
                return upload.entry.read()[:size].decode("utf-8", "replace").strip()
            except (UnreadableFileError, GraderError, OSError, ValueError) as error:
                return f"(unreadable: {error})"
    return None


def _upload(student: Student) -> str:
    """The platform's name for the file that is graded; a notebook is preferred."""
    names = [each.entry.name for each in student.uploads if each.path and each.entry.read]
    names = sorted(filter(is_candidate, names), key=lambda name: not name.endswith(".ipynb"))
    return printable(names[0], 400) if names else ""


def enrol(
    found: Iterable[RawSubmission],
    refused: tuple[LocalizedText, ...],
    reading: Reading | None,
    roster: Roster | None,
) -> SubmissionSet:
    """The submissions, sorted; under the roster's names if there is a roster."""
    platform = reading.platform if reading else ""
    by_name = reading is None or reading.by_name
    found = list(found)
    students: dict[str, RawSubmission] = {}
    unlisted = []
    for each in found:
        if roster:
            halves = each.student.split("@") if platform == "manaba" else ()
            entry = roster.find((each.student, *halves), each.info.name, by_name)
            if entry is None:
                unlisted.append(each.student)
            else:
                each = _under_entry(each, entry)
        other = students.setdefault(each.student, each)
        if other is not each:
            raise SubmissionError(
                f"'{other.info.lms_id or other.info.name}' and "
                f"'{each.info.lms_id or each.info.name}' are both student '{each.student}'"
                + (f" by {roster.path}." if roster else ".")
                + "\n  Each student has one submission: correct the roster or the files."
            )
    refuse_twins(students)
    listed = {safe_key(entry.student) for entry in roster.entries} if roster else set()
    return SubmissionSet(
        students=tuple(students[key] for key in sorted(students)),
        refused=refused,
        platform=platform,
        absent=tuple(sorted(listed - set(students))),
        unlisted=tuple(unlisted),
        missing=reading.missing if reading else (),
        remarks=(
            *(_unread(roster) if roster else ()),
            *(reading.remarks if reading else ()),
            *(remark for each in found for remark in each.remarks),
        ),
    )


def _under_entry(each: RawSubmission, entry: RosterEntry) -> RawSubmission:
    """A submission with the name and information from its student's roster entry."""
    info = replace(
        each.info,
        name=entry.name or each.info.name,
        email=entry.email,
        section=entry.section,
        extension=entry.extension,
        lms_id=entry.lms_id or each.info.lms_id,
    )
    key = safe_key(entry.student)
    former = tuple(k for k in (each.student, *each.former) if k != key)
    return replace(each, student=key, info=info, former=former)


def _unread(roster: Roster) -> tuple[str, ...]:
    names = ", ".join(f"'{printable(name, 40)}'" for name in roster.unread)
    return (f"{roster.path}: not read: the columns {names}.",) if names else ()


def refuse_twins(keys: Iterable[str]) -> None:
    """Raise SubmissionError for two keys that a person, or another file system, takes for one."""
    seen: dict[str, str] = {}
    for key in sorted(keys):
        alike = " ".join(unicodedata.normalize("NFKC", key).casefold().split())
        if (other := seen.setdefault(alike, key)) != key:
            raise SubmissionError(
                f"'{other}' and '{key}' differ only in capitals, width or spaces, and are one "
                "folder on some machines: one student or two?\n"
                "  If it is one, remove one of them; else rename one (unpack an archive first)."
            )


def safe_key(name: str) -> str:
    """A student's name that can be a folder, a row and a heading, and is the same everywhere.

    Where something had to be removed, a hash of the whole name is added, so that two students
    never share a name, whoever else is in the class.
    """
    whole = unicodedata.normalize("NFC", replace_surrogates(name))
    clean = _UNSAFE.sub("_", whole)[:_MAX_STUDENT]
    clean = clean if clean.strip(" .") else "_"
    if clean == whole:
        return clean
    sign = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{clean[: _MAX_STUDENT - 9]}-{sign}"
