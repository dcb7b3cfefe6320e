"""Read the files of a tar in one pass from front to back.

A student's tar is small and stays in memory. Files of a class's tar that may matter are copied,
one at a time, into an unnamed temporary file, so that memory does not grow with the class.
"""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, cast

from autograder.submission.files import (
    FileEntry,
    archived_entry,
    is_candidate,
    read_limit,
    unpacked_too_large,
)
from autograder.submission.read_errors import UnreadableFileError, read_error

_BESIDE = (".txt", ".csv", ".xlsx", ".yml")  # lists and times of platforms
_MAX_BESIDE = 8 << 20


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than a limit, so that a bomb is not unpacked."""

    def __init__(self, file: IO[bytes], name: str, limit: int) -> None:
        self.file, self.name, self.limit, self.left = file, name, limit, limit

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(min(size, self.left + 1) if size >= 0 else self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise UnreadableFileError("archive-too-large", name=self.name, limit=self.limit >> 20)
        return data


class _Spool:
    """A temporary file that is gone when the process ends; forked processes can read it too."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - as long as its entries
        self.end = 0

    def keep(self, data: bytes) -> Callable[[], bytes]:
        self.file.write(data)
        self.file.flush()
        start, self.end = self.end, self.end + len(data)
        return partial(self.read, start, len(data))

    def read(self, start: int, size: int) -> bytes:
        if hasattr(os, "pread"):  # does not move the position that processes share
            return os.pread(self.file.fileno(), size, start)
        self.file.seek(start)
        return self.file.read(size)


def in_tar(name: str, packed: Path | bytes, max_stream: int) -> Iterator[FileEntry]:
    """The entries. max_stream: bytes that may be unpacked."""
    spool = _Spool() if isinstance(packed, Path) else None
    with packed.open("rb") if isinstance(packed, Path) else io.BytesIO(packed) as file:
        head = file.read(2)
        file.seek(0)
        plain = cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if head == b"\x1f\x8b" else file
        with tarfile.open(fileobj=_Bounded(plain, name, max_stream), mode="r|") as archive:
            for member in archive:
                entry = archived_entry(member.name, member.issym() or member.islnk())
                if not (entry.refused or member.isdir()):
                    entry = _file(archive, member, entry, spool)
                yield entry


def _file(
    archive: tarfile.TarFile, member: tarfile.TarInfo, entry: FileEntry, spool: _Spool | None
) -> FileEntry:
    file = archive.extractfile(member) if member.isreg() else None
    if file is None:
        return replace(entry, refused=read_error("not-a-file", name=entry.name))
    if not is_candidate(entry.name):
        beside = spool and entry.name.lower().endswith(_BESIDE) and member.size <= _MAX_BESIDE
        return replace(entry, read=spool.keep(file.read()) if spool and beside else bytes)
    if member.size > read_limit(entry.name):
        return replace(entry, refused=unpacked_too_large(entry.name, member.size).texts)
    data = file.read()
    if spool:
        return replace(entry, read=spool.keep(data))
    return replace(entry, read=partial(bytes, data), bytes_in_memory=len(data))
