"""Run nbgrader's whole cycle on the example class and compare: python -m benchmarks.nbgrader_cycle

Uses nbgrader's own commands in a separate folder: generate, release, fetch, submit, collect,
autograde, feedback, export. Then `autograder grade` with the same seed, and points per student
and exercise side by side; then the same notebooks through plain nbgrader's Execute. Exits 1 if
any points differ. Takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CLASS = ROOT / "tests" / "data" / "class"
LESSON = "transformer-basics"
SEED = 7
PROGRAM = Path(sys.executable).with_name("nbgrader")
# Notebooks in which nothing hangs, so that a kernel's time-outs have no influence.
NOTEBOOKS = tuple(f"student{number:02d}" for number in (2, 4, 6, 8, 10, 12, 14, 16))
OURS = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from autograder.integrations.nbgrader.config import configure

c = get_config()
configure(c, Path({str(ROOT)!r}), Path(__file__).parent / "grading")
c.CoursePart.seed = {SEED}
c.Exchange.root = str(Path(__file__).parent / "grading" / "exchange")
"""
PLAIN = """
from pathlib import Path

c = get_config()
c.CourseDirectory.root = str(Path(__file__).parent / "grading")
c.CourseDirectory.course_id = "plain"
"""


@dataclass(frozen=True)
class Spent:
    """Wall-clock and CPU seconds."""

    wall: float
    cpu: float


Points = dict[tuple[str, str], float | None]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nbgrader_cycle")
    parser.add_argument("--keep", type=Path, help="work in this folder, and leave it")
    parser.add_argument("--without-plain", action="store_true", help="skip plain nbgrader")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nbgrader-cycle-") as scratch:
        folder = wanted.keep or Path(scratch)
        autograde = cycle(folder / "ours")
        theirs = by_nbgrader(folder / "ours")
        began = time.monotonic()
        ours = by_engine(folder / "out")
        grade = time.monotonic() - began
        different = compare(theirs, ours)
        print(f"nbgrader autograde {autograde.wall:.1f} s, autograder grade {grade:.1f} s")
        if not wanted.without_plain:
            side_by_side(folder)
    return 1 if different else 0


def cycle(folder: Path) -> Spent:
    """Run all commands on the whole class; return the cost of autograde."""
    grading = set_up(folder, OURS)
    nbgrader(folder, "generate_assignment", LESSON)
    nbgrader(folder, "release_assignment", LESSON)
    nbgrader(folder, "fetch_assignment", LESSON)
    first, *rest = sorted(path.name for path in CLASS.iterdir())
    # One goes through the exchange; the others are placed like an archive in nbgrader's layout.
    for file in (CLASS / first / LESSON).iterdir():
        shutil.copy(file, grading / "fetched" / LESSON)
    nbgrader(folder, "submit", LESSON, f"--student={first}")
    nbgrader(folder, "collect", LESSON)
    for student in rest:
        shutil.copytree(CLASS / student, grading / "submitted" / student)
    spent = nbgrader(folder, "autograde", LESSON)
    nbgrader(folder, "generate_feedback", LESSON)
    nbgrader(folder, "release_feedback", LESSON, f"--student={first}")
    nbgrader(folder, "fetch_feedback", LESSON, f"--student={first}")
    nbgrader(folder, "export")
    return spent


def by_nbgrader(folder: Path) -> Points:
    """Automatic scores in nbgrader's database."""
    from nbgrader.api import Gradebook

    points: Points = {}
    with Gradebook(f"sqlite:///{folder / 'grading' / 'gradebook.db'}") as book:
        for submission in book.assignment_submissions(LESSON):
            for grade in submission.notebooks[0].grades:
                exercise = grade.name.removesuffix("-check")
                if exercise != grade.name:
                    points[submission.student.id, exercise] = grade.auto_score
    return points


def by_engine(out: Path) -> Points:
    """Points in results.jsonl."""
    command = [sys.executable, "-m", "autograder", "grade", LESSON, str(CLASS), "--out", str(out)]
    subprocess.run([*command, "--seed", str(SEED), "--quiet"], cwd=ROOT, check=True)
    with (out / "results.jsonl").open(encoding="utf-8") as lines:
        return {
            (line["student"], exercise): verdict["points"]
            for line in map(json.loads, lines)
            for exercise, verdict in line["exercises"].items()
        }


def compare(theirs: Points, ours: Points) -> int:
    different = [key for key in sorted(theirs | ours) if theirs.get(key) != ours.get(key)]
    students = {student for student, _ in ours}
    for student, exercise in different:
        key = (student, exercise)
        print(f"! {student} {exercise}: nbgrader {theirs.get(key)}, engine {ours.get(key)}")
    print(f"{len(students)} students, {len(ours)} verdicts, {len(different)} differ")
    return len(different)


def side_by_side(folder: Path) -> None:
    """Grade the same notebooks with our converter and with plain nbgrader's kernels."""
    times: dict[str, list[Spent]] = {}
    for name, config in (("drop-in", OURS), ("plain Execute", PLAIN)):
        place = folder / name.replace(" ", "-")
        grading = set_up(place, config)
        if config is PLAIN:  # what our configuration would have written
            shutil.copytree(folder / "ours" / "grading" / "source", grading / "source")
        nbgrader(place, "generate_assignment", LESSON)
        times[name] = []
        for students in (NOTEBOOKS[:2], NOTEBOOKS):
            for student in students:
                if not (grading / "submitted" / student).exists():
                    shutil.copytree(CLASS / student, grading / "submitted" / student)
            times[name].append(nbgrader(place, "autograde", LESSON, "--force"))
    more = len(NOTEBOOKS) - 2
    wall = {name: (many.wall - few.wall) / more for name, (few, many) in times.items()}
    cpu = {name: (many.cpu - few.cpu) / more for name, (few, many) in times.items()}
    for name, (few, many) in times.items():
        print(
            f"{name:14} 2 submissions {few.wall:5.1f} s, {len(NOTEBOOKS)} submissions "
            f"{many.wall:5.1f} s; each further one {1000 * wall[name]:5.0f} ms, "
            f"{1000 * cpu[name]:5.0f} ms of processor time"
        )
    plain, ours = "plain Execute", "drop-in"
    print(
        f"plain Execute takes {wall[plain] / wall[ours]:.1f} times as long for a submission, "
        f"and {cpu[plain] / cpu[ours]:.1f} times the processor"
    )


def set_up(folder: Path, config: str) -> Path:
    (folder / "grading" / "submitted").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    return folder / "grading"


def nbgrader(folder: Path, *arguments: str) -> Spent:
    """Run one command; return its cost, including its kernels and sandboxes."""
    began, before = time.monotonic(), os.times()
    run = subprocess.run(
        [sys.executable, str(PROGRAM), *arguments],
        cwd=folder,
        env={**os.environ, "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    seconds, after = time.monotonic() - began, os.times()
    if run.returncode:
        sys.exit(f"nbgrader {' '.join(arguments)}:\n{run.stderr[-3000:]}")
    print(f"… nbgrader {arguments[0]:20} {seconds:6.1f} s", flush=True)
    used = after.children_user + after.children_system
    return Spent(seconds, used - before.children_user - before.children_system)


if __name__ == "__main__":
    raise SystemExit(main())
