"""Lay out a submission as a notebook with the released cells.

nbgrader gives up if a cell appears twice, is missing or has foreign metadata, or if the file is
not a notebook. Here every released cell appears exactly once, whatever was submitted: a copy
loses its name, a deleted cell is restored, a .py is split into cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from autograder.integrations.nbgrader.exercise_code import bound_names, split_by_exercise
from autograder.integrations.nbgrader.markdown_escape import (
    as_code,
    escape_markdown,
    image_attachments,
    plain_names,
)
from autograder.integrations.nbgrader.submitted_file import SubmittedFile
from autograder.submission.decoding import read_python
from autograder.submission.notebook_reader import NotebookCell, read_notebook
from autograder.submission.read_errors import MAX_DETAIL, LocalizedText, UnreadableFileError
from autograder.text.catalogue import translate
from autograder.text.sanitize import printable, replace_surrogates, sanitize

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")

# Rendering Markdown may take time that grows with the square of its length.
MAX_TEXT = 20_000  # characters of a text cell that is not the lesson's own
MAX_TEXTS = 100_000  # of all text cells in a notebook, in addition to twice the lesson

Node = dict[str, Any]  # a cell or a notebook, as JSON-able data


def layout_notebook(released_notebook: Node, handed_in: SubmittedFile, language: str) -> Node:
    """A notebook with all cells of the released one. Never raises for what was submitted.

    released_notebook: the student's version of the notebook, in this language. The contents of its
        cells are shared, not copied: do not change them.
    """
    wanted = {_grade_id(cell): cell for cell in released_notebook["cells"] if _grade_id(cell)}
    try:
        cells = _student_cells(released_notebook, wanted, handed_in, language)
    except UnreadableFileError as refusal:
        cells = _stand_in(released_notebook, refusal.texts, language)
    whole = _add_missing_cells(cells, wanted, language)
    for cell in whole:  # a written answer in a code cell
        name = _grade_id(cell)
        if name in handed_in.written and cell["source"] == _text(wanted[name]):
            cell["source"] = escape_markdown(handed_in.written[name])
    return {
        "cells": _numbered(whole),
        "metadata": dict(released_notebook["metadata"]),
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _student_cells(
    released_notebook: Node, wanted: Mapping[str, Node], handed_in: SubmittedFile, language: str
) -> list[Node]:
    if handed_in.data is None or handed_in.problem:
        return _stand_in(released_notebook, handed_in.problem, language)
    if handed_in.file.lower().endswith(".ipynb"):
        known = {_text(cell) for cell in released_notebook["cells"]}
        cells = list(_of_notebook(handed_in.data, known))
        _assign_cells(cells, wanted)
        return cells
    cells = _of_python(read_python(handed_in.data), released_notebook, handed_in.written)
    return [
        _note(translate("nbgrader.file", language, file=printable(handed_in.file, MAX_DETAIL))),
        *cells,
    ]


def _stand_in(released_notebook: Node, problem: LocalizedText | None, language: str) -> list[Node]:
    """The notebook as released, for a submission that cannot be read."""
    reason = escape_markdown((problem or {}).get(language, ""))
    note = _note(translate("nbgrader.unreadable", language, problem=reason))
    return [note, *map(_copy, released_notebook["cells"])]


def _of_notebook(data: bytes, known: set[str]) -> Iterator[Node]:
    room = MAX_TEXTS + 2 * sum(map(len, known))
    for cell in read_notebook(data):
        most = len(cell.source)
        if cell.kind != "code":
            most = min(room, most if cell.source in known else MAX_TEXT)
            room -= min(most, len(cell.source))
        yield _of_cell(cell, known, most)


def _of_cell(cell: NotebookCell, known: set[str], most: int) -> Node:
    """most: the number of characters that are shown."""
    text = cell.source if len(cell.source) <= most else cell.source[:most] + " …"
    node: Node = {"cell_type": cell.kind, "metadata": {}, "source": replace_surrogates(text)}
    if cell.grade_id:
        node["metadata"]["nbgrader"] = {"grade_id": cell.grade_id}
    if cell.problem is not None:
        node["source"] = f"# {printable(cell.problem['en'], MAX_DETAIL)}"
    if cell.kind == "code":
        return {**node, "execution_count": None, "outputs": []}
    if cell.kind == "raw":  # otherwise shown as HTML
        return {**node, "cell_type": "markdown", "source": as_code(node["source"])}
    attached = image_attachments(cell.attachments)
    names = plain_names(attached)
    if attached:
        node["attachments"] = {names[name]: bundle for name, bundle in attached.items()}
    if cell.source not in known:
        node["source"] = escape_markdown(node["source"], names)
    return node


def _of_python(text: str, released_notebook: Node, written: Mapping[str, str]) -> list[Node]:
    """The released notebook with the statements of a file in the cells where they belong."""
    solutions = {
        _grade_id(cell)
        for cell in released_notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }
    head, parts = split_by_exercise(text, solutions)
    cells = []
    for cell in map(_copy, released_notebook["cells"]):
        name = _grade_id(cell)
        if name in written:
            cell["source"] = escape_markdown(written[name])
        elif cell["cell_type"] == "code" and name in solutions:
            cell["source"] = parts.get(name, "")
            if not cell["source"]:
                continue  # so it is reported as missing
        elif name in parts:  # a written answer that is not plain text
            cell["source"] = as_code(parts[name])
        cells.append(cell)
    first = next((i for i, cell in enumerate(cells) if cell["cell_type"] == "code"), 0)
    if head:
        cells.insert(first, _code(head))
    return cells


def _assign_cells(cells: list[Node], wanted: Mapping[str, Node]) -> None:
    """Give each released name to one cell: the last that has it, as in Python.

    A cell that lost its metadata (some editors drop them) is recognised by what it defines.
    """
    claimed: set[str] = set()
    for cell in reversed(cells):
        name = _grade_id(cell)
        cell["metadata"].pop("nbgrader", None)
        if name in wanted and name not in claimed:
            claimed.add(name)
            _apply_template(cell, wanted[name])
    left = {name for name in wanted.keys() - claimed if wanted[name]["cell_type"] == "code"}
    for cell in reversed(cells):
        if not left:
            return
        if cell["cell_type"] != "code" or _grade_id(cell):
            continue
        for name in bound_names(cell["source"]) & left:
            if not _grade_id(cell):
                left.remove(name)
                _apply_template(cell, wanted[name])


def _apply_template(cell: Node, template: Node) -> None:
    """Make it the released cell with the student's source; locked cells stay as released."""
    cell["metadata"] = template["metadata"]
    if cell["cell_type"] != template["cell_type"]:
        cell["cell_type"] = template["cell_type"]
        for key in ("outputs", "execution_count", "attachments"):
            cell.pop(key, None)
        if template["cell_type"] == "code":
            cell.update(execution_count=None, outputs=[])
        else:
            cell["source"] = escape_markdown(cell["source"])
    if not template["metadata"]["nbgrader"]["solution"]:
        cell["source"] = _text(template)


