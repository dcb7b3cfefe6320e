"""What students may put into the exchange's inbound folder, which all of them can write.

The solutions, another's work, pipes and devices are linked there; folders bear others' names.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from nbgrader.utils import capture_log
from traitlets.config import Config

from autograder.integrations.nbgrader import exchange
from autograder.integrations.nbgrader.config import configure

from .conftest import CALENDAR, SECOND, NbgraderCourse
from .test_attacks import within

FILE = "sun_and_calendar.py"
RIGHT = (SECOND / "submissions" / "pupil01.py").read_text(encoding="utf-8")
EARLY, LATE = "2027-05-01 12:00:00.000000 UTC", "2027-05-30 12:00:00.000000 UTC"
pytestmark = pytest.mark.skipif(not hasattr(os, "fwalk"), reason="nbgrader has no exchange here")


class Inbound:
    """The folder, and who owns what in it: the tests are one user, so that is played."""

    def __init__(self, desk: NbgraderCourse, root: Path) -> None:
        self.desk = desk
        desk.coursedir.course_id, self.root = "sun", root
        self.path = root / "sun" / "inbound"
        self.path.mkdir(parents=True)
        self.owners: dict[int, str] = {}

    def submit(self, student: str, code: str = RIGHT, moment: str = EARLY) -> Path:
        folder = self.path / f"{student}+{CALENDAR}+{moment}+{len(self.owners)}"
        folder.mkdir()
        (folder / FILE).write_text(code, encoding="utf-8")
        (folder / "timestamp.txt").write_text(moment, encoding="ascii")
        return folder

    def collect(self) -> str:
        config = Config()
        configure(config, self.desk.folder.parent, self.desk.folder)
        config.Exchange.root = str(self.root)
        assert config.ExchangeFactory.collect is exchange.Collect
        self.desk.coursedir.assignment_id, self.desk.coursedir.student_id = CALENDAR, "*"
        app = exchange.Collect(coursedir=self.desk.coursedir, parent=self.desk, config=config)
        with within(1):
            done: dict[str, Any] = capture_log(app)
        assert done["success"], done
        return str(done["log"])

    def collected(self, student: str) -> set[str]:
        folder = self.desk.folder / "submitted" / student / CALENDAR
        return {path.name for path in folder.rglob("*")}


@pytest.fixture
def inbound(nb_course: NbgraderCourse, tmp_path: Path) -> Inbound:
    found = Inbound(nb_course, tmp_path / "exchange")
    found.submit("honest")
    return found


def test_a_link_to_the_solutions_or_to_anothers_work_is_not_collected(inbound: Inbound) -> None:
    solution = inbound.desk.folder.parent / "solutions" / CALENDAR / "date_label" / "exercise.py"
    others = next(inbound.path.glob("honest+*"))
    for student, target in {"eve": solution, "mallory": others / FILE}.items():
        folder = inbound.submit(student)
        (folder / FILE).unlink()
        (folder / FILE).symlink_to(target)
        (folder / "more").symlink_to(target.parent)
    said = inbound.collect()
    assert inbound.collected("eve") == inbound.collected("mallory") == {"timestamp.txt"}
    assert inbound.collected("honest") == {FILE, "timestamp.txt"}
    assert said.count("is not collected") >= 2
    assert inbound.desk.autograde(CALENDAR)["success"]
    scores = inbound.desk.scores(CALENDAR, "eve")
    assert {scores["date_label-check"], scores["day_length-check"]} == {0}
    assert inbound.desk.scores(CALENDAR, "honest")["date_label-check"] == 6


def test_a_folder_that_is_a_link_is_not_collected(inbound: Inbound) -> None:
    solution = inbound.desk.folder.parent / "solutions" / CALENDAR / "date_label"
    (inbound.path / f"eve+{CALENDAR}+{EARLY}+1").symlink_to(solution)
    assert "it is not a folder" in inbound.collect()
    assert not inbound.collected("eve")
    assert inbound.collected("honest")


def test_pipes_and_devices_neither_stop_nor_fill_anything(inbound: Inbound) -> None:
    folder = inbound.submit("eve")
    for name in ("pipe", "below/pipe"):
        (folder / name).parent.mkdir(exist_ok=True)
        os.mkfifo(folder / name)
    (folder / "zero").symlink_to("/dev/zero")
    inbound.collect()
    assert inbound.collected("eve") == {FILE, "timestamp.txt"}


def test_more_files_than_anybody_needs_are_not_collected(
    inbound: Inbound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "MAX_FILES", 20)
    folder = inbound.submit("eve")
    for number in range(40):
        (folder / f"x{number}").touch()
    assert "there are too many files" in inbound.collect()
    assert len(inbound.collected("eve")) <= 20


@pytest.mark.parametrize(
    "name",
    [
        f"eve+{CALENDAR}+yesterday+1",
        f"eve+{CALENDAR}+9999-99-99 00:00:00 UTC+1",
        f"two\nlines+{CALENDAR}+{EARLY}+1",
    ],
)
def test_a_folder_with_a_broken_name_costs_nobody_else(inbound: Inbound, name: str) -> None:
    (inbound.path / name).mkdir()
    (inbound.path / name / FILE).write_text(RIGHT, encoding="utf-8")
    assert "in the exchange is not collected" in inbound.collect()
    assert inbound.collected("honest") == {FILE, "timestamp.txt"}
    assert [path.name for path in (inbound.desk.folder / "submitted").iterdir()] == ["honest"]


@pytest.mark.parametrize("known_by", ["a submission", "the gradebook"])
def test_a_newer_folder_in_anothers_name_does_not_replace_their_work(
    inbound: Inbound, monkeypatch: pytest.MonkeyPatch, known_by: str
) -> None:
    forged = inbound.submit("honest", "def date_label(*_): return 0", LATE)
    forged.chmod(0o711)  # by which the played owner is known below
    if known_by == "a submission":
        inbound.submit("eve")
    else:
        with inbound.desk.gradebook() as book:
            book.update_or_create_student("eve")
    real = Path.lstat

    class Found:
        def __init__(self, about: os.stat_result) -> None:
            self.st_mode = about.st_mode
            self.st_uid = 1 if about.st_mode & 0o777 == 0o711 else 2

    monkeypatch.setattr(Path, "lstat", lambda path: Found(real(path)))
    monkeypatch.setattr(exchange, "_user", {1: "eve", 2: "honest"}.get)
    said = inbound.collect()
    assert "it belongs to eve, who is another student" in said
    folder = inbound.desk.folder / "submitted" / "honest" / CALENDAR
    assert (folder / FILE).read_text(encoding="utf-8") == RIGHT


def test_where_one_user_runs_everybodys_notebooks_all_are_collected(
    inbound: Inbound, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbound.submit("eve")
    monkeypatch.setattr(exchange, "_user", lambda _: "jovyan")
    inbound.collect()
    assert inbound.collected("eve") == inbound.collected("honest") == {FILE, "timestamp.txt"}


def test_a_broken_time_ends_no_later_collect_and_no_page(inbound: Inbound) -> None:
    (inbound.submit("eve") / "timestamp.txt").write_bytes(b"\xff in time")
    inbound.collect()
    inbound.collect()  # nbgrader compares with what is there already
    assert inbound.desk.autograde(CALENDAR)["success"]
    for force in (True, False):
        assert inbound.desk.feedback(CALENDAR, force=force)["success"]
