"""The cells of a lesson come from the cache as jupytext gave them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.authoring.release.lesson import read_lesson
from autograder.authoring.release.percent_format import ParsedCell, parse_percent
from autograder.course.config import load_course
from autograder.course.disk_cache import VARIABLE
from autograder.course.exercise import load_library
from autograder.errors import UserError
from tests.paths import SECOND_COURSE

LESSON = '# %% [markdown] lang="en" section="a"\n# # 見出し\n\n# %% tags=["demo"]\n%time 1 + 1\n'


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    parse_percent.cache_clear()
    return tmp_path / "cache"


def test_what_was_kept_is_what_jupytext_reads_without_importing_it(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = parse_percent(LESSON)
    assert fresh[0] == ParsedCell("markdown", "# 見出し", {"lang": "en", "section": "a"})
    assert fresh[1].metadata["tags"] == ["demo"]
    parse_percent.cache_clear()
    monkeypatch.setitem(sys.modules, "jupytext", None)  # importing it fails
    assert parse_percent(LESSON) == fresh


def test_a_mistake_in_the_setting_is_not_called_one_of_the_lesson(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    course = load_course(SECOND_COURSE)
    assignment = next(iter(course.assignments.values()))
    library = load_library(assignment.folder, list(assignment.points))
    monkeypatch.setenv(VARIABLE, "not/absolute")
    parse_percent.cache_clear()
    with pytest.raises(UserError, match=VARIABLE):
        read_lesson(assignment, library)


@pytest.mark.parametrize("damage", [b"", b"[]", b'[["code", 1, {}]]', b"[[1]]", b"{"])
def test_an_entry_that_is_no_lesson_is_read_again(cache: Path, damage: bytes) -> None:
    from autograder.authoring.release import percent_format
    from autograder.course.disk_cache import DiskCache

    DiskCache(cache).put(percent_format._entry_name(LESSON), damage)
    assert [cell.kind for cell in parse_percent(LESSON)] == ["markdown", "code"]
