"""How is one function of a student called at a time?"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.models import Outcome, Unit
from autograder.sandbox.plain_data import to_plain
from autograder.sandbox.protocol import MAX_ASK_BYTES, Request, read_outcome
from autograder.sandbox.serialization import WireError, pack
from autograder.sandbox.supervisor import (
    Connect,
    Death,
    Gone,
    Link,
    Pass,
    Plan,
    Silence,
    State,
    blame,
    ending,
)

MAX_CALLS = 50_000


class Conversation:
    """A loaded child that answers calls; after its death every call says so."""

    def __init__(self, link: Link, plan: Plan, end: float) -> None:
        self.link = link
        self.plan = plan
        self.end = end
        self.calls = 0
        self.dead: Outcome | None = None

    def call(self, name: str, *args: Any) -> Outcome:
        """One call of the student's function `name`; the time limit is the exercise's."""
        if self.dead is not None:
            return self.dead
        self.calls += 1
        limits = self.plan.limits.get(name, self.plan.loading)
        deadline = self._deadline(limits.wall_seconds)
        try:
            if self.calls > MAX_CALLS:
                raise Silence
            self.link.send(pack("c", name, to_plain(args)), deadline)
            frame = self.link.receive(deadline)
            if frame.kind != "o" or len(frame.values) != 1:
                raise WireError("a frame out of turn")
            if frame.size > MAX_ASK_BYTES:  # the reference goes on with it
                raise WireError("an answer longer than any exercise needs")
            return read_outcome(frame.values[0])
        except (Silence, Gone, WireError, TypeError, ValueError) as end:
            return self._die(end)

    def _deadline(self, seconds: float) -> float:
        return min(time.monotonic() + seconds, self.end)

    def _die(self, end: Exception) -> Outcome:
        if isinstance(end, Silence):
            names: tuple[str, ...] = ("TimeoutError", "OSError")
            text = "did not answer in time"
        else:
            names, text = ("RuntimeError",), ending(self.link.end())
        self.dead = Outcome(raised=(*names, "Exception", "BaseException"), message=text)
        return self.dead


@contextlib.contextmanager
def converse(connect: Connect, plan: Plan, units: Sequence[Unit]) -> Iterator[Conversation]:
    """A conversation with a fresh child that has executed the units.

    A unit that hangs or kills it is left out, as in a run. Raises GraderError.
    """
    state = State(units, ["conversation"], time.monotonic() + plan.total_seconds)
    sources = tuple((unit.source, unit.origin) for unit in units)
    while True:
        skip = tuple(sorted(state.killers))
        request = Request(units=sources, skip=skip, careful=True, talk=True)
        link = connect(request)
        try:
            conversation = Conversation(link, plan, state.end)
            try:
                Pass(link, plan, state, request, {}).load()
            except Death as death:
                blame(state, death)
                if state.pending and time.monotonic() < state.end:
                    continue
                conversation.dead = Outcome(
                    raised=("RuntimeError", "Exception", "BaseException"), message=death.detail
                )
            yield conversation
            return
        finally:
            link.end()
