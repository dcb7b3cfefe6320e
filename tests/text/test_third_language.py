"""A third language is one more file of texts: nothing else of the kit is touched."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.paths import ROOT, SECOND_COURSE

RIGHT = "def double(x):\n    import numpy as np\n    return 2.0 * np.array(x, dtype=float)\n"
WRONG = "import numpy as np\n\ndef double(x):\n    return np.asarray(x, dtype=float) ** 2\n"

Kit = Callable[..., str]


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """The command of a copy of the package that has one more file: every text in « »."""
    folder = tmp_path_factory.mktemp("kit")
    package = shutil.copytree(
        ROOT / "autograder", folder / "autograder", ignore=shutil.ignore_patterns("__pycache__")
    )
    lines = []
    for group, texts in tomllib.loads((package / "text" / "en.toml").read_text("utf-8")).items():
        lines.append(f"[{group}]")
        for name, text in texts.items():
            lines.append(f"{json.dumps(name)} = {json.dumps(text and f'«{text}»')}")
    (package / "text" / "xx.toml").write_text("\n".join(lines), encoding="utf-8")

    def run(*arguments: str | Path, cwd: Path, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "autograder", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(folder)},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


@pytest.fixture(scope="module")
def course(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in three languages, begun, proved, released, and graded for two students."""
    root = tmp_path_factory.mktemp("three")
    kit("init", "course", "--languages", "en,ja,xx", cwd=root)
    course = root / "course"
    for name, kind in (("a_number", "variable"), ("in_words", "written")):
        kit("new", "first-lesson", name, "--kind", kind, cwd=course)
    text = (course / "course.yaml").read_text(encoding="utf-8")
    text = text.replace("double: 5", "double: 5\n      a_number: 1\n      in_words: 5")
    (course / "course.yaml").write_text(text, encoding="utf-8")
    kit("release", cwd=course)
    kit("prove", cwd=course)
    for student, answer in (("ada", RIGHT), ("ben", WRONG)):
        folder = root / "submissions" / student / "first-lesson"
        folder.mkdir(parents=True)
        (folder / "first_lesson.py").write_text(answer, encoding="utf-8")
    options = ("--out", root / "out", "--seed", "1", "--isolation", "process", "--language", "xx")
    kit("grade", "first-lesson", root / "submissions", *options, "--quiet", cwd=course)
    return course


def left_in_english(shown: str) -> list[str]:
    """English texts of the kit that are shown although the third language has its own."""
    shown = html.unescape(shown)
    while (inner := re.sub("«[^«»]*»", "", shown)) != shown:  # texts may be within texts
        shown = inner
    english = tomllib.loads((ROOT / "autograder" / "text" / "en.toml").read_text("utf-8"))
    texts = [text for group in english.values() for text in group.values()]
    return [text for text in texts if len(text) > 12 and "{" not in text and text in shown]


def test_what_a_student_is_given_is_in_the_third_language(course: Path, kit: Kit) -> None:
    copy = shutil.copytree(course, course.parent / "released")
    kit("release", "--language", "xx", cwd=copy)
    released = copy / "assignments" / "first-lesson"
    for name in ("README.md", "first_lesson.py", "first_lesson.ipynb"):
        text = (released / name).read_text(encoding="utf-8")
        assert "«" in text and left_in_english(text) == [], name


def test_a_student_checks_their_work_in_the_third_language(course: Path, kit: Kit) -> None:
    work = shutil.copytree(course / "assignments" / "first-lesson", course.parent / "work")
    (work / "first_lesson.py").write_text(WRONG, encoding="utf-8")
    shown = kit("check", "--language", "xx", cwd=work, code=1)
    assert "«–» a_number" in shown and "squares instead of doubling" in shown
    assert left_in_english(shown) == []
    assert "«" not in kit("check", "--language", "ja", cwd=work, code=1)


def test_every_page_of_a_graded_class_is_in_the_third_language(course: Path) -> None:
    out = course.parent / "out"
    pages = sorted(out.rglob("*.html"))
    assert len(pages) == 5
    for path in pages:
        page = path.read_text(encoding="utf-8")
        assert '<html lang="xx">' in page and "«" in page, path
        assert left_in_english(page) == [], path
    points = [json.loads(line)["points"] for line in (out / "results.jsonl").open("rb")]
    assert points[0] == 5.0 > points[1]


def test_a_course_that_declares_no_languages_stays_as_it_was(kit: Kit, tmp_path: Path) -> None:
    assert "languages:" not in (SECOND_COURSE / "course.yaml").read_text(encoding="utf-8")
    shown = kit("release", "--language", "xx", "--course", SECOND_COURSE, cwd=tmp_path, code=4)
    assert "does not declare the language 'xx'; it has: ja, en." in shown
