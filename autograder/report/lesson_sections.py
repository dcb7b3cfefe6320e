"""Titles of the lesson's sections.

An exercise names its section (`SECTION = "observation-3"`); the lesson's cell that
begins it carries the same name, `# %% [markdown] lang="ja" section="observation-3"`,
and its first heading is the title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from autograder.course.lesson_code import lesson_cells
from autograder.text.catalogue import LANGUAGES

Titles = Mapping[str, Mapping[str, str]]  # by section, by language

LESSON = "lesson.py"
_HEADING = re.compile(r"^# #+ +(?P<title>.+?) *$", re.MULTILINE)


def section_titles(folder: Path) -> dict[str, dict[str, str]]:
    """The headings of an assignment's lesson, {} where it has no lesson."""
    path = folder / LESSON
    if not path.exists():
        return {}
    titles: dict[str, dict[str, str]] = {}
    for head, cell in lesson_cells(path.read_text(encoding="utf-8-sig")):
        section = re.search(r'section="([^"]+)"', head)
        language = re.search(r'lang="(\w+)"', head)
        heading = _HEADING.search(cell)
        if section and heading:
            for lang in [language[1]] if language else LANGUAGES:
                titles.setdefault(section[1], {})[lang] = heading["title"]
    return titles
