"""Fork worker processes, give them tasks, and replace them when they die.

`WorkerPool.run` yields results as they arrive. A task that kills several processes in a row is
given up as `LostTask`; a process that spends too long on one task is killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import math
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from autograder.errors import GraderError, KitError

Results = Generator[tuple[int, Any], None, None]  # index of a task, and its result
MAX_DEATHS = 3  # of processes working on one task, before it is given up
_READY = -1  # instead of a task's number: the grader has been made
POLL_SECONDS = 5.0
STOP_SECONDS = 1.0  # for a process to end its sandbox before it is killed
_PR_SET_PDEATHSIG = 1


class Grader(Protocol):
    """Grades one task after another; has a warm sandbox."""

    def __call__(self, task: Any, /) -> Any: ...

    def close(self) -> None: ...


class WorkerFactory(Protocol):
    """Makes a grader in the process in which it will run."""

    def __call__(self) -> Grader: ...


@dataclass(frozen=True)
class LostTask:
    """Replaces a result: all processes that worked on the task died."""

    why: str


class _Process:
    """One grading process, the pipe to it, and the tasks given to it."""

    def __init__(self, factory: WorkerFactory, others: Sequence[Connection]) -> None:
        # fork: the child inherits what the factory has computed. No threads are running yet.
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.hand: list[int] = []
        self.since = 0.0  # when its current task began, by time.monotonic()
        self.ready = False
        self.process: BaseProcess = context.Process(
            target=_serve, args=(factory, theirs, [self.pipe, *others], os.getpid()), daemon=True
        )
        self.process.start()
        theirs.close()

    def ended(self) -> str:
        self.pipe.close()
        self.process.join()
        return f"exit code {self.process.exitcode}"


class WorkerPool:
    def __init__(
        self,
        factory: WorkerFactory,
        tasks: Sequence[Any],
        workers: int,
        chunk: int,
        hanging_seconds: float = math.inf,
    ) -> None:
        self.factory = factory
        self.tasks: Mapping[int, Any] | Sequence[Any] = tasks
        chunks = max(1, min(chunk, len(tasks) // (4 * workers)))
        self.waiting = deque(
            list(range(i, min(i + chunks, len(tasks)))) for i in range(0, len(tasks), chunks)
        )
        self.deaths: dict[int, int] = {}
        self.processes: dict[Any, _Process] = {}
        self.wanted = min(workers, len(self.waiting))
        self.suspects: deque[int] = deque()  # tasks during which a process died
        self.stillborn = 0  # processes in a row that died before they were ready
        self.ever_ready = False
        self.hanging_seconds = hanging_seconds

    def run(self) -> Results:
        while self.waiting or self.suspects or self._busy():
            if not self.waiting and not self._busy():
                self.waiting.append([self.suspects.popleft()])
            self.fill()
            for pipe in wait(list(self.processes), min(POLL_SECONDS, self.hanging_seconds)):
                yield from self._hear(pipe)
            self._end_hanging()

    def more(self, tasks: Mapping[int, Any]) -> Results:
        """Run other tasks after `run` has ended: one at a time, in a single process."""
        self.tasks = tasks
        self.waiting.extend([index] for index in tasks)
        self.wanted = 1
        return self.run()

    def fill(self) -> None:
        """Start missing processes, and give each idle one something to do."""
        while len(self.processes) < min(self.wanted, len(self.waiting) + self._busy()):
            new = _Process(self.factory, list(self.processes))
            self.processes[new.pipe] = new
        for each in self.processes.values():
            if not each.hand and self.waiting:
                self._give(each)

    def stop(self) -> None:
        """End all processes and what they have started, promptly, whatever they are doing."""
        processes = list(self.processes.values())
        for each in processes:
            each.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for each in processes:
            each.process.join(max(0.0, deadline - time.monotonic()))
            if each.process.is_alive():
                each.process.kill()
                each.process.join()
            each.pipe.close()
        self.processes.clear()

    def _end_hanging(self) -> None:
        """Kill processes that take too long for one task; their end is noticed like any other."""
        now = time.monotonic()
        for each in self.processes.values():
            if each.hand and each.ready and now - each.since > self.hanging_seconds:
                each.process.kill()

    def _busy(self) -> int:
        return sum(bool(each.hand) for each in self.processes.values())

    def _give(self, each: _Process) -> None:
        each.hand, each.since = self.waiting.popleft(), time.monotonic()
        with contextlib.suppress(OSError):  # it is dead: the end of its pipe shows it
            each.pipe.send([(index, self.tasks[index]) for index in each.hand])

    def _hear(self, pipe: Any) -> Results:
        each = self.processes[pipe]
        try:
            number, result = pipe.recv()
        except (EOFError, OSError):
            del self.processes[pipe]
            yield from self._replace_dead(each)
            return
        if number is None:
            if not self.ever_ready:
                raise result
            return  # its end is noticed next, as that of one that was never ready
        if number == _READY:
            each.ready = self.ever_ready = True
            each.since = time.monotonic()
            self.stillborn = 0
            return
        each.hand.remove(number)
        each.since = time.monotonic()
        yield number, result

    def _replace_dead(self, each: _Process) -> Results:
        """Replace a dead process. Its task may be the cause, and is tried again on its own."""
        how = each.ended()
        if not each.ready:
            if each.hand:
                self.waiting.appendleft(each.hand)
            self.stillborn += 1
            if self.stillborn > MAX_DEATHS * self.wanted:
                yield from self._give_up(how)
            return
        self.waiting.extend([index] for index in each.hand[1:])
        for index in each.hand[:1]:
            self.deaths[index] = self.deaths.get(index, 0) + 1
            if self.deaths[index] < MAX_DEATHS:
                self.suspects.append(index)
            else:
                why = f"{MAX_DEATHS} grading processes died at it (the last: {how})"
                yield index, LostTask(why)

    def _give_up(self, how: str) -> Results:
        """Report the remaining tasks as lost: no process gets as far as its first task any more."""
        text = (
            f"grading processes keep dying before they are ready ({how}).\n"
            "  Is there enough memory? Try again with fewer --workers: finished grades are kept."
        )
        if not self.ever_ready:
            raise GraderError(text)
        left = [*(index for hand in self.waiting for index in hand), *self.suspects]
        self.waiting.clear()
        self.suspects.clear()
        for index in left:
            yield index, LostTask(text)


def _serve(factory: WorkerFactory, pipe: Connection, others: list[Any], parent: int) -> None:
    """In a new process: make its grader, then grade tasks. The parent handles Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent)
    for other in others:  # otherwise a sibling's pipe would not close when its process dies
        other.close()
    gc.freeze()  # inherited objects are not garbage; scanning them would copy all their memory
    grader: Grader | None = None
    try:
        try:
            grader = factory()
        except KitError as error:
            pipe.send((None, error))
            return
        pipe.send((_READY, None))
        while True:
            for index, task in pipe.recv():
                pipe.send((index, grader(task)))
    except (EOFError, ConnectionError, SystemExit):
        pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if grader is not None:
            grader.close()


def end_with(parent: int) -> None:
    """Exit cleanly on SIGTERM, and let the kernel send it when the parent dies."""

    def leave(*_: object) -> None:
        raise SystemExit

    signal.signal(signal.SIGTERM, leave)
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit
