"""Which files lie in an archive, without unpacking it?

Nothing is written anywhere: a file is read straight from the archive. Links, paths that
lead outside, passwords and bombs are refused with a word.
"""

from __future__ import annotations

import gzip
import io
import re
import stat
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from autograder.submission.entries import (
    ARCHIVES,
    MAX_DEPTH,
    MAX_FILES,
    SOURCES,
    Entry,
    is_archive,
    is_noise,
    read_bounded,
    read_limit,
)
from autograder.submission.problems import Refused, encodable, words


@dataclass(frozen=True)
class Bounds:
    """What an archive may hold.

    files: entries.
    stream: bytes of an unpacked tar, which is read whole.
    total: bytes of all files read from a zip.
    """

    files: int
    stream: int
    total: int


_STUDENT = Bounds(MAX_FILES, 64 << 20, 64 << 20)
_CLASS = Bounds(200_000, 2 << 30, sys.maxsize)  # its files are read one by one and not kept

_DRIVE = re.compile(r"[A-Za-z]:")
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def in_student_archive(name: str, data: bytes) -> list[Entry]:
    """What lies in one student's archive; Refused if it cannot be opened."""
    if data.count(b"PK\x01\x02") > MAX_FILES:  # before zipfile builds an object for each
        raise Refused("too-many-files", limit=MAX_FILES)
    return _in_archive(name, io.BytesIO(data), _STUDENT)


def in_class_archive(path: Path) -> list[Entry]:
    """What lies in the archive of a whole class; Refused if it cannot be opened."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refused("unreadable", name=path.name, reason=error.strerror) from error
    return _in_archive(path.name, file, _CLASS)


def _in_archive(name: str, file: IO[bytes], bounds: Bounds) -> list[Entry]:
    lower = name.lower()
    if not lower.endswith(ARCHIVES):
        raise Refused("archive-kind", name=name)
    try:
        entries = (_in_zip if lower.endswith(".zip") else _in_tar)(name, file, bounds)
        listed: list[Entry] = []
        for entry in entries:
            if any(map(is_noise, entry.parts)):
                continue
            if len(listed) == bounds.files:
                raise Refused("too-many-files", limit=bounds.files)
            listed.append(entry)
        return listed
    except Refused:
        raise
    except Exception as error:  # the libraries raise a dozen kinds on hostile input
        raise Refused("archive-damaged", name=name, reason=type(error).__name__) from error


def _in_zip(name: str, file: IO[bytes], bounds: Bounds) -> Iterator[Entry]:
    archive = zipfile.ZipFile(file)
    left = [bounds.total]
    for info in archive.infolist():
        entry = _place(_zip_name(info), info.is_dir(), stat.S_ISLNK(info.external_attr >> 16))
        if entry.refused or info.is_dir():
            yield entry
        elif info.flag_bits & _ENCRYPTED:
            yield Entry(entry.parts, refused=words("archive-encrypted", name=entry.name))
        else:
            yield Entry(entry.parts, read=_zip_reader(archive, info, entry.name, left))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: old Windows tools write it in their own code page."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    for codec in ("utf-8", "cp932"):
        try:
            return info.filename.encode("cp437").decode(codec)
        except UnicodeError:
            continue
    return info.filename


def _zip_reader(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, left: list[int]
) -> Callable[[], bytes]:
    limit = read_limit(name)

    def read() -> bytes:
        try:
            with archive.open(info) as file:  # the size that the archive claims is not believed
                data = file.read(limit + 1)
        except Exception as error:  # as above
            raise Refused("archive-damaged", name=name, reason=type(error).__name__) from error
        left[0] -= len(data)
        if len(data) > limit or left[0] < 0:
            raise Refused("archive-too-large", name=name, limit=limit >> 20)
        return data

    return read


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than its share: a bomb stops being unpacked."""

    def __init__(self, file: IO[bytes], name: str, limit: int) -> None:
        self.file, self.name, self.limit, self.left = file, name, limit, limit

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(min(size, self.left + 1) if size >= 0 else self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise Refused("archive-too-large", name=self.name, limit=self.limit >> 20)
        return data


def _in_tar(name: str, file: IO[bytes], bounds: Bounds) -> Iterator[Entry]:
    """Read once from front to back; the files that may matter are kept in memory."""
    head = file.read(2)
    file.seek(0)
    plain = cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if head == b"\x1f\x8b" else file
    with tarfile.open(fileobj=_Bounded(plain, name, bounds.stream), mode="r|") as archive:
        for member in archive:
            entry = _place(member.name, member.isdir(), member.issym() or member.islnk())
            if entry.refused or member.isdir():
                yield entry
            elif not member.isreg():
                yield Entry(entry.parts, refused=words("not-a-file", name=entry.name))
            else:
                yield Entry(entry.parts, read=_tar_reader(archive, member, entry.name))


def _tar_reader(
    archive: tarfile.TarFile, member: tarfile.TarInfo, name: str
) -> Callable[[], bytes]:
    def give(data: bytes) -> Callable[[], bytes]:
        return lambda: data

    def refuse(refusal: Refused) -> Callable[[], bytes]:
        def read() -> bytes:
            raise refusal

        return read

    if not (name.lower().endswith(SOURCES) or is_archive(name)):
        return give(b"")  # it will not be asked for
    file = archive.extractfile(member)
    assert file is not None
    try:
        return give(read_bounded(file, member.size, read_limit(name)))
    except Refused as refusal:
        if refusal.problem != "too-large":
            raise
        return refuse(refusal)


def _place(name: str, folder: bool, link: bool) -> Entry:
    """Where an entry of an archive stands; outside of it is refused."""
    clean = encodable(name.replace("\\", "/"))
    parts = tuple(part for part in clean.split("/") if part not in ("", "."))
    if clean.startswith("/") or ".." in parts or _DRIVE.match(clean):
        return Entry((), refused=words("archive-path", name=name))
    if link:
        return Entry(parts, refused=words("link", name=name))
    if not parts or len(parts) > MAX_DEPTH + 2:
        return Entry((), refused=words("archive-path", name=name))
    return Entry(parts)