def _add_missing_cells(cells: list[Node], wanted: Mapping[str, Node], language: str) -> list[Node]:
    """The cells with missing released ones added, each where a reader expects it."""
    here = {_grade_id(cell) for cell in cells}
    if wanted.keys() <= here:
        return cells
    code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    defined = set().union(*map(bound_names, code))
    before: dict[str, list[Node]] = {}
    after: dict[str, list[Node]] = {}
    previous = ""
    for name, released_notebook in wanted.items():
        if name in here:
            previous = name
            continue
        cell = _copy(released_notebook)
        if cell["cell_type"] == "code" and cell["metadata"]["nbgrader"]["solution"]:
            key = "nbgrader.elsewhere" if name in defined else "nbgrader.missing"
            cell["source"] = translate(key, language, name=name)
        following = next((n for n in _of_same_exercise(name, wanted) if n in here), previous)
        if following != previous:
            before.setdefault(following, []).append(cell)
        else:
            after.setdefault(previous, []).append(cell)
    whole = after.pop("", [])
    for cell in cells:
        name = _grade_id(cell)
        whole += [*before.get(name, []), cell, *after.get(name, [])]
    return whole


def _of_same_exercise(name: str, wanted: Mapping[str, Node]) -> list[str]:
    """The released cells of an exercise that come after one of its cells."""
    order = list(wanted)
    exercise = wanted[name]["metadata"].get("autograder", {}).get("exercise")
    return [
        other
        for other in order[order.index(name) + 1 :]
        if wanted[other]["metadata"].get("autograder", {}).get("exercise") == exercise
    ]


def _numbered(cells: Iterable[Node]) -> list[Node]:
    """Give cells unique identifiers, as the format requires, and remove misleading characters."""
    numbered = []
    for number, cell in enumerate(cells, 1):
        name = _grade_id(cell)
        source = sanitize(cell["source"], len(cell["source"]))
        known = {"id": name if _ID.fullmatch(name) else f"cell-{number}", "source": source}
        numbered.append({**cell, **known})
    return numbered


def _grade_id(cell: Node) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _text(cell: Node) -> str:
    return "".join(cell["source"])  # a string, or a list of lines


def _copy(cell: Node) -> Node:
    return {**cell, "source": _text(cell)}


def _note(text: str) -> Node:
    return {"cell_type": "markdown", "metadata": {"autograder": {"note": True}}, "source": text}


def _code(source: str) -> Node:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": source,
    }
