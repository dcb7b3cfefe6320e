"""The child that answers in place of a student's function, started by `reference_process`.

It runs the author's code outside the sandbox, but on a student's arguments: memory and time
are bounded, and a call that exceeds them ends only this process.
"""

from __future__ import annotations

import contextlib
import inspect
import itertools
import os
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.sandbox.channel import Channel
from autograder.sandbox.limits import Limits
from autograder.sandbox.plain_data import deep_copy, holds_argument_only, to_plain
from autograder.sandbox.rlimits import mapped_bytes, set_soft_limits
from autograder.sandbox.serialization import pack

MEMORY_MB = 96  # beyond what Python and NumPy need
SECONDS = 2.0  # for one answer: a step count of 10**12 would never end
MAX_ARGUMENTS = 16  # of one call; their shapes are compared in pairs
MAX_ELEMENTS = 1_000_000  # in the result of two arguments combined
MAX_REPLY_BYTES = 256 << 10
TOO_MUCH = "these arguments ask for more work than any exercise needs"
TOO_LARGE = "the result is larger than any exercise needs"


def main() -> None:
    read_fd, write_fd = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    np.ones((64, 64)) @ np.ones((64, 64))  # BLAS sets up its buffer
    channel = Channel(read_fd, write_fd)
    with contextlib.suppress(EOFError, BrokenPipeError):
        functions = _load(channel.receive().values[0])
        limits = Limits(cpu_seconds=10**7, memory_mb=MEMORY_MB)
        set_soft_limits(limits, mapped_bytes())
        channel.send(pack("r"))
        while True:
            name, args = channel.receive().values
            channel.send(_answer(functions.get(name), args))
    os._exit(0)


def _load(sources: dict[str, str]) -> dict[str, Callable[..., Any]]:
    functions = {}
    for name, source in sources.items():
        space: dict[str, Any] = {"np": np, "__name__": "reference"}
        exec(compile(source, f"<reference {name}>", "exec", dont_inherit=True), space)
        functions[name] = space[name]
    return functions


def _answer(function: Callable[..., Any] | None, args: Any) -> bytes:
    """The answer to one call on untrusted plain arguments, as a frame."""
    if function is None:
        return pack("e", "NotImplementedError", "there is no reference of this name")
    if len(args) > MAX_ARGUMENTS:
        return pack("e", "TypeError", f"{len(args)} arguments are more than a function takes")
    try:
        with _bounded(), warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            if _grows(args) or holds_argument_only(args):  # a function would be a student's code
                return pack("e", "ValueError", TOO_MUCH)
            reply = pack("v", to_plain(function(*deep_copy(args[: _taken(function)]))))
    except MemoryError:
        return pack("e", "ValueError", TOO_MUCH)
    except Exception as error:
        return pack("e", type(error).__name__, str(error)[:500])
    return reply if len(reply) <= MAX_REPLY_BYTES else pack("e", "ValueError", TOO_LARGE)


def _taken(function: Callable[..., Any]) -> int:
    """How many arguments it takes; a student's function may take more, such as a guard."""
    parameters = inspect.signature(function).parameters.values()
    if any(each.kind is each.VAR_POSITIONAL for each in parameters):
        return MAX_ARGUMENTS
    return sum(each.kind is not each.KEYWORD_ONLY for each in parameters)


def _grows(args: tuple[Any, ...]) -> bool:
    """Whether two arguments give something large when broadcast or multiplied."""
    shapes = [np.shape(arg) for arg in args if isinstance(arg, (list, tuple, np.ndarray))]
    for one, other in itertools.product(shapes, repeat=2):
        sizes = [np.prod(one[:-1] + other[1:], dtype=float)]
        with contextlib.suppress(ValueError):
            sizes.append(np.prod(np.broadcast_shapes(one, other), dtype=float))
        if max(sizes) > MAX_ELEMENTS:
            return True
    return False


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    """End this process if the block takes too long: no exception stops a loop in C."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        return
    timer = threading.Timer(SECONDS, os._exit, (1,))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
