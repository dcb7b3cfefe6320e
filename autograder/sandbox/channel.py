"""Frames over two file descriptors, on the child's side."""

from __future__ import annotations

import os
import time

from autograder.sandbox.serialization import HEADER, Frame, parse_body, parse_header

UNBOUNDED = 1 << 30  # the child trusts what it receives
FLUSH_SECONDS = 0.02
FLUSH_BYTES = 1 << 20
READ_BYTES = 1 << 16


class Channel:
    """Sends and receives frames. Unless step_by_step, small frames are sent in batches."""

    def __init__(self, read_fd: int, write_fd: int, step_by_step: bool = True) -> None:
        self.read_fd = read_fd
        self.write_fd = write_fd
        self.step_by_step = step_by_step
        self.waiting: list[bytes] = []
        self.size = 0
        self.flushed = time.monotonic()
        self.read = b""  # bytes received beyond the current frame

    def send(self, frame: bytes) -> None:
        self.waiting.append(frame)
        self.size += len(frame)
        if (
            self.step_by_step
            or self.size > FLUSH_BYTES
            or time.monotonic() - self.flushed > FLUSH_SECONDS
        ):
            self.flush()

    def flush(self) -> None:
        rest = memoryview(b"".join(self.waiting))
        self.waiting, self.size = [], 0
        while rest:
            rest = rest[os.write(self.write_fd, rest) :]
        self.flushed = time.monotonic()

    def receive(self) -> Frame:
        """The next frame; EOFError if the other side is gone."""
        kind, skeleton, data = parse_header(self._exactly(HEADER.size), UNBOUNDED, UNBOUNDED)
        return parse_body(kind, self._exactly(skeleton), self._exactly(data))

    def _exactly(self, size: int) -> bytes:
        while len(self.read) < size:
            piece = os.read(self.read_fd, max(READ_BYTES, min(size - len(self.read), 1 << 20)))
            if not piece:
                raise EOFError
            self.read += piece
        taken, self.read = self.read[:size], self.read[size:]
        return taken
