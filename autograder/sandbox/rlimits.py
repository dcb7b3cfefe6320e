"""Kernel resource limits of one process.

Soft limits are set again for each exercise, hard ones once. Student code may change a soft
limit, never beyond the hard one, and the trusted parent's clock backs up both.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from autograder.sandbox.limits import Limits

try:
    import resource
except ImportError:  # Windows: only the parent's clock remains
    resource = None  # type: ignore[assignment]

_MB = 1 << 20


def mapped_bytes() -> int:
    """Address space in use; 0 if the kernel does not report it.

    Call it after NumPy is loaded; otherwise NumPy itself would count against the memory limit.
    """
    if resource is None or not sys.platform.startswith("linux"):
        return 0
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


def set_hard_limits(
    all_limits: Sequence[Limits], mapped: int, without: Collection[str] = ()
) -> None:
    """Set hard limits that cover all of these.

    The number of processes is limited only in a separate user namespace: elsewhere
    the kernel counts everything that the user runs.
    """
    if resource is None:
        return
    cpu = sum(limits.cpu_seconds for limits in all_limits)
    bounds = {
        "cpu": (resource.RLIMIT_CPU, int(cpu) + 1 + len(all_limits)),
        "file-size": (resource.RLIMIT_FSIZE, max(item.file_mb for item in all_limits) * _MB),
        "open-files": (resource.RLIMIT_NOFILE, max(item.open_files for item in all_limits)),
        "core": (resource.RLIMIT_CORE, 0),
    }
    if mapped:
        memory = mapped + max(item.memory_mb for item in all_limits) * _MB
        bounds["memory"] = (resource.RLIMIT_AS, memory)
    for name, (which, value) in bounds.items():
        if name not in without:
            _, hard = resource.getrlimit(which)
            value = _clamp(value, hard)
            resource.setrlimit(which, (value, value))


def set_process_limit(all_limits: Sequence[Limits]) -> None:
    """Limit the number of processes and threads; for a separate user namespace."""
    count = max(item.processes for item in all_limits)
    resource.setrlimit(resource.RLIMIT_NPROC, (count, count))


def set_soft_limits(limits: Limits, mapped: int, without: Collection[str] = ()) -> None:
    """Set the soft limits of one exercise."""
    if resource is None:
        return
    if "cpu" not in without:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = usage.ru_utime + usage.ru_stime
        _set_soft(resource.RLIMIT_CPU, int(used + limits.cpu_seconds) + 1)
    if mapped and "memory" not in without:
        _set_soft(resource.RLIMIT_AS, mapped + limits.memory_mb * _MB)


def _set_soft(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (_clamp(value, hard), hard))


def _clamp(value: int, hard: int) -> int:
    return value if hard == resource.RLIM_INFINITY else min(value, hard)
