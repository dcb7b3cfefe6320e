"""Run each grading tool on the same submissions.

Every runner takes a scratch folder and returns the cost of one more submission; `NotMeasured`
says why a tool could not be measured.
"""

from __future__ import annotations

import json
import statistics
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from benchmarks.material import ASSIGNMENT, CLASS, RIGHT, ROOT, SEED, Material, code, copies
from benchmarks.measure import Cost, each, run
from benchmarks.plain_tests import PRELUDE, bodies

Figures = dict[str, Any]
OTTER = "otter-grader"
_ONE_THREAD = {"OMP_NUM_THREADS": "1"}


class NotMeasured(Exception):
    """Why a tool has no figures."""


def ours(
    scratch: Path, title: str, names: tuple[str, ...], few: int, many: int, *options: str
) -> Figures:
    """`autograder grade`: isolated, with results, all pages and the gradebook."""
    costs = []
    for count in (few, many):
        folder = copies(names, count, scratch / f"{title}-{count}")
        costs.append(_grade(folder, scratch / f"out-{title}-{count}", scratch, *options))
    return {**each(costs[0], costs[1], many - few), "whole": costs[1].cpu / many}


def again(scratch: Path, title: str, count: int) -> dict[str, float]:
    """Wall seconds of a first run, and of the same command with nothing changed."""
    folder, out = scratch / f"{title}-{count}", scratch / "out-again"
    first = _grade(folder, out, scratch)
    second = _grade(folder, out, scratch)
    return {"first": first.wall, "again": second.wall, "submissions": count}


def _grade(folder: Path, out: Path, scratch: Path, *options: str) -> Cost:
    command = [sys.executable, "-m", "autograder", "grade", ASSIGNMENT, str(folder)]
    command += ["--course", str(ROOT), "--out", str(out), "--seed", str(SEED), "--quiet", *options]
    log = scratch / "autograder.log"
    cost = run(command, ROOT, log)
    if cost.code != 0:
        raise NotMeasured(f"exit code {cost.code}: {_end_of(log)}")
    return cost


def one_pytest_each(scratch: Path, material: Material, rounds: int) -> Figures:
    """One pytest process per submission: what a teacher in a hurry would write. No isolation."""
    return _median(
        [
            one_pytest(scratch / f"pytest-{i}", material, RIGHT[i % len(RIGHT)])
            for i in range(rounds)
        ]
    )


def one_pytest(folder: Path, material: Material, student: str) -> Cost:
    """One pytest process that checks a right submission. folder: a new one."""
    tests = PRELUDE + "\nfrom submission import *\n"
    for name, body in bodies(material.exam.keys).items():
        indented = "\n".join(f"    {line}" for line in body.split("\n"))
        tests += f"\n\ndef test_{name}():\n{indented}\n"
    folder.mkdir()
    (folder / "submission.py").write_text(code(material.sources[student]), encoding="utf-8")
    (folder / "test_submission.py").write_text(tests, encoding="utf-8")
    cost = run(pytest_command(folder, "test_submission.py"), folder, folder / "log", **_ONE_THREAD)
    if cost.code != 0:
        raise NotMeasured(f"pytest finds {student} wrong: {_end_of(folder / 'log')}")
    return cost


def pytest_command(folder: Path, file: str) -> list[str]:
    """The command for pytest on one file, unaffected by any surrounding project."""
    options = ["-q", "-p", "no:cacheprovider", "--rootdir", str(folder)]
    return [sys.executable, "-m", "pytest", *options, file]


def nbgrader(scratch: Path, material: Material, few: int, many: int) -> Figures:
    """`nbgrader autograde` with its plain Execute and test cells. No isolation."""
    root = scratch / "nbgrader"
    log = scratch / "nbgrader.log"
    tests = [new_code_cell(PRELUDE, metadata=_locked("prelude", 0))]
    tests += [
        new_code_cell(body, metadata=_locked(f"test-{name}", 1))
        for name, body in bodies(material.exam.keys).items()
    ]
    _notebook(root / "source" / "ps" / "ps.ipynb", "", tests)
    for i in range(many):
        target = root / "submitted" / f"s{i:03}" / "ps" / "ps.ipynb"
        _handed_in(RIGHT[i % len(RIGHT)], material, target, tests)
    options = [f"--CourseDirectory.root={root}", "--CourseDirectory.course_id=bench"]
    command = [sys.executable, "-m", "nbgrader"]
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"  # it calls alembic by name
    made = run([*command, "generate_assignment", "ps", *options], root, log, PATH=path)
    if made.code != 0:
        raise NotMeasured(f"generate_assignment: {_end_of(log)}")
    costs = []
    for count in (few, many):
        student = ["--student=s*" if count == many else f"--student=s00[0-{few - 1}]"]
        cost = run(
            [*command, "autograde", "ps", "--force", *student, *options], root, log, PATH=path
        )
        if cost.code != 0:
            raise NotMeasured(f"autograde: {_end_of(log)}")
        costs.append(cost)
    return each(costs[0], costs[1], many - few)


