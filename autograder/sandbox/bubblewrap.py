"""How is student code kept from files, network and neighbours on Linux?"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from autograder.errors import IsolationError
from autograder.records import Transcript, Unit
from autograder.sandbox import Isolation, StandIns, Student
from autograder.sandbox.supervisor import Plan


class BubblewrapSandbox:
    """Not built yet."""

    isolation: Isolation = "bubblewrap"

    def __init__(self, plan: Plan) -> None:
        raise IsolationError("bubblewrap is not built yet; choose --isolation process")

    def run(
        self, units: Sequence[Unit], names: Sequence[str], stand_ins: StandIns | None = None
    ) -> Transcript:
        raise NotImplementedError

    @contextlib.contextmanager
    def talk(self, units: Sequence[Unit]) -> Iterator[Student]:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError
