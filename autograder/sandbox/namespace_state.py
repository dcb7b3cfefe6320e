"""Detect whether an exercise changed the namespace for the next ones.

An exercise may rebind what others use (`np.asarray = None`, a global), leave a thread or a
timer running, or lower a limit. Only the objects that names are bound to are compared, which
costs microseconds; a change inside a list goes unnoticed.
"""

from __future__ import annotations

import _thread
import builtins
import math
import random
import signal
import sys
from typing import Any

import numpy as np

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_WATCHED = tuple(map(vars, (builtins, math, random, np, np.linalg, np.random)))
_TIMERS = [getattr(signal, name) for name in ("ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF")
           if hasattr(signal, name)]  # fmt: skip
_LIMITS = [getattr(resource, f"RLIMIT_{name}") for name in ("AS", "CPU", "NOFILE", "STACK", "DATA")
           if hasattr(resource, f"RLIMIT_{name}")]  # fmt: skip


class NamespaceSnapshot:
    """The state that the student's units left, for comparison after each exercise."""

    def __init__(self, space: dict[str, Any]) -> None:
        space.setdefault("__warningregistry__", {})  # or the first warning would be a change
        self.spaces = (space, *_WATCHED)
        self.before = self._now()

    def changed(self) -> bool:
        """Whether anything was rebound, added, removed or left running since then."""
        try:
            return self._now() != self.before
        except BaseException:  # values that cannot be compared count as different
            return True

    def _now(self) -> list[Any]:
        now: list[Any] = [list(space.values()) for space in self.spaces]
        now += [resource.getrlimit(which)[1] for which in _LIMITS]
        now += [signal.getitimer(which) for which in _TIMERS]
        now += [_thread._count(), sys.getrecursionlimit(), sys.gettrace(), sys.getprofile()]
        return now
