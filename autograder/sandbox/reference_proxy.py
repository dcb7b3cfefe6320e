"""What does the trusted side answer when student code asks it?

The arguments are the student's: they are plain data of bounded size, and what is done
with them has an end.
"""

from __future__ import annotations

import contextlib
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.sandbox.plain_data import to_plain
from autograder.sandbox.protocol import MAX_ASK_BYTES
from autograder.sandbox.serialization import pack

CPU_SECONDS = 2.0  # of one answer: a step count of 10**12 would take for ever


class _TimeLimitError(Exception):
    pass


def call_reference(function: Callable[..., Any], args: tuple[Any, ...]) -> bytes:
    """One call of a trusted stand-in on untrusted plain arguments, as a frame."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            with _bounded():
                value = function(*args)
            reply = pack("v", to_plain(value))
    except _TimeLimitError:
        return pack("e", "ValueError", "these arguments ask for more work than any exercise needs")
    except Exception as error:
        return pack("e", type(error).__name__, str(error)[:500])
    if len(reply) > 16 * MAX_ASK_BYTES:
        return pack("e", "ValueError", "the result is larger than any exercise needs")
    return reply


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    """Raise _TooLong inside after so much CPU time, where there are such timers."""
    can = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not can:
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(*_: Any) -> None:
    raise _TimeLimitError
