"""The trusted side's interface to a child process: frames in and out, and its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from autograder.sandbox.protocol import Request
from autograder.sandbox.serialization import Frame

START_SECONDS = 30.0


class DeadlineExceededError(Exception):
    """Nothing arrived before the deadline."""


class ChildExitedError(Exception):
    """The child is dead; args[0] is the cause."""


class ChildConnection(Protocol):
    """One child, as seen from the trusted side."""

    def receive(self, deadline: float) -> Frame:
        """The next frame. Raises DeadlineExceededError, ChildExitedError or WireError."""

    def send(self, frame: bytes, deadline: float) -> None:
        """Send a frame. Raises DeadlineExceededError or ChildExitedError."""

    def end(self) -> int | None:
        """Kill whatever is left; return the exit status (-N: signal N) if it is known."""


Connect = Callable[[Request], ChildConnection]
