"""List and read archives in memory, without unpacking them.

Nothing is written anywhere: a file is read straight from the archive. Links, paths that
lead outside, passwords and bombs are refused with a message.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from autograder.errors import GraderError
from autograder.submission.files import (
    ARCHIVES,
    MAX_CLASS_FILES,
    MAX_FILES,
    FileEntry,
    archived_entry,
    is_candidate,
    is_hidden,
    is_ignored,
    is_system_error,
    read_limit,
    unpacked_too_large,
)
from autograder.submission.read_errors import UnreadableFileError, read_error
from autograder.submission.tar_archive import in_tar
from autograder.text.sanitize import printable

Packed = Path | bytes  # an archive on disk, or a submitted one in memory

_STREAM_BYTES = 64 << 20  # for one student's unpacked tar
MAX_BYTES_IN_MEMORY = 48 << 20  # for all archives of one student, kept until they are read
_CLASS_STREAM_BYTES = 2 << 30

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
# Only for these does zipfile bound what it unpacks at a time: 2 KB of bz2 may be gigabytes.
_BOUNDED_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def in_student_archive(name: str, data: bytes, room: int = MAX_BYTES_IN_MEMORY) -> list[FileEntry]:
    """Files in one student's archive. Raises UnreadableFileError if it cannot be opened.

    room: bytes that its files may take in memory until they are read.
    """
    if data.count(b"PK\x01\x02") > MAX_FILES:  # before zipfile builds an object for each file
        raise UnreadableFileError("too-many-files", limit=MAX_FILES)
    entries = _in_archive(name, data, MAX_FILES, _STREAM_BYTES, room=room)
    if name.lower().endswith(".zip") and entries:  # all of them share the one archive
        entries[0] = replace(entries[0], bytes_in_memory=len(data))
    if sum(entry.bytes_in_memory for entry in entries) > room:
        raise UnreadableFileError("archive-too-large", name=name, limit=MAX_BYTES_IN_MEMORY >> 20)
    return entries


def in_class_archive(path: Path) -> list[FileEntry]:
    """Files in the archive of a whole class. Raises UnreadableFileError if it cannot be opened.

    A hidden folder that may belong to a student is refused with a message.
    """
    hidden: dict[str, None] = {}
    entries = _in_archive(path.name, path, MAX_CLASS_FILES, _CLASS_STREAM_BYTES, hidden)
    return entries + [FileEntry((), refused=read_error("hidden", name=name)) for name in hidden]


def in_packed_class(name: str, data: bytes) -> list[FileEntry]:
    """Files in a class's archive that lies in another archive, as `in_class_archive` gives them."""
    return _in_archive(name, data, MAX_CLASS_FILES, _CLASS_STREAM_BYTES)


def _in_archive(
    name: str,
    packed: Packed,
    max_files: int,
    max_stream: int,
    hidden: dict[str, None] | None = None,
    room: int | None = None,
) -> list[FileEntry]:
    """hidden: collects names that a leading dot hides where students' names are expected.

    room: bytes that the entries may keep in memory; None: any number.
    """
    lower = name.lower()
    if not lower.endswith(ARCHIVES):
        raise UnreadableFileError("archive-kind", name=name)
    entries = _in_zip(packed) if lower.endswith(".zip") else in_tar(name, packed, max_stream)
    listed: list[FileEntry] = []
    in_memory = 0
    try:
        for entry in entries:
            if any(map(is_ignored, entry.parts)):
                if hidden is not None:
                    hidden.update(dict.fromkeys(_hidden(entry)))
                continue
            if len(listed) == max_files:
                raise UnreadableFileError("too-many-files", limit=max_files)
            listed.append(entry)
            in_memory += entry.bytes_in_memory
            if room is not None and in_memory > room:
                raise UnreadableFileError("archive-too-large", name=name, limit=room >> 20)
    except UnreadableFileError:
        raise
    except Exception as error:  # the libraries raise a dozen kinds on hostile input
        if is_system_error(error):
            raise
        raise UnreadableFileError(
            "archive-damaged", name=name, reason=type(error).__name__
        ) from error
    return listed


def _hidden(entry: FileEntry) -> Iterator[str]:
    """The name, where a student's is expected, that a leading dot hides."""
    for depth, part in enumerate(entry.parts[:2]):
        if is_ignored(part):
            if is_hidden(part) and (len(entry.parts) > depth + 1 or is_candidate(part)):
                yield part
            return


def _in_zip(packed: Packed) -> Iterator[FileEntry]:
    for index, info in enumerate(_zip(packed).infolist()):
        entry = archived_entry(_zip_name(info), stat.S_ISLNK(info.external_attr >> 16))
        if entry.refused or info.is_dir():
            yield entry
        elif info.flag_bits & _ENCRYPTED:
            yield FileEntry(entry.parts, refused=read_error("archive-encrypted", name=entry.name))
        elif info.compress_type not in _BOUNDED_KINDS:
            yield FileEntry(entry.parts, refused=read_error("archive-compression", name=entry.name))
        else:
            yield FileEntry(entry.parts, read=partial(_read_zipped, packed, index, entry.name))


def _zip(packed: Packed) -> zipfile.ZipFile:
    if isinstance(packed, bytes):
        return zipfile.ZipFile(io.BytesIO(packed))
    return _class_zip(packed, os.getpid())


@lru_cache(maxsize=1)
def _class_zip(path: Path, _process: int) -> zipfile.ZipFile:
    """A class's archive stays open; each process needs its own file position."""
    return zipfile.ZipFile(path)


def _read_zipped(packed: Packed, index: int, name: str) -> bytes:
    limit = read_limit(name)
    try:
        archive = _zip(packed)
        # The size that the archive claims is not trusted.
        with archive.open(archive.infolist()[index]) as file:
            data = file.read(limit + 1)
    except Exception as error:  # as above
        if is_system_error(error):
            raise GraderError(f"{name}: cannot be read: {error}") from error
        raise UnreadableFileError(
            "archive-damaged", name=name, reason=type(error).__name__
        ) from error
    if len(data) > limit:
        raise unpacked_too_large(name, len(data))
    return data


def guessed_names(name: str, packed: Packed) -> str:
    """A remark on names whose code page a listed archive does not say; "" if there are none."""
    guessed: dict[str, str] = {}
    for info in _zip(packed).infolist() if name.lower().endswith(".zip") else ():
        codec = _codec_of_name(info)
        if codec not in ("", "utf-8"):
            guessed.setdefault(codec, _zip_name(info))
    if not guessed:
        return ""
    some = ", ".join(f"'{printable(each, 60)}' ({codec})" for codec, each in guessed.items())
    return (
        f"{name}: the archive does not say how its names are encoded. Read like {some}. "
        "If that is wrong, unpack it yourself and pass the folder."
    )


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: old Windows tools use their own code page."""
    codec = _codec_of_name(info)
    return info.filename.encode("cp437").decode(codec) if codec else info.filename


def _codec_of_name(info: zipfile.ZipInfo) -> str:
    """How a name that is not marked as UTF-8 is encoded; "" for any other."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return ""
    for codec in ("utf-8", "cp932"):
        try:
            info.filename.encode("cp437").decode(codec)
        except UnicodeError:
            continue
        return codec
    return "cp437"
