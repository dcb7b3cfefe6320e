"""Scratch folders of "process" sandboxes, and removal of abandoned ones.

A scratch folder is locked as long as its creator lives. One without a lock is abandoned, and
removed when the next child is started. Nothing heavy is imported here (see `process_spawn`).
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import time

try:
    import fcntl
except ImportError:  # Windows: folders of killed processes stay
    fcntl = None  # type: ignore[assignment]

_PREFIX = "autograder-scratch-"
_NAME = re.compile(rf"{_PREFIX}[a-z0-9_]{{8}}")
_YOUNG_SECONDS = 60.0  # its creator may be about to lock it


class Scratch:
    """An empty private folder, removed by `remove` or when its creator ends."""

    def __init__(self) -> None:
        self.path = tempfile.mkdtemp(prefix=_PREFIX)
        self.owner = os.getpid()
        self.lock = _lock(self.path)

    def remove(self) -> None:
        """Remove it, unless this is a process forked from its creator."""
        if os.getpid() != self.owner:
            return
        shutil.rmtree(self.path, ignore_errors=True)
        lock, self.lock = self.lock, None
        if lock is not None:
            os.close(lock)


def sweep() -> None:
    """Remove this user's abandoned scratch folders."""
    if fcntl is None:
        return
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as found:
        for entry in found:
            if _NAME.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    _sweep(entry)


def _sweep(entry: os.DirEntry[str]) -> None:
    info = entry.stat(follow_symlinks=False)
    old = time.time() - info.st_ctime > _YOUNG_SECONDS
    if entry.is_dir(follow_symlinks=False) and info.st_uid == os.getuid() and old:
        lock = _lock(entry.path)
        if lock is not None:
            shutil.rmtree(entry.path, ignore_errors=True)
            os.close(lock)


def _lock(path: str) -> int | None:
    """A descriptor that locks the folder; None if it is already locked or cannot be locked."""
    if fcntl is None:
        return None
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(folder)
        return None
    return folder
