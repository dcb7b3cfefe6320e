"""Sandbox in bubblewrap: no files, no network, no other processes (Linux).

One bubblewrap per sandbox holds one warm worker, which forks for each submission.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from autograder.errors import GraderError, IsolationError
from autograder.models import CodeUnit, Transcript
from autograder.sandbox import Isolation
from autograder.sandbox.attempt import SandboxPlan
from autograder.sandbox.bwrap_command import find_bwrap
from autograder.sandbox.protocol import Request
from autograder.sandbox.reference_process import ReferenceProcess
from autograder.sandbox.supervisor import supervise, try_once
from autograder.sandbox.unavailable import NO_BWRAP, unavailable_message, wrong_machine
from autograder.sandbox.worker_client import SocketLink, Worker, WorkerLostError


class BubblewrapSandbox:
    """One warm worker, replaced when it is lost."""

    isolation: Isolation = "bubblewrap"

    def __init__(self, plan: SandboxPlan, _without: Collection[str] = ()) -> None:
        self.plan = plan
        self.total_seconds = plan.total_seconds
        self.references = ReferenceProcess(plan.references)
        self._without = tuple(_without)
        self._worker: Worker | None = None
        self._choose()

    def run(
        self,
        units: Sequence[CodeUnit],
        names: Sequence[str],
        stand_ins: Collection[str] = (),
        end: float | None = None,
    ) -> Transcript:
        def run() -> Transcript:
            return supervise(
                self._connect,
                self.plan,
                units,
                names,
                stand_ins,
                self.references,
                end,
                step_by_step=False,
            )

        try:
            return run()
        except WorkerLostError:
            self._drop_worker()
            return run()

    def close(self) -> None:
        self.references.close()
        self._drop_worker()

    def _drop_worker(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _choose(self) -> None:
        """Keep the first bubblewrap that really isolates here, and its worker."""
        wrong = wrong_machine()
        found = [] if wrong else find_bwrap()
        problems = [wrong or NO_BWRAP] if not found else []
        for bwrap in found:
            self._bwrap = bwrap
            try:
                self._try()
            except IsolationError as refusal:
                problems.append(f"{bwrap}: {refusal}")
            else:
                return
        raise IsolationError(unavailable_message(problems, found))

    def _try(self) -> None:
        """Start a worker and make it fork once."""
        self._start()
        try:
            try_once(self._connect, self.plan)
        except GraderError as error:
            self.close()
            raise IsolationError(str(error)) from None

    def _start(self) -> Worker:
        self._worker = Worker(self._bwrap, self.plan, self._without)
        return self._worker

    def _connect(self, request: Request) -> SocketLink:
        worker = self._worker or self._start()
        try:
            return worker.fork(request)
        except WorkerLostError:  # it died between two submissions
            self._drop_worker()
            return self._start().fork(request)
