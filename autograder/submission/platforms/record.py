"""Record who uploaded which file of a class download, in which attempt, and whether it was late."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograder.submission.files import FileEntry, is_candidate, is_renamed_source
from autograder.submission.read_errors import UnreadableFileError
from autograder.submission.times import parse_moment


class UndecidedError(Exception):
    """The files do not show whose they are, so the TA has to say.

    seen: what was found, with names. advice: what to do about it, besides the options.
    """

    def __init__(self, seen: str, advice: str = "") -> None:
        super().__init__(seen)
        self.seen, self.advice = seen, advice


@dataclass(frozen=True)
class Download:
    """The files of a class, as they are in a folder or an archive.

    outer: names of the folders around them, outermost first.
    others: the course's other assignments.
    """

    entries: tuple[FileEntry, ...]
    assignment: str
    outer: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()

    @property
    def base(self) -> str:
        """The released file's name without its ending."""
        return self.assignment.replace("-", "_")

    def text(self, *parts: str) -> str | None:
        """A platform's own table or list, decoded; None if it is missing or unreadable."""
        data = self.data(*parts)
        wide = data is not None and data.startswith((b"\xff\xfe", b"\xfe\xff"))
        for codec in ("utf-16",) if wide else ("utf-8-sig", "cp932"):
            try:
                return data.decode(codec) if data is not None else None
            except UnicodeDecodeError:
                continue
        return None

    def data(self, *parts: str) -> bytes | None:
        """The same as bytes."""
        entry = self._by_path.get(parts)
        try:
            return entry.read() or None if entry and entry.read else None
        except UnreadableFileError:
            return None

    @cached_property
    def _by_path(self) -> dict[tuple[str, ...], FileEntry]:
        return {entry.parts: entry for entry in self.entries if entry.read}


@dataclass(frozen=True)
class Upload:
    """One file of one attempt of one student.

    identity: the platform's own number or name of the student.
    path: the file's path as the student named it; () only means that they submitted.
    order: greater for a newer attempt; equal for files of the same attempt.
    number: the attempt as the platform counts it; 0 if only the order is known.
    late: None if the platform does not say. submitted_at: ISO 8601, or "".
    alias: another name of the student, which earlier versions of this program used.
    """

    identity: str
    name: str
    path: tuple[str, ...]
    entry: FileEntry
    order: tuple[int | str, ...] = ()
    number: int = 0
    late: bool | None = None
    submitted_at: str = ""
    alias: str = ""


@dataclass(frozen=True)
class Reading:
    """What a platform's reader made of a download.

    left: files that belong to no student by the platform's naming, and why.
    by_name: the platform has no student number, only display names.
    missing: students who submitted according to the platform's list, but have no file here.
    remarks: sentences on what could not be read, such as a time.
    """

    platform: str
    uploads: tuple[Upload, ...]
    left: tuple[tuple[FileEntry, str], ...] = ()
    by_name: bool = False
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Student:
    """One student of a download: the newest attempt, and files of older ones."""

    identity: str
    name: str
    uploads: tuple[Upload, ...]
    older: tuple[FileEntry, ...] = ()
    attempt: int = 1
    attempts: int = 1
    late: bool | None = None
    submitted_at: str = ""


@dataclass
class Sorter:
    """Collects a reader's uploads, and the files that it leaves out."""

    platform: str
    by_name: bool = False
    uploads: list[Upload] = field(default_factory=list)
    left: list[tuple[FileEntry, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, upload: Upload) -> None:
        """Add an upload. A time that is none (a 13th month) is noted; lateness stays unknown."""
        if upload.submitted_at and parse_moment(upload.submitted_at) is None:
            self.unread_time(upload.entry, upload.submitted_at)
            upload = replace(upload, submitted_at="")
        self.uploads.append(upload)

    def leave(self, entry: FileEntry, why: str = "") -> None:
        """Note a file without a student; a file that could not be graded anyway is the TA's own.

        why: by default, that it does not follow the platform's naming.
        """
        if (
            is_candidate(entry.name)
            or (entry.read and is_renamed_source(entry.name))
            or entry.refused
            or entry.fault
        ):
            named = f"not named as {self.platform} names a submission"
            self.left.append((entry, why or named))

    def list_student(self, identity: str, name: str, entry: FileEntry, submitted: bool) -> None:
        """Add a student who is on the platform's list but has no file here.

        entry: the list. submitted: whether the list says that there should be one; then part of
        the download is missing, and the student gets no row that would replace an earlier one.
        """
        if submitted:
            self.missing.append(identity)
        else:
            self.uploads.append(Upload(identity, name, (), entry))

    def unread_time(self, entry: FileEntry, time: str) -> None:
        """Note that a time exists but cannot be read: lateness stays unknown."""
        self.remarks.append(
            f"{entry.name}: the time '{time[:40]}' cannot be read, so that nothing here counts as "
            "late by it. If it was late, give the time with --name-pattern or correct it."
        )

    def unread_list(self, name: str, of: str) -> None:
        """Note that a platform's list exists but cannot be read."""
        self.remarks.append(
            f"{name} cannot be read, so that {of} are not known: download it again, or pass "
            "--roster and the times by --name-pattern."
        )

    def reading(self) -> Reading | None:
        """The reading, if most files that could be graded follow the platform's naming."""
        graded = sum(bool(each.path) and is_candidate(each.path[-1]) for each in self.uploads)
        return self.whole_reading() if self.uploads and graded >= len(self.left) else None

    def whole_reading(self) -> Reading:
        """The reading, whether or not the files follow a naming."""
        return Reading(
            self.platform,
            tuple(self.uploads),
            tuple(self.left),
            self.by_name,
            tuple(dict.fromkeys(self.missing)),
            tuple(dict.fromkeys(self.remarks)),
        )


def students_of(reading: Reading) -> Iterator[Student]:
    """One record per student; UndecidedError where two students look like one."""
    found: dict[str, list[Upload]] = {}
    for upload in reading.uploads:
        found.setdefault(unicodedata.normalize("NFC", upload.identity), []).append(upload)
    for identity, uploads in found.items():
        yield _student(reading.platform, identity, uploads)


def _student(platform: str, identity: str, uploads: list[Upload]) -> Student:
    names = {unicodedata.normalize("NFC", each.name): each for each in uploads}
    if len(names) > 1:
        seen = ", ".join(f"'{each.entry.name}'" for each in list(names.values())[:3])
        raise UndecidedError(f"{platform} gives one number, {identity}, to several names: {seen}.")
    orders = sorted({each.order for each in uploads})
    newest = [each for each in uploads if each.order == orders[-1]]
    twice = _same_place(newest)
    if twice:
        seen = ", ".join(f"'{each.entry.name}'" for each in twice)
        raise UndecidedError(f"{platform} does not say which of these counts: {seen}.")
    late = {each.late for each in newest} - {None}
    return Student(
        identity=identity,
        name=next(iter(names)),
        uploads=tuple(newest),
        older=tuple(each.entry for each in uploads if each.order != orders[-1] and each.path),
        attempt=max(each.number for each in newest) or len(orders),
        attempts=len(orders),
        late=True in late if late else None,
        submitted_at=max(each.submitted_at for each in newest),
    )


def _same_place(uploads: Iterable[Upload]) -> list[Upload]:
    """Two uploads that claim the same file of the same attempt."""
    places: dict[tuple[str, ...], Upload] = {}
    for each in uploads:
        other = places.setdefault(each.path, each)
        if other is not each and each.path and each.entry.read and other.entry.read:
            return [other, each]
    return []
