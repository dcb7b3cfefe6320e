"""A class of attackers on nbgrader's side of the grading, with honest students among them.

The same submissions go both ways: through nbgrader's own commands, and through `autograder grade`
with nbgrader's feedback in OUT. `attacks.py` says what each attacker does.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.utils import capture_log
from traitlets.config import Config

from autograder.cli import main
from autograder.files import safe_name
from autograder.grading.store.results import read_results
from autograder.integrations.nbgrader.config import configure
from autograder.integrations.nbgrader.exchange import ReleaseFeedback
from autograder.models import Grade
from autograder.submission.enrolment import safe_key

from .attacks import ATTACKS, NAME, PROGRAM, Attack, Hand
from .conftest import CALENDAR, SECOND, NbgraderCourse
from .gradebook_rows import opened

RIGHT = (SECOND / "submissions" / "pupil01.py").read_text(encoding="utf-8")
HONEST = ("aaron", "honest", "zoe")  # before, among and after the attackers
FULL = {"date_label": 6.0, "days_in_months": 8.0, "day_length": 10.0}
SECRET_TEXT = "the secret of the course"
# `autograder`, and then the most memory that one of its processes held.
# Linux counts the process that started ours in our ru_maxrss: the whole test suite. VmHWM is ours.
MEASURED = """import re, resource, sys
from pathlib import Path
from autograder.cli import main
code = main(sys.argv[1:])
own = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""
MINUTES = 5  # for a whole class of them
STEPS = {"date_label-check", "days_in_months-check", "day_length-check", "why_leap_days"}
ANSWERS = ("BEGIN SOLUTION", "np.full(12, 31)", SECRET_TEXT)


@contextmanager
def within(minutes: float) -> Iterator[None]:
    """A pipe that is opened, say, would never end."""
    old = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(int(minutes * 60))
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, old)


@dataclass
class Attacked:
    """A class that was graded by nbgrader's commands (desk) and by ours (out, grades).

    kilobytes: the most that one process of our command held.
    """

    desk: NbgraderCourse
    said: dict[str, Any]
    out: Path
    grades: dict[str, Grade]
    secret: Path
    kilobytes: int

    def grade(self, student: str) -> Grade:
        """Ours, whose name may have had to be cleaned."""
        return self.grades[safe_key(student)]


@pytest.fixture(scope="module")
def attacked(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    course = Path(shutil.copytree(generated, tmp_path_factory.mktemp("attacked") / "course"))
    secret = course.parent / "secret.txt"
    secret.write_text(SECRET_TEXT, encoding="utf-8")
    desk = NbgraderCourse(course / "grading", course)
    released = json.loads(
        (desk.folder / "release" / CALENDAR / f"{NAME}.ipynb").read_text(encoding="utf-8")
    )
    for student in HONEST:
        desk.submit(student, CALENDAR, PROGRAM, RIGHT)
    for attack in ATTACKS:
        place = desk.folder / "submitted" / attack.folder / CALENDAR
        place.mkdir(parents=True)
        attack.plant(Hand(place, released, secret))
    with within(MINUTES):
        said = {"autograde": desk.autograde(CALENDAR), "feedback": desk.feedback(CALENDAR)}
        said["feedback again"] = desk.feedback(CALENDAR, force=False)
    out = course / "out"
    line = ["grade", CALENDAR, str(desk.folder / "submitted"), "--course", str(course)]
    line += ["--out", str(out), "--seed", "7", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *line],
        capture_output=True,
        text=True,
        timeout=60 * MINUTES,
    )
    assert done.returncode == 0, done.stderr
    grades = {grade.student: grade for grade in read_results(out)}
    return Attacked(desk, said, out, grades, secret, int(done.stdout.split()[-1]))


by_name = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
UNNAMEABLE = [attack for attack in ATTACKS if attack.student in ("two\nlines", "\udcff\udcfe")]


def earned(attack: Attack) -> dict[str, float]:
    return {**dict.fromkeys(FULL, 0.0), **attack.points}


def test_the_attacks_are_many() -> None:
    assert len(ATTACKS) >= 45


@pytest.mark.parametrize("student", HONEST)
def test_an_honest_student_among_attackers_keeps_all_points(
    student: str, attacked: Attacked
) -> None:
    scores = attacked.desk.scores(CALENDAR, student)
    assert {name.removesuffix("-check"): score for name, score in scores.items()} == {
        **FULL, "why_leap_days": None,
    }  # fmt: skip
    ours = {name: verdict.points for name, verdict in attacked.grade(student).exercises.items()}
    assert ours == FULL
    for desk in (attacked.desk, opened(attacked.out)):
        assert desk.grades(CALENDAR, student)["date_label-check"]["max_score"] == 6


@by_name
def test_an_attacker_gets_what_the_work_is_worth(attack: Attack, attacked: Attacked) -> None:
    grade = attacked.grade(attack.folder)
    assert grade.status == "graded", grade.message
    assert {name: verdict.points for name, verdict in grade.exercises.items()} == earned(attack)
    rows = [opened(attacked.out).grades(CALENDAR, grade.student)]
    if attack not in UNNAMEABLE:
        rows.append(attacked.desk.grades(CALENDAR, attack.folder))
    for found in rows:
        assert found.keys() == STEPS
        got = {name.removesuffix("-check"): row["auto_score"] for name, row in found.items()}
        assert got.pop("why_leap_days") in (None, 0)
        assert got == earned(attack)
        assert [row["max_score"] for _, row in sorted(found.items())] == [6, 10, 8, 6]
        assert not any(row["manual_score"] or row["extra_credit"] for row in found.values())


