"""A disk cache for what is expensive to compute: private, bounded, safe to delete.

It holds plain bytes under names derived from everything they depend on. An entry is trusted only
if folder and file belong to this user alone; anything unusual counts as missing. Writing is
atomic, and a disk error only means that nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UserError

VARIABLE = "AUTOGRADER_CACHE"
OFF = "off"
MAX_ENTRY = 16 << 20
MAX_TOTAL = 128 << 20
MAX_FILES = 2_000
PRUNE_EVERY = 1 << 20  # bytes written, since looking at all files takes milliseconds
_LEAST = 1 << 15  # bytes that an entry counts for at least
_DIGEST = hashlib.sha256().digest_size
_STALE_SECONDS = 3600.0  # after which a file that is still unfinished counts as abandoned
_READ = ("O_RDONLY", "O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK")
_FOLDER = ("O_RDONLY", "O_NOFOLLOW", "O_CLOEXEC", "O_DIRECTORY")
_NEW = ("O_WRONLY", "O_NOFOLLOW", "O_CLOEXEC", "O_CREAT", "O_EXCL")


@dataclass(frozen=True)
class DiskCache:
    """This user's files in one private folder. max_total: bytes of all files together."""

    folder: Path
    max_total: int = MAX_TOTAL

    def get(self, name: str) -> bytes | None:
        """The data kept under a name; None if there is nothing that can be trusted."""
        try:
            with _opened(self.folder) as folder:
                file = os.open(name, _flags(*_READ), dir_fd=folder)
                with os.fdopen(file, "rb") as stream:
                    if not _is_private(os.fstat(file), stat.S_ISREG):
                        return None
                    content = stream.read(MAX_ENTRY + 1)
                    os.utime(file)  # the least recently used are deleted first
        except OSError:
            return None
        data = content[_DIGEST:]
        return data if content[:_DIGEST] == _checksum(name, data) else None

    def put(self, name: str, data: bytes) -> None:
        """Keep data under a name, if the disk allows it."""
        if len(data) + _DIGEST > MAX_ENTRY:
            return
        with contextlib.suppress(OSError):
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                self.folder.mkdir(mode=0o700)
            with _opened(self.folder) as folder:
                temporary = f".{secrets.token_hex(8)}"
                file = os.open(temporary, _flags(*_NEW), 0o600, dir_fd=folder)
                try:
                    with os.fdopen(file, "wb") as stream:
                        stream.write(_checksum(name, data) + data)
                    os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
                except BaseException:
                    os.unlink(temporary, dir_fd=folder)
                    raise
                if _is_much(len(data)):
                    self._prune(folder)

    def _prune(self, folder: int) -> None:
        """Delete the least recently used entries until size and number are within bounds."""
        found = []
        for name in os.listdir(folder):
            with contextlib.suppress(OSError):  # another process deleted it
                entry = os.stat(name, dir_fd=folder, follow_symlinks=False)
                if name.startswith("."):
                    if time.time() - entry.st_mtime > _STALE_SECONDS:
                        os.unlink(name, dir_fd=folder)
                else:
                    found.append((entry.st_mtime, entry.st_size, name))
        room = self.max_total
        for place, (_, size, name) in enumerate(sorted(found, reverse=True)):
            room -= size
            if room < 0 or place >= MAX_FILES:
                with contextlib.suppress(OSError):
                    os.unlink(name, dir_fd=folder)


_unseen = PRUNE_EVERY  # so that the first entry of a process is followed by a look at all files


def _is_much(written: int) -> bool:
    """Whether this process has now written enough entries to look at all files again."""
    global _unseen
    _unseen += max(written, _LEAST)
    if _unseen < PRUNE_EVERY:
        return False
    _unseen = 0
    return True


def default_cache() -> DiskCache | None:
    """The cache of this user; None if it is switched off or cannot be private here."""
    setting = os.environ.get(VARIABLE, "")
    if setting == OFF or not hasattr(os, "geteuid"):
        return None
    if setting:
        if not Path(setting).is_absolute():
            raise UserError(
                f"{VARIABLE}={setting}: wanted an absolute path or '{OFF}'.\n"
                f"  Unset it to use ~/.cache/autograder."
            )
        return DiskCache(Path(setting))
    caches = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        return DiskCache(
            (caches if caches.is_absolute() else Path.home() / ".cache") / "autograder"
        )
    except RuntimeError:  # the user has no home folder
        return None


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """A folder that only this user may enter, read and change; OSError if it is not private."""
    descriptor = os.open(folder, _flags(*_FOLDER))
    try:
        if not _is_private(os.fstat(descriptor), stat.S_ISDIR):
            raise PermissionError(f"{folder}: not private")
        yield descriptor
    finally:
        os.close(descriptor)


def _is_private(entry: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    return is_kind(entry.st_mode) and entry.st_uid == os.geteuid() and not entry.st_mode & 0o077


def _checksum(name: str, data: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\0" + data).digest()


def _flags(*names: str) -> int:
    return sum(getattr(os, name) for name in names)
