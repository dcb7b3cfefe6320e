"""The cells of a lesson come from the cache as jupytext gave them."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from autograder.authoring.release.lesson import read_lesson
from autograder.authoring.release.percent_format import ParsedCell, parse_percent
from autograder.course.config import load_course
from autograder.course.disk_cache import VARIABLE
from autograder.course.exercise_library import load_library
from autograder.errors import DISTRIBUTION, UserError, missing_package
from tests.paths import ROOT, SECOND_COURSE

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


def test_a_machine_without_jupytext_does_not_blame_the_lesson(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = load_course(SECOND_COURSE)
    assignment = next(iter(course.assignments.values()))
    library = load_library(assignment.folder, list(assignment.points))
    monkeypatch.setitem(sys.modules, "jupytext", None)
    with pytest.raises(ModuleNotFoundError) as raised:
        read_lesson(assignment, library)
    said = str(missing_package(raised.value, "grade"))
    assert "jupytext" in said and "misconception-autograder[author]" in said


def test_what_the_gradebook_needs_comes_with_the_extra_that_a_run_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]

    def names(extra: str) -> set[str]:
        found = set()
        for each in extras[extra]:
            if inner := re.fullmatch(rf"{DISTRIBUTION}\[(.+)\]", each):
                found |= {name for one in inner[1].split(",") for name in names(one)}
            else:
                found.add(re.split(r"[<>=;\[ ]", each)[0])
        return found

    assert {"nbgrader", "jupytext", "jinja2"} <= names("nbgrader")


@pytest.mark.parametrize("damage", [b"", b"[]", b'[["code", 1, {}]]', b"[[1]]", b"{"])
def test_an_entry_that_is_no_lesson_is_read_again(cache: Path, damage: bytes) -> None:
    from autograder.authoring.release import percent_format
    from autograder.course.disk_cache import DiskCache

    DiskCache(cache).put(percent_format._entry_name(LESSON), damage)
    assert [cell.kind for cell in parse_percent(LESSON)] == ["markdown", "code"]


def test_jupytext_is_imported_without_the_server_of_jupyter_and_works() -> None:
    program = (
        "import sys\n"
        "from autograder.authoring.notebook_imports import import_jupytext\n"
        "cell, = import_jupytext().reads('# %%\\n1 + 1\\n', fmt='py:percent').cells\n"
        "assert cell.source == '1 + 1', cell\n"
        "assert not {'jupyter_server', 'rfc3987_syntax'} & sys.modules.keys()\n"
        "import jupytext.sync_contentsmanager\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)
