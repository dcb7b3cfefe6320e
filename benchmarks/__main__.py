"""Compare the kit with other tools: python -m benchmarks (or make bench).

All in one run and on the same submissions; ratios mean more than seconds. Writes
benchmarks/results.md, benchmarks/results.svg and the tables of docs/performance.md, including
that of `benchmarks.shares`. Takes under ten minutes on two cores. With --smoke everything runs in
its smallest size, nothing is written, and the exit code is 1 if ratios are far off.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import report, shares, start, tools
from benchmarks.material import RIGHT, ROOT, load


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--submissions", type=int, default=240, help="for our long runs (240)")
    parser.add_argument("--rounds", type=int, default=5, help="for one process each (5)")
    parser.add_argument(
        "--otter-venv", type=Path, default=ROOT / ".venv-otter", help="made where it is not there"
    )
    parser.add_argument("--skip", action="append", default=[], help="otter, nbgrader or pytest")
    parser.add_argument("--smoke", action="store_true", help="tiny, writes nothing, for CI")
    wanted = parser.parse_args()
    if wanted.smoke:
        wanted.submissions, wanted.rounds, wanted.skip = 16, 1, [*wanted.skip, "otter"]
    material = load()
    many, few = wanted.submissions, max(8, wanted.submissions // 8)
    everybody = tuple(material.sources)[: 12 if wanted.smoke else None]
    others = 4 if wanted.smoke else 20
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        scratch = Path(folder)
        rows: list[report.Row] = []

        def row(title: str, work: Callable[[], Any]) -> Any:
            print(f"… {title}", flush=True)
            try:
                figures: Any = work()
            except tools.NotMeasured as reason:
                figures = str(reason)
            rows.append((title, figures))
            return figures

        print("… the start", flush=True)
        begun = start.measure(scratch, material, 1 if wanted.smoke else 3, others)
        floors = tools.floors()
        ours = row(
            "autograder grade: isolated, pages, gradebook",
            lambda: tools.ours(scratch, "right", RIGHT, few, many),
        )
        row(
            "the same for the whole example class",
            lambda: tools.ours(scratch, "class", everybody, len(everybody), 3 * len(everybody)),
        )
        if "pytest" not in wanted.skip:
            row(
                "one pytest process each",
                lambda: tools.one_pytest_each(scratch, material, wanted.rounds),
            )
        if "nbgrader" not in wanted.skip:
            row(
                "nbgrader autograde, plain Execute",
                lambda: tools.nbgrader(scratch, material, 2, 2 + wanted.rounds),
            )
        if "otter" not in wanted.skip:
            home = wanted.otter_venv
            row(
                "otter run, one process each",
                lambda: tools.otter(scratch, material, max(2, wanted.rounds // 2), home),
            )
        print("… a regrade with nothing changed", flush=True)
        regrade = tools.again(scratch, "right", many)
        floors_again = tools.floors()
        if not isinstance(ours, str):
            late = tools.ours(scratch, "late", RIGHT, few, many)
            for name in ("wall", "cpu"):  # early and late, as the machine's speed drifts
                ours[name] = (ours[name] + late[name]) / 2
    for title, figures in floors_again.items():
        for name, value in figures.items():
            floors[title][name] = (floors[title][name] + value) / 2
    calls = sum(len(key.inputs) for key in material.exam.keys.values() if key.kind == "function")
    text = report.table(rows, ours, floors, os.cpu_count() or 1, calls)
    text += _ratios(ours, floors["right"], regrade)
    starts = start.table(begun, others)
    layers = shares.table(shares.layers(8 if wanted.smoke else shares.COPIES))
    print(text, starts, layers, sep="\n\n")
    if wanted.smoke:
        sys.exit("\n".join(_far_off(rows, ours, regrade, begun)) or 0)
    report.write(ROOT, text, report.plot(rows))
    report.put_between(ROOT / "docs" / "performance.md", starts, start.BEGIN)
    report.put_between(ROOT / "docs" / "performance.md", layers, shares.BEGIN)


def _far_off(rows: list[report.Row], ours: Any, regrade: Any, begun: Any) -> list[str]:
    """The ratios that a busy machine cannot explain, one line each."""
    wrong = [f"{title}: {figures}" for title, figures in rows if isinstance(figures, str)]
    if wrong:
        return wrong
    cpu = {title: figures["cpu"] for title, figures in rows if not isinstance(figures, str)}
    for title in [title for title, seconds in cpu.items() if seconds <= 0]:
        # The difference between two short runs; a busy machine slowed the shorter one.
        print(f"no ratio to {title}: {cpu.pop(title):.3f} s of CPU for one more is noise")
    pytest = begun[start.PYTEST].cpu
    checks = {
        "a cold start costs under 8 pytest processes": begun["cold"].cpu < 8 * pytest,
        "a late submission costs under 5 pytest processes": begun["late"].cpu < 5 * pytest,
        "another submission costs under a fifth of every other tool": all(
            5 * ours["cpu"] < other for title, other in cpu.items() if not title.startswith(_OURS)
        ),
        "a regrade with nothing changed takes under half the time": 2 * regrade["again"]
        < regrade["first"],
    }
    return [f"not so here: {claim}" for claim, holds in checks.items() if not holds]


_OURS = ("autograder", "the same")


def _ratios(ours: Any, floor: Any, regrade: Any) -> str:
    cpu = 1e3 * ours["cpu"]
    return (
        "\n\nCPU of a right submission, pages, gradebook and all: "
        f"{cpu / (floor['fork'] + floor['loop']):.2f} × (bare fork + functions in a loop), "
        f"{cpu / floor['fork and functions']:.2f} × one fork that loads and calls them.\n"
        f"CPU of a right submission with its share of the start, in a class of "
        f"{regrade['submissions']}: {1e3 * ours['whole']:.0f} ms.\n"
        f"A regrade of {regrade['submissions']} submissions with nothing changed: "
        f"{regrade['first'] / regrade['again']:.0f} × faster than the first run."
    )


if __name__ == "__main__":
    main()
