"""A class graded by the real command, and what its tests ask of the gradebook."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.cli import main

from ..conftest import CALENDAR, SECOND
from ..gradebook_rows import opened

FILE = "sun_and_calendar.py"
ADA, BEN, ANN, TARO = "ada", "ben", 'O"Neil, Ann', "山田 太郎"
CLASS = {ADA: "pupil01", BEN: "pupil03", ANN: "pupil02", TARO: "pupil04"}
CHANGE_MESSAGE = (
    "ada: day_length-check 10 → 4 (passed → failed: degrees-for-radians; another submission)"
)
LATE = "2027-06-01 15:00:00.000000 UTC"  # a day and a minute
WORSE = """\
def day_length(latitude, declination):
    c = -np.tan(latitude) * np.tan(declination)
    return 24 / np.pi * np.arccos(np.clip(c, -1, 1))
"""


def source(pupil: str) -> str:
    return (SECOND / "submissions" / f"{pupil}.py").read_text(encoding="utf-8")


def submit_file(submissions: Path, student: str, text: str, moment: str = "") -> None:
    folder = submissions / student / CALENDAR
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(text, encoding="utf-8")
    if moment:
        (folder / "timestamp.txt").write_text(moment, encoding="ascii")


def worse(pupil: str, answer: str | None = None) -> str:
    """A submission whose day_length takes degrees for radians, with another written answer."""
    code, _, rest = source(pupil).partition("def day_length")
    _, _, written = rest.partition("why_leap_days")
    return code + WORSE + "\n\nwhy_leap_days" + (f' = "{answer}"\n' if answer else written)


def arguments(folder: Path, *options: str) -> list[str]:
    line = ["grade", CALENDAR, str(folder / "class"), "--out", str(folder / "out")]
    return [*line, "--course", str(SECOND), "--seed", "7", *options]


def program(line: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """One command of ours as a program."""
    run = [sys.executable, "-m", "autograder", *line]
    return subprocess.run(run, capture_output=True, text=True, timeout=300, **options)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class and OUT of its first grading, by the real command; not to be changed."""
    folder = tmp_path_factory.mktemp("first")
    for student, pupil in CLASS.items():
        submit_file(folder / "class", student, source(pupil), LATE if student == BEN else "")
    run = program(arguments(folder, "--quiet"))
    assert (run.returncode, run.stdout + run.stderr) == (0, "")
    return folder


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    """A copy of it: class/ and out/."""
    return Path(shutil.copytree(first, tmp_path / "copy"))


@pytest.fixture
def grade(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    """Grade the copy again, in this process; the summary."""

    def again(*options: str) -> dict[str, Any]:
        assert main(arguments(folder, "--json", *options)) == 0
        summary: dict[str, Any] = json.loads(capsys.readouterr().out)
        return summary

    return again


def points_in_gradebook(out: Path, student: str) -> dict[str, float | None]:
    nb_course = opened(out)
    with nb_course.gradebook() as book:
        rows = book.find_submission(CALENDAR, student).notebooks[0].grades
        return {row.name.removesuffix("-check"): row.auto_score for row in rows}


def repair_command(said: str, out: Path) -> list[str]:
    """The command that an error names, as one can type it."""
    (line,) = (line for line in said.splitlines() if "autograder export" in line)
    words = shlex.split(line[line.index("autograder export") :])
    assert words[:5] == ["autograder", "export", str(out), "--to", "nbgrader"] or (
        words[:3] == ["autograder", "export", str(out)] and words[-2:] == ["--to", "nbgrader"]
    )
    return words[1:]
