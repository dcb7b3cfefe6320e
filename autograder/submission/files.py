"""Classify submitted files by name, and list a folder without following links.

A `FileEntry` is a file that was found, and how to read it; links, pipes and absurd sizes
are refused with a message. Archives yield entries too (see `archive.py`).
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from autograder.errors import GraderError
from autograder.submission.decoding import MAX_NOTEBOOK_BYTES, MAX_PY_BYTES
from autograder.submission.read_errors import LocalizedText, UnreadableFileError, read_error
from autograder.text.sanitize import replace_surrogates

MAX_DEPTH = 6
MAX_FILES = 2_000  # per student
MAX_CLASS_FILES = 200_000
MAX_ARCHIVE_BYTES = 32 << 20  # for one student's archive, packed

SOURCES = (".ipynb", ".py")
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
OTHER_ARCHIVES = (".7z", ".rar", ".xz", ".bz2", ".zst", ".lzh", ".gz")

_NOISE = re.compile(
    r"\..*|__MACOSX|__pycache__|node_modules|Thumbs\.db|desktop\.ini", re.IGNORECASE
)
# Dotted names that programs make, and that nobody could mistake for a student's.
_OF_PROGRAMS = re.compile(
    r"\.(?:_.*|~.*|#.*|ipynb_checkpoints|git.*|hg|svn|DS_Store|AppleDouble|localized|directory|"
    r"Trash.*|Spotlight-V100|fseventsd|TemporaryItems|nfs.*|v?env.*|vscode|idea|\w*cache.*|"
    r"ipython|jupyter|local|config|nox|tox|eggs|coverage.*|autograder.*|nbgrader.*)",
    re.IGNORECASE,
)
_HIDDEN_ENDING = re.compile(r"\.(?:ipynb|py)(?![A-Za-z])[^/]*$", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
_MACHINE_ERRORS = {
    errno.EIO, errno.ENOENT, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENOMEM,
    errno.ESTALE,
}  # fmt: skip


@dataclass(frozen=True)
class FileEntry:
    """One file or folder, found but not read.

    parts: its path within what was searched.
    read: returns its bytes, or raises UnreadableFileError; None for a folder and for what must
        not be read.
    refused: why it will not be read.
    bytes_in_memory: bytes kept until it is read.
    fault: why it could not be listed; the student is not to blame.
    archived: whether it is in an archive of the student's.
    """

    parts: tuple[str, ...]
    read: Callable[[], bytes] | None = None
    refused: LocalizedText | None = None
    fault: str = ""
    bytes_in_memory: int = 0
    archived: bool = False

    @property
    def depth(self) -> int:
        """How many folders and archives it is in, within what was searched, plus one."""
        return len(self.parts) + self.archived

    @property
    def name(self) -> str:
        return "/".join(self.parts)

    @property
    def is_file(self) -> bool:
        """Whether it is a file, readable or not, rather than a folder."""
        return bool(self.read or self.refused or self.fault)


def is_archive(name: str) -> bool:
    """Whether a file name is an archive's, readable or not."""
    return name.lower().endswith((*ARCHIVES, *OTHER_ARCHIVES))


def is_ignored(name: str) -> bool:
    """Whether a file or folder was left by a program and is not a student's work."""
    return _NOISE.fullmatch(name) is not None


def is_hidden(name: str) -> bool:
    """Whether a file or folder is skipped only for its dot, and may be a student's."""
    return name.startswith(".") and _OF_PROGRAMS.fullmatch(name) is None


def is_system_error(error: BaseException) -> bool:
    """Whether reading failed because of the machine rather than the file."""
    return isinstance(error, MemoryError) or (
        isinstance(error, OSError) and error.errno in _MACHINE_ERRORS
    )


def is_candidate(name: str) -> bool:
    """Whether a file could be or contain a student's work."""
    return name.lower().endswith(SOURCES) or is_archive(name)


