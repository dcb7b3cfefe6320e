"""The warm worker inside bubblewrap, which forks for each submission.

Python and NumPy are loaded once; each submission gets a fork of this process. It never
reads a submission itself: the fork does, over its own socket, behind its walls.
The messages on the control socket (descriptor 0):

    from the parent   i + descriptor   read your setup from it
                      g + descriptor   fork for one submission that uses it
                      k                end the fork
    to the parent     r                ready
                      x + status       the fork is dead and reaped (os.waitpid's status)
                      e + text         no fork could be made
"""

from __future__ import annotations

import array
import contextlib
import gc
import importlib
import linecache
import os
import select
import signal
import site
import socket
import struct
import sys
import tempfile
from dataclasses import dataclass

import numpy as np

from autograder.models import CaseInput
from autograder.sandbox import namespaces
from autograder.sandbox.channel import Channel
from autograder.sandbox.imports import restrict_imports
from autograder.sandbox.limits import Limits
from autograder.sandbox.protocol import (
    ExerciseSpec,
    Request,
    pack_request,
    read_exercises,
    read_request,
)
from autograder.sandbox.rlimits import (
    mapped_bytes,
    set_hard_limits,
    set_process_limit,
    set_soft_limits,
)
from autograder.sandbox.runner import MODULE, hide_package, serve
from autograder.sandbox.serialization import pack, unpack
from autograder.sandbox.values import add_course_adapters, use_only

# What students import most: in a fork, every submission would pay for the import.
_PRELOAD = (
    *("numpy.random", "numpy.linalg", "numpy.fft", "numpy.ma", "math", "random", "statistics"),
    *("collections", "itertools", "functools", "operator", "copy", "time", "dataclasses"),
    *("typing", "re", "json", "string", "decimal", "fractions"),
)
_WARM_UNIT = """
import numpy as np

g = 1.5

def f(x, y, z):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True)) / np.sum(x, axis=0)
    w = np.asarray(y, dtype=float) * z
    v = np.where(w > 0, np.log(w), np.clip(w, 0, 1)) + np.mean(x) + np.std(x) + x @ w[:2]
    m = np.ones((64, 64)) @ np.ones((64, 64))  # BLAS sets up its buffer
    return e, {"m": m[0, 0], "v": [float(np.sqrt(abs(w[0])))], "w": v.T.copy()}
"""
_STATUS = struct.Struct("<ci")


@dataclass(frozen=True)
class WorkerConfig:
    """What is the same for every fork."""

    exercises: dict[str, ExerciseSpec]
    loading: Limits
    program: bytes
    without: tuple[str, ...]
    mapped: int
    user: int
    group: int
    given: tuple[tuple[str, str], ...] = ()

    @property
    def all_limits(self) -> list[Limits]:
        return [self.loading, *(exercise.limits for exercise in self.exercises.values())]


def main() -> None:
    control = socket.socket(fileno=os.dup(0))
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    setting = _set_up(control)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.close(null)
    gc.collect()
    gc.freeze()
    control.send(b"r")
    while True:
        message, fd = _receive(control)
        if not message:  # the parent has closed its end
            os._exit(0)
        if message[:1] != b"g" or fd is None:
            continue  # "k" for a fork that has just exited
        try:
            child = namespaces.fork(setting.without)
        except OSError as error:
            os.close(fd)
            control.send(b"e" + str(error).encode())
            continue
        if child == 0:
            _submission(fd, setting)
        os.close(fd)
        control.send(_STATUS.pack(b"x", _watch(control, child)))


