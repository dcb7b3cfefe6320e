"""Measure the kit beside other tools: python -m benchmarks (or make bench).

All in one run and on the same submissions; ratios mean more than seconds. Writes
benchmarks/results.md and benchmarks/results.svg. Takes under ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import report, tools
from benchmarks.material import RIGHT, ROOT, load


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--submissions", type=int, default=240, help="for our long runs (240)")
    parser.add_argument("--rounds", type=int, default=5, help="for one process each (5)")
    parser.add_argument(
        "--otter-venv", type=Path, default=ROOT / ".venv-otter", help="made where it is not there"
    )
    parser.add_argument("--skip", action="append", default=[], help="otter, nbgrader or pytest")
    wanted = parser.parse_args()
    material = load()
    many, few = wanted.submissions, max(8, wanted.submissions // 8)
    everybody = tuple(material.sources)
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
            for name in ("wall", "cpu"):  # early and late: the machine's speed drifts
                ours[name] = (ours[name] + late[name]) / 2
    for title, figures in floors_again.items():
        for name, value in figures.items():
            floors[title][name] = (floors[title][name] + value) / 2
    calls = sum(len(key.inputs) for key in material.exam.keys.values() if key.kind == "function")
    text = report.table(rows, ours, floors, os.cpu_count() or 1, calls)
    text += _ratios(ours, floors["right"], regrade)
    report.write(ROOT, text, report.plot(rows))
    print(text)


def _ratios(ours: Any, floor: Any, regrade: Any) -> str:
    cpu = 1e3 * ours["cpu"]
    return (
        "\n\nCPU of a right submission, pages, gradebook and all: "
        f"{cpu / (floor['fork'] + floor['loop']):.2f} × (bare fork + functions in a loop), "
        f"{cpu / floor['fork and functions']:.2f} × one fork that loads and calls them.\n"
        f"A regrade of {regrade['submissions']} submissions with nothing changed: "
        f"{regrade['first'] / regrade['again']:.0f} × faster than the first run."
    )


if __name__ == "__main__":
    main()
