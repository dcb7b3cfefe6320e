"""How is student code kept from files, network and neighbours on Linux?

One bubblewrap per sandbox holds one warm worker, which forks for each submission.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from autograder.errors import GraderError, IsolationError
from autograder.models import CodeUnit, Transcript
from autograder.sandbox import Isolation, StandIns, StudentFunctions
from autograder.sandbox.bwrap_command import find_bwrap
from autograder.sandbox.protocol import Request
from autograder.sandbox.rpc import open_session
from autograder.sandbox.supervisor import SandboxPlan, supervise
from autograder.sandbox.unavailable import no_bwrap, unavailable_message, wrong_machine
from autograder.sandbox.worker_client import SocketLink, Worker, WorkerLostError


class BubblewrapSandbox:
    """One warm worker, replaced when it is lost."""

    isolation: Isolation = "bubblewrap"

    def __init__(
        self, plan: SandboxPlan, preload: Sequence[str] = (), _without: Collection[str] = ()
    ) -> None:
        self.plan = plan
        self.preload = tuple(preload)
        self._without = tuple(_without)
        self._worker: Worker | None = None
        self._bwrap = self._choose()

    def run(
        self, units: Sequence[CodeUnit], names: Sequence[str], stand_ins: StandIns | None = None
    ) -> Transcript:
        try:
            return supervise(self._connect, self.plan, units, names, stand_ins, step_by_step=False)
        except WorkerLostError:
            self.close()
            return supervise(self._connect, self.plan, units, names, stand_ins, step_by_step=False)

    @contextlib.contextmanager
    def open_session(self, units: Sequence[CodeUnit]) -> Iterator[StudentFunctions]:
        with open_session(self._connect, self.plan, units) as student:
            yield student

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _choose(self) -> Path:
        """The first bubblewrap that really isolates here; its worker is kept."""
        wrong = wrong_machine()
        found = [] if wrong else find_bwrap()
        problems = [wrong or no_bwrap()] if not found else []
        for bwrap in found:
            try:
                self._bwrap = bwrap
                self._try()
            except IsolationError as refusal:
                problems.append(f"{bwrap}: {refusal}")
            else:
                return bwrap
        raise IsolationError(unavailable_message(problems, found))

    def _try(self) -> None:
        """Start a worker and have it fork once."""
        self._start()
        try:
            with self.open_session([]):
                pass
        except GraderError as error:
            self.close()
            raise IsolationError(str(error)) from None

    def _start(self) -> Worker:
        self._worker = Worker(self._bwrap, self.plan, self.preload, self._without)
        return self._worker

    def _connect(self, request: Request) -> SocketLink:
        worker = self._worker or self._start()
        try:
            return worker.fork(request)
        except WorkerLostError:  # it died between two submissions
            self.close()
            return self._start().fork(request)
