"""nbgrader's whole cycle through an exchange: an instructor and three students.

Where the tests run as root, and other users can run this interpreter, each student is a Unix user
of their own. Commands run in forks of one warm process.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.cli import main

from .conftest import CALENDAR, SECOND

NOTEBOOK = "sun_and_calendar"
INSTRUCTOR = """
from pathlib import Path
from autograder.integrations.nbgrader.config import configure

c = get_config()
configure(c, Path(__file__).parent)
c.Exchange.root = {exchange!r}
"""
# What docs/nbgrader.md tells a student to write.
STUDENT = """
c = get_config()
c.Exchange.root = {exchange!r}
c.CourseDirectory.course_id = "the-sun-and-the-calendar"
"""
# Imports nbgrader once. Each line that it reads names a person and the commands they run one after
# another: in forks of a fork that has become that person, and writes to a file.
DRIVER = """
import json, os, signal, sys, warnings
warnings.simplefilter("ignore")
from nbgrader import api
from nbgrader.apps.nbgraderapp import main

version = api.get_alembic_version()  # a program that every new gradebook would start
api.get_alembic_version = lambda: version

def run(arguments):
    signal.alarm(300)
    sys.argv = ["nbgrader", *arguments]
    try:
        main()
        code = 0
    except SystemExit as end:
        code = end.code or 0
    sys.stdout.flush(); sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1)

