"""What concerns the whole suite: its processes, their threads, and the stop signal."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
import threading
from pathlib import Path

import pytest

# xdist's workers share the processors out. Without this, each program that a test starts begins
# as many threads as there are processors when it imports NumPy.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# nbgrader's programs would spend a second of each start on grammars that nothing here needs.
_STAND_INS = Path(__file__).parent / "data" / "no_iri_grammars"
sys.path.insert(0, str(_STAND_INS))
_FIRST = os.environ.get("PYTHONPATH", "")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_STAND_INS), _FIRST)))
# One cache for all processes of a run, empty at its start: nothing that another run has left.
_CACHE = "" if "PYTEST_XDIST_WORKER" in os.environ else tempfile.mkdtemp(prefix="autograder-cache-")
if _CACHE:
    os.environ["AUTOGRADER_CACHE"] = _CACHE


def pytest_unconfigure() -> None:
    """Remove the cache of this run."""
    if _CACHE:
        shutil.rmtree(_CACHE, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """For `-n auto`: one more than processors, as tests wait for deadlines and other programs."""
    return (os.cpu_count() or 1) + 1


def pytest_collection() -> None:
    """Thousands of tests come to stay: no search for garbage need look at them again and again."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Nor ever after."""
    gc.enable()
    gc.collect()
    gc.freeze()


def pytest_configure() -> None:
    """Undo what a shell does to programs in the background: they inherit SIGINT ignored.

    Programs that the tests start would inherit it as well and could not be interrupted.
    """
    ignored = signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    if ignored and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)
