"""How is one function of a student called at a time?"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.models import CallResult, CodeUnit
from autograder.sandbox.plain_data import to_plain
from autograder.sandbox.protocol import MAX_ASK_BYTES, Request, read_outcome
from autograder.sandbox.serialization import WireError, pack
from autograder.sandbox.supervisor import (
    Attempt,
    ChildConnection,
    ChildDiedError,
    ChildExitedError,
    Connect,
    DeadlineExceededError,
    RunState,
    SandboxPlan,
    attribute_failure,
    describe_exit,
)

MAX_CALLS = 50_000


class Session:
    """A loaded child that answers calls; after its death every call says so."""

    def __init__(self, link: ChildConnection, plan: SandboxPlan, end: float) -> None:
        self.link = link
        self.plan = plan
        self.end = end
        self.calls = 0
        self.dead: CallResult | None = None

    def call(self, name: str, *args: Any) -> CallResult:
        """One call of the student's function `name`; the time limit is the exercise's."""
        if self.dead is not None:
            return self.dead
        self.calls += 1
        limits = self.plan.limits.get(name, self.plan.loading)
        deadline = self._deadline(limits.wall_seconds)
        try:
            if self.calls > MAX_CALLS:
                raise DeadlineExceededError
            self.link.send(pack("c", name, to_plain(args)), deadline)
            frame = self.link.receive(deadline)
            if frame.kind != "o" or len(frame.values) != 1:
                raise WireError("a frame out of turn")
            if frame.size > MAX_ASK_BYTES:  # the reference goes on with it
                raise WireError("an answer longer than any exercise needs")
            return read_outcome(frame.values[0])
        except (DeadlineExceededError, ChildExitedError, WireError, TypeError, ValueError) as end:
            return self._die(end)

    def _deadline(self, seconds: float) -> float:
        return min(time.monotonic() + seconds, self.end)

    def _die(self, end: Exception) -> CallResult:
        if isinstance(end, DeadlineExceededError):
            names: tuple[str, ...] = ("TimeoutError", "OSError")
            text = "did not answer in time"
        else:
            names, text = ("RuntimeError",), describe_exit(self.link.end())
        self.dead = CallResult(exception_mro=(*names, "Exception", "BaseException"), message=text)
        return self.dead


@contextlib.contextmanager
def open_session(
    connect: Connect, plan: SandboxPlan, units: Sequence[CodeUnit]
) -> Iterator[Session]:
    """A conversation with a fresh child that has executed the units.

    A unit that hangs or kills it is left out, as in a run. Raises GraderError.
    """
    state = RunState(units, ["conversation"], time.monotonic() + plan.total_seconds)
    sources = tuple((unit.source, unit.origin) for unit in units)
    while True:
        skip = tuple(sorted(state.fatal_exercises))
        request = Request(units=sources, skip=skip, step_by_step=True, session=True)
        link = connect(request)
        try:
            conversation = Session(link, plan, state.end)
            try:
                Attempt(link, plan, state, request, {}).load()
            except ChildDiedError as death:
                attribute_failure(state, death)
                if state.pending and time.monotonic() < state.end:
                    continue
                conversation.dead = CallResult(
                    exception_mro=("RuntimeError", "Exception", "BaseException"),
                    message=death.detail,
                )
            yield conversation
            return
        finally:
            link.end()
