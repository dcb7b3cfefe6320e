"""Run grading tasks on local worker processes.

An executor takes tasks and yields results as they arrive, in any order. A task only
supervises an isolated child, so it should always end; one that does not is killed. Every
executor makes its graders from the same factory, so a result does not depend on where it
was made.
"""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from autograder.batch.worker_pool import LostTask, Results, WorkerFactory, WorkerPool
from autograder.errors import GraderError

Task = TypeVar("Task")
CHUNK = 4


def run_inline(factory: WorkerFactory, tasks: Sequence[Task]) -> Results:
    """Run all tasks in this process, one after another."""
    grader = factory()
    try:
        for index, task in enumerate(tasks):
            yield index, grader(task)
    finally:
        grader.close()


def run_local(
    factory: WorkerFactory,
    tasks: Sequence[Task],
    workers: int,
    chunk: int = CHUNK,
    hanging_seconds: float = math.inf,
) -> Results:
    """Run tasks on `workers` processes of this machine; a process that dies is replaced.

    chunk: the most tasks given to a process at once.
    hanging_seconds: a process that spends longer on one task is killed.

    A task during which a process died is tried again on its own when all others are done:
    the cause may be what another task did to the machine.
    Yields (index of the task, its result or LostTask). If left early (Ctrl-C), it ends all
    processes within two seconds. Raises GraderError if no process can be started.
    """
    if not hasattr(os, "fork"):
        yield from run_inline(factory, tasks)
        return
    pool = WorkerPool(factory, tasks, max(1, workers), chunk, hanging_seconds)
    try:
        yield from pool.run()
    finally:
        pool.stop()


@dataclass(frozen=True)
class _FunctionWorker:
    """A grader that calls one function, which forked processes inherit."""

    work: Callable[[int], Any]

    def __call__(self, task: int) -> Any:
        try:
            return True, self.work(task)
        except Exception as error:
            return False, error

    def close(self) -> None:
        """Do nothing, since nothing is open."""


def parallel_map(work: Callable[[int], Any], count: int) -> Results:
    """Run `work(i)` for all i below `count` on all processors; yield (i, its result) as they end.

    An error in one ends all. No task waits for another while a process is idle.
    """
    worker = _FunctionWorker(work)
    done = run_local(lambda: worker, range(count), os.cpu_count() or 1, chunk=1)
    try:
        for index, result in done:
            yield index, _value(result)
    finally:
        done.close()


@contextlib.contextmanager
def in_background(work: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Start this in a separate process; yields a function that waits for its result.

    If left early, it ends the process. Raises as `parallel_map` does.
    """
    if not hasattr(os, "fork"):
        yield work
        return
    worker = _FunctionWorker(lambda _: work())
    pool = WorkerPool(lambda: worker, range(1), 1, 1)

    def result() -> Any:
        (_, done), *_ = pool.run()
        return _value(done)

    try:
        pool.fill()
        yield result
    finally:
        pool.stop()


def _value(result: Any) -> Any:
    """The result of a `_FunctionWorker`'s task; an error in it is raised here."""
    if isinstance(result, LostTask):
        raise GraderError(result.why)
    worked, value = result
    if not worked:
        raise value
    return value
