"""Start, use and stop one warm worker.

The parent talks to the worker over a control socket that no student code ever holds,
and to each fork over its own socket.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Collection
from pathlib import Path

from autograder.errors import GraderError, IsolationError
from autograder.sandbox.attempt import SandboxPlan
from autograder.sandbox.bwrap_command import bwrap_command, user_of_worker
from autograder.sandbox.child_connection import (
    START_SECONDS,
    ChildExitedError,
    DeadlineExceededError,
)
from autograder.sandbox.protocol import Request, pack_exercises, pack_request
from autograder.sandbox.seccomp import compile_filter
from autograder.sandbox.serialization import (
    HEADER,
    Frame,
    WireError,
    pack,
    parse_body,
    parse_header,
)

GRACE_SECONDS = 0.2  # for a fork that has answered everything to exit
LEAVE_SECONDS = 0.5  # for an idle worker to exit
KILL_SECONDS = 10.0
_CHUNK = 1 << 18


class WorkerLostError(GraderError):
    """The warm worker itself is gone; a new worker can do the same work again."""


class Worker:
    """A bubblewrap process with the warm worker in it."""

    def __init__(self, bwrap: Path, plan: SandboxPlan, without: Collection[str] = ()) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.link: SocketLink | None = None
        self.pidfd: int | None = None
        info_read, info_write = os.pipe()
        with tempfile.TemporaryFile() as self.errors, theirs:
            try:
                with bwrap_command(
                    bwrap, info_write, (*plan.setup.packages, *plan.setup.modules), without
                ) as (arguments, fds):
                    self.process = subprocess.Popen(
                        arguments,
                        stdin=theirs.fileno(),
                        stdout=subprocess.DEVNULL,
                        stderr=self.errors,
                        pass_fds=fds,
                    )
            except OSError as error:
                os.close(info_read)
                self.control.close()
                raise IsolationError(f"{bwrap} does not run: {error}") from None
            finally:
                os.close(info_write)
            theirs.close()
            try:
                self._hold(info_read)
                self._set_up(plan, without)
            except BaseException:
                self.close()
                raise

    def fork(self, request: Request) -> SocketLink:
        """A fresh fork that has received its request. Raises WorkerLostError or GraderError.

        A worker handles one fork at a time: two would get each other's messages.
        """
        if self.link is not None and not self.link.ended:
            raise GraderError("a submission is still running in the sandbox's worker")
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self.control, [b"g"], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise WorkerLostError(f"the sandbox's worker is gone: {error}") from None
        link = self.link = SocketLink(self, ours)
        try:
            link.send(pack_request(request), time.monotonic() + START_SECONDS)
        except (DeadlineExceededError, ChildExitedError):
            link.end()
            raise GraderError("the sandbox did not take its work") from None
        return link

    def message(self, seconds: float) -> bytes | None:
        """The worker's next message; None if none comes in time. Raises WorkerLostError."""
        self.control.settimeout(max(0.0, seconds))
        try:
            message = self.control.recv(4096)
        except (TimeoutError, BlockingIOError):
            return None
        except OSError as error:
            raise WorkerLostError(f"the sandbox's worker is gone: {error}") from None
        if not message:
            raise WorkerLostError("the sandbox's worker is gone")
        return message

    def kill_fork(self) -> None:
        with contextlib.suppress(OSError):  # `message` notices a worker that is gone
            self.control.send(b"k")

    def close(self) -> None:
        """End everything inside, and return only when it is dead and reaped."""
        self.control.close()
        if self.pidfd is not None:
            poll = select.poll()
            poll.register(self.pidfd, select.POLLIN)
            # A closed control socket tells it to exit. Killing it would lose what the kernel
            # knows about the CPU time of all its forks.
            if not poll.poll(LEAVE_SECONDS * 1000):
                with contextlib.suppress(OSError):
                    signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
                poll.poll(KILL_SECONDS * 1000)
            os.close(self.pidfd)
            self.pidfd = None
        else:
            self.process.kill()
        try:
            self.process.wait(KILL_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _hold(self, info_read: int) -> None:
        """Get a handle on the first process inside: killing it kills everything inside."""
        with open(info_read, "rb") as pipe:
            if not select.select([pipe], [], [], START_SECONDS)[0]:
                raise GraderError("bubblewrap did not start")
            reply = pipe.read()
        try:
            self.pidfd = os.pidfd_open(json.loads(reply)["child-pid"])
        except (ValueError, KeyError, OSError):
            raise IsolationError(f"bubblewrap refused: {self._complaint()}") from None

    def _set_up(self, plan: SandboxPlan, without: Collection[str]) -> None:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                socket.send_fds(self.control, [b"i"], [theirs.fileno()])
            ours.settimeout(START_SECONDS)
            program = b"" if "seccomp" in without else compile_filter()
            try:
                every = plan.exercises(list(plan.cases))
                ours.sendall(pack_exercises(every, plan.loading, plan.setup))
                ours.sendall(pack("s", program.hex(), user_of_worker(), tuple(without)))
            except OSError:
                raise IsolationError(f"the worker did not start: {self._complaint()}") from None
        try:
            message = self.message(START_SECONDS)
        except WorkerLostError:
            raise IsolationError(f"the worker did not start: {self._complaint()}") from None
        if message != b"r":
            raise GraderError(f"the sandbox's worker did not start: {message!r}")

    def _complaint(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(1)
        self.errors.seek(0)
        return self.errors.read()[-2000:].decode("utf-8", "replace").strip() or "no output"


class SocketLink:
    """One fork of the worker, and the socket to it."""

    def __init__(self, worker: Worker, sock: socket.socket) -> None:
        self.worker = worker
        self.socket = sock
        self.buffer = bytearray()
        self.patient = True
        self.ended = False
        self.status: int | None = None
        self.oom_kills = _oom_kills()

    def receive(self, deadline: float) -> Frame:
        try:
            kind, skeleton, data = parse_header(self._exactly(HEADER.size, deadline))
            body = self._exactly(skeleton + data, deadline)
            return parse_body(kind, body[:skeleton], body[skeleton:])
        except (DeadlineExceededError, WireError):
            self.patient = False
            raise

    def send(self, frame: bytes, deadline: float) -> None:
        try:
            self.socket.settimeout(max(0.001, deadline - time.monotonic()))
            self.socket.sendall(frame)
        except TimeoutError:
            self.patient = False
            raise DeadlineExceededError from None
        except OSError:
            raise ChildExitedError from None

    def end(self) -> int | None:
        """Make sure that no process of the submission lives; return its exit status.

        Raises WorkerLostError if the worker is gone, which is not the student's fault.
        """
        if self.ended:
            return self.status
        self.ended = True
        self.socket.close()
        message = self.worker.message(GRACE_SECONDS) if self.patient else None
        killed = message is None
        if message is None:
            self.worker.kill_fork()
            message = self.worker.message(KILL_SECONDS)
        if message is None:
            self.worker.close()
            raise WorkerLostError("the sandbox's worker did not end a submission")
        if message[:1] == b"e":
            raise GraderError(f"no process for a submission: {message[1:].decode()}")
        status = os.waitstatus_to_exitcode(int.from_bytes(message[1:5], "little", signed=True))
        if status == -signal.SIGKILL and not killed and _oom_kills() > self.oom_kills:
            raise GraderError("this machine ran out of memory while it graded")
        # As process 1 it exits by itself on these signals (see `namespaces`).
        self.status = (
            -status if status in (signal.SIGABRT, signal.SIGTERM, signal.SIGXCPU) else status
        )
        return self.status

    def _exactly(self, size: int, deadline: float) -> bytes:
        while len(self.buffer) < size:
            left = deadline - time.monotonic()
            if left <= 0:
                raise DeadlineExceededError
            self.socket.settimeout(left)
            try:
                piece = self.socket.recv(_CHUNK)
            except TimeoutError:
                raise DeadlineExceededError from None
            except OSError as error:
                raise ChildExitedError(str(error)) from None
            if not piece:
                raise ChildExitedError("it closed its socket")
            self.buffer += piece
        taken = bytes(self.buffer[:size])
        del self.buffer[:size]
        return taken


def _oom_kills() -> int:
    """How many processes this machine has killed for lack of memory since it started."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/vmstat").read_text().splitlines():
            if line.startswith("oom_kill "):
                return int(line.split()[1])
    return 0