class Page(HTMLParser):
    """Whether a browser would obey anything of the attackers'."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.obeyed: list[str] = []
        self.script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.script = tag == "script"
        for name, value in attrs:
            if name.startswith("on") or "obeyed" in (value or ""):
                self.obeyed.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self.script and "obeyed" in data:
            self.obeyed.append(data)


@by_name
def test_the_pages_of_an_attacker_obey_nothing_and_show_nothing_of_the_course(
    attack: Attack, attacked: Attacked
) -> None:
    pages = [*(attacked.out / "feedback" / safe_name(safe_key(attack.folder))).rglob("*.html")]
    assert pages
    if attack not in UNNAMEABLE:
        folder = attacked.desk.folder / "feedback" / attack.folder / CALENDAR
        assert {page.name for page in folder.iterdir()} <= {
            f"{NAME}.html", "timestamp.txt", "submission_secret.txt",
        }  # fmt: skip
        pages.append(folder / f"{NAME}.html")
        beside = attacked.desk.folder / "autograded" / attack.folder / CALENDAR
        assert {path.name for path in beside.iterdir()} <= {
            f"{NAME}.ipynb", "timestamp.txt", "submission_secret.txt", ".graded_content",
        }  # fmt: skip
        assert not any(path.is_symlink() for path in beside.iterdir())
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not Page(text).obeyed
        assert not [answer for answer in ANSWERS if answer in text]
        assert not set(text) & set("\x00\x07\x1b\u202e\u2066")


def test_whoever_cannot_be_named_is_said_and_everybody_else_is_graded(attacked: Attacked) -> None:
    done = attacked.said["autograde"]
    assert not done["success"]  # for these two alone
    assert done["log"].count("no name of a student: rename this folder") == len(UNNAMEABLE)
    assert "There was an error processing" not in done["log"]
    assert "Traceback" not in done["log"].replace("Please see the the above traceback", "")
    for feedback in ("feedback", "feedback again"):
        assert attacked.said[feedback]["success"], attacked.said[feedback]["log"][-3000:]


def test_no_file_of_the_course_was_touched(attacked: Attacked) -> None:
    assert attacked.secret.read_text(encoding="utf-8") == SECRET_TEXT
    assert sorted(path.name for path in attacked.secret.parent.iterdir()) == [
        "course", "secret.txt",
    ]  # fmt: skip


def test_formgrader_lists_all_who_were_graded(attacked: Attacked) -> None:
    listed = {}
    for attack in UNNAMEABLE:
        shutil.rmtree(attacked.desk.folder / "submitted" / attack.folder)
    for desk in (attacked.desk, opened(attacked.out)):
        api = NbGraderAPI(coursedir=desk.coursedir, parent=desk)
        with within(1):
            listed = {row["student"]: row for row in api.get_submissions(CALENDAR)}
        assert len(listed) >= len(ATTACKS) - len(UNNAMEABLE) + len(HONEST)
        assert {row["max_code_score"] for row in listed.values()} == {24.0}
        assert all(row["code_score"] <= 24 and row["autograded"] for row in listed.values())


def test_both_ways_lay_out_the_same_notebook_and_export_writes_the_same_gradebook(
    attacked: Attacked,
) -> None:
    ours = opened(attacked.out)
    named = [attack.folder for attack in ATTACKS if attack not in UNNAMEABLE]
    same = [student for student in (*HONEST, *named) if safe_key(student) == student]
    for student in same:
        cells = [desk.notebook(CALENDAR, student)["cells"] for desk in (ours, attacked.desk)]
        left, right = ([(cell["id"], "".join(cell["source"])) for cell in each] for each in cells)
        assert left == right, student
    before = {student: ours.scores(CALENDAR, student) for student in same}
    line = ["export", str(attacked.out), "--to", "nbgrader"]
    assert main([*line, "--course", str(attacked.desk.folder.parent)]) == 0
    assert {student: ours.scores(CALENDAR, student) for student in same} == before


def test_release_feedback_gives_nobodys_page_away_and_ends_for_nobody(
    attacked: Attacked, tmp_path: Path
) -> None:
    config = Config()
    configure(config, attacked.desk.folder.parent, attacked.desk.folder)
    config.Exchange.root = str(tmp_path)
    attacked.desk.coursedir.course_id = "sun"
    attacked.desk.coursedir.student_id = "*"
    app = ReleaseFeedback(coursedir=attacked.desk.coursedir, parent=attacked.desk, config=config)
    with within(1):
        done = capture_log(app)
    assert done["success"], done
    assert not list(tmp_path.rglob("*.html"))  # no attacker's secret was one, and no page is loose


def test_the_trusted_side_took_little_memory(attacked: Attacked) -> None:
    assert attacked.grades
    assert attacked.kilobytes < 800 << 10
