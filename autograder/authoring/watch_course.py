"""Prove a course again whenever one of its files is saved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from autograder.course.config_parts import COURSE_FILE
from autograder.errors import UserError

WATCH_SECONDS = 0.3  # between checks for changed files


def watch_course(root: Path, prove_again: Callable[[], int], pause: Callable[[float], None]) -> int:
    """Prove, and prove again whenever a file of the course is saved, until Ctrl+C.

    prove_again: its last result is returned.
    """
    code, seen = 0, None
    try:
        while True:
            now = _saved(root)
            if now != seen:
                seen = now
                try:
                    code = prove_again()
                except UserError as error:
                    print(error)
                    code = 4
            pause(WATCH_SECONDS)
    except KeyboardInterrupt:
        return code


def _saved(root: Path) -> list[tuple[str, int, int]]:
    """Name, time and size of every file that a proof depends on."""
    paths = [root / COURSE_FILE, *(root / "solutions").rglob("*.py")]
    paths += (root / "solutions").rglob("*.yaml")
    found = []
    for path in sorted(paths):
        with suppress(OSError):  # an editor may be replacing it right now
            stat = path.stat()
            found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return found
