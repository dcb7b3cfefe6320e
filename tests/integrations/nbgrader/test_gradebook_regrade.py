"""Writing a class again says what changed and keeps what a person gave."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from nbgrader.api import Gradebook

from autograder.grading.store.results import read_results
from autograder.integrations.nbgrader import write_scores
from autograder.integrations.nbgrader.database import sqlite_url

from .conftest import CALENDAR
from .gradebook_rows import (
    NOTEBOOK,
    entry,
    mark,
    rows_of,
    with_points,
    written,
)


def test_writing_it_again_changes_no_row_and_no_file(out: Path) -> None:
    done = written(out)
    before = rows_of(done.url)
    stats = {path: path.stat().st_mtime_ns for path in done.folder.rglob("*.ipynb")}
    again = written(out)
    assert again.changes == ()
    assert rows_of(done.url) == before
    assert {path: path.stat().st_mtime_ns for path in done.folder.rglob("*.ipynb")} == stats


def test_a_regrade_says_what_changed_and_why(out: Path) -> None:
    grades = list(read_results(out))
    written(out, grades, fingerprints={"day_length": "old"})
    changed = with_points(grades, "pupil01", "day_length", 4.0)
    (change,) = written(out, changed, fingerprints={"day_length": "new"}).changes
    assert str(change) == (
        "pupil01: day_length-check 10 → 4 (the exercise or its hidden inputs changed)"
    )


def test_a_regrade_keeps_what_a_person_gave_and_asks_nobody_again(out: Path) -> None:
    grades = list(read_results(out))
    written(out, grades)
    mark(out, "pupil01", "why_leap_days", 5.0)
    mark(out, "pupil01", "day_length-check", 9.0)
    (change,) = written(out, with_points(grades, "pupil01", "day_length", 4.0)).changes
    assert "the manual score 9 is kept" in str(change)
    for cell, points in (("why_leap_days", 5.0), ("day_length-check", 9.0)):
        found = entry(out, "pupil01", cell)
        assert (found["manual_score"], found["extra_credit"]) == (points, 0.5)
        assert found["needs_manual_grade"] is False
    assert entry(out, "pupil01", "day_length-check")["auto_score"] == 4.0
    with Gradebook(sqlite_url(out / "gradebook.db"), "c") as book:
        assert book.find_comment("day_length", NOTEBOOK, CALENDAR, "pupil01").comment == "seen"


def test_another_written_answer_is_asked_about_again_until_a_person_settles_it(
    out: Path,
) -> None:
    grades = list(read_results(out))
    written(out, grades)
    mark(out, "pupil01", "why_leap_days", 5.0)
    other = [replace(g, written={"why_leap_days": "A better answer."}) for g in grades]
    for _ in range(2):  # the second time the answer is the same as before
        written(out, other)
        found = entry(out, "pupil01", "why_leap_days")
        assert found["needs_manual_grade"] and found["manual_score"] == 5.0
    mark(out, "pupil01", "why_leap_days", 6.0)
    written(out, other)
    assert entry(out, "pupil01", "why_leap_days")["needs_manual_grade"] is False


def test_a_mark_given_while_the_class_is_written_is_not_flagged(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grades = list(read_results(out))
    written(out, grades)
    real = write_scores._existing

    def and_meanwhile(connection: Any, table: Any, *rest: Any) -> Any:
        found = real(connection, table, *rest)
        connection.execute(sa.text("UPDATE grade SET manual_score = 3, needs_manual_grade = false"))
        return found

    monkeypatch.setattr(write_scores, "_existing", and_meanwhile)
    written(out, with_points(grades, "pupil01", "day_length", 4.0))
    found = entry(out, "pupil01", "day_length-check")
    assert (found["auto_score"], found["manual_score"]) == (4.0, 3.0)
    assert found["needs_manual_grade"] is False


def test_a_fault_of_ours_leaves_no_score_and_no_graded_notebook(out: Path) -> None:
    grades = list(read_results(out))
    done = written(out, grades)
    broken = [
        replace(g, status="grader_error", points=None, exercises={})
        if g.student == "pupil01"
        else g
        for g in grades
    ]
    again = written(out, broken)
    for cell in ("date_label-check", "day_length-check", "why_leap_days"):
        found = entry(out, "pupil01", cell)
        assert found["auto_score"] is None and found["needs_manual_grade"]
    assert not (done.folder / "autograded" / "pupil01" / CALENDAR).exists()
    assert {change.after for change in again.changes} == {None}
    assert all("grader error" in str(change) for change in again.changes)