def become(person):
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    said = os.open(person["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(said, 1); os.dup2(said, 2)
    if person["user"] is not None:
        os.setgroups([]); os.setgid(person["user"]); os.setuid(person["user"])
    os.environ.clear(); os.environ.update(person["environment"])
    os.chdir(person["folder"])

def wait(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

for line in sys.stdin:
    person = json.loads(line)
    child = os.fork()
    if not child:
        become(person)
        for arguments in person["commands"]:
            command = os.fork()
            if not command:
                run(arguments)
            if code := wait(command):
                os._exit(abs(code))
        os._exit(0)
    print(wait(child), flush=True)
"""
RIGHT = (SECOND / "submissions" / "pupil01.py").read_text(encoding="utf-8")
USERS = {"ada": 61001, "ben": 61002, "cleo": 61003}


@cache
def _can_be_others() -> bool:
    """Whether a program can be run as another user, who has to reach the interpreter."""
    if os.geteuid() != 0:
        return False
    try:
        other = subprocess.run(
            [sys.executable, "-c", "import nbgrader"], check=False, capture_output=True,
            user=USERS["ada"], group=USERS["ada"], extra_groups=[], cwd="/",
        )  # fmt: skip
    except OSError:
        return False
    return other.returncode == 0


class Cycle:
    """A course, an exchange, and the homes of its people below one folder.

    nbgrader: a running DRIVER.
    """

    def __init__(self, root: Path, nbgrader: subprocess.Popen[str]) -> None:
        self.root, self.nbgrader = root, nbgrader
        self.unix_users = _can_be_others()
        self.course = root / "course"
        shutil.copytree(SECOND, self.course, ignore=shutil.ignore_patterns("__pycache__"))
        self.exchange = root / "exchange"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        config = INSTRUCTOR.format(exchange=str(self.exchange))
        (self.course / "nbgrader_config.py").write_text(config, encoding="utf-8")
        for student, number in USERS.items():
            home = root / student
            home.mkdir()
            text = STUDENT.format(exchange=str(self.exchange))
            (home / "nbgrader_config.py").write_text(text, encoding="utf-8")
            if self.unix_users:
                home.chmod(0o700)
                os.chown(home, number, number)
        for path in root.parents:  # pytest's folders are private to its own user
            if path.is_relative_to("/tmp") and path != Path("/tmp") and self.unix_users:
                path.chmod(path.stat().st_mode | 0o011)

    def instructor(self, *commands: list[str], folder: Path | None = None) -> str:
        return self._run(folder or self.course, {}, list(commands))

    def student(self, name: str, *commands: list[str]) -> str:
        home = self.root / name
        who = {"USER": name, "LOGNAME": name, "HOME": str(home)}
        number = USERS[name] if self.unix_users else None
        return self._run(home, who, list(commands), number)

    def work(self, name: str, code: str, essay: str) -> None:
        """What a student writes into the notebook that was fetched."""
        path = self.root / name / CALENDAR / f"{NOTEBOOK}.ipynb"
        content = json.loads(path.read_bytes())
        for cell in content["cells"]:
            if cell["id"] in ("date_label", "days_in_months", "day_length") and code:
                cell["source"] = code
            if cell["id"] == "why_leap_days" and essay:
                cell["source"] = essay
        path.write_text(json.dumps(content), encoding="utf-8")

    def page(self, name: str) -> str:
        """The newest feedback that a student has fetched."""
        pages = sorted((self.root / name / CALENDAR / "feedback").rglob("*.html"))
        return pages[-1].read_text(encoding="utf-8")

    def _run(
        self, folder: Path, more: Mapping[str, str], commands: Any, user: int | None = None
    ) -> str:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **more}
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            environment[name] = str(folder / f".{name.lower()}")
        file = self.root / "said.txt"
        person = {
            "commands": commands, "environment": environment, "folder": str(folder),
            "said": str(file), "user": user,
        }  # fmt: skip
        assert self.nbgrader.stdin and self.nbgrader.stdout
        print(json.dumps(person), file=self.nbgrader.stdin, flush=True)
        ended = self.nbgrader.stdout.readline()
        said = file.read_text(encoding="utf-8", errors="replace")
        assert ended == "0\n", f"exit code {ended}\n{said[-4000:]}"
        return said


@pytest.fixture(scope="session")
def driver() -> Iterator[subprocess.Popen[str]]:
    """nbgrader, imported once for all people and commands."""
    program = [sys.executable, "-c", DRIVER]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        program, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        yield running
        assert running.stdin
        running.stdin.close()


@pytest.fixture
def cycle(tmp_path: Path, driver: subprocess.Popen[str]) -> Cycle:
    return Cycle(tmp_path, driver)


def test_three_students_get_their_own_feedback_and_nobody_is_lost(cycle: Cycle) -> None:
    grading = cycle.course / "grading"
    cycle.instructor(["generate_assignment", CALENDAR], ["release_assignment", CALENDAR])
    code, _, _ = RIGHT.partition("why_leap_days")
    wrong = code.replace("return", "return None #", 1)
    for name, (text, essay) in {
        "ada": (code, "Because a year has 365.2422 days."),
        "ben": (wrong, ""),
        "cleo": ("", ""),
    }.items():
        cycle.student(name, ["fetch_assignment", CALENDAR])
        cycle.work(name, text, essay)
        cycle.student(name, ["submit", CALENDAR, f"--student={name}"])
    by_hand = grading / "submitted" / "dora" / CALENDAR  # e-mailed, and put there by hand
    by_hand.mkdir(parents=True)
    (by_hand / f"{NOTEBOOK}.py").write_text(RIGHT, encoding="utf-8")

    said = cycle.instructor(["collect", CALENDAR], ["autograde", CALENDAR])
    assert "ada: 24 of 24 points" in said and "dora: 24 of 24 points" in said
    assert stat.S_IMODE((grading / "gradebook.db").stat().st_mode) == 0o600
    with Gradebook(f"sqlite:///{grading / 'gradebook.db'}") as book:
        row = book.find_grade("why_leap_days", NOTEBOOK, CALENDAR, "ada")
        row.manual_score, row.needs_manual_grade = 5.5, False
        note = book.find_comment("why_leap_days", NOTEBOOK, CALENDAR, "ada")
        note.manual_comment = "Nicely put."
        book.db.commit()
    said = cycle.instructor(["generate_feedback", CALENDAR], ["release_feedback", CALENDAR])
    assert re.search(r"1 did not submit through the exchange.*dora", said)

    for name in USERS:
        cycle.student(name, ["fetch_feedback", CALENDAR, f"--student={name}"])
    assert "Score: 29.5 / 30.0" in cycle.page("ada") and "Nicely put." in cycle.page("ada")
    assert "Nicely put." not in cycle.page("ben")
    assert "Score: 0.0 / 30.0" in cycle.page("cleo")

    # The faster way, from the same submissions: the same inputs, the same points, the same pages.
    out = cycle.root / "out"
    line = ["grade", CALENDAR, str(grading / "submitted"), "--course", str(cycle.course)]
    assert main([*line, "--out", str(out), "--quiet"]) == 0
    seeds = json.loads((grading / "hidden_seeds.json").read_text(encoding="utf-8"))
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["seed"] == seeds[CALENDAR]
    points = {}
    for place in (grading, out):
        with Gradebook(f"sqlite:///{place / 'gradebook.db'}") as book:
            points[place] = {
                (each.student.id, grade.name): grade.auto_score
                for each in book.assignment_submissions(CALENDAR)
                for grade in each.notebooks[0].grades
            }
    assert points[grading] == points[out]
    settings = f"c = get_config()\nc.Exchange.root = {str(cycle.exchange)!r}\n"
    (out / "grading" / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    said = cycle.instructor(
        ["generate_feedback", CALENDAR], ["release_feedback", CALENDAR], folder=out
    )
    assert "Traceback" not in said and "dora" in said


def test_a_resubmission_without_any_time_is_graded_again(cycle: Cycle) -> None:
    place = cycle.course / "grading" / "submitted" / "ada" / CALENDAR / f"{NOTEBOOK}.py"
    place.parent.mkdir(parents=True)
    place.write_text("def date_label(x):\n    return None\n", encoding="utf-8")
    cycle.instructor(["generate_assignment", CALENDAR], ["autograde", CALENDAR])
    place.write_text(RIGHT, encoding="utf-8")
    said = cycle.instructor(["autograde", CALENDAR])
    assert "other files than were graded" in said and "ada: 24 of 24 points" in said
    assert "Skipping existing assignment" in cycle.instructor(["autograde", CALENDAR])


def test_a_student_who_submitted_nothing_readable_is_not_worded_as_points(cycle: Cycle) -> None:
    (cycle.course / "grading" / "submitted" / "ada" / CALENDAR).mkdir(parents=True)
    said = cycle.instructor(["generate_assignment", CALENDAR], ["autograde", CALENDAR])
    assert "ada: nothing that can be graded" in said
    assert "ada: 0 of" not in said
