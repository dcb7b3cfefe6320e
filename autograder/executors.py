"""Where does a batch run?

An executor takes tasks and gives results as they come, in any order. A task only
supervises an isolated child, so it always ends. Every executor makes its graders from the same
recipe, so the result does not hang on where it was made.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol, TypeVar

from autograder.errors import GraderError

Task = TypeVar("Task")
CHUNK = 4
MAX_BREAKS = 3  # pools lost in a row before we give up


class Grader(Protocol):
    """Grades one task after another; holds a warm sandbox."""

    def __call__(self, task: Any, /) -> Any: ...

    def close(self) -> None: ...


class Recipe(Protocol):
    """Makes a grader where it is to run."""

    def __call__(self) -> Grader: ...


def run_here(recipe: Recipe, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
    """All tasks in this process, one after another."""
    grader = recipe()
    try:
        for index, task in enumerate(tasks):
            yield index, grader(task)
    finally:
        grader.close()


def run_local(recipe: Recipe, tasks: Sequence[Task], workers: int) -> Iterator[tuple[int, Any]]:
    """Tasks on `workers` processes of this machine; a process that dies is replaced.

    Yields (index of the task, its result). Raises GraderError if processes keep dying.
    """
    if workers <= 1 or len(tasks) <= 1:
        yield from run_here(recipe, tasks)
        return
    waiting = dict(enumerate(tasks))
    breaks = 0
    while waiting:
        try:
            for index, result in _one_pool(recipe, waiting, workers):
                del waiting[index]
                breaks = 0
                yield index, result
        except BrokenProcessPool as error:
            breaks += 1
            if breaks >= MAX_BREAKS:
                raise GraderError(
                    f"grading processes died {breaks} times in a row; "
                    f"{len(waiting)} submissions are not graded.\n"
                    "  Is there enough memory? Try again with fewer --workers: "
                    "what is graded stays."
                ) from error


def _one_pool(recipe: Recipe, tasks: dict[int, Any], workers: int) -> Iterator[tuple[int, Any]]:
    # fork: the children inherit what the recipe has computed. Threads are not running yet.
    context = multiprocessing.get_context("fork")
    indices = list(tasks)
    chunks = [indices[i : i + CHUNK] for i in range(0, len(indices), CHUNK)]
    pool = ProcessPoolExecutor(
        min(workers, len(chunks)), context, initializer=_begin, initargs=(recipe,)
    )
    try:
        yield from _drain(pool, chunks, tasks, workers)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _drain(
    pool: ProcessPoolExecutor, chunks: list[list[int]], tasks: dict[int, Any], workers: int
) -> Iterator[tuple[int, Any]]:
    """Keep few chunks in flight, so that a million tasks do not wait in memory."""
    rest = iter(chunks)
    flying: set[Future[list[tuple[int, Any]]]] = set()
    for chunk in rest:
        flying.add(pool.submit(_grade_chunk, [(i, tasks[i]) for i in chunk]))
        if len(flying) < 2 * workers:
            continue
        done, flying = wait(flying, return_when=FIRST_COMPLETED)
        for future in done:
            yield from future.result()
    while flying:
        done, flying = wait(flying, return_when=FIRST_COMPLETED)
        for future in done:
            yield from future.result()


_grader: Grader | None = None


def _begin(recipe: Callable[[], Grader]) -> None:
    """In a new process: make its grader. Ctrl-C is the parent's to handle."""
    global _grader
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _grader = recipe()


def _grade_chunk(tasks: Iterable[tuple[int, Any]]) -> list[tuple[int, Any]]:
    assert _grader is not None
    return [(index, _grader(task)) for index, task in tasks]
