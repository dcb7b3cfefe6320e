"""The one clock of a submission: its own code, and the trusted side's judging of it.

What is not judged when the time is up is never counted as right. Whose time it was decides
the rest: if the submission's own code has used most of it, what is known stands and the rest
is not examined; else the trusted side was too slow, which is an internal error and no zero.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from autograder.errors import GraderError
from autograder.models import CodeUnit, Transcript
from autograder.sandbox import Sandbox

OWN_SHARE = 0.5  # of the time; a submission that used as much has used it up itself


class OutOfTimeError(GraderError):
    """The time is up, and the trusted side was too slow."""


class OwnTimeUpError(Exception):
    """The time is up, and the submission's own code has used it."""


class Clock:
    """The time of one submission, with both of its files and all of its runs.

    end: when, by `now`, the time is up. own: seconds that runs of its code took.
    cut: whether something was left unexamined because its code used up the time.
    """

    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self.now = now
        self.end = now() + seconds
        self.own = 0.0
        self.cut = False

    @property
    def left(self) -> float:
        return self.end - self.now()

    def run(
        self,
        sandbox: Sandbox,
        units: Sequence[CodeUnit],
        names: Sequence[str],
        stand_ins: Sequence[str] | frozenset[str] = (),
    ) -> Transcript:
        """What `Sandbox.run` gives until the time is up.

        Raises OutOfTimeError if the judging before it has left the run too little time.
        """
        began = self.now()
        try:
            transcript = sandbox.run(units, names, stand_ins, self.end)
        finally:
            self.own += self.now() - began
        timed_out = any(answer.status == "timeout" for answer in transcript.answers.values())
        if timed_out and self.left <= 0 and not self._is_own():
            raise self._too_slow()
        return transcript

    def check(self) -> None:
        """Raise OutOfTimeError or OwnTimeUpError if the time is up."""
        if self.left > 0:
            return
        if not self._is_own():
            raise self._too_slow()
        self.cut = True
        raise OwnTimeUpError

    @contextmanager
    def judging(self) -> Iterator[None]:
        """Have `check_time` look at this clock."""
        mark = _current.set(self)
        try:
            yield
        finally:
            _current.reset(mark)

    def _is_own(self) -> bool:
        return self.own >= OWN_SHARE * self.seconds

    def _too_slow(self) -> OutOfTimeError:
        return OutOfTimeError(
            f"judging did not end within the {self.seconds:g} s of a submission, of which its "
            f"own code used {self.own:.1f} s.\n"
            "  Grade it again when the machine is less busy, or with a larger total_seconds "
            "in course.yaml."
        )


_current: ContextVar[Clock | None] = ContextVar("clock", default=None)


def check_time() -> None:
    """Raise OutOfTimeError or OwnTimeUpError if the time of the submission in hand is up."""
    clock = _current.get()
    if clock is not None:
        clock.check()


def seconds_left(most: float) -> float:
    """What is left to judge the submission in hand, at most this."""
    clock = _current.get()
    return most if clock is None else max(0.001, min(most, clock.left))
