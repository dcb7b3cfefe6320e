"""Write an assignment's notebook in nbgrader's format.

Written as plain JSON, deterministic to the byte: cell identifiers come from the lesson
and the exercises, never from chance.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from autograder.authoring.release.lesson import (
    LessonCell,
    allowed_packages,
    in_language,
    read_lesson,
)
from autograder.course.assignment import Assignment
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.submission.handout import text_fingerprint
from autograder.text.catalogue import translate

CHECK_SUFFIX = "-check"

Cell = dict[str, Any]

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook(
    assignment: Assignment, library: ExerciseLibrary, language: str, *, solved: bool = False
) -> dict[str, Any]:
    """The notebook that a student receives, as JSON-able data.

    solved: the instructor's source instead, with the references between their markers.
    """
    lesson = in_language(read_lesson(assignment, library), language)
    cells = list(_cells(lesson, assignment, library, language, solved))
    return {"cells": cells, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}


def shown_cells(assignment: Assignment, library: ExerciseLibrary) -> tuple[str, ...]:
    """Fingerprints of the cells that grading does not run, in all languages."""
    lesson = read_lesson(assignment, library)
    code = [cell for cell in lesson if cell.kind == "code" and not cell.exercise and cell.shown]
    return tuple(dict.fromkeys(text_fingerprint(cell.source) for cell in code))


def notebook_bytes(content: dict[str, Any]) -> bytes:
    """A notebook as nbformat writes it."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _cells(
    lesson: list[LessonCell],
    assignment: Assignment,
    library: ExerciseLibrary,
    language: str,
    solved: bool,
) -> Iterator[Cell]:
    ready = False
    for cell in lesson:
        if not ready and (cell.kind == "code" or cell.exercise):
            yield _text("packages", allowed_packages(assignment, language), {})
            yield _setup(language)
            ready = True
        if cell.exercise:
            points = assignment.points[cell.exercise]
            yield from _exercise(library[cell.exercise], points, language, solved)
        elif cell.kind == "code":
            yield _code(cell.id, cell.source, _lesson_metadata(cell))
        else:
            yield _markdown(cell)


def _setup(language: str) -> Cell:
    source = translate("release.setup-cell", language).strip()
    ours = {"print": text_fingerprint(source), "run": False}
    return _code("setup", source, {"autograder": ours})


def _exercise(exercise: Exercise, points: float, language: str, solved: bool) -> Iterator[Cell]:
    name = exercise.name
    ours = {"autograder": {"exercise": name}}
    if exercise.kind == "written":
        question = exercise.docstrings[language].strip()
        meta = _nbgrader(f"{name}-question", locked=True)
        yield _with_checksum(_text(f"{name}-question", question, {**ours, **meta}))
        meta = _nbgrader(name, solution=True, points=points)
        yield _with_checksum(
            _text(name, translate("release.placeholder", language), {**ours, **meta})
        )
        return
    source = _solved(exercise) if solved else exercise.stub(language)
    meta = _nbgrader(name, solution=True)
    yield _with_checksum(_code(name, source.rstrip("\n"), {**ours, **meta}))
    meta = _nbgrader(f"{name}{CHECK_SUFFIX}", locked=True, points=points)
    cell = _code(f"{name}{CHECK_SUFFIX}", f'check("{name}")', {**ours, **meta})
    yield _with_checksum(cell)


def _solved(exercise: Exercise) -> str:
    """The reference between its markers, so that nbgrader can cut it down to the stub."""
    before = exercise.stub("en") if exercise.kind == "variable" else ""
    return before + exercise.source


def _nbgrader(
    grade_id: str, *, locked: bool = False, solution: bool = False, points: float | None = None
) -> dict[str, Any]:
    """nbgrader's metadata, schema version 3; a cell with points is graded."""
    meta: dict[str, Any] = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        meta["points"] = int(points) if points == int(points) else points
    return {"nbgrader": meta}


def _with_checksum(cell: Cell) -> Cell:
    """The cell as `nbgrader generate_assignment` leaves it: what was released is on record."""
    meta = cell["metadata"]["nbgrader"]
    parts = ["".join(cell["source"]), cell["cell_type"]]
    parts += [str(meta["grade"]), str(meta["solution"]), str(_is_locked(meta)), meta["grade_id"]]
    if meta["grade"]:
        parts.append(str(float(meta["points"])))
    meta["checksum"] = hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()
    meta["cell_type"] = cell["cell_type"]
    return cell


def _is_locked(meta: dict[str, Any]) -> bool:
    """As nbgrader sees it, whatever the metadata say."""
    if meta["solution"]:
        return False
    return bool(meta["grade"] or meta["locked"])


def _lesson_metadata(cell: LessonCell) -> dict[str, Any]:
    meta: dict[str, Any] = {
        "autograder": {"print": text_fingerprint(cell.source), "run": not cell.shown}
    }
    if cell.tags:
        meta["tags"] = list(cell.tags)
    if "hide-input" in cell.tags:  # a tool of the lesson, not a part of it
        meta["jupyter"] = {"source_hidden": True}
    return meta


def _markdown(cell: LessonCell) -> Cell:
    if not cell.section:
        return _text(cell.id, cell.source, {})
    # Feedback links here.
    source = f'<a id="{cell.section}"></a>\n\n{cell.source}'
    return _text(cell.id, source, {"autograder": {"section": cell.section}})


def _code(identifier: str, source: str, metadata: dict[str, Any]) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": identifier,
        "metadata": metadata,
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def _text(identifier: str, source: str, metadata: dict[str, Any]) -> Cell:
    return {
        "cell_type": "markdown",
        "id": identifier,
        "metadata": metadata,
        "source": source.splitlines(keepends=True),
    }