def otter(scratch: Path, material: Material, rounds: int, home: Path) -> Figures:
    """`otter run`: one process per submission, in a separate environment. No isolation."""
    log = scratch / "otter.log"
    python = home / "bin" / "python"
    if not (home / "bin" / "otter").exists():
        venv.create(home, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", OTTER, "ipykernel"]
        if run(command, scratch, log).code != 0:
            raise NotMeasured(f"it cannot be installed here: {_end_of(log)}")
    root = scratch / "otter"
    (root / "tests").mkdir(parents=True)
    for name, body in bodies(material.exam.keys).items():
        lines = "\n".join(f"    {line}" for line in body.split("\n"))
        (root / "tests" / f"{name}.py").write_text(
            f"from otter.test_files import test_case\n\nOK_FORMAT = False\nname = {name!r}\n"
            f"points = 1\n\n{PRELUDE}\n\n@test_case()\ndef test_it({name}):\n{lines}\n",
            encoding="utf-8",
        )
    tool = str(home / "bin" / "otter")
    archive = root / "autograder.zip"
    generate = [tool, "generate", "--no-environment", "-t", "tests", "-o", str(archive)]
    made = run(generate, root, log)
    if made.code != 0 or not archive.exists():
        raise NotMeasured(f"otter generate: {_end_of(log)}")
    costs = []
    for i in range(rounds):
        path = root / f"s{i}.ipynb"
        _handed_in(RIGHT[i % len(RIGHT)], material, path, [])
        command = [tool, "run", "--no-logo", "-a", str(archive), "-o", str(root), str(path)]
        costs.append(run(command, root, log, PATH=f"{home / 'bin'}:/usr/bin:/bin"))
        if costs[-1].code != 0 or not (root / "results.json").exists():
            raise NotMeasured(f"otter run: {_end_of(log)}")
    scored = json.loads((root / "results.json").read_text(encoding="utf-8"))
    given = sum(float(test.get("score", 0)) for test in scored["tests"])
    if given < len(material.exam.keys):
        raise NotMeasured(f"it gave {given:g} of {len(material.exam.keys)} points")
    return _median(costs)


def floors() -> Mapping[str, Mapping[str, float]]:
    """Run benchmarks/floors.py in a separate process, which nothing else has enlarged."""
    import subprocess

    command = [sys.executable, "-m", "benchmarks.floors"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: Mapping[str, Mapping[str, float]] = json.loads(done.stdout)
    return found


def _median(costs: list[Cost]) -> Figures:
    return {
        "wall": statistics.median(cost.wall for cost in costs),
        "cpu": statistics.median(cost.cpu for cost in costs),
        "peak": max(cost.peak for cost in costs),
        "start": 0.0,
    }


def _notebook(path: Path, source: str, tests: list[Any]) -> None:
    answer = new_code_cell(source or "### BEGIN SOLUTION\npass\n### END SOLUTION")
    answer.metadata = {
        "nbgrader": {"grade": False, "grade_id": "answer", "locked": False,
                     "schema_version": 3, "solution": True, "task": False}
    }  # fmt: skip
    notebook = new_notebook(cells=[answer, *tests])
    notebook.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3", "language": "python"
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def _handed_in(name: str, material: Material, path: Path, tests: list[Any]) -> None:
    """A submission as submitted, with these tests at its end instead of nbgrader's."""
    [original] = (CLASS / name).rglob(Path(material.sources[name].path).name)
    if original.suffix == ".py":
        _notebook(path, code(material.sources[name]), tests)
        return
    notebook = nbformat.read(original, as_version=4)
    for cell in notebook.cells:
        cell.metadata = {}
    notebook.cells += tests
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def _locked(name: str, points: int) -> dict[str, Any]:
    return {
        "nbgrader": {"grade": bool(points), "grade_id": name, "locked": True, "points": points,
                     "schema_version": 3, "solution": False, "task": False}
    }  # fmt: skip


def _end_of(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return " ".join(lines[-3:])[-400:]
