"""Which grades are already there, and how do they survive a crash?

Each grade is appended to OUT/journal.jsonl as it comes, under the digest of all
that it depends on, and synced. A run that is started again, after a kill or with
one mended exercise, takes what is still valid from there; results.jsonl is written
whole, sorted, and in one atomic step.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from autograder.errors import BusyError

JOURNAL = "journal.jsonl"
LOCK = ".lock"


class Journal:
    """The journal of one output folder, held by one run at a time."""

    def __init__(self, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.out = out
        self.path = out / JOURNAL
        self._lock = FileLock(str(out / LOCK))
        self._known: dict[str, str] = {}

    def __enter__(self) -> Journal:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise BusyError(
                f"{self.out}: another grade run is writing here.\n"
                "  Wait for it to end, or choose another --out."
            ) from None
        self._known = dict(self._read())
        self._file = self.path.open("ab")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        self._lock.release()

    def known(self, digest: str) -> str | None:
        """The result line recorded under this digest, if any."""
        return self._known.get(digest)

    def append(self, entries: Iterable[tuple[str, str]]) -> None:
        """Record (digest, line) pairs durably: after this returns a crash loses none."""
        for digest, line in entries:
            self._known[digest] = line
            record = json.dumps({"digest": digest, "line": line}, ensure_ascii=False)
            self._file.write(record.encode("utf-8", "backslashreplace") + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def compact(self, digests: Iterable[str]) -> None:
        """Forget what no current submission refers to, so that the file does not grow."""
        keep = {d: self._known[d] for d in digests if d in self._known}
        lines = [
            json.dumps({"digest": d, "line": line}, ensure_ascii=False) for d, line in keep.items()
        ]
        self._file.close()
        write_atomically(self.path, "".join(line + "\n" for line in lines))
        self._file = self.path.open("ab")
        self._known = keep

    def _read(self) -> Iterator[tuple[str, str]]:
        """All whole records; what a crash tore is cut off, and graded again."""
        if not self.path.exists():
            return
        good = 0
        with self.path.open("rb") as lines:
            for raw in lines:
                try:
                    record = json.loads(raw)
                    digest, line = record["digest"], record["line"]
                except (ValueError, TypeError, KeyError):
                    break
                if not raw.endswith(b"\n"):
                    break
                good += len(raw)
                yield digest, line
        if good < self.path.stat().st_size:
            with self.path.open("r+b") as file:
                file.truncate(good)


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
