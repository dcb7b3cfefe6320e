"""A class is graded completely and reproducibly, whatever happens in between."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.scaffold import new_exercise
from autograder.batch.console import ConsoleReporter, RunSummary
from autograder.batch.grade_class import GradeOptions, grade_class
from autograder.cli import main
from autograder.errors import BusyError, GraderError, UserError
from autograder.grading import grader as grading
from autograder.grading import judge_safely as judging
from autograder.grading.store.journal import JOURNAL, Journal

COURSE = """\
name: {ja: 小さな講座, en: A tiny course}
language: en
assignments:
  tiny:
    title: {ja: 小さな課題, en: A tiny assignment}
    exercises: {twice: 5}
"""
RIGHT = "import numpy as np\ndef twice(x):\n    return 2 * np.asarray(x, dtype=float)\n"
WRONG = "import numpy as np\ndef twice(x):\n    return np.asarray(x, dtype=float) ** 2\n"
LESSON = '# %% [markdown] lang="en" section="introduction"\n# # A lesson\n\n# %% exercise="twice"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    new_exercise(tmp_path / "solutions" / "tiny", "twice")
    (tmp_path / "solutions" / "tiny" / "lesson.py").write_text(LESSON, encoding="utf-8")
    for i in range(6):
        folder = tmp_path / "class" / f"s{i}" / "tiny"
        folder.mkdir(parents=True)
        (folder / "tiny.py").write_text(WRONG if i % 2 else RIGHT, encoding="utf-8")
    return tmp_path


def order(root: Path, out: str = "out", **options: Any) -> GradeOptions:
    options = {"seed": 3, "workers": 1, **options}
    return GradeOptions(root, "tiny", root / "class", root / out, isolation="process", **options)


def run(wanted: GradeOptions) -> RunSummary:
    return grade_class(wanted, ConsoleReporter(quiet=True))


def results(root: Path, out: str = "out") -> bytes:
    return (root / out / "results.jsonl").read_bytes()


def lines(root: Path) -> dict[str, Any]:
    return {line["student"]: line for line in map(json.loads, results(root).splitlines())}


def test_right_and_wrong_answers_get_their_points(root: Path) -> None:
    summary = run(order(root))
    assert (summary.graded, summary.grader_errors) == (6, 0)
    assert {name: line["points"] for name, line in lines(root).items()} == {
        f"s{i}": 0.0 if i % 2 else 5.0 for i in range(6)
    }
    assert lines(root)["s1"]["exercises"]["twice"]["diagnosis"] == ["squares-instead"]


def test_one_and_two_workers_write_the_same_bytes(root: Path) -> None:
    run(order(root, "one", workers=1))
    run(order(root, "two", workers=2))
    assert results(root, "one") == results(root, "two")


def test_a_run_that_was_cut_off_goes_on_to_the_same_file(root: Path) -> None:
    run(order(root, "whole"))
    run(order(root))
    stamps, *records = (root / "out" / JOURNAL).read_bytes().splitlines(keepends=True)
    (root / "out" / JOURNAL).write_bytes(b"".join([stamps, *records[:3]]) + records[3][:10])
    (root / "out" / "results.jsonl").unlink()
    assert run(order(root)).reused == 3
    assert results(root) == results(root, "whole")


def test_without_a_seed_a_folder_keeps_its_own_and_a_new_folder_gets_a_new_one(root: Path) -> None:
    first = run(order(root, seed=None))
    again = run(order(root, seed=None))
    assert (again.seed, again.reused) == (first.seed, 6)
    others = {run(order(root, f"other{i}", seed=None)).seed for i in range(3)}
    assert len(others | {first.seed}) > 1


def test_a_changed_submission_alone_is_graded_again_and_the_change_is_named(root: Path) -> None:
    run(order(root))
    (root / "class" / "s1" / "tiny" / "tiny.py").write_text(RIGHT, encoding="utf-8")
    summary = run(order(root))
    assert summary.reused == 5
    [change] = summary.changes
    assert change.startswith("s1: ") and "0 → 5" in change


def test_an_internal_error_is_loud_never_a_zero_and_tried_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right_judge = judging.judge

    def broken(key: Any, answer: Any) -> Any:
        raise ZeroDivisionError("a bug in a check")

    monkeypatch.setattr(judging, "judge", broken)
    assert run(order(root)).grader_errors == 6
    for line in lines(root).values():
        assert (line["status"], line["points"]) == ("grader_error", None)
        assert line["exercises"]["twice"]["status"] == "grader_error"
        assert "a bug in a check" in line["exercises"]["twice"]["message"]
    monkeypatch.setattr(judging, "judge", right_judge)
    summary = run(order(root))
    assert (summary.graded, summary.reused) == (6, 0)


def test_a_sandbox_that_fails_is_a_grader_error(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise GraderError("no worker could be started")

    monkeypatch.setattr(grading, "judge_file", fails)
    code = main(["grade", "tiny", str(root / "class"), "--out", str(root / "out"),
                 "--course", str(root), "--isolation", "process", "--workers", "1",
                 "--quiet"])  # fmt: skip
    assert code == 3
    assert {line["message"] for line in lines(root).values()} == {"no worker could be started"}


def test_what_cannot_be_read_costs_nobody_else(root: Path) -> None:
    (root / "class" / "s0" / "tiny" / "tiny.py").write_bytes(b"\x00\xff\xfe" * 50)
    (root / "class" / "s9").mkdir()
    run(order(root))
    assert lines(root)["s0"]["notes"] == ["unreadable"]
    assert lines(root)["s0"]["exercises"]["twice"]["status"] == "missing"
    assert lines(root)["s9"]["points"] == 0.0
    assert lines(root)["s2"]["points"] == 5.0


def test_a_second_run_on_the_same_folder_is_refused_with_exit_code_4(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Journal(root / "out"):
        with pytest.raises(BusyError):
            run(order(root))
        arguments = ["grade", "tiny", str(root / "class"), "--out", str(root / "out")]
        assert main([*arguments, "--course", str(root), "--isolation", "process"]) == 4
    assert "another grade run is writing here" in capsys.readouterr().err


def test_an_assignment_that_is_not_there_is_a_usage_error(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["grade", "tinny", str(root / "class"), "--out", str(root / "out")]
    assert main([*arguments, "--course", str(root)]) == 4
    assert "Did you mean 'tiny'?" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["class", "class/out"])
def test_results_among_the_submissions_are_refused_and_not_read_as_a_student(
    out: str, root: Path
) -> None:
    before = sorted(root.rglob("*"))
    with pytest.raises(UserError, match="would be read as submissions"):
        run(order(root, out))
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("grade", "tiny", "class", "--out", "out", "--seed", "-1"), "--seed: wanted a whole"),
        (("grade", "tiny", "class", "--out", "out", "--seed=-1"), "of at least 0, got '-1'"),
        (("grade", "tiny", "class", "--out", "out", "--workers=-2"), "of at least 0, got '-2'"),
        (("grade", "tiny", "class", "--out", "out", "--scheduler", "x:1"), "--executor dask"),
        (("prove", "--seed=-1"), "of at least 0, got '-1'"),
        (("release", "--pyodide", "https://example.org"), "Add --site DIR"),
        (("check", "--watch", "--hint", "twice"), "use only one of them"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_words(
    line: tuple[str, ...], says: str, root: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(root)
    try:
        assert main(line) == 4
    except SystemExit as ended:
        assert ended.code == 4
    assert says in capsys.readouterr().err
    assert not (root / "out").exists()


def test_interruption_has_its_own_exit_code(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("autograder.batch.grade_class.grade_class", interrupted)
    arguments = ["grade", "tiny", str(root / "class"), "--out", str(root / "out")]
    assert main([*arguments, "--course", str(root), "--quiet"]) == 2


def test_what_is_nobodys_is_in_the_summary_of_every_run(root: Path) -> None:
    hidden = root / "class" / ".s9" / "tiny"
    hidden.mkdir(parents=True)
    (hidden / "tiny.py").write_text(RIGHT, encoding="utf-8")
    for _ in range(2):  # the second run grades nothing again
        [refused] = run(order(root)).refused
        assert "'.s9' begins with a dot" in refused
