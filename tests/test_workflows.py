"""The workflows on GitHub are well formed and call what there is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.paths import ROOT

FILES = sorted((ROOT / ".github").rglob("*.yml"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONS = sorted((ROOT / ".github" / "actions").rglob("action.yml"))
# What a machine of GitHub's has, and what a step before installs.
PROGRAMS = {
    "make",
    "python",
    "sudo",
    "test",
    "seat/bin/python",
    "../../seat/bin/python",
    "cd",
    "cp",
}
MODULES = {"pip", "build", "twine", "venv", "pytest"}


def load(path: Path) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def steps(path: Path) -> list[dict[str, Any]]:
    jobs = load(path).get("jobs", {"action": load(path).get("runs", {})})
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_yaml(path: Path) -> None:
    assert load(path)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_bounded_and_may_do_little(path: Path) -> None:
    loaded = load(path)
    assert loaded["permissions"] == {"contents": "read"}
    for name, job in loaded["jobs"].items():
        assert job["timeout-minutes"] <= 60, name


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: path.name)
def test_a_step_uses_a_version_or_runs_shell_that_parses(path: Path) -> None:
    for step in steps(path):
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", step["uses"]), step
            continue
        line = re.sub(r"\$\{\{.*?\}\}", "X", step["run"])
        parsed = subprocess.run(["bash", "-n"], input=line, text=True, capture_output=True)
        assert parsed.returncode == 0, f"{step}: {parsed.stderr}"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_command_of_a_workflow_is_there(path: Path) -> None:
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for line in (line for step in steps(path) for line in step.get("run", "").splitlines()):
        first, *rest = line.split()
        assert first in PROGRAMS, line
        if first == "make":
            assert rest[0] in targets, line
        elif first.endswith("python"):
            assert rest[0] == "-m" and rest[1] in MODULES, line
        elif first == "cd":
            assert (ROOT / rest[0]).is_dir(), line
