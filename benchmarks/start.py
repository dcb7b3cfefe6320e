"""Measure what a person waits for: the first submission, and a late one.

They are compared with a pytest process that only imports NumPy, and one that checks the same
submission, each measured in turn. Cold: nothing of the course is in the cache, and the output
folder is new. Warm: the course is in the cache. Late: one more submission into a folder with a
graded class.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from pathlib import Path

from autograder.course.disk_cache import VARIABLE
from benchmarks.material import ASSIGNMENT, CLASS, ROOT, SEED, Material
from benchmarks.measure import Cost, run
from benchmarks.tools import one_pytest, pytest_command

BEGIN = "<!-- written by python -m benchmarks: start -->"
LATE = "student02"
PYTEST = "one pytest process with NumPy"
CHECKING = "one pytest process that checks the same submission"
TITLES = {
    "cold": "the first submission of a course, nothing in the cache",
    "warm": "one submission into a new folder, the course in the cache",
    "late": "one late submission into a folder with {others} others",
}
TEST = "import numpy as np\n\n\ndef test_sum():\n    assert np.ones(3).sum() == 3\n"


def measure(scratch: Path, material: Material, rounds: int, others: int) -> dict[str, Cost]:
    """The median costs, by PYTEST, CHECKING and the keys of TITLES.

    others: how many are already graded when the late one comes.
    """
    costs: dict[str, list[Cost]] = {PYTEST: [], CHECKING: [], **{name: [] for name in TITLES}}
    for number in range(rounds):
        folder = scratch / f"start-{number}"
        folder.mkdir()
        (folder / "test_sum.py").write_text(TEST, encoding="utf-8")
        command = pytest_command(folder, "test_sum.py")
        costs[PYTEST].append(run(command, folder, scratch / "start.log"))
        costs[CHECKING].append(one_pytest(folder / "checking", material, LATE))
        shutil.copytree(CLASS / LATE, folder / "one" / LATE)
        costs["cold"].append(_grade(folder, "one", "cold"))
        costs["warm"].append(_grade(folder, "one", "warm"))
        names = [each.name for each in sorted(CLASS.iterdir()) if each.name != LATE]
        for name in names[:others]:
            shutil.copytree(CLASS / name, folder / "class" / name)
        _grade(folder, "class", "out")
        shutil.copytree(CLASS / LATE, folder / "class" / LATE)
        costs["late"].append(_grade(folder, "class", "out"))
        shutil.rmtree(folder)
    return {name: _median(each) for name, each in costs.items()}


def table(found: dict[str, Cost], others: int) -> str:
    """The costs, also as multiples of an empty pytest process and of one that checks."""
    ratios = "× pytest | × pytest that checks"
    lines = [f"| start | CPU s | {ratios} | wall s | {ratios} |", "|---|--:|--:|--:|--:|--:|--:|"]
    titles = {PYTEST: PYTEST, CHECKING: CHECKING}
    titles |= {name: title.format(others=others) for name, title in TITLES.items()}
    bases = (found[PYTEST], found[CHECKING])
    for name, title in titles.items():
        cells = [title]
        for kind in ("cpu", "wall"):
            cost = getattr(found[name], kind)
            cells += [f"{cost:.2f}", *(f"{cost / getattr(base, kind):.2f}" for base in bases)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _grade(folder: Path, submissions: str, out: str) -> Cost:
    command = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT, str(folder / submissions)]
    command += ["--course", str(ROOT), "--out", str(folder / out), "--seed", str(SEED), "--quiet"]
    cost = run(command, ROOT, folder / "start.log", **{VARIABLE: str(folder / "cache")})
    if cost.code != 0:
        raise SystemExit((folder / "start.log").read_text(encoding="utf-8", errors="replace"))
    return cost


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        max(cost.peak for cost in costs),
        0,
    )
