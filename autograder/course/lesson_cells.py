"""The cells of a lesson.py, each with the line that begins it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CELL = re.compile(r"^# %%(?P<head>.*)$", re.MULTILINE)


def lesson_cells(text: str) -> Iterator[tuple[str, str]]:
    """Of each cell what stands behind its "# %%", and its text."""
    found = list(_CELL.finditer(text))
    ends = [*(cell.start() for cell in found[1:]), len(text)]
    for cell, end in zip(found, ends, strict=False):
        yield cell["head"], text[cell.end() : end]
