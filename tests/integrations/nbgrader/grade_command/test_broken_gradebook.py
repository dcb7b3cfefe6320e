"""A gradebook that cannot be written costs no grade, and is completed later."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from autograder.batch import outputs
from autograder.cli import main
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

from ..conftest import CALENDAR, SECOND, NbgraderCourse
from ..gradebook_rows import entry, mark, rows_of
from .conftest import (
    ADA,
    CHANGE_MESSAGE,
    CLASS,
    LATE,
    arguments,
    points_in_gradebook,
    repair_command,
    submit_file,
    worse,
)


def fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A changed class is graded, and the gradebook cannot be written; what is said."""
    submit_file(folder / "class", ADA, worse("pupil01"))
    assert main(arguments(folder)) == 3
    said = capsys.readouterr().err
    assert "every grade is safe in results.jsonl" in said
    (ada,) = (each for each in read_results(folder / "out") if each.student == ADA)
    assert ada.exercises["day_length"].diagnosis == ("degrees-for-radians",)
    return said


def fixes(folder: Path, said: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The command that the error names is run; what it says."""
    out = folder / "out"
    assert main(repair_command(said, out)) == 0
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
    assert f"changed: {CHANGE_MESSAGE}\n" in told and str(path) in told


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
    assert (summary["reused"], summary["changes"]) == (len(CLASS), [CHANGE_MESSAGE])


def test_a_broken_gradebook_is_named_and_made_anew_when_it_is_moved_away(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "out" / "gradebook.db"
    path.write_bytes(b"no database at all" * 500)
    said = fails(folder, capsys)
    assert f"{path}: this is not a gradebook, or it is damaged" in said and "Put a copy" in said
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
    submit_file(folder / "class", ADA, worse("pupil01", "Because of 0.2422 days a year."))
    process = multiprocessing.get_context("fork").Process(
        target=_killed, args=(moment, arguments(folder, "--quiet"))
    )
    process.start()
    process.join(timeout=120)
    assert process.exitcode == -signal.SIGKILL
    summary = grade()
    assert summary["reused"] == len(CLASS)
    if moment != "when nearly all is written":
        assert summary["changes"] == [CHANGE_MESSAGE]
    assert points_in_gradebook(out, ADA)["day_length"] == 4
    found = entry(out, ADA, "why_leap_days")  # another answer than the one that was marked
    assert (found["manual_score"], found["needs_manual_grade"]) == (5.0, True)
    assert "0.2422 days a year" in json.dumps(
        NbgraderCourse(out / "grading", SECOND).notebook(CALENDAR, ADA)
    )
    again = grade()
    assert (again["reused"], again["changes"]) == (len(CLASS), [])
