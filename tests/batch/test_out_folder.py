"""What may happen to an output folder is said in words, and the next run puts it right."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.console import ConsoleReporter, RunSummary
from autograder.batch.grade_class import GradeOptions, grade_class
from autograder.cli import main
from autograder.course.digests import package_digest
from autograder.files import write_atomically
from autograder.report.class_report import class_report
from autograder.report.rendering import feedback_path
from tests.batch.conftest import RIGHT, WRONG, Fill

Run = Callable[..., RunSummary]


@pytest.fixture
def run(root: Path, hand_in: Fill) -> Run:
    hand_in({"ada": RIGHT, "ben": WRONG})

    def grade(out: str = "out") -> RunSummary:
        order = GradeOptions(
            root, "tiny", root / "class", root / out, seed=3, workers=1, isolation="process"
        )
        return grade_class(order, ConsoleReporter(quiet=True))

    return grade


@pytest.fixture
def command(root: Path, hand_in: Fill, capsys: pytest.CaptureFixture[str]) -> Any:
    """A command on OUT: its exit code, and what it wrote to stderr."""
    hand_in({"ada": RIGHT, "ben": WRONG})

    def call(verb: str, out: Path | None = None) -> tuple[int, str]:
        where = str(out or root / "out")
        lines = {
            "grade": ["grade", "tiny", str(root / "class"), "--out", where, "--quiet",
                      "--isolation", "process", "--seed", "3", "--workers", "1"],
            "report": ["report", where],
            "export": ["export", where, "--to", "excel"],
        }  # fmt: skip
        code = main([*lines[verb], "--course", str(root)])
        return code, capsys.readouterr().err

    return call


def test_a_folder_that_cannot_be_made_is_code_4(command: Any) -> None:
    code, said = command("grade", Path("/proc/no-such-place/out"))
    assert code == 4 and "/proc/no-such-place/out: cannot be written" in said


def test_a_stray_folder_in_place_of_the_lock_is_named(root: Path, command: Any) -> None:
    (root / "out" / ".lock").mkdir(parents=True)
    code, said = command("grade")
    assert code == 4 and "out/.lock: cannot be written" in said


@pytest.mark.parametrize(("verb", "stray"), [("grade", "students"), ("report", "students"),
                                             ("export", "exports")])  # fmt: skip
def test_a_stray_file_in_place_of_a_folder_is_code_4(
    root: Path, command: Any, verb: str, stray: str
) -> None:
    if verb != "grade":
        assert command("grade")[0] == 0
    place = root / "out" / stray
    if place.is_dir():
        place.rename(root / "moved")
    place.parent.mkdir(exist_ok=True)
    place.write_text("not a folder", encoding="utf-8")
    code, said = command(verb)
    assert code == 4 and "cannot be written" in said and "Traceback" not in said


def test_pages_that_find_no_room_are_said_without_a_traceback_and_cost_no_grade(
    root: Path, command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device", str(root / "out" / "report.html"))

    monkeypatch.setattr(class_report, "write_class_page", full)
    code, said = command("grade")
    assert code == 3 and "report.html: cannot be written: No space left on device." in said
    assert "every grade is safe" in said and "Traceback" not in said
    assert (root / "out" / "results.jsonl").read_bytes().count(b"\n") == 2
    monkeypatch.undo()
    assert command("grade")[0] == 0
    assert (root / "out" / "report.html").is_file()


def test_a_write_that_fails_names_its_file_though_the_system_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError) as error:
        write_atomically(tmp_path / "page.html", "text")
    assert error.value.filename == str(tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_a_moved_folder_goes_on_where_it_is(root: Path, run: Run, command: Any) -> None:
    run()
    (root / "out").rename(root / "elsewhere")
    summary = run("elsewhere")
    assert summary.reused == 2
    assert all(str(root / "elsewhere") in path for path in summary.files.values())
    assert not (root / "out").exists()
    for verb in ("report", "export"):
        assert command(verb, root / "elsewhere")[0] == 0


@pytest.mark.parametrize("student", ["ada", "ben"])
def test_a_page_that_was_deleted_is_there_again_after_the_next_run(
    root: Path, run: Run, student: str
) -> None:
    run()
    pages = [
        feedback_path(root / "out", student, "tiny"),
        root / "out" / "students" / f"{student}.html",
    ]
    for page in pages:
        page.unlink()
        assert run().reused == 2
        assert page.is_file()


def test_every_file_of_the_package_counts_for_what_is_made_again(tmp_path: Path) -> None:
    seen = set()
    for name in ("template.html", "style.css", "en.toml", "code.py"):
        (tmp_path / name).write_text("one", encoding="utf-8")
        seen.add(package_digest(tmp_path))
    (tmp_path / "template.html").write_text("two", encoding="utf-8")
    assert len(seen | {package_digest(tmp_path)}) == 5
