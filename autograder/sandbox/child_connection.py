"""What the trusted side sees of a child process: frames in and out, its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from autograder.sandbox.protocol import Request
from autograder.sandbox.serialization import Frame

START_SECONDS = 30.0


class DeadlineExceededError(Exception):
    """Nothing came before the deadline."""


class ChildExitedError(Exception):
    """The child is dead; args[0] is the cause."""


class ChildConnection(Protocol):
    """One child, from the trusted side."""

    def receive(self, deadline: float) -> Frame:
        """The next frame. Raises DeadlineExceededError, ChildExitedError or WireError."""

    def send(self, frame: bytes, deadline: float) -> None:
        """Raises DeadlineExceededError or ChildExitedError."""

    def end(self) -> int | None:
        """Kill all that is left; gives the exit status (-N: signal N) if it is known."""


Connect = Callable[[Request], ChildConnection]
