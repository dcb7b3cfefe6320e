"""Parse a lesson in jupytext's percent format, once for each text.

Importing jupytext and validating every cell takes a while, so the result is kept in the cache on
disk, as JSON.
"""

from __future__ import annotations

import json
import re
from dataclasses import astuple, dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from autograder.authoring.notebook_imports import import_jupytext
from autograder.course.digests import entry_name
from autograder.course.disk_cache import default_cache

# Keep comments: jupytext would also take "# larger?" and "# cat and dog" for IPython commands.
_FORMAT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
_SIGN = r"(?=(?:# )*(?:%{1,2}[a-zA-Z]|![^\s=]))"  # the start of a magic, or of a comment like one
_MAGIC = re.compile(rf"^([ \t]*)# {_SIGN}", re.MULTILINE)
_TO_COMMENT = re.compile(rf"^([ \t]*){_SIGN}", re.MULTILINE)


@dataclass(frozen=True)
class ParsedCell:
    """A cell as jupytext reads it. kind: "markdown", "code" or "raw"."""

    kind: str
    source: str
    metadata: dict[str, Any]


@lru_cache(maxsize=8)
def parse_percent(text: str) -> tuple[ParsedCell, ...]:
    """The cells of a lesson. Raises whatever jupytext does."""
    cache, entry = default_cache(), _entry_name(text)
    kept = _read(cache.get(entry)) if cache and entry else None
    if kept is not None:
        return kept
    notebook = import_jupytext().reads(text, fmt=_FORMAT)
    cells = tuple(
        ParsedCell(cell.cell_type, _source(cell), json.loads(json.dumps(cell.metadata)))
        for cell in notebook.cells
    )
    if cache and entry:
        cache.put(entry, json.dumps([astuple(cell) for cell in cells]).encode())
    return cells


def code_as_written(source: str) -> str:
    """A code cell as written in the file, which `parse_percent` reads back unchanged."""
    return _TO_COMMENT.sub(r"\1# ", source)


def _source(cell: Any) -> str:
    """A cell's text; a magic is a comment in the file, which has to be Python."""
    return _MAGIC.sub(r"\1", cell.source) if cell.cell_type == "code" else str(cell.source)


def _read(data: bytes | None) -> tuple[ParsedCell, ...] | None:
    """The cached cells; None if there are none."""
    try:
        cells = tuple(ParsedCell(*each) for each in json.loads(data)) if data else None
    except (ValueError, TypeError):
        return None
    sound = cells and all(
        type(each.kind) is type(each.source) is str and isinstance(each.metadata, dict)
        for each in cells
    )
    return cells if sound else None


def _entry_name(text: str) -> str:
    """A name for everything that the cells depend on; "" if jupytext is not installed."""
    try:
        return entry_name("lesson", text, version("jupytext"))
    except PackageNotFoundError:
        return ""
