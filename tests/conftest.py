"""The whole suite answers the stop signal, however it was started."""

from __future__ import annotations

import signal
import threading


def pytest_configure() -> None:
    """Undo what a shell does to programs in the background: they inherit SIGINT ignored.

    Programs that the tests start would inherit it as well and could not be interrupted.
    """
    ignored = signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    if ignored and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)
