"""What `autograder grade` writes to nbgrader's gradebook."""

from __future__ import annotations

import csv
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader.apps.api import NbGraderAPI
from traitlets.config.loader import PyFileConfigLoader

from autograder.batch import outputs
from autograder.cli import main
from autograder.course.config import load_course
from autograder.grading.store.results import read_results
from autograder.integrations.nbgrader.database import (
    sqlite_url,
)

from ..conftest import CALENDAR, SECOND
from ..gradebook_rows import entry, mark, opened, rows_of
from ..test_commands import nbgrader
from .conftest import (
    ADA,
    ANN,
    BEN,
    CHANGE_MESSAGE,
    CLASS,
    LATE,
    TARO,
    arguments,
    points_in_gradebook,
    repair_command,
    source,
    submit_file,
    worse,
)

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
    nb_course = opened(first / "out")
    listed = NbGraderAPI(coursedir=nb_course.coursedir, parent=nb_course).get_submissions(CALENDAR)
    assert {row["student"] for row in listed if row["autograded"]} == set(CLASS)
    assert {row["student"] for row in listed if row["needs_manual_grade"]} == set(CLASS) - {ANN}
    with nb_course.gradebook() as book:
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
    submit_file(folder / "class", ADA, worse("pupil01"))
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


def test_another_hand_in_is_told_in_json_and_in_the_terminal(
    folder: Path, grade: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    submit_file(folder / "class", ADA, worse("pupil01"))
    assert grade()["changes"] == [CHANGE_MESSAGE]
    submit_file(folder / "class", ADA, source("pupil01"))
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
    submit_file(folder / "class", ADA, worse("pupil01"))
    assert grade()["changes"] == [f"{CHANGE_MESSAGE}; the manual score 5 is kept"]
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
    submit_file(folder / "class", TARO, source("pupil04"), LATE)
    submit_file(folder / "class", ADA, worse("pupil01"))
    grade()
    nb_course = opened(folder / "out")
    with nb_course.gradebook() as book:
        assert book.find_submission(CALENDAR, TARO).total_seconds_late > 0
    listed = NbGraderAPI(coursedir=nb_course.coursedir, parent=nb_course).get_submissions(CALENDAR)
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
    submit_file(folder / "class", ADA, worse("pupil01"))
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
    submit_file(folder / "class", ADA, worse("pupil01"))
    grade()
    assert penalties(out)[BEN] == {g.student: g.points for g in read_results(out)}[BEN]
    (folder / "class" / BEN / CALENDAR / "timestamp.txt").unlink()
    submit_file(folder / "class", ADA, source("pupil01"))
    grade()
    assert penalties(out)[BEN] is None


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
    assert main(repair_command(notice, folder / "out")) == 0
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
    submit_file(folder / "class", ADA, worse("pupil01"))
    summary = grade()
    assert summary["files"]["gradebook"] == str(folder / "out" / "grading")
    assert points_in_gradebook(folder / "out", ADA)["day_length"] == 4
    assert len(rows_of(url)["submission"]) == len(CLASS)
    assert grade()["reused"] == len(CLASS)
