"""A run into a folder with results adds to them: nobody is lost in silence."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.batch.console import ConsoleReporter, RunSummary
from autograder.batch.grade_class import GradeOptions, grade_class
from autograder.cli import main
from autograder.errors import SubmissionError, UserError
from autograder.grading.store.history import read_history
from autograder.integrations import export
from tests.batch.conftest import RIGHT, WRONG, Fill

Run = Callable[..., RunSummary]


@pytest.fixture
def run(root: Path, hand_in: Fill) -> Run:
    """Grade a folder into OUT; at first the class of ada, ben and cleo."""
    hand_in({"ada": RIGHT, "ben": WRONG, "cleo": RIGHT})

    def grade(folder: str = "class", **options: Any) -> RunSummary:
        options = {"isolation": "process", "workers": 1, **options}
        order = GradeOptions(root, "tiny", root / folder, root / "out", **options)
        return grade_class(order, ConsoleReporter(quiet=True))

    return grade


def late(root: Path, student: str = "dora", text: str = RIGHT) -> str:
    """A folder with the late submission of one student alone."""
    folder = root / "late" / student / "tiny"
    folder.mkdir(parents=True)
    (folder / "tiny.py").write_text(text, encoding="utf-8")
    return "late"


def lines(root: Path) -> dict[str, str]:
    found = (root / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {json.loads(line)["student"]: line for line in found}


def test_a_late_submission_leaves_the_feedback_files_of_all_others_untouched(
    root: Path, run: Run
) -> None:
    def files() -> dict[str, tuple[int, int, bytes]]:
        found = sorted((root / "out" / "feedback").rglob("*.html"))
        return {
            path.relative_to(root / "out").as_posix(): (
                path.stat().st_ino,
                path.stat().st_mtime_ns,
                path.read_bytes(),
            )
            for path in found
        }

    run()
    before = files()
    run(late(root))
    after = files()
    assert len(before) == 3
    assert {name: after[name] for name in before} == before
    assert [name.split("/")[1] for name in after.keys() - before.keys()] == ["dora"]


def test_a_feedback_file_that_says_something_else_is_written_again(root: Path, run: Run) -> None:
    run()
    page = root / "out" / "feedback" / "ada" / "tiny" / "feedback.html"
    right = page.read_bytes()
    for harm in (right[:-1], right.replace(b"ada", b"eve"), b""):
        page.write_bytes(harm)
        run(fresh=True)
        assert page.read_bytes() == right
    elsewhere = root / "elsewhere.html"
    page.rename(elsewhere)
    page.symlink_to(elsewhere)
    run(fresh=True)
    assert not page.is_symlink()
    assert page.read_bytes() == right


def test_a_late_submission_alone_keeps_the_lines_pages_and_rows_of_all_others(
    root: Path, run: Run
) -> None:
    run()
    before = lines(root)
    summary = run(late(root))
    after = lines(root)
    assert (summary.graded, summary.kept, summary.reused) == (4, 3, 0)
    assert {name: after[name] for name in before} == before
    assert list(after) == ["ada", "ben", "cleo", "dora"]
    assert all((root / "out" / "students" / f"{name}.html").exists() for name in after)
    assert all((root / "out" / "sources" / name / "tiny.py").exists() for name in after)
    rows = csv.DictReader((root / "out" / "grades.csv").open(encoding="utf-8"))
    assert [row["student"] for row in rows] == list(after)
    with Gradebook(f"sqlite:///{root / 'out' / 'gradebook.db'}") as book:
        assert {each.student.id for each in book.assignment_submissions("tiny")} == set(after)
    said = "\n".join(summary.notices)
    assert "3 of the earlier run not among these submissions, kept" in said
    assert "ada, ben, cleo" in said


def test_the_folder_of_the_earlier_run_is_named_where_this_one_is_another(
    root: Path, run: Run
) -> None:
    run()
    said = "\n".join(run(late(root)).notices)
    assert f"{root / 'late'}; the earlier run read {root / 'class'}" in said
    assert "None of them was in it" in said and "wrong folder" in said
    assert "wrong folder" not in "\n".join(run("late").notices)


def test_one_folder_under_two_names_is_not_taken_for_another(root: Path, run: Run) -> None:
    (root / "link").symlink_to(root / "class")
    (root / "other").mkdir()
    run("link")
    record = json.loads((root / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["submissions"] == str((root / "class").resolve())
    assert "wrong folder" not in "\n".join(run("other/../class").notices)
    record["submissions"] = str(root / "link")  # as earlier versions wrote it
    (root / "out" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    assert "wrong folder" not in "\n".join(run().notices)
    (root / "link").unlink()
    (root / "link").symlink_to(root / late(root))
    said = "\n".join(run("link").notices)
    assert f"{root / 'late'}; the earlier run read {root / 'class'}" in said
    assert str(root / "link") not in said


def test_the_class_again_after_the_late_one_runs_nobody_a_second_time(root: Path, run: Run) -> None:
    run()
    run(late(root))
    summary = run()
    assert (summary.graded, summary.reused, summary.kept) == (4, 3, 1)


def test_only_these_drops_the_others_by_name_and_leaves_no_page_of_them(
    root: Path, run: Run
) -> None:
    run()
    summary = run(late(root), only_these=True)
    assert list(lines(root)) == ["dora"]
    assert "3 dropped with --only-these: ada, ben, cleo" in "\n".join(summary.notices)
    assert [path.name for path in (root / "out" / "students").iterdir()] == ["dora.html"]
    assert [path.name for path in (root / "out" / "feedback").iterdir()] == ["dora"]
    assert list(json.loads((root / "out" / "class.json").read_text())) == ["dora"]


def test_with_fresh_and_no_seed_the_late_one_has_the_hidden_inputs_of_the_class(
    root: Path, run: Run
) -> None:
    first = run()
    assert run(late(root), fresh=True).seed == first.seed


def test_another_seed_for_some_is_said_and_costs_nobody_a_line(root: Path, run: Run) -> None:
    run(seed=3)
    summary = run(late(root), seed=4)
    assert list(lines(root)) == ["ada", "ben", "cleo", "dora"]
    assert "graded with seed 3, the others with 4" in "\n".join(summary.notices)


def test_a_course_that_changed_in_between_is_said(root: Path, run: Run) -> None:
    run()
    path = root / "solutions" / "tiny" / "again" / "exercise.py"
    old, new = '        "values",\n        4,', '        "values",\n        3,'
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    said = "\n".join(run(late(root)).notices)
    assert "3 of them were graded before the course changed" in said


def test_progress_does_not_take_a_kept_student_for_one_who_changed_the_file(
    root: Path, run: Run
) -> None:
    run()
    run(late(root))
    *_, first, second = read_history(root / "out")
    assert first.students["ben"] == second.students["ben"]
    assert second.students["ben"].digest


def test_results_of_another_assignment_are_not_replaced_in_silence(root: Path, run: Run) -> None:
    run()
    before = lines(root)
    config = (root / "course.yaml").read_text(encoding="utf-8")
    other = config[config.index("  tiny:") :].replace("tiny:", "small:")
    (root / "course.yaml").write_text(config + other, encoding="utf-8")
    shutil.copytree(root / "solutions" / "tiny", root / "solutions" / "small")
    shutil.copytree(root / "class" / "ada" / "tiny", root / "other" / "ada" / "small")
    line = ["grade", "small", str(root / "other"), "--course", str(root)]
    assert main([*line, "--out", str(root / "out"), "--isolation", "process", "--quiet"]) == 4
    assert lines(root) == before


def test_a_damaged_results_file_stops_the_run_before_anything_is_written(
    root: Path, run: Run
) -> None:
    run()
    path = root / "out" / "results.jsonl"
    damaged = path.read_bytes()[:-40]
    path.write_bytes(damaged)
    with pytest.raises(UserError, match=r"results\.jsonl:3: not a line of a finished run"):
        run(late(root))
    assert path.read_bytes() == damaged


def test_a_class_list_that_cannot_be_read_stops_before_extensions_are_lost(
    root: Path, run: Run
) -> None:
    run()
    (root / "out" / "class.json").write_text('{"ada": ', encoding="utf-8")
    with pytest.raises(UserError, match="names, times and extensions cannot be read"):
        run()


def test_a_student_in_other_capitals_than_in_the_earlier_run_is_no_second_student(
    root: Path, run: Run
) -> None:
    run()
    before = lines(root)
    with pytest.raises(SubmissionError, match="'Ada' and 'ada' differ only in capitals"):
        run(late(root, "Ada"))
    assert lines(root) == before


def test_who_is_dropped_keeps_no_result_for_gradescope_and_what_is_the_tas_stays(
    root: Path, run: Run
) -> None:
    run()
    export(root, root / "out", "gradescope")
    folder = root / "out" / "exports" / "gradescope"
    (folder / "ben" / "note.txt").write_text("mine", encoding="utf-8")
    run(late(root), only_these=True)
    export(root, root / "out", "gradescope")
    assert [path.parent.name for path in folder.glob("*/results.json")] == ["dora"]
    assert (folder / "ben" / "note.txt").exists() and not (folder / "ada").exists()
