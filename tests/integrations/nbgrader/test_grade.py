"""What `autograder grade` writes to nbgrader's gradebook, also when something is wrong."""

from __future__ import annotations

import csv
import importlib.util
import json
import multiprocessing
import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from nbgrader.apps.api import NbGraderAPI
from traitlets.config.loader import PyFileConfigLoader

from autograder.batch import outputs
from autograder.cli import main
from autograder.course.config import load_course
from autograder.errors import UserError
from autograder.grading.store.results import read_results
from autograder.integrations.nbgrader import bulk_gradebook as gradebook
from autograder.integrations.nbgrader import database
from autograder.integrations.nbgrader.database import (
    db_errors_as_user_error,
    open_database,
    sqlite_url,
    transaction,
)

from .conftest import CALENDAR, SECOND, Desk
from .test_commands import nbgrader
from .test_gradebook import entry, mark, opened, rows_of

FILE = "sun_and_calendar.py"
ADA, BEN, ANN, TARO = "ada", "ben", 'O"Neil, Ann', "山田 太郎"
CLASS = {ADA: "pupil01", BEN: "pupil03", ANN: "pupil02", TARO: "pupil04"}
LATE = "2027-06-01 15:00:00.000000 UTC"  # a day and a minute
WORSE = """\
def day_length(latitude, declination):
    c = -np.tan(latitude) * np.tan(declination)
    return 24 / np.pi * np.arccos(np.clip(c, -1, 1))
"""


def source(pupil: str) -> str:
    return (SECOND / "submissions" / f"{pupil}.py").read_text(encoding="utf-8")


def hand_in(submissions: Path, student: str, text: str, moment: str = "") -> None:
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
        hand_in(folder / "class", student, source(pupil), LATE if student == BEN else "")
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
    desk = opened(out)
    with desk.gradebook() as book:
        rows = book.find_submission(CALENDAR, student).notebooks[0].grades
        return {row.name.removesuffix("-check"): row.auto_score for row in rows}


# --- what is there ------------------------------------------------------------------------


def test_every_exercise_of_every_student_has_the_points_of_results_jsonl(first: Path) -> None:
    grades = list(read_results(first / "out"))
    assert {each.student for each in grades} == set(CLASS)
    for each in grades:
        found = points_in_gradebook(first / "out", each.student)
        waits = bool(each.written.get("why_leap_days"))
        assert found.pop("why_leap_days") == (None if waits else 0)
        assert found == {name: verdict.points for name, verdict in each.exercises.items()}


def test_nbgraders_own_view_lists_the_class_and_who_was_late(first: Path) -> None:
    desk = opened(first / "out")
    listed = NbGraderAPI(coursedir=desk.coursedir, parent=desk).get_submissions(CALENDAR)
    assert {row["student"] for row in listed if row["autograded"]} == set(CLASS)
    assert {row["student"] for row in listed if row["needs_manual_grade"]} == set(CLASS) - {ANN}
    with desk.gradebook() as book:
        late = {s.student_id: s.total_seconds_late for s in book.assignment_submissions(CALENDAR)}
    assert late == {ADA: 0, BEN: 24 * 3600 + 60, ANN: 0, TARO: 0}


