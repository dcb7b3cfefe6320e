"""Measure what distrust costs an honest right submission.

    python -m benchmarks.trust [PAIRS]

Two copies of the engine take turns in one run, on the same right submissions: this one, and one
without the layers of distrust that each submission passes (LAYERS). CPU is the total of all
processes, including the sandbox and its forks. Prints the ratio and its bootstrap interval.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

ROOT = Path(__file__).resolve().parent.parent
EACH = 4  # right submissions that one turn grades, in four styles
PAIRS = 120
WARM_UP = 3
DRAWS = 4000

# Code appended to a module of the copy. The names that it replaces are looked up later.
LAYERS = {
    "grading/judge_safely.py": "judge_safely = judge",  # values that are too large or raise
    "grading/clock.py": (  # one clock for both files, all runs and all judging
        "check_time = lambda: None\n"
        "seconds_left = lambda most: most\n"
        "Clock.run = lambda self, sandbox, units, names, stand_ins=(): "
        "sandbox.run(units, names, stand_ins)"
    ),
    "sandbox/namespace_state.py": (  # what one exercise rebinds does not affect the next
        "NamespaceSnapshot.__init__ = lambda self, space: None\n"
        "NamespaceSnapshot.changed = lambda self: False"
    ),
    "sandbox/plain_data.py": "fits_64_bits = lambda number: True",
    "sandbox/serialization.py": (  # frames within bounds, integers and texts that can be judged
        "within_limits = lambda frame, parts=1: True\n_encodable = lambda text: text"
    ),
    "sandbox/protocol.py": (  # texts and lists of an outcome are checked and cut
        "read_text = lambda value, limit=0: value\n_texts = tuple\nread_index = lambda value: value"
    ),
    "submission/decoding.py": "refuse_dense_code = lambda text: None",
    "submission/notebook_reader.py": "_holds_too_many_values = lambda text: False",
    "submission/statements.py": "too_costly = lambda source: False",
}


def main(pairs: int) -> None:
    with tempfile.TemporaryDirectory(prefix="trust-") as name:
        sides = []
        for side in ("with", "without"):
            home = Path(name) / side
            shutil.copytree(ROOT / "autograder", home / "autograder")
            for module, replacement in LAYERS.items() if side == "without" else ():
                with (home / "autograder" / module).open("a", encoding="utf-8") as file:
                    file.write(f"\n\n{replacement}\n")
            sides.append(_Side(home))
        spent: list[tuple[float, float]] = []
        for turn in range(-WARM_UP, pairs):
            order = sides if turn % 2 else sides[::-1]
            cost = {each: each.turn() for each in order}
            if turn >= 0:
                spent.append((cost[sides[0]], cost[sides[1]]))
        for each in sides:
            each.close()
    ratio, low, high = interval(spent)
    cpu = [1e3 * statistics.fmean(column) / EACH for column in zip(*spent, strict=True)]
    print(f"CPU ms of one right submission, with and without: {cpu[0]:.2f} {cpu[1]:.2f}")
    print(f"ratio {ratio:.4f}, 95 % of the draws within {low:.4f} and {high:.4f}, {pairs} pairs")


def interval(spent: list[tuple[float, float]]) -> tuple[float, float, float]:
    """The ratio of the sums, and its 95 % bootstrap interval, drawing as many pairs.

    Pairs of which the machine disturbed one side are trimmed equally at both ends.
    """
    spent = sorted(spent, key=lambda pair: pair[0] / pair[1])
    cut = len(spent) // 20
    spent = spent[cut : len(spent) - cut]
    draw = random.Random(0)
    ratios = sorted(_ratio(draw.choices(spent, k=len(spent))) for _ in range(DRAWS))
    return _ratio(spent), ratios[DRAWS // 40], ratios[-DRAWS // 40]


def _ratio(spent: list[tuple[float, float]]) -> float:
    return sum(pair[0] for pair in spent) / sum(pair[1] for pair in spent)


class _Side:
    """A process that grades with one copy of the engine, a turn at a time."""

    def __init__(self, home: Path) -> None:
        command = [sys.executable, "-P", "-c", _START, str(home), str(ROOT)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def turn(self) -> float:
        """CPU seconds of one turn."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write("\n")
        return float(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate()


_START = """
import sys
sys.path[:0] = sys.argv[1:]
from benchmarks.trust import serve
serve(sys.argv[1])
"""


def serve(home: str) -> None:
    """Grade EACH submissions for every line of standard input, and print the CPU seconds."""
    import autograder
    from autograder.batch.submission_grader import GraderFactory, GradeTask
    from autograder.grading.exam import load_handout
    from autograder.grading.store.run_config import RunConfig
    from autograder.submission.collect import find_submissions
    from autograder.submission.statements import _remembered
    from benchmarks.isolation import cpu_below
    from benchmarks.material import ASSIGNMENT, CLASS, RIGHT, SEED, load

    assert autograder.__file__.startswith(home), autograder.__file__
    material = load()
    stubs = load_handout(material.assignment)
    found = find_submissions(CLASS, ASSIGNMENT).students
    tasks = [GradeTask(each) for each in found if each.student in RIGHT]
    assert len(tasks) == EACH
    run = RunConfig(ASSIGNMENT, SEED)
    grader = GraderFactory(material.exam, stubs, material.assignment, run)()
    gc.freeze()
    before = cpu_below(os.getpid())
    for _ in sys.stdin:
        _remembered.cache_clear()  # a class's submissions differ, so each is parsed
        for task in tasks:
            line = grader(task)
            assert '"points": 100' in line or '"points":100' in line, line[:300]
        now = cpu_below(os.getpid())
        print(now - before, flush=True)
        before = now
    grader.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
