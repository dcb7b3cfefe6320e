"""The due time of course.yaml and that of formgrader."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.grading.store.results import read_results
from autograder.integrations.nbgrader.bulk_gradebook import write_gradebook
from autograder.integrations.nbgrader.database import sqlite_url

from .conftest import CALENDAR, SECOND
from .gradebook_rows import (
    context_of,
    written,
)


def due_in_formgrader(out: Path, due: str | None = None) -> datetime | None:
    """Set the due time with nbgrader's own API, as formgrader does; what it is then."""
    with Gradebook(sqlite_url(out / "gradebook.db"), "c") as book:
        if due is not None:
            book.update_or_create_assignment(CALENDAR, duedate=due)
        found: datetime | None = book.find_assignment(CALENDAR).duedate
        return found


def course_with(tmp_path: Path, due: str) -> Path:
    course = Path(shutil.copytree(SECOND, tmp_path / "course"))
    path = course / "course.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"    due: .*\n", due and f"    due: {due}\n", text), encoding="utf-8")
    return course


def test_a_due_time_of_formgraders_is_kept_and_used_where_the_course_states_none(
    out: Path, tmp_path: Path
) -> None:
    course = course_with(tmp_path, "")
    results = list(read_results(out))
    assert write_gradebook(context_of(out, course), results).notices == ()
    due_in_formgrader(out, "2027-01-31 12:00:00 UTC")
    assert write_gradebook(context_of(out, course), results).notices == ()
    assert due_in_formgrader(out) == datetime(2027, 1, 31, 12)
    assert context_of(out, course).due == datetime(2027, 1, 31, 12, tzinfo=UTC)


def test_the_due_time_of_the_course_replaces_that_of_formgrader_and_says_so_once(
    out: Path, tmp_path: Path
) -> None:
    written(out)
    due_in_formgrader(out, "2027-01-31 12:00:00 UTC")
    course = course_with(tmp_path, "2027-02-01T09:00:00+09:00")
    results = list(read_results(out))
    (said,) = write_gradebook(context_of(out, course), results).notices
    assert "was 2027-01-31 12:00:00 UTC" in said and "2027-02-01 00:00:00 UTC" in said
    assert due_in_formgrader(out) == datetime(2027, 2, 1)
    assert context_of(out, course).due == datetime(2027, 2, 1, tzinfo=UTC)
    assert write_gradebook(context_of(out, course), results).notices == ()
