"""Read the cells of a notebook file.

It is read as plain JSON and checked by hand: importing nbformat takes two seconds, and a
student's file may contain anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.submission.decoding import read_json_text
from autograder.submission.read_errors import LocalizedText, UnreadableFileError, read_error

MAX_CONTAINERS = 500_000  # lists and objects; each costs far more memory than its two bytes
MAX_VALUES = 1_000_000  # strings, numbers and the like: an ordinary notebook needs few
MAX_CELLS = 5_000
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|,', re.DOTALL)
_TYPES = ("code", "markdown", "raw")


@dataclass(frozen=True)
class NotebookCell:
    """One cell.

    number: its position among the non-empty code cells, from 1, which is the number that
        Jupyter shows after "run all"; 0 for other cells.
    problem: why the cell is damaged; its source is then empty.
    attachments: what was pasted into it, unchanged from the file.
    """

    kind: str
    source: str
    number: int = 0
    metadata: Mapping[str, Any] = field(default_factory=dict)
    problem: LocalizedText | None = None
    attachments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def nbgrader(self) -> Mapping[str, Any]:
        """nbgrader's metadata; empty if there is none."""
        found = self.metadata.get("nbgrader")
        return found if isinstance(found, dict) else {}

    @property
    def grade_id(self) -> str:
        found = self.nbgrader.get("grade_id")
        return found if isinstance(found, str) else ""

    @property
    def is_test(self) -> bool:
        """Whether it is an nbgrader test cell: it has points and no room for a solution."""
        return bool(self.nbgrader.get("grade")) and not self.nbgrader.get("solution")


def read_notebook(data: bytes) -> list[NotebookCell]:
    """The cells of a notebook file. Raises UnreadableFileError if it is not a notebook."""
    text = read_json_text(data)
    if text.count("[") + text.count("{") > MAX_CONTAINERS or _holds_too_many_values(text):
        raise UnreadableFileError("not-a-notebook", reason="it holds too much that is not text")
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableFileError("not-json", line=error.lineno, reason=error.msg) from error
    except (RecursionError, ValueError) as error:  # absurd nesting, or a number of 5,000 digits
        raise UnreadableFileError(
            "not-json", line=1, reason="nested too deeply or too large"
        ) from error
    return _cells(_checked(content))


def joined_text(text: Any) -> str | None:
    """A notebook's text, which may be a list of its lines; None for anything else."""
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        return "".join(text)
    return text if isinstance(text, str) else None


def _holds_too_many_values(text: str) -> bool:
    """Whether parsing the text would make too many objects for memory: each takes 60 bytes."""
    if text.count(",") <= MAX_VALUES:
        return False
    values = 0  # commas within strings (a printed table) do not count
    for found in _TOKEN.finditer(text):
        values += found[0] == ","
        if values > MAX_VALUES:
            return True
    return False


def _checked(content: Any) -> list[Any]:
    """The list of cells of a notebook in format 4."""
    if not isinstance(content, dict):
        raise UnreadableFileError(
            "not-a-notebook", reason="the file does not contain a JSON object"
        )
    version = content.get("nbformat")
    if type(version) is not int:
        raise UnreadableFileError("not-a-notebook", reason="it has no 'nbformat'")
    if version != 4:
        raise UnreadableFileError("notebook-format", version=version)
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise UnreadableFileError("not-a-notebook", reason="it has no list of cells")
    if not cells:
        raise UnreadableFileError("not-a-notebook", reason="it has no cells")
    if len(cells) > MAX_CELLS:
        raise UnreadableFileError("not-a-notebook", reason=f"it has more than {MAX_CELLS} cells")
    return cells


def _cells(cells: list[Any]) -> list[NotebookCell]:
    read: list[NotebookCell] = []
    number = 0
    for place, entry in enumerate(cells, 1):
        cell = _cell(entry, place)
        if cell.kind == "code" and (cell.source.strip() or cell.problem):
            number += 1
            cell = NotebookCell(cell.kind, cell.source, number, cell.metadata, cell.problem)
        read.append(cell)
    return read


def _cell(entry: Any, place: int) -> NotebookCell:
    """One cell; a damaged one costs only itself."""

    def damaged(reason: str) -> NotebookCell:
        return NotebookCell("code", "", problem=read_error("bad-cell", number=place, reason=reason))

    if not isinstance(entry, dict):
        return damaged("it is not a JSON object")
    if entry.get("cell_type") not in _TYPES:
        return damaged("its 'cell_type' is not code, markdown or raw")
    source = joined_text(entry.get("source"))
    if source is None:
        return damaged("its 'source' is not text")
    metadata, attachments = entry.get("metadata"), entry.get("attachments")
    return NotebookCell(
        entry["cell_type"],
        source.replace("\r\n", "\n").replace("\r", "\n"),
        metadata=metadata if isinstance(metadata, dict) else {},
        attachments=attachments if isinstance(attachments, dict) else {},
    )
