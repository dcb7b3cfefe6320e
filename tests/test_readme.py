"""The commands of the README and of docs/ work."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import DATA, ROOT

BLOCK = re.compile(r"(<!-- not run: [^\n]+ -->\n)?```sh\n(.*?)```", re.DOTALL)
# These would run the tests from within the tests; .ci/run is what runs them.
SET_UP = {"make grade", "make test"}


def commands(file: str) -> list[str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    return [
        line
        for skipped, block in BLOCK.findall(text)
        if not skipped
        for line in block.strip().splitlines()
    ]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which the commands may write, with a class small enough for a test."""
    copy = tmp_path_factory.mktemp("readme")
    for name in ("course.yaml", "solutions", "assignments"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(copy)], check=True)
    (copy / "tests" / "data" / "class").mkdir(parents=True)
    for student in sorted((DATA / "class").iterdir())[:4]:
        subprocess.run(
            ["cp", "-r", str(student), str(copy / "tests" / "data" / "class")], check=True
        )
    return copy


@pytest.mark.parametrize("file", ["README.md", "README.ja.md"])
def test_every_command_of_the_readme_runs(file: str, course: Path) -> None:
    found = commands(file)
    assert found
    for line in found:
        if line in SET_UP:
            continue
        verb = line.replace("autograder", f"{sys.executable} -m autograder", 1)
        run = subprocess.run(
            verb, shell=True, cwd=course, capture_output=True, text=True, timeout=300
        )
        assert run.returncode == 0, f"{line}\n{run.stdout[-1500:]}{run.stderr[-1500:]}"


def test_every_file_that_the_readme_names_is_there() -> None:
    for file in ("README.md", "README.ja.md", "CONTRIBUTING.md"):
        text = (ROOT / file).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / target).exists(), f"{file} names {target}"


def test_the_set_up_commands_are_targets_of_the_makefile() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {f"make {target}" for target in targets} >= SET_UP
