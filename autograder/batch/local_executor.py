"""Run grading tasks on local worker processes.

An executor takes tasks and gives results as they come, in any order. A task only
supervises an isolated child, so it should always end; one that does not is ended. Every
executor makes its graders from the same factory, so the result does not depend on where it
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
    """All tasks in this process, one after another."""
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
    """Tasks on `workers` processes of this machine; a process that dies is replaced.

    chunk: so many tasks, at most, are given to a process at once.
    hanging_seconds: a process that is longer at one task is killed.

    A task at which a process died is tried again when all others are done, with nothing
    beside it: it may have been killed by what another task did to the machine.
    Yields (index of the task, its result or LostTask). Left early (Ctrl-C), it ends all
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
    """A grader of one function, which forked processes inherit."""

    work: Callable[[int], Any]

    def __call__(self, task: int) -> Any:
        try:
            return True, self.work(task)
        except Exception as error:
            return False, error

    def close(self) -> None:
        """Nothing is open."""


def parallel_map(work: Callable[[int], Any], count: int) -> Results:
    """`work(i)` for all i below `count`, on all processors; (i, its result) as they come.

    An error in one ends all. No task waits behind another while a process is idle.
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
    """Start this in a process of its own; gives what waits for its result.

    Left early, the process is ended. Raises as `parallel_map` does.
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
    """What a task of a `_FunctionWorker` gave; an error in it is raised here."""
    if isinstance(result, LostTask):
        raise GraderError(result.why)
    worked, value = result
    if not worked:
        raise value
    return value
