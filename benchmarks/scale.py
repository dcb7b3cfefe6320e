"""Measure time and memory for classes of 100 to 10,000 submissions.

    python -m benchmarks.scale [SUBMISSIONS ...]

For each size, in a separate process: seconds per submission in the second and in the last
tenth of the grading, seconds for the whole run, and the parent's peak memory. Once for copies of
right answers, once for submissions that all differ (`diverse`). Without sizes it uses 100,
1,000 and 10,000, and writes the table into docs/performance.md.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from autograder.batch.console import ConsoleReporter
from autograder.batch.grade_class import GradeOptions, grade_class
from autograder.models import Grade
from benchmarks.diverse import diverse
from benchmarks.material import ASSIGNMENT, ROOT, SEED, copies
from benchmarks.report import put_between

BEGIN = "<!-- written by python -m benchmarks.scale -->"
HEAD = (
    "| submissions | of which | ms each, second tenth | last tenth | whole run, all files | "
    "parent MB, graded | parent MB, all files | largest child MB |"
)
KINDS = {
    "--copies": "copies of two right answers",
    "--diverse": "all different, half with a mistake",
}
NAMES = ("student01", "student03")  # .py, so that 10,000 of them fit on a small disk


class Watch(ConsoleReporter):
    """Notes when each submission was done."""

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self.times: list[float] = []
        self.graded = 0.0

    def advance(self, count: int = 1) -> None:
        self.times += [time.monotonic()] * count

    def table(self, grades: Sequence[Grade]) -> None:
        self.graded = _peak()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one(count: int, kind: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        target = Path(name) / "class"
        folder = diverse(count, target) if kind == "--diverse" else copies(NAMES, count, target)
        watch = Watch()
        began = time.monotonic()
        grade_class(GradeOptions(ROOT, ASSIGNMENT, folder, Path(name) / "out", seed=SEED), watch)
        whole = time.monotonic() - began
    tenth = count // 10
    first = watch.times[2 * tenth] - watch.times[tenth]  # the first tenth includes the start
    last = watch.times[-1] - watch.times[-1 - tenth]
    return {
        "submissions": count,
        "first": first / tenth,
        "last": last / tenth,
        "whole": whole / count,
        "graded MB": watch.graded,
        "parent MB": _peak(),
        "largest child MB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def main(arguments: list[str]) -> None:
    if arguments and arguments[0] in KINDS:
        print(json.dumps(one(int(arguments[1]), arguments[0])))
        return
    lines = [HEAD, "|--:|---|--:|--:|--:|--:|--:|--:|"]
    for kind, count in product(KINDS, map(int, arguments or ["100", "1000", "10000"])):
        line = [sys.executable, "-m", "benchmarks.scale", kind, str(count)]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        times = (found["first"], found["last"], found["whole"])
        sizes = (found["graded MB"], found["parent MB"], found["largest child MB"])
        cells = [f"{count:,}", KINDS[kind]]
        cells += [*(f"{1e3 * x:.1f}" for x in times), *(f"{x:.0f}" for x in sizes)]
        lines.append(f"| {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    if not arguments:
        put_between(ROOT / "docs" / "performance.md", "\n".join(lines), BEGIN)


if __name__ == "__main__":
    main(sys.argv[1:])
