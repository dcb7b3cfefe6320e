"""Command line of the mutation tests."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import warnings
from collections import Counter
from collections.abc import Iterator

from autograder.course.unforeseen_mutants import Mutant

from .trial import SOLUTIONS, Bench, Found

_bench: Bench | None = None


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.mutants", description=__doc__)
    parser.add_argument("exercises", nargs="*", metavar="EXERCISE")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--one-in", type=int, default=1, metavar="N", help="take every N-th")
    parser.add_argument("--show", type=int, default=40, metavar="N", help="survivors to print")
    options = parser.parse_args()
    automatic = sorted(path.parent.name for path in SOLUTIONS.glob("*/right"))
    print(f"{'exercise':<28}{'mutants':>9}{'killed':>9}{'equivalent':>12}{'survived':>10}"
          f"{'named':>8}{'wrongly':>9}")  # fmt: skip
    alive = 0
    for name in options.exercises or automatic:
        founds = list(_try_all(name, options.seeds, options.workers, options.one_in))
        fates = Counter(found.fate for found in founds)
        named = sum(any(found.names) for found in founds)
        wrongly = [found for found in founds if found.wrong]
        survivors = [found for found in founds if found.fate == "survived"]
        alive += len(survivors)
        print(f"{name:<28}{len(founds):>9}{fates['killed']:>9}{fates['equivalent']:>12}"
              f"{len(survivors):>10}{named:>8}{len(wrongly):>9}", flush=True)  # fmt: skip
        for found in survivors[: options.show]:
            print(f"    survived: {found.origin}, {found.label}\n        {found.example}")
        for found in wrongly[: options.show]:
            print(f"    misnamed: {found.origin}, {found.label}: {found.wrong}")
        sys.stdout.flush()
    return int(alive > 0)


def _try_all(name: str, seeds: int, workers: int, one_in: int) -> Iterator[Found]:
    global _bench
    _bench = Bench(name, seeds)
    for refusal in _bench.refused():
        print(f"    the space refuses a right answer: {refusal}")
    _ = _bench.space, [key.pair_mutants for key in _bench.keys]  # computed once, before the fork
    work = [(i, mutant) for i, mutant in enumerate(_bench.mutants()) if i % one_in == 0]
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        yield from pool.imap(_one, work, chunksize=16)


def _one(work: tuple[int, tuple[str, Mutant]]) -> Found:
    assert _bench is not None
    warnings.simplefilter("ignore")
    number, (origin, mutant) = work
    return _bench.try_out(origin, mutant, thorough=number % 4 == 0)


if __name__ == "__main__":
    sys.exit(main())
