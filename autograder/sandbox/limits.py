"""Resource limits of one exercise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one exercise (all of its cases together), or of one unit while loading.

    wall_seconds: enforced by the trusted parent, which kills; the others by the kernel.
    cpu_seconds: CPU time of the process and its threads.
    memory_mb: address space on top of what Python and NumPy need.
    output_kb: how much printed text is kept while loading; the rest is dropped.
    processes: processes and threads alive at once.
    open_files: file descriptors.
    file_mb: size of one file; also of the whole scratch folder, if there is one.
    total_seconds: wall time of one submission with all of its files and runs; of several
        values the largest counts.
    """

    wall_seconds: float = 10.0
    cpu_seconds: float = 10.0
    memory_mb: int = 512
    output_kb: int = 64
    processes: int = 16
    open_files: int = 64
    file_mb: int = 16
    total_seconds: float = 120.0


def widest(limits: Iterable[Limits]) -> Limits:
    """The largest value of each bound; the defaults if there are none."""
    columns = list(zip(*map(astuple, limits), strict=True))
    return Limits(*map(max, columns)) if columns else Limits()
