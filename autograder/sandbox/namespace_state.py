"""Detect whether an exercise changed the namespace for the next ones.

An exercise may rebind what others use (`np.asarray = None`, a global), leave a thread or a
timer running, or lower a limit. Names are compared by what they are bound to, which costs
microseconds; a list that grew inside is not seen.
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
    """What the student's units left, to be compared with after each exercise."""

    def __init__(self, space: dict[str, Any]) -> None:
        space.setdefault("__warningregistry__", {})  # else the first warning would be a change
        self.spaces = (space, *_WATCHED)
        self.before = self._now()

    def changed(self) -> bool:
        """Whether anything was rebound, added, taken away or left running since."""
        try:
            return self._now() != self.before
        except BaseException:  # two values that cannot be compared are not the same one
            return True

    def _now(self) -> list[Any]:
        now: list[Any] = [list(space.values()) for space in self.spaces]
        now += [resource.getrlimit(which)[1] for which in _LIMITS]
        now += [signal.getitimer(which) for which in _TIMERS]
        now += [_thread._count(), sys.getrecursionlimit(), sys.gettrace(), sys.getprofile()]
        return now
