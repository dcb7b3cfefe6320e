"""Titles of the lesson's sections.

An exercise names its section (`SECTION = "observation-3"`); the lesson's cell that
begins it carries the same name, `# %% [markdown] lang="ja" section="observation-3"`,
and its first heading is the title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from autograder.text.catalogue import LANGUAGES

Titles = Mapping[str, Mapping[str, str]]  # by section, by language

LESSON = "lesson.py"
_CELL = re.compile(r"^# %%.*?$", re.MULTILINE)
_HEADING = re.compile(r"^# #+ +(?P<title>.+?) *$", re.MULTILINE)


def section_titles(folder: Path) -> dict[str, dict[str, str]]:
    """The headings of an assignment's lesson, {} where it has no lesson."""
    path = folder / LESSON
    if not path.exists():
        return {}
    text = path.read_text(encoding="utf-8-sig")
    marks = list(_CELL.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)][: len(marks)]
    titles: dict[str, dict[str, str]] = {}
    for mark, end in zip(marks, ends, strict=True):
        section = re.search(r'section="([^"]+)"', mark[0])
        language = re.search(r'lang="(\w+)"', mark[0])
        heading = _HEADING.search(text, mark.end(), end)
        if section and heading:
            for lang in [language[1]] if language else LANGUAGES:
                titles.setdefault(section[1], {})[lang] = heading["title"]
    return titles
