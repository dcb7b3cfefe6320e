"""Which bounds does the kernel keep for one process?

Soft limits are set anew for each exercise, hard ones once. Student code may move a soft
limit, never past the hard one, and the trusted parent's clock stands behind both.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.sandbox.limits import Limits

try:
    import resource
except ImportError:  # Windows: only the parent's clock remains
    resource = None  # type: ignore[assignment]

_MB = 1 << 20


def baseline(all_limits: Sequence[Limits]) -> int:
    """Set the hard limits for all of these together; gives the bytes mapped by now.

    Call it after NumPy is loaded, or the address space would bound NumPy itself.
    """
    mapped = _mapped()
    if resource is None:
        return mapped
    cpu = sum(limits.cpu_seconds for limits in all_limits)
    _bound(resource.RLIMIT_CPU, int(cpu) + 1 + len(all_limits))
    _bound(resource.RLIMIT_FSIZE, max(limits.file_mb for limits in all_limits) * _MB)
    _bound(resource.RLIMIT_NOFILE, max(limits.open_files for limits in all_limits))
    _bound(resource.RLIMIT_CORE, 0)
    if mapped:
        _bound(resource.RLIMIT_AS, mapped + max(limits.memory_mb for limits in all_limits) * _MB)
    return mapped


def restrict(limits: Limits, mapped: int) -> None:
    """Set the soft limits of one exercise."""
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _soften(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime + limits.cpu_seconds) + 1)
    _soften(resource.RLIMIT_FSIZE, limits.file_mb * _MB)
    if mapped:
        _soften(resource.RLIMIT_AS, mapped + limits.memory_mb * _MB)


def _bound(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))


def _soften(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, hard))


def _mapped() -> int:
    """Bytes of address space in use; 0 where the kernel does not say."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0
