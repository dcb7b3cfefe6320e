"""Contents of OUT after a class has been graded, and graded again."""

from __future__ import annotations

import io
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.grading.store.history import HISTORY, append_run, read_history
from autograder.models import Grade, Verdict
from tests.paths import SECOND_COURSE

COURSE = SECOND_COURSE
HANDED_IN = COURSE / "submissions"


def autograder(*arguments: str | Path) -> str:
    """Run one verb on the second course; what it printed."""
    with redirect_stdout(io.StringIO()) as printed:
        assert main([*map(str, arguments), "--course", str(COURSE)]) == 0
    return printed.getvalue()


def grade(submissions: Path, out: Path) -> None:
    autograder("grade", "sun-and-calendar", submissions, "--out", out, "--seed", "7", "--quiet")


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """A class that was graded, fixed its work, was graded again, and once more unchanged."""
    root = tmp_path_factory.mktemp("twice")
    shutil.copytree(HANDED_IN, root / "class")
    grade(root / "class", root / "out")
    shutil.copytree(root / "out", root / "first")
    shutil.copy(HANDED_IN / "pupil01.py", root / "class" / "pupil03.py")  # as a right one has it
    grade(root / "class", root / "out")
    grade(root / "class", root / "out")
    return root


def page(out: Path) -> str:
    return (out / "report.html").read_text(encoding="utf-8")


def test_there_is_a_class_page_and_a_page_on_everyone(twice):
    students = sorted(path.stem for path in HANDED_IN.iterdir())
    assert sorted(path.stem for path in (twice / "out" / "students").iterdir()) == students
    for student in students:
        assert f"students/{student}.html" in page(twice / "out")


def test_the_file_that_counted_is_kept_as_it_was_submitted(twice):
    for path in (twice / "class").iterdir():
        kept = twice / "out" / "sources" / path.stem / path.name
        assert kept.read_bytes() == path.read_bytes()


def test_the_code_stands_on_the_page_of_the_student(twice):
    text = (twice / "first" / "students" / "pupil03.html").read_text(encoding="utf-8")
    assert "def date_label" in text


def test_runs_that_differ_are_remembered_and_others_are_not(twice):
    runs = read_history(twice / "out")
    assert len(runs) == 2
    before, after = (run.students["pupil03"] for run in runs)
    assert before.digest != after.digest
    assert before.points < after.points
    assert runs[0].students["pupil01"] == runs[1].students["pupil01"]
    assert runs[0].ended.tzinfo is not None


def test_progress_is_shown_from_the_second_run_on(twice):
    assert 'id="progress"' not in page(twice / "first")
    assert 'id="progress"' in page(twice / "out")
    detail = (twice / "out" / "students" / "pupil03.html").read_text(encoding="utf-8")
    assert "Earlier runs" in detail


def test_two_folders_can_be_compared(twice, tmp_path):
    fresh = tmp_path / "fresh"
    grade(twice / "class", fresh)
    assert 'id="progress"' not in page(fresh)
    printed = autograder("report", fresh, "--earlier", twice / "first")
    assert printed.strip() == str(fresh / "report.html")
    assert 'id="progress"' in page(fresh)
    assert "1 gained, 0 lost" in page(fresh)


def test_a_report_can_be_made_again_in_another_language(twice):
    autograder("report", twice / "first", "--language", "ja")
    assert '<html lang="ja">' in page(twice / "first")


def test_a_history_that_was_torn_loses_its_torn_line_only(tmp_path):
    grades = [Grade("ada", "a", "graded", 1.0, 1.0, (), {"f": Verdict("passed", 1.0, 1.0)})]
    append_run(tmp_path, "a", grades, {})
    with (tmp_path / HISTORY).open("a", encoding="utf-8") as file:
        file.write('{"assignment": "a", "stud')
    assert len(read_history(tmp_path)) == 1
    grades = [Grade("ada", "a", "grader_error", None, 1.0, (), {})]
    append_run(tmp_path, "a", grades, {})
    assert [run.students["ada"].points for run in read_history(tmp_path)] == [1.0, None]


def test_only_so_many_runs_are_kept(tmp_path):
    for points in range(30):
        append_run(tmp_path, "a", [Grade("ada", "a", "graded", float(points), 40.0, (), {})], {})
    runs = read_history(tmp_path)
    assert len(runs) == 20
    assert runs[-1].students["ada"].points == 29.0
