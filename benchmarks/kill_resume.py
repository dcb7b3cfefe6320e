"""Kill and resume a run at random moments and compare its results.

    python -m benchmarks.kill_resume [MOMENTS] [SUBMISSIONS]

Grades copies of the example class once undisturbed, then repeatedly, killed (kill -9)
at a random moment and resumed, and compares results.jsonl byte for byte.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

# Students of the example class with wrong answers, one with an error carried forward.
MISTAKEN = ("student05", "student06", "student10", "student14")


def whole(command: Sequence[str], out: Path) -> tuple[bytes, float]:
    """Run to the end; return the result file and the time it took."""
    began = time.monotonic()
    subprocess.run([*command, "--out", str(out)], check=True, stdin=subprocess.DEVNULL)
    return (out / "results.jsonl").read_bytes(), time.monotonic() - began


def killed(command: Sequence[str], out: Path, after: float) -> int:
    """Start a run and kill it after so many seconds; return its journal's lines by then."""
    process = subprocess.Popen([*command, "--out", str(out)], stdin=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    journal = out / "journal.jsonl"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def survives(
    command: Sequence[str], folder: Path, moments: int, seed: int = 0
) -> Iterator[tuple[float, int]]:
    """Kill at random moments and resume; return (moment, lines by then) for each.

    Raises AssertionError if a result differs.
    """
    rng = random.Random(seed)
    wanted, seconds = whole(command, folder / "whole")
    for number in range(moments):
        out = folder / f"killed{number}"
        after = rng.uniform(0, seconds)
        lines = killed(command, out, after)
        got, _ = whole(command, out)
        if got != wanted:
            raise AssertionError(f"killed after {after:.3f} s ({lines} lines): another file")
        shutil.rmtree(out)
        yield after, lines


def main(moments: int = 100, submissions: int = 200) -> None:
    from benchmarks.material import ASSIGNMENT, RIGHT, ROOT, SEED, copies

    names = (*RIGHT, *MISTAKEN)
    with tempfile.TemporaryDirectory(prefix="kill-") as name:
        folder = Path(name)
        handed_in = copies(names, submissions, folder / "class")
        command = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT, str(handed_in)]
        command += ["--course", str(ROOT), "--seed", str(SEED), "--quiet"]
        for after, lines in survives(command, folder, moments):
            print(f"killed after {after:6.2f} s with {lines:4} lines: the same file", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
