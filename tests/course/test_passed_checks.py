"""Notes of passed checks: what they are about, who may write them, and how long they hold."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course import passed_checks
from autograder.course.digests import entry_name
from autograder.course.disk_cache import OFF, VARIABLE, DiskCache
from autograder.course.exercise_library import load_library
from autograder.course.misconception import Edit
from autograder.course.passed_checks import has_passed, import_only_known, note_passed
from autograder.errors import CourseError
from tests.paths import DATA

COURSE = DATA / "english_course" / "solutions" / "tiny"
NAME = "twice"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache of the test, which is not there yet, and a process that has seen nothing."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(passed_checks, "_passed", set())
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An assignment to change."""
    shutil.copytree(COURSE, tmp_path / "tiny")
    return tmp_path / "tiny"


def _another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passed_checks, "_passed", set())


def _notes(cache: Path, kind: str) -> list[str]:
    return [each.name for each in cache.glob(f"{kind}-*")] if cache.exists() else []


def test_a_note_holds_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = entry_name("check", "digest")
    assert not has_passed(entry)
    note_passed(entry)
    _another_process(monkeypatch)
    assert has_passed(entry)


def test_a_note_that_may_not_last_ends_with_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = entry_name("check", "digest")
    note_passed(entry, lasting=False)
    assert has_passed(entry)
    _another_process(monkeypatch)
    assert not has_passed(entry)


def test_without_a_cache_a_note_ends_with_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, OFF)
    note_passed("check-1")
    assert has_passed("check-1")
    _another_process(monkeypatch)
    assert not has_passed("check-1")


def test_what_has_no_name_never_passes() -> None:
    note_passed("")
    assert not has_passed("")


@pytest.mark.parametrize("other", [("check", "b"), ("other", "a"), ("check", "a", 1)])
def test_a_note_is_about_all_that_its_entry_names(other: tuple[str, ...]) -> None:
    note_passed(entry_name("check", "a"))
    assert not has_passed(entry_name(*other))


def test_a_damaged_note_counts_as_none(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note_passed("check-1")
    (cache / "check-1").write_bytes(b"passed")
    _another_process(monkeypatch)
    assert not has_passed("check-1")


def test_files_that_were_saved_since_are_checked_again(folder: Path, cache: Path) -> None:
    load_library(folder, [NAME])
    assert len(_notes(cache, "exercises")) == 1
    path = folder / NAME / "exercise.py"
    path.write_text(path.read_text(encoding="utf-8") + "\nHINT = {}\n", encoding="utf-8")
    with pytest.raises(CourseError, match="HINT"):
        load_library(folder, [NAME])


def test_what_was_refused_is_refused_again(folder: Path, cache: Path) -> None:
    path = folder / NAME / "exercise.py"
    path.write_text(path.read_text(encoding="utf-8") + "\nHINT = {}\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(CourseError, match="HINT"):
            load_library(folder, [NAME])
    assert not _notes(cache, "exercises")


@pytest.mark.parametrize(
    "line", ["import scipy", "from .helpers import x", "import importlib", "x = __import__('json')"]
)
def test_an_exercise_that_imports_more_is_checked_by_each_process(
    folder: Path, cache: Path, line: str
) -> None:
    path = folder / NAME / "exercise.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n\ndef helper():\n    {line}\n\n\nassert helper\n", encoding="utf-8")
    load_library(folder, [NAME])
    assert not _notes(cache, "exercises")


@pytest.mark.parametrize(
    ("by", "known"),
    [
        ("import math; return 3 * x", True),
        ("import pandas; return 3 * x", False),
        ("if x:\n        from pandas import Series\n", False),
        ("return __import__('pandas').Series(x", False),
    ],
)
def test_a_mutant_that_imports_more_is_seen(folder: Path, by: str, known: bool) -> None:
    exercise = load_library(folder, [NAME])[NAME]
    [wrong, *_] = exercise.misconceptions.values()
    wrong = replace(wrong, edits=(Edit("return 2 * x", by),))
    assert import_only_known([replace(exercise, misconceptions={wrong.id: wrong})]) is known


def test_what_the_courses_own_types_import_counts_too(folder: Path, cache: Path) -> None:
    own = (DATA / "any_lesson/solutions/own-types/values.py").read_text(encoding="utf-8")
    own = own.replace("Money", "Coin")  # this process may know the adapter of the other course
    (folder / "values.py").write_text(f"{own}\ndef f():\n    import pandas\n", encoding="utf-8")
    exercise = load_library(folder, [NAME])[NAME]
    assert not import_only_known([exercise])
    assert not _notes(cache, "exercises")


def test_what_a_right_answer_imports_counts_where_right_answers_are_run(folder: Path) -> None:
    exercise = load_library(folder, [NAME])[NAME]
    exercise = replace(exercise, right_answers={"a.py": "import scipy\n"})
    assert import_only_known([exercise]) and not import_only_known([exercise], right=True)


def test_a_note_of_somebody_else_counts_as_none(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_passed("check-1")
    (cache / "check-1").chmod(0o644)
    _another_process(monkeypatch)
    assert DiskCache(cache).get("check-1") is None
    assert not has_passed("check-1")
