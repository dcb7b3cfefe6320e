"""The documentation builds without a warning, and names what there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from autograder.authoring.schemas import SCHEMAS
from autograder.cli import _parser
from autograder.course.config import load_course
from autograder.course.config_parts import COURSE_FILE
from tests.paths import ROOT

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built strictly: a dead link or a page outside the navigation fails."""
    pytest.importorskip("mkdocs")
    folder = tmp_path_factory.mktemp("site")
    line = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--strict",
        "--site-dir",
        str(folder),
    ]
    clean = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(line, cwd=ROOT, env=clean, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


def test_the_site_has_every_page_in_both_languages(site: Path) -> None:
    for page in DOCS.glob("*.md"):
        name = page.name.split(".")[0]
        inner = "index.html" if name == "index" else f"{name}/index.html"
        assert (site / inner).is_file(), name
        assert (site / "ja" / inner).is_file(), name
    assert "クラスを採点する" in (site / "ja" / "tutorial-ta" / "index.html").read_text("utf-8")


def test_the_site_loads_nothing_from_another_host(site: Path) -> None:
    source = re.compile(r"<(?:script|img|iframe)[^>]*\bsrc=\"?(https?:[^\"> ]+)")
    sheet = re.compile(r"<link[^>]*stylesheet[^>]*href=\"?(https?:[^\"> ]+)")
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert not source.search(text) and not sheet.search(text), page


def test_the_command_reference_has_the_help_of_every_command(site: Path) -> None:
    text = (site / "cli" / "index.html").read_text("utf-8")
    [verbs] = [action for action in _parser()._actions if action.dest == "verb"]
    assert verbs.choices is not None
    for name in verbs.choices:
        assert f"usage: autograder {name} " in text, name


def test_the_reference_of_course_yaml_names_every_key_of_its_schema() -> None:
    page = (DOCS / "course-yaml.md").read_text("utf-8")
    course = SCHEMAS["course.schema.json"]()["properties"]
    assignment = course["assignments"]["additionalProperties"]["properties"]
    for name in (*course, *assignment, *course["limits"]["properties"]):
        assert re.search(rf"^\| `{name}\b", page, re.MULTILINE), name
    of_an_assignment = page.partition("\nAn assignment:")[2].partition("\nLimits")[0]
    assert set(re.findall(r"^\| `(\w+)`", of_an_assignment, re.MULTILINE)) == set(assignment)


def test_the_course_that_the_reference_shows_can_be_loaded(tmp_path: Path) -> None:
    page = (DOCS / "course-yaml.md").read_text("utf-8")
    [text] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (tmp_path / COURSE_FILE).write_text(text, encoding="utf-8")
    for assignment, entry in yaml.safe_load(text)["assignments"].items():
        for exercise in entry["exercises"]:
            folder = tmp_path / "solutions" / assignment / exercise
            folder.mkdir(parents=True)
            (folder / "exercise.py").touch()
    course = load_course(tmp_path)
    assert course.assignment("transformer-basics").points["l2_penalty"] == 10


def test_the_speed_that_the_readme_names_is_the_one_that_was_measured() -> None:
    measured = (DOCS / "performance.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([\d.]+) \|", measured, re.MULTILINE)
    rates = {title: f"{float(rate):.0f}" for title, rate in rows}
    right = rates["autograder grade: isolated, pages, gradebook"]
    whole, pytest_each = (
        rates["the same for the whole example class"],
        rates["one pytest process each"],
    )
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"{right} correct submissions per second, or {whole} of a class" in readme
    assert f"one pytest process each would manage {pytest_each}." in readme
