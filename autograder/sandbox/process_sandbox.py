"""Sandbox in a plain child process, for any operating system.

This works wherever Python does and starts fast; the self-check uses it. It keeps
expected answers out of the student's reach, and ends code that hangs, but it does not
keep student code away from files or the network.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import threading
import time
from collections.abc import Collection, Sequence
from typing import IO

from autograder.errors import GraderError
from autograder.models import CodeUnit, Transcript
from autograder.sandbox import Isolation
from autograder.sandbox.attempt import SandboxPlan
from autograder.sandbox.child_connection import (
    START_SECONDS,
    ChildExitedError,
    DeadlineExceededError,
)
from autograder.sandbox.process_spawn import Child, read_exactly, spawn
from autograder.sandbox.protocol import Request, pack_exercises, pack_request
from autograder.sandbox.reference_process import ReferenceProcess
from autograder.sandbox.serialization import HEADER, Frame, WireError, parse_body, parse_header
from autograder.sandbox.supervisor import supervise


class ProcessSandbox:
    """A fresh `python` per pass.

    ready: a child that is already started, for the first pass.
    """

    isolation: Isolation = "process"

    def __init__(self, plan: SandboxPlan, ready: Child | None = None) -> None:
        self.plan = plan
        self.total_seconds = plan.total_seconds
        self.references = ReferenceProcess(plan.references)
        self.ready = ready

    def run(
        self,
        units: Sequence[CodeUnit],
        names: Sequence[str],
        stand_ins: Collection[str] = (),
        end: float | None = None,
    ) -> Transcript:
        return supervise(self._connect, self.plan, units, names, stand_ins, self.references, end)

    def close(self) -> None:
        """Does nothing: every pass has cleaned up after itself."""
        self.references.close()
        ready, self.ready = self.ready, None
        if ready is not None:
            ready.discard()

    def _connect(self, request: Request) -> ProcessLink:
        ready, self.ready = self.ready, None
        link = ProcessLink(ready or spawn())
        try:
            deadline = time.monotonic() + START_SECONDS
            exercises = self.plan.exercises(request.names)
            link.send(pack_exercises(exercises, self.plan.loading, self.plan.setup), deadline)
            link.send(pack_request(request), deadline)
        except (DeadlineExceededError, ChildExitedError) as error:
            link.end()
            raise GraderError(f"the sandbox's process did not start: {error!r}") from None
        return link


class ProcessLink:
    """A child `python` and the two pipes to it."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.process = child.process
        self.frames: queue.Queue[Frame | Exception] = queue.Queue(maxsize=64)
        self.ended = False
        self.gone = False
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def receive(self, deadline: float) -> Frame:
        try:
            item = self.frames.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise DeadlineExceededError from None
        if isinstance(item, Exception):
            raise item
        return item

    def send(self, frame: bytes, deadline: float) -> None:
        # A child that does not read would block the write forever, so a timer ends it.
        timer = threading.Timer(max(0.0, deadline - time.monotonic()), self.process.kill)
        timer.start()
        try:
            assert self.process.stdin is not None
            self.process.stdin.write(frame)
            self.process.stdin.flush()
        except (OSError, ValueError):
            raise (
                DeadlineExceededError if time.monotonic() >= deadline else ChildExitedError
            )() from None
        finally:
            timer.cancel()

    def end(self) -> int | None:
        """Kill, reap, remove the scratch folder. Its own death comes first."""
        if self.ended:
            return self.process.returncode
        self.ended = True
        if self.gone:
            _await_exit(self.process)
        self.child.kill()
        self.process.wait()
        with contextlib.suppress(OSError, ValueError):
            assert self.process.stdin is not None
            self.process.stdin.close()
        while self.reader.is_alive():
            with contextlib.suppress(queue.Empty):
                self.frames.get(timeout=0.05)
        self.child.scratch.remove()
        return self.process.returncode

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as pipe:
            while True:
                try:
                    item: Frame | Exception = _frame(pipe)
                except WireError as error:
                    item = error
                except (EOFError, OSError, ValueError) as error:
                    item = ChildExitedError(str(error))
                self.gone = isinstance(item, Exception)
                self.frames.put(item)
                if isinstance(item, Exception):
                    return


def _frame(pipe: IO[bytes]) -> Frame:
    kind, skeleton, data = parse_header(read_exactly(pipe, HEADER.size))
    return parse_body(kind, read_exactly(pipe, skeleton), read_exactly(pipe, data))


def _await_exit(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that has closed its pipe to exit: its own status is the most telling.

    If possible it is not reaped yet, so that the id of its group is not reused.
    """
    if not hasattr(os, "waitid"):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1)
        return
    for _ in range(100):
        if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return
        time.sleep(0.01)
