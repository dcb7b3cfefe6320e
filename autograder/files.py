"""File helpers: atomic writes, safe file names, disk errors as messages."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO

from autograder.errors import UserError

MAX_NAME = 120  # bytes of a file name
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|%]|^\.+$|[. ]$|[\ud800-\udfff]')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


@contextlib.contextmanager
def os_errors_as_user_error(path: Path) -> Iterator[None]:
    """Raise UserError with a message if the disk is full or cannot be written to."""
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL
        raise UserError(
            f"{path}: cannot be written: {error.strerror}.\n"
            + ("  Make room on that disk, " if full else "  Fix that, ")
            + "then run the same command again: what is graded is kept."
        ) from error


def make_folder(out: Path) -> None:
    """Make the folder of a run; UserError if that is impossible."""
    with os_errors_as_user_error(out):
        out.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def atomic_open(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to that replaces `path` at the end, completely or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException as error:
        if isinstance(error, OSError) and error.filename is None:  # as of a full disk
            error.filename = str(path)
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that readers see the old or the new content, never a part of it."""
    with atomic_open(path) as file:
        file.write(text.encode("utf-8"))


def write_if_changed(path: Path, text: str) -> None:
    """Write a file atomically, unless it already has this text: then its time stays the same."""
    data = text.encode("utf-8")
    with contextlib.suppress(OSError):
        if not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return
    write_file(path, data)


def safe_name(name: str) -> str:
    """The name as a folder name that is valid on any system; unchanged if possible.

    Characters that a file system may refuse become %XX; different names stay different.
    """
    safe = _UNSAFE.sub(lambda found: "".join(map(_percent, found[0])), name) or "%"
    if _DEVICES.match(safe):
        safe = f"{_percent(safe[0])}{safe[1:]}"
    if len(safe.encode("utf-8")) > MAX_NAME:
        kept = safe.encode("utf-8")[: MAX_NAME - 20].decode("utf-8", "ignore").rstrip(". ")
        digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        safe = f"{kept}%{digest}"
    return safe


def _percent(sign: str) -> str:
    return f"%{ord(sign):02X}"


def write_file(path: Path, data: bytes) -> None:
    """Write a file in one step, so that a partial file is never visible."""
    with atomic_open(path) as file:
        file.write(data)
