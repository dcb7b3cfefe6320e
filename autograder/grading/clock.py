"""The clock of a submission: it times both the submitted code and the judging of it.

Whatever is not judged when the time is up never counts as right. If the submission's own code
used most of the time, the verdicts known so far stand and the rest is not examined; otherwise
the trusted side was too slow, which is an internal error, not a zero.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from autograder.errors import GraderError
from autograder.models import CodeUnit, Transcript
from autograder.sandbox import Sandbox

OWN_SHARE = 0.5  # of the time; a submission whose code took this much used it up itself


class GraderTimeUpError(GraderError):
    """The time is up, and the trusted side was too slow."""


class SubmissionTimeUpError(Exception):
    """The time is up, and the submission's own code has used it."""


class Clock:
    """The time of one submission, shared by both of its files and all of its runs.

    end: when the time is up, on the clock `now`. own: seconds spent running its code.
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
        """The transcript of `Sandbox.run`, which ends when the time is up.

        Raises GraderTimeUpError if earlier judging has left too little time for the run.
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
        """Raise GraderTimeUpError or SubmissionTimeUpError if the time is up."""
        if self.left > 0:
            return
        if not self._is_own():
            raise self._too_slow()
        self.cut = True
        raise SubmissionTimeUpError

    @contextmanager
    def judging(self) -> Iterator[None]:
        """Make `check_time` use this clock."""
        mark = _current.set(self)
        try:
            yield
        finally:
            _current.reset(mark)

    def _is_own(self) -> bool:
        return self.own >= OWN_SHARE * self.seconds

    def _too_slow(self) -> GraderTimeUpError:
        return GraderTimeUpError(
            f"judging did not end within the {self.seconds:g} s of a submission, of which its "
            f"own code used {self.own:.1f} s.\n"
            "  Grade it again when the machine is less busy, or with a larger total_seconds "
            "in course.yaml."
        )


_current: ContextVar[Clock | None] = ContextVar("clock", default=None)


def check_time() -> None:
    """Raise GraderTimeUpError or SubmissionTimeUpError if the current submission's time is up."""
    clock = _current.get()
    if clock is not None:
        clock.check()


def seconds_left(most: float) -> float:
    """The seconds left to judge the current submission, but at most `most`."""
    clock = _current.get()
    return most if clock is None else max(0.001, min(most, clock.left))
