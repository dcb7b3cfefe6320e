"""Limit the time of an author's code (references, mutants, cases), and handle its errors.

The main thread of a Unix process is interrupted by a timer signal, which also ends waiting;
any other thread by an exception that Python raises at its next instruction.
"""

from __future__ import annotations

import ctypes
import dis
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Any, NoReturn

from autograder.errors import CourseError

_RAISE = dis.opmap["RAISE_VARARGS"]
AGAIN_SECONDS = 0.2  # after which code that swallows the exception gets it again
Refusal = Callable[[BaseException], CourseError]  # turns an exception of the code into ours


class TimeLimitExceeded(BaseException):
    """Raised inside code that runs too long; `except Exception` does not catch it."""


@dataclass
class TimeLimit:
    """Whether the time was up or Ctrl+C pressed, even if the code swallowed the exception."""

    seconds: float
    exceeded: bool = False
    interrupted: bool = False


@contextmanager
def time_limit(seconds: float) -> Iterator[TimeLimit]:
    """Interrupt the block after this time; it ends quietly, and the limit records it.

    Raises KeyboardInterrupt at the end if the code swallowed a real Ctrl+C: an interrupted
    answer is not an answer.
    """
    limit = TimeLimit(seconds)
    by_signal = (
        hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    )
    with suppress(TimeLimitExceeded), _alarm(limit) if by_signal else _thread_timer(limit):
        yield limit


@contextmanager
def author_code(seconds: float, refusal: Refusal, too_long: str) -> Iterator[None]:
    """Raise CourseError if the block fails; if it does not end in time, with text `too_long`."""
    with time_limit(seconds) as limit, no_hard_exit(), errors_refused(refusal):
        yield
    if limit.exceeded:
        raise CourseError(too_long)


@contextmanager
def errors_refused(refusal: Refusal) -> Iterator[None]:
    """Raise CourseError for whatever the code raises, even SystemExit, but not clock or Ctrl+C."""
    try:
        yield
    except BaseException as error:
        if not _raised_by_code(error):
            raise
        raise refusal(error) from error


def _raised_by_code(error: BaseException) -> bool:
    """Whether code raised it, rather than the clock or a real Ctrl+C.

    Ctrl+C interrupts anywhere; a KeyboardInterrupt of the code comes from a `raise`.
    """
    if not isinstance(error, KeyboardInterrupt):
        return not isinstance(error, TimeLimitExceeded)
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return last is not None and last.tb_frame.f_code.co_code[last.tb_lasti] == _RAISE


@contextmanager
def no_hard_exit() -> Iterator[None]:
    """Make `os._exit` an exception, so that no author's code ends the command silently."""

    def refused(status: int) -> NoReturn:
        raise SystemExit(status)

    before = os._exit
    os._exit = refused
    try:
        yield
    finally:
        os._exit = before


@contextmanager
def _alarm(limit: TimeLimit) -> Iterator[None]:
    armed = True

    def interrupt(*_: Any) -> None:
        if armed:
            limit.exceeded = True
            raise TimeLimitExceeded

    def note_interrupt(number: int, frame: FrameType | None) -> None:
        limit.interrupted = True
        signal.default_int_handler(number, frame)

    handles_interrupt = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    before = signal.signal(signal.SIGALRM, interrupt)
    if handles_interrupt:
        signal.signal(signal.SIGINT, note_interrupt)
    signal.setitimer(signal.ITIMER_REAL, limit.seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if handles_interrupt:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if limit.interrupted:
            raise KeyboardInterrupt


@contextmanager
def _thread_timer(limit: TimeLimit) -> Iterator[None]:
    thread = threading.get_ident()
    done = threading.Event()
    lock = threading.Lock()  # so that nothing is raised after the block has ended

    def watch() -> None:
        wait = limit.seconds
        while not done.wait(wait):
            wait = AGAIN_SECONDS
            with lock:
                if not done.is_set():
                    limit.exceeded = True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(thread), ctypes.py_object(TimeLimitExceeded)
                    )

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            done.set()
