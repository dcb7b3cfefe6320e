"""Measure the cost of one command."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Cost:
    """wall, cpu: seconds, cpu for all processes; peak: MB of the largest process."""

    wall: float
    cpu: float
    peak: float
    code: int


def run(command: list[str], folder: Path, log: Path, **environment: str) -> Cost:
    """Run a command to its end; its output goes to a file."""
    environment = {**os.environ, **environment}
    # As on an ordinary machine: if it is set, every process compiles the kit, but no other tool.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with log.open("ab") as out:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(wall, cpu, usage.ru_maxrss / 1024, process.returncode)


def each(first: Cost, second: Cost, more: int) -> dict[str, Any]:
    """The cost of one more submission, from two runs of which the second had `more` more."""
    return {
        "wall": (second.wall - first.wall) / more,
        "cpu": (second.cpu - first.cpu) / more,
        "peak": second.peak,
        "start": first.wall,
    }
