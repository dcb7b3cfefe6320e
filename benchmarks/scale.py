"""Does a big class cost more for each submission, or more memory, than a small one?

    python -m benchmarks.scale [SUBMISSIONS ...]

For each size, in a process of its own: seconds a submission in the first and in the last
tenth of the grading, of the whole run, and the peak memory of the parent.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from autograder.batch import Order, grade_class
from autograder.progress import Progress
from autograder.records import Grade
from benchmarks.material import ASSIGNMENT, ROOT, SEED, copies

NAMES = ("student01", "student03")  # .py, so that 10,000 of them fit on a small disk


class Watch(Progress):
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


def one(count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        folder = copies(NAMES, count, Path(name) / "class")
        watch = Watch()
        began = time.monotonic()
        grade_class(Order(ROOT, ASSIGNMENT, folder, Path(name) / "out", seed=SEED), watch)
        whole = time.monotonic() - began
    tenth = count // 10
    first = watch.times[2 * tenth] - watch.times[tenth]  # the very first waits for the start
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
    if arguments[:1] == ["--one"]:
        print(json.dumps(one(int(arguments[1]))))
        return
    for count in map(int, arguments or ["100", "1000", "10000"]):
        line = [sys.executable, "-m", "benchmarks.scale", "--one", str(count)]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        print(
            f"{count:6} submissions: {1e3 * found['first']:6.1f} ms each in the second tenth, "
            f"{1e3 * found['last']:6.1f} in the last, {1e3 * found['whole']:6.1f} with all pages; "
            f"parent {found['graded MB']:.0f} MB when all are graded, "
            f"{found['parent MB']:.0f} with all pages, "
            f"largest child {found['largest child MB']:.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
