"""Run grading tasks on a Dask cluster.

Submissions are sent to Dask workers in chunks, as bytes; each worker thread has a grading
process with its own warm sandbox, made from the course's files (`cluster_worker`). Results
come back here, to one writer. A worker that dies, hangs or joins late costs only time.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import pickle
import time
import zlib
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from autograder.batch.cluster_worker import SupervisorLost, grade_chunk
from autograder.batch.submission_grader import GraderRecipe
from autograder.batch.worker_pool import LostTask
from autograder.errors import GraderError, UserError, install_extra

CHUNK = 16
CHUNKS_PER_THREAD = 2  # chunks in flight for each thread
CONNECT_SECONDS = 15
POLL_SECONDS = 0.5
FETCH_SECONDS = 30.0  # the most that finished results may take to arrive
HANGING_SECONDS = 300.0  # a chunk that takes longer is given to another worker as well


def run_dask(
    recipe: GraderRecipe,
    serialize: Callable[[Any], Any],
    tasks: Sequence[Any],
    scheduler: str | None,
    workers: int = 0,
    hanging_seconds: float = HANGING_SECONDS,
) -> Iterator[tuple[int, Any]]:
    """Run tasks on a Dask cluster's workers; without an address, on a cluster on this machine.

    recipe: of graders; can be pickled, and needs no file on this machine.
    serialize: turns a task into one that can be pickled.
    Yields (index of the task, its result or LostTask). Raises UserError if there is no cluster.
    """
    distributed = _distributed()
    with contextlib.ExitStack() as stack:
        if scheduler is None:
            cluster = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=workers or None, threads_per_worker=1, dashboard_address=None
                )
            )
            client = stack.enter_context(distributed.Client(cluster, set_as_default=False))
        else:
            try:
                client = stack.enter_context(
                    distributed.Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
                )
            except (OSError, ValueError) as error:
                raise UserError(
                    f"{scheduler}: no Dask scheduler answers there ({type(error).__name__}).\n"
                    "  Start one: dask scheduler, and on each machine: dask worker ADDRESS"
                ) from error
        yield from _Run(client, recipe, serialize, tasks, hanging_seconds).results()


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise UserError(f"--executor dask needs Dask: {install_extra('dask')}") from error


class _Run:
    """All chunks; each is given to at least one worker until its results are here."""

    def __init__(
        self,
        client: Any,
        recipe: GraderRecipe,
        serialize: Callable[[Any], Any],
        tasks: Sequence[Any],
        hanging_seconds: float,
    ) -> None:
        self.client, self.serialize, self.tasks = client, serialize, tasks
        self.hanging_seconds = hanging_seconds
        # Sent with every chunk: kept by one worker for all, it would be lost with that worker.
        self.recipe = zlib.compress(pickle.dumps(recipe))
        self.name = hashlib.sha256(self.recipe).hexdigest()
        size = max(1, min(CHUNK, len(tasks) // 8))
        self.waiting = deque(
            tuple(range(i, min(i + size, len(tasks)))) for i in range(0, len(tasks), size)
        )
        self.in_flight: dict[Any, tuple[tuple[int, ...], float]] = {}
        self.suspects: deque[int] = deque()  # tasks during which workers died
        self.alone: int | None = None  # the suspect that is being tried on its own
        self.done: set[int] = set()

    def results(self) -> Iterator[tuple[int, Any]]:
        wait = _distributed().wait
        while len(self.done) < len(self.tasks):
            self._submit()
            with contextlib.suppress(TimeoutError), self.client.as_current():
                wait(list(self.in_flight), timeout=POLL_SECONDS, return_when="FIRST_COMPLETED")
            for future in [each for each in self.in_flight if each.done()]:
                yield from self._collect(future)
            self._resubmit_hanging()
        self.client.cancel(list(self.in_flight))

    def _submit(self) -> None:
        threads = sum(self.client.nthreads().values()) or 1
        while self.waiting and len(self.in_flight) < CHUNKS_PER_THREAD * threads:
            self._send(self.waiting.popleft())
        if self.suspects and not self.in_flight:
            self.alone = self.suspects.popleft()
            self._send((self.alone,))

    def _send(self, indices: tuple[int, ...], workers: list[str] | None = None) -> None:
        chunk = [(i, self.serialize(self.tasks[i])) for i in indices]
        future = self.client.submit(
            grade_chunk,
            self.name,
            self.recipe,
            chunk,
            pure=False,
            workers=workers,
            allow_other_workers=workers is not None,
        )
        self.in_flight[future] = (indices, time.monotonic())

    def _collect(self, future: Any) -> Iterator[tuple[int, Any]]:
        killed = _distributed().KilledWorker
        indices, _ = self.in_flight.pop(future)
        fresh = [i for i in indices if i not in self.done]
        if future.status == "finished":
            try:
                found = future.result(timeout=min(FETCH_SECONDS, self.hanging_seconds))
            except TimeoutError:  # the worker hangs although it has the results
                holding = {at for held in self.client.who_has([future]).values() for at in held}
                self._resubmit(tuple(fresh), holding)
                return
            for index, result in found:
                if index not in self.done:
                    self.done.add(index)
                    yield index, result
            return
        error = future.exception() if future.status == "error" else None
        if error is not None and not isinstance(error, (killed, SupervisorLost)):
            if isinstance(error, (UserError, GraderError)):
                raise error
            raise GraderError(f"a Dask worker failed: {type(error).__name__}: {error}") from error
        # Several workers in a row died with this chunk. Another task on the same worker may be
        # the cause, so each task is tried on its own when all others are done.
        for index in fresh:
            if index == self.alone:
                self.done.add(index)
                yield index, LostTask(f"the Dask workers that graded it died: {error}")
            else:
                self.suspects.append(index)

    def _resubmit_hanging(self) -> None:
        """Give a hanging chunk to another worker as well; the first answer counts."""
        now = time.monotonic()
        late = {
            f: i for f, (i, since) in self.in_flight.items() if now - since > self.hanging_seconds
        }
        if not late or (self.waiting and len(late) < len(self.in_flight)):
            return
        busy = {
            key: address
            for address, keys in self.client.processing().items()
            for key in map(str, keys)
        }
        hanging = {busy[f.key] for f in late if f.key in busy}
        for future, indices in late.items():
            self.in_flight[future] = (indices, now)  # not again at once
            self._resubmit(tuple(i for i in indices if i not in self.done), hanging)

    def _resubmit(self, indices: tuple[int, ...], hanging: Collection[str]) -> None:
        """Give these to workers that do not hang; if there are none, they wait."""
        others = [each for each in self.client.nthreads() if each not in hanging]
        if indices and others:
            self._send(indices, others)
        elif indices:
            self.waiting.append(indices)
