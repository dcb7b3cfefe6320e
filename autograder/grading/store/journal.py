"""Crash-safe journal of finished grades, OUT/journal.jsonl.

Each grade is appended and synced as soon as it is finished, under the submission's digest and
with the fingerprints of the exercises that judged it. A run that is started again, after a kill
or a fixed exercise, reuses what is still valid; results.jsonl is written in full, sorted, in
one atomic step.

The lines stay in the file: only their positions are held in memory.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from autograder.errors import BusyError
from autograder.files import atomic_open, make_folder, os_errors_as_user_error

JOURNAL = "journal.jsonl"
LOCK = ".lock"

# For each exercise, a hash of what its verdict depends on besides the submission.
Fingerprints = Mapping[str, str]


class _Span(NamedTuple):
    offset: int
    length: int
    exam: int


class Journal:
    """The journal of one output folder, held by one run at a time."""

    def __init__(self, out: Path) -> None:
        make_folder(out)
        self.out = out
        self.path = out / JOURNAL
        self._lock = FileLock(str(out / LOCK))
        self._places: dict[str, _Span] = {}
        self._exams: list[Fingerprints] = []
        self._end = 0

    def __enter__(self) -> Journal:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise BusyError(
                f"{self.out}: another grade run is writing here.\n"
                "  Wait for it to end, or choose another --out."
            ) from None
        except OSError:  # a read-only disk, a stray folder
            with os_errors_as_user_error(self.out / LOCK):
                raise
        try:
            with os_errors_as_user_error(self.path):
                for leftover in self.out.glob(".*.jsonl.*"):  # from a run that was killed
                    leftover.unlink()
                self._read()
                self._file = self.path.open("a+b")
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # everything appended is already synced
            self._file.close()
        self._lock.release()

    def cached_result(self, digest: str) -> str | None:
        """The result line recorded under this digest, if any."""
        place = self._places.get(digest)
        return None if place is None else str(self._record(place)["line"])

    def fingerprints(self, digest: str) -> Fingerprints:
        """The fingerprints with which that line was recorded."""
        place = self._places.get(digest)
        return {} if place is None or place.exam < 0 else self._exams[place.exam]

    def digests_of(self, lines: Iterable[str]) -> list[str]:
        """The digests under which these result lines are recorded."""
        wanted = {sha256(line.encode("utf-8")).digest() for line in lines}
        return [
            digest
            for digest in (self._places if wanted else ())
            if sha256(str(self.cached_result(digest)).encode("utf-8")).digest() in wanted
        ]

    def append(
        self, entries: Iterable[tuple[str, str]], fingerprints: Fingerprints | None = None
    ) -> None:
        """Record (digest, line) pairs durably: after this returns, a crash loses none.

        UserError if the disk is full; earlier records stay.
        """
        with os_errors_as_user_error(self.path):
            records: list[bytes] = []
            known = len(self._exams)
            exam = self._fingerprint_set_id(fingerprints or {}, records)
            places = []
            end = self._end + sum(map(len, records))
            for digest, line in entries:
                records.append(_line({"digest": digest, "exam": exam, "line": line}))
                places.append((digest, _Span(end, len(records[-1]), exam)))
                end += len(records[-1])
            try:
                self._file.write(b"".join(records))
                self._file.flush()
                os.fsync(self._file.fileno())
            except OSError:
                self._abandon()
                del self._exams[known:]
                raise
            self._end = end
            self._places.update(places)

    def compact(self, digests: Iterable[str]) -> None:
        """Drop records that no current submission refers to, so that the file does not grow."""
        keep = {digest: self._places[digest] for digest in digests if digest in self._places}
        if len(keep) == len(self._places) and self._end < 2 * sum(p.length for p in keep.values()):
            return
        with os_errors_as_user_error(self.path):
            with atomic_open(self.path) as file:
                for fingerprints in self._exams:
                    file.write(_line({"stamps": fingerprints}))
                for place in keep.values():
                    self._file.seek(place.offset)
                    file.write(self._file.read(place.length))
            self._file.close()
            self._places, self._exams, self._end = {}, [], 0
            self._read()
            self._file = self.path.open("a+b")

    def _fingerprint_set_id(self, fingerprints: Fingerprints, records: list[bytes]) -> int:
        """The number of this set of fingerprints, which is written once for all its lines."""
        if not fingerprints:
            return -1
        if fingerprints not in self._exams:
            self._exams.append(dict(fingerprints))
            records.append(_line({"stamps": fingerprints}))
        return self._exams.index(fingerprints)

    def _record(self, place: _Span) -> Any:
        self._file.seek(place.offset)
        return json.loads(self._file.read(place.length))

    def _abandon(self) -> None:
        """Cut off a record that was only partly written, and discard the buffer with it."""
        with contextlib.suppress(OSError):
            self._file.close()  # which first writes as much of the buffer as there is room for
        self._file = self.path.open("a+b")
        with contextlib.suppress(OSError):
            os.ftruncate(self._file.fileno(), self._end)

    def _read(self) -> None:
        """Find all complete records; a truncated one is cut off, and its work graded again."""
        if not self.path.exists():
            return
        with self.path.open("rb") as lines:
            for raw in lines:
                try:
                    if not raw.endswith(b"\n"):
                        break
                    self._note(json.loads(raw), len(raw))
                except (ValueError, TypeError, KeyError):
                    break
                self._end += len(raw)
        if self._end < self.path.stat().st_size:
            with self.path.open("r+b") as file:
                file.truncate(self._end)

    def _note(self, record: Any, length: int) -> None:
        if "stamps" in record:
            self._exams.append(record["stamps"])
            return
        digest, exam, _ = record["digest"], record.get("exam", -1), record["line"]
        if not -1 <= exam < len(self._exams):
            raise ValueError("fingerprints that are not there")
        self._places[digest] = _Span(self._end, length, exam)


def _line(record: Mapping[str, Any]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace") + b"\n"