def test_nbgraders_own_commands_run_in_the_folder(folder: Path) -> None:
    out = folder / "out"
    nbgrader(out, "generate_feedback", CALENDAR)
    assert (out / "grading" / "feedback" / TARO / CALENDAR / "sun_and_calendar.html").is_file()
    nbgrader(out, "export")
    with (out / "grading" / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    grades = {each.student: each.points for each in read_results(out)}
    assert {name: float(row["score"]) for name, row in rows.items()} == grades


def test_nbgrader_is_imported_once_in_one_process_and_not_by_the_command(folder: Path) -> None:
    hand_in(folder / "class", ADA, worse("pupil01"))
    line = [sys.executable, "-X", "importtime", "-m", "autograder", *arguments(folder, "--quiet")]
    run = subprocess.run(line, check=True, capture_output=True, text=True, timeout=300)
    imported = [told.split("|")[-1].strip() for told in run.stderr.splitlines()]
    assert imported.count("nbgrader") == 1
    assert imported.count("autograder.batch.outputs") == 1


# --- again --------------------------------------------------------------------------------


def test_a_second_run_with_nothing_changed_touches_no_file_of_nbgraders(
    first: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def state() -> dict[Path, tuple[int, bytes]]:
        out = first / "out"
        files = [out / "gradebook.db", *(p for p in (out / "grading").rglob("*") if p.is_file())]
        return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = state()
    assert len(before) > 3 * len(CLASS)
    assert main(arguments(first, "--json")) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["reused"], summary["changes"]) == (len(CLASS), [])
    assert state() == before


def test_pages_written_anew_from_the_same_grades_change_no_row(folder: Path, grade: Any) -> None:
    before = rows_of(sqlite_url(folder / "out" / "gradebook.db"))
    summary = grade("--language", "en", "--fresh")
    assert (summary["reused"], summary["changes"]) == (0, [])
    assert rows_of(sqlite_url(folder / "out" / "gradebook.db")) == before


TOLD = "ada: day_length-check 10 → 4 (passed → failed: degrees-for-radians; another submission)"


def test_another_hand_in_is_told_in_json_and_in_the_terminal(
    folder: Path, grade: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(folder / "class", ADA, worse("pupil01"))
    assert grade()["changes"] == [TOLD]
    hand_in(folder / "class", ADA, source("pupil01"))
    assert main(arguments(folder)) == 0
    back = "ada: day_length-check 4 → 10 (failed: degrees-for-radians → passed; another submission)"
    assert f"  changed: {back}\n" in capsys.readouterr().out


def test_what_a_person_gave_stands_and_nothing_that_is_settled_is_asked_again(
    folder: Path, grade: Any
) -> None:
    out = folder / "out"
    for student, cell in (
        (ADA, "why_leap_days"),
        (ADA, "day_length-check"),
        (TARO, "why_leap_days"),
    ):
        mark(out, student, cell, 5.0)
    with opened(out).gradebook() as book:
        book.update_or_create_student(TARO, last_name="山田")
    hand_in(folder / "class", ADA, worse("pupil01"))
    assert grade()["changes"] == [f"{TOLD}; the manual score 5 is kept"]
    for student, cell in (
        (ADA, "why_leap_days"),
        (ADA, "day_length-check"),
        (TARO, "why_leap_days"),
    ):
        found = entry(out, student, cell)
        assert (found["manual_score"], found["extra_credit"]) == (5.0, 0.5)
        assert found["needs_manual_grade"] is False
    with opened(out).gradebook() as book:
        for student, cell in ((ADA, "day_length"), (TARO, "why_leap_days")):
            assert book.find_comment(cell, "sun_and_calendar", CALENDAR, student).comment == "seen"
        assert book.find_student(TARO).last_name == "山田"
    assert entry(out, BEN, "why_leap_days")["needs_manual_grade"] is True


def test_a_time_that_is_noted_later_reaches_the_gradebook_with_the_next_change(
    folder: Path, grade: Any
) -> None:
    hand_in(folder / "class", TARO, source("pupil04"), LATE)
    hand_in(folder / "class", ADA, worse("pupil01"))
    grade()
    desk = opened(folder / "out")
    with desk.gradebook() as book:
        assert book.find_submission(CALENDAR, TARO).total_seconds_late > 0
    listed = NbGraderAPI(coursedir=desk.coursedir, parent=desk).get_submissions(CALENDAR)
    assert all(row["autograded"] for row in listed)


# --- being late ---------------------------------------------------------------------------

PLUGIN = """
from nbgrader.plugins import BasePlugin

class HalfAPointADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0.5 * (total_seconds_late // 86400) + score / 10

c = get_config()
c.AssignLatePenalties.plugin_class = HalfAPointADay
"""


def penalties(out: Path) -> dict[str, float | None]:
    with opened(out).gradebook() as book:
        found = book.assignment_submissions(CALENDAR)
        return {s.student_id: s.notebooks[0].late_submission_penalty for s in found}


def test_nbgraders_plugin_fines_who_is_late_as_nbgrader_autograde_does(
    folder: Path, grade: Any
) -> None:
    out = folder / "out"
    assert set(penalties(out).values()) == {None}  # nbgrader's default
    (out / "grading" / "nbgrader_config.py").write_text(PLUGIN, encoding="utf-8")
    hand_in(folder / "class", ADA, worse("pupil01"))
    mark(out, BEN, "why_leap_days", 4.0)
    grade()
    with opened(out).gradebook() as book:
        score = book.find_submission(CALENDAR, BEN).score
    assert score >= 4.5
    bulk = penalties(out)
    assert bulk == {ADA: None, BEN: pytest.approx(0.5 + score / 10), ANN: None, TARO: None}
    nbgrader(out, "autograde", CALENDAR, "--force")
    assert penalties(out) == bulk
    # Formgrader reads the folder's own settings alone.
    settings = PyFileConfigLoader("nbgrader_config.py", path=str(out)).load_config()
    assert settings.AssignLatePenalties.plugin_class.__name__ == "HalfAPointADay"


def test_a_fine_goes_when_the_plugin_or_the_lateness_does(folder: Path, grade: Any) -> None:
    out = folder / "out"
    settings = out / "grading" / "nbgrader_config.py"
    settings.write_text(
        'c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n', encoding="utf-8"
    )
    hand_in(folder / "class", ADA, worse("pupil01"))
    grade()
    assert penalties(out)[BEN] == {g.student: g.points for g in read_results(out)}[BEN]
    (folder / "class" / BEN / CALENDAR / "timestamp.txt").unlink()
    hand_in(folder / "class", ADA, source("pupil01"))
    grade()
    assert penalties(out)[BEN] is None


# --- when something is wrong ---------------------------------------------------------------


def mended_by(said: str, out: Path) -> list[str]:
    """The command that an error names, as one can type it."""
    (line,) = (line for line in said.splitlines() if "autograder export" in line)
    words = shlex.split(line[line.index("autograder export") :])
    assert words[:5] == ["autograder", "export", str(out), "--to", "nbgrader"] or (
        words[:3] == ["autograder", "export", str(out)] and words[-2:] == ["--to", "nbgrader"]
    )
    return words[1:]


def fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A changed class is graded, and the gradebook cannot be written; what is said."""
    hand_in(folder / "class", ADA, worse("pupil01"))
    assert main(arguments(folder)) == 3
    said = capsys.readouterr().err
    assert "every grade is safe in results.jsonl" in said
    (ada,) = (each for each in read_results(folder / "out") if each.student == ADA)
    assert ada.exercises["day_length"].diagnosis == ("degrees-for-radians",)
    return said


def fixes(folder: Path, said: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The command that the error names is run; what it says."""
    out = folder / "out"
    assert main(mended_by(said, out)) == 0
    assert points_in_gradebook(out, ADA)["day_length"] == 4
    return capsys.readouterr().out


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program is in the middle of writing."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_gradebook_that_another_holds_costs_no_grade_and_the_named_command_mends_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.01)
    path = folder / "out" / "gradebook.db"
    with held(path):
        said = fails(folder, capsys)
    assert f"gradebook: sqlite:///{path}: another program has held the gradebook" in said
    told = fixes(folder, said, capsys)
    assert f"changed: {TOLD}\n" in told and str(path) in told


def test_export_writes_times_and_rows_as_grade_does(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / "out"
    before = rows_of(sqlite_url(out / "gradebook.db"))
    assert any(LATE.removesuffix(".000000 UTC") in row for row in before["submission"])
    (out / "gradebook.db").unlink()
    shutil.rmtree(out / "grading")
    assert main(["export", str(out), "--to", "nbgrader", "--course", str(SECOND)]) == 0
    assert capsys.readouterr().out.startswith("sqlite:///")  # nothing has changed
    assert rows_of(sqlite_url(out / "gradebook.db")) == before


def test_export_says_why_points_changed(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Graded without the gradebook when an exercise is worth less, then exported."""
    course = Path(shutil.copytree(SECOND, tmp_path / "course"))
    config = course / "course.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("day_length: 10", "day_length: 5"), encoding="utf-8")
    line = ["--course", str(course)]
    with monkeypatch.context() as without:
        without.setattr(outputs, "find_spec", lambda _: None)
        given = arguments(folder, "--quiet")
        assert main([each if each != str(SECOND) else str(course) for each in given]) == 0
    assert main(["export", str(folder / "out"), "--to", "nbgrader", *line]) == 0
    said = capsys.readouterr().out
    assert "changed: ada: day_length-check 10 → 5 (worth 10 → 5)\n" in said


def test_the_pages_are_there_when_the_gradebook_is_not_and_the_next_run_tries_again(
    folder: Path, grade: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.01)
    out = folder / "out"
    (out / "report.html").unlink()
    with held(out / "gradebook.db"):
        fails(folder, capsys)
    assert (out / "report.html").is_file()
    summary = grade()
    assert (summary["reused"], summary["changes"]) == (len(CLASS), [TOLD])


def test_a_broken_gradebook_is_named_and_made_anew_when_it_is_moved_away(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "out" / "gradebook.db"
    path.write_bytes(b"no database at all" * 500)
    said = fails(folder, capsys)
    assert f"{path}: this is no gradebook, or a damaged one" in said and "Put a copy" in said
    assert path.read_bytes().startswith(b"no database")  # it may be all that a person has
    path.unlink()
    fixes(folder, said, capsys)


def test_a_folder_in_place_of_the_gradebook_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "out" / "gradebook.db"
    path.unlink()
    path.mkdir()
    said = fails(folder, capsys)
    assert f"{path}: a folder is in the gradebook's place" in said
    path.rmdir()
    fixes(folder, said, capsys)


def _opens_as_an_ordinary_user(path: Path, pipe: Any) -> None:
    if os.getuid() == 0:
        os.setgid(61234)
        os.setuid(61234)
    url = sqlite_url(path)
    try:
        with db_errors_as_user_error(url), transaction(open_database(url)) as connection:
            connection.execute(sa.text("DELETE FROM course"))
        pipe.send("")
    except UserError as error:
        pipe.send(str(error))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no users to change to")
def test_a_gradebook_that_may_not_be_written_is_named_with_the_repair() -> None:
    # Not in pytest's folder: another user could not even get there.
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "gradebook.db"
        open_database(sqlite_url(path)).dispose()
        path.chmod(0o444)
        Path(name).chmod(0o555)
        fork = multiprocessing.get_context("fork")
        ours, theirs = fork.Pipe()
        process = fork.Process(target=_opens_as_an_ordinary_user, args=(path, theirs))
        process.start()
        said = ours.recv()
        process.join()
        Path(name).chmod(0o755)
    assert f"{path}: this user may not write the gradebook" in said
    assert "Fix the permissions" in said


def test_a_folder_of_nbgraders_that_may_not_be_written_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grading = folder / "out" / "grading"
    shutil.rmtree(grading)
    grading.write_bytes(b"")
    said = fails(folder, capsys)
    assert f"gradebook: {grading}: cannot be written" in said
    grading.unlink()
    fixes(folder, said, capsys)


def _killed(moment: str, line: list[str]) -> None:
    """In a process of its own: `grade`, killed -9 with all its processes at one moment."""

    run = os.getpid()  # the gradebook is written in here, or in a fork

    def kill(*_: Any, **__: Any) -> Any:
        os.kill(run, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    def marks_then_kill(*given: Any) -> Any:
        real(*given)
        kill()

    real = gradebook.write_scores
    if moment == "before the database has it":
        gradebook.write_scores = marks_then_kill
    elif moment == "before the files are there":
        gradebook.CoursePaths.submit = kill  # type: ignore[method-assign]
    else:
        gradebook.write_penalties = kill
    main(line)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
@pytest.mark.parametrize(
    "moment",
    ["before the database has it", "before the files are there", "when nearly all is written"],
)
def test_a_run_that_is_killed_at_the_gradebook_is_completed_by_the_next(
    moment: str, folder: Path, grade: Any
) -> None:
    out = folder / "out"
    mark(out, ADA, "why_leap_days", 5.0)
    hand_in(folder / "class", ADA, worse("pupil01", "Because of 0.2422 days a year."))
    process = multiprocessing.get_context("fork").Process(
        target=_killed, args=(moment, arguments(folder, "--quiet"))
    )
    process.start()
    process.join(timeout=120)
    assert process.exitcode == -signal.SIGKILL
    summary = grade()
    assert summary["reused"] == len(CLASS)
    if moment != "when nearly all is written":
        assert summary["changes"] == [TOLD]
    assert points_in_gradebook(out, ADA)["day_length"] == 4
    found = entry(out, ADA, "why_leap_days")  # another answer than the one that was marked
    assert (found["manual_score"], found["needs_manual_grade"]) == (5.0, True)
    assert "0.2422 days a year" in json.dumps(Desk(out / "grading", SECOND).notebook(CALENDAR, ADA))
    again = grade()
    assert (again["reused"], again["changes"]) == (len(CLASS), [])


# --- where there can be none ---------------------------------------------------------------


def test_without_nbgrader_the_class_is_graded_and_the_notice_says_how_to_get_it(
    folder: Path, grade: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        outputs, "find_spec", lambda name: None if name == "nbgrader" else real(name)
    )
    shutil.rmtree(folder / "out")
    summary = grade()
    (notice,) = summary["notices"]
    assert "nbgrader is not installed" in notice and "pip install" in notice
    assert "gradebook" not in summary["files"]
    assert not (folder / "out" / "gradebook.db").exists()
    monkeypatch.undo()
    assert main(mended_by(notice, folder / "out")) == 0
    assert points_in_gradebook(folder / "out", BEN)["day_length"] == 4


@pytest.mark.parametrize("lesson", ["no lesson yet", "a lesson without the exercises"])
def test_a_class_is_graded_whatever_the_lesson_is_like(
    lesson: str, first: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = Path(shutil.copytree(SECOND, tmp_path / "course"))
    path = load_course(course).assignment(CALENDAR).folder / "lesson.py"
    path.unlink()
    if lesson != "no lesson yet":
        path.write_text("# %% [markdown]\n# # The calendar\n", encoding="utf-8")
    line = ["grade", CALENDAR, str(first / "class"), "--out", str(tmp_path / "out"), "--json"]
    assert main([*line, "--course", str(course), "--seed", "7"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["graded"] == len(CLASS)
    if lesson == "no lesson yet":
        assert "gradebook" in summary["files"] and summary["notices"] == []
    else:
        assert "gradebook" not in summary["files"]
        (notice,) = summary["notices"]
        assert notice.startswith(f"no gradebook: {path}: ") and "autograder export" in notice


# --- a server's ---------------------------------------------------------------------------


def test_grade_writes_the_gradebook_that_the_variable_names(
    folder: Path, grade: Any, postgresql: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql("graded")
    monkeypatch.setenv("NBGRADER_DB_URL", url)
    hand_in(folder / "class", ADA, worse("pupil01"))
    summary = grade()
    assert summary["files"]["gradebook"] == str(folder / "out" / "grading")
    assert points_in_gradebook(folder / "out", ADA)["day_length"] == 4
    assert len(rows_of(url)["submission"]) == len(CLASS)
    assert grade()["reused"] == len(CLASS)