def is_renamed_source(name: str) -> bool:
    """Whether another ending hides a source's, as in "x.py.txt" or "x.ipynb.json"."""
    return not is_candidate(name) and _HIDDEN_ENDING.search(name) is not None


def folded_stem(stem: str) -> str:
    """A file name without its ending, made equal for any capitals, spaces and dashes."""
    return re.sub(r"[\s_-]+", "_", stem.lower())


def read_limit(name: str) -> int:
    """The most bytes of a file that are read."""
    if name.lower().endswith(".py"):
        return MAX_PY_BYTES
    return MAX_ARCHIVE_BYTES if is_archive(name) else MAX_NOTEBOOK_BYTES


def too_large(name: str, size: int) -> UnreadableFileError:
    """Why a file beyond its `read_limit` is refused before it is read."""
    limit = read_limit(name)
    if limit == MAX_PY_BYTES:
        return UnreadableFileError("code-too-large", limit=limit >> 10)
    return UnreadableFileError("too-large", size=f"{size / (1 << 20):.1f}", limit=limit >> 20)


def unpacked_too_large(name: str, size: int) -> UnreadableFileError:
    """Why a file in an archive is refused that is larger than its `read_limit` when unpacked."""
    if name.lower().endswith(".py"):
        return too_large(name, size)
    return UnreadableFileError("archive-too-large", name=name, limit=read_limit(name) >> 20)


def archived_entry(name: str, link: bool) -> FileEntry:
    """An entry by its path in its archive; a link, or a path that leads outside, is refused."""
    clean = replace_surrogates(name.replace("\\", "/"))
    parts = tuple(part for part in clean.split("/") if part not in ("", "."))
    outside = clean.startswith("/") or ".." in parts or _DRIVE.match(clean)
    if outside or not parts or len(parts) > MAX_DEPTH + 2:
        return FileEntry((), refused=read_error("archive-path", name=name))
    return FileEntry(parts, refused=read_error("link", name=name) if link else None)


def walk_folder(folder: Path, limit: int = MAX_FILES) -> Iterator[FileEntry]:
    """Files in a folder and its subfolders; links are refused, not followed."""
    yield from _in_folder(folder, (), [limit])


def _in_folder(folder: Path, parts: tuple[str, ...], left: list[int]) -> Iterator[FileEntry]:
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield FileEntry(parts, fault=f"{folder}: cannot be read: {error.strerror}")
        return
    for item in found:
        below = (*parts, item.name)
        if is_ignored(item.name):
            continue
        left[0] -= 1
        if left[0] < 0:
            yield FileEntry(parts, refused=read_error("too-many-files", limit=MAX_FILES))
            return
        if item.is_symlink():
            yield FileEntry(below, refused=read_error("link", name=item.name))
        elif item.is_dir(follow_symlinks=False):
            yield FileEntry(below)
            if len(below) < MAX_DEPTH:
                yield from _in_folder(Path(item.path), below, left)
            elif not _is_empty(item.path):
                yield FileEntry(below, refused=read_error("too-deep", name="/".join(below)))
        elif item.is_file(follow_symlinks=False):
            yield FileEntry(below, read=partial(read_file, Path(item.path)))
        else:
            yield FileEntry(below, refused=read_error("not-a-file", name=item.name))


def _is_empty(folder: str) -> bool:
    try:
        with os.scandir(folder) as found:
            return next(found, None) is None
    except OSError:
        return False


def read_file(path: Path) -> bytes:
    """The bytes of a regular file; UnreadableFileError for a link, a pipe, or one too large.

    Raises GraderError if the file exists but cannot be read: the student is not to blame.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableFileError("not-a-file", name=path.name)
            limit = read_limit(path.name)
            data = file.read(limit + 1) if found.st_size <= limit else b""
    except OSError as error:
        if error.errno == errno.ELOOP:  # it became a link after it was found
            raise UnreadableFileError("link", name=path.name) from error
        raise GraderError(f"{path}: cannot be read: {error.strerror}") from error
    if (size := max(found.st_size, len(data))) > limit:
        raise too_large(path.name, size)
    return data