def _set_up(control: socket.socket) -> WorkerConfig:
    _, fd = _receive(control)
    assert fd is not None
    channel = Channel(fd, fd)
    exercises, loading, setup = read_exercises(channel.receive())
    program, user, without = channel.receive().values
    os.close(fd)
    sys.path.pop(0)  # the entry for our own modules
    site.setquit()
    for name in _PRELOAD:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    _import_once(setup.modules)
    if setup.adapters:
        add_course_adapters(setup.adapters, "values.py")
    hide_package()
    restrict_imports(MODULE, setup.packages, setup.importable)
    if user is not None and "root" not in without:
        namespaces.drop_root(user)
    _warm_up()
    program_bytes = bytes.fromhex(program)
    return WorkerConfig(
        exercises,
        loading,
        program_bytes,
        without,
        mapped_bytes(),
        os.getuid(),
        os.getgid(),
        setup.given,
    )


def _import_once(modules: tuple[str, ...]) -> None:
    """Import what the whole class needs. A library may need a folder, and there is none yet."""
    make = tempfile.mkdtemp
    tempfile.mkdtemp = lambda *args, **options: namespaces.SCRATCH  # type: ignore[assignment,unused-ignore]
    try:
        use_only(modules)
    finally:
        tempfile.mkdtemp = make


class _NullWriter(Channel):
    """A channel that drops what is sent."""

    def flush(self) -> None:
        self.waiting, self.size = [], 0


def _warm_up() -> None:
    """Grade something small a few times, so that forks start warm.

    Python specializes code as it runs, and NumPy builds tables on first use.
    """
    request = Request(units=((_WARM_UNIT, "warm-up"),), names=("f", "g"))
    cases = (CaseInput((np.ones((3, 2)), [1.0, 2.0], 0.5)),)
    exercises = {
        "f": ExerciseSpec("function", cases * 10, Limits()),
        "g": ExerciseSpec("variable", cases, Limits()),
    }
    for _ in range(10):
        serve(_NullWriter(-1, -1, step_by_step=False), request, exercises, Limits(), lambda _: None)
        unpack(pack_request(request))
    sys.modules.pop(MODULE, None)
    linecache.clearcache()


def _submission(fd: int, setting: WorkerConfig) -> None:
    """The fork: behind its walls it reads its request, runs it, and exits."""
    try:
        if "descriptors" not in setting.without:
            fd = os.dup2(fd, 3)  # in place of the control socket
            os.closerange(4, 256)
        channel = Channel(fd, fd)
        try:
            scratch_mb = max(limits.file_mb for limits in setting.all_limits)
            namespaces.enter_isolation(setting.user, setting.group, scratch_mb, setting.without)
            request = read_request(channel.receive())
            channel.step_by_step = request.step_by_step
            set_hard_limits(setting.all_limits, setting.mapped, setting.without)
            if "processes" not in setting.without:
                set_process_limit(setting.all_limits)
            if "seccomp" not in setting.without:
                namespaces.load_seccomp(setting.program)
        except Exception as error:
            channel.send(pack("g", f"{type(error).__name__}: {error}"))
            return
        with contextlib.suppress(EOFError, BrokenPipeError):
            serve(
                channel,
                request,
                setting.exercises,
                setting.loading,
                lambda limits: set_soft_limits(limits, setting.mapped, setting.without),
                setting.given,
            )
    finally:
        os._exit(0)


def _watch(control: socket.socket, child: int) -> int:
    """Wait for the fork to end, which the parent may demand."""
    pidfd = os.pidfd_open(child)
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    poll.register(control, select.POLLIN)
    try:
        while True:
            ready = [fd for fd, _ in poll.poll()]
            if pidfd not in ready:
                message, _ = _receive(control)
                os.kill(child, signal.SIGKILL)
                if not message:
                    os._exit(0)  # the parent is gone; everything in here ends with us
                poll.unregister(control)
                continue
            return os.waitpid(child, 0)[1]
    finally:
        os.close(pidfd)


def _receive(control: socket.socket) -> tuple[bytes, int | None]:
    space = socket.CMSG_SPACE(array.array("i").itemsize)
    message, extra, _, _ = control.recvmsg(4096, space)
    for _, _, data in extra:
        return message, array.array("i", data)[0]
    return message, None


if __name__ == "__main__":
    main()
