"""Time limits for student code that runs in the notebook's own kernel.

Where threads can be started, one of them interrupts the main thread, as the kernel's stop
button does. In a browser Python has no threads: there the clock is read within the running
code, at every backward jump and every call.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

REPEAT_SECONDS = 1.0  # until code that caught the interrupt is interrupted again
_TOOL_ID = 4  # for sys.monitoring; the debugger, coverage tool and profiler have 0 to 2
_FAST_SECONDS = 0.005  # events closer together than this are not timed one by one
_MAX_STRIDE = 64
_Handler = Callable[[int, FrameType | None], Any] | int


class KernelTimeLimit:
    """A limit that is never reached; the base class of real ones.

    in_student_code: set while the student's function runs, so that `TracingTimeLimit` does not
    interrupt our own clean-up after it.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.in_student_code = False

    def __enter__(self) -> None:
        """Start the clock."""

    def __exit__(self, *_: object) -> None:
        """Stop the clock."""

    def reached(self) -> bool:
        return False


def kernel_time_limit(seconds: float) -> KernelTimeLimit:
    """The kind of limit that works in this Python; only the main thread can be interrupted."""
    if threading.current_thread() is not threading.main_thread():
        return KernelTimeLimit(seconds)
    return ThreadTimeLimit(seconds) if can_start_threads() else TracingTimeLimit(seconds)


def can_start_threads() -> bool:
    """Whether this Python has threads; a browser's has not."""
    thread = threading.Thread(target=int)
    try:
        thread.start()
    except RuntimeError:
        return False
    thread.join()
    return True


class ThreadTimeLimit(KernelTimeLimit):
    """Interrupts the main thread when the time is up, and every second after that.

    Once is not enough for a loop that catches everything.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self._reached = False
        self._handler_before: _Handler | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._interrupt, daemon=True)

    def __enter__(self) -> None:
        # If SIGINT is ignored, as in a shell's background job, no interrupt would arrive.
        if signal.getsignal(signal.SIGINT) in (signal.SIG_IGN, signal.SIG_DFL):
            self._handler_before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()
        if self._handler_before is not None:
            signal.signal(signal.SIGINT, self._handler_before)

    def reached(self) -> bool:
        return self._reached

    def _interrupt(self) -> None:
        wait = self.seconds
        while not self._stopped.wait(wait):
            self._reached = True
            _thread.interrupt_main()
            wait = REPEAT_SECONDS


class TracingTimeLimit(KernelTimeLimit):
    """Raises KeyboardInterrupt in the student's code at its first jump or call after the limit.

    Code that catches it has a second to clean up; after that every jump and call raises.
    A call into C that never returns to Python cannot be stopped; a thread could not do it either.
    Python 3.11 has no sys.monitoring, and its trace ends with the first exception raised.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self._raised = False
        self._stride = self._left = 1
        self._last_look = self._limit = self._next_raise = 0.0

    def __enter__(self) -> None:
        self._last_look = time.monotonic()
        self._limit = self._next_raise = self._last_look + self.seconds
        if sys.version_info >= (3, 12):
            events = sys.monitoring.events
            sys.monitoring.use_tool_id(_TOOL_ID, "autograder")
            for event in (events.JUMP, events.PY_START, events.PY_RESUME):
                sys.monitoring.register_callback(_TOOL_ID, event, self._on_event)
            sys.monitoring.set_events(_TOOL_ID, events.JUMP | events.PY_START | events.PY_RESUME)
        else:
            self._trace_before = sys.gettrace()
            sys.settrace(self._trace)

    def __exit__(self, *_: object) -> None:
        self.in_student_code = False
        if sys.version_info >= (3, 12):
            events = sys.monitoring.events
            # Python 3.12 keeps both if only the id is freed.
            sys.monitoring.set_events(_TOOL_ID, events.NO_EVENTS)
            for event in (events.JUMP, events.PY_START, events.PY_RESUME):
                sys.monitoring.register_callback(_TOOL_ID, event, None)
            sys.monitoring.free_tool_id(_TOOL_ID)
        else:
            sys.settrace(self._trace_before)

    def reached(self) -> bool:
        return self._raised or time.monotonic() >= self._limit

    def _trace(self, frame: FrameType, event: str, argument: Any) -> Any:
        self._on_event()
        return self._trace

    def _on_event(self, *_: object) -> None:
        """Read the clock: rarely while events are fast, at each one when they are slow."""
        self._left -= 1
        if self._left > 0 or not self.in_student_code:
            return
        now = time.monotonic()
        fast = now - self._last_look < _FAST_SECONDS and not self._raised
        self._stride = min(2 * self._stride, _MAX_STRIDE) if fast else 1
        self._left, self._last_look = self._stride, now
        if now >= self._next_raise:
            self._next_raise = now if self._raised else now + REPEAT_SECONDS
            self._raised = True
            raise KeyboardInterrupt
