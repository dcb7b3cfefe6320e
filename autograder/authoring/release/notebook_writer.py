"""Write an assignment's notebook in nbgrader's format.

It is written as plain JSON, deterministic to the byte: cell identifiers come from the lesson
and the exercises and are never random.
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

    solved: make the instructor's source instead, with the references between their markers.
    """
    cells = list(_cells(assignment, library, language, solved))
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
    assignment: Assignment, library: ExerciseLibrary, language: str, solved: bool
) -> Iterator[Cell]:
    ready = False
    for cell in in_language(read_lesson(assignment, library), language):
        if not ready and (cell.kind == "code" or cell.exercise):
            yield _cell("markdown", "packages", allowed_packages(assignment, language))
            setup = translate("release.setup-cell", language).strip()
            ours = {"print": text_fingerprint(setup), "run": False}
            yield _cell("code", "setup", setup, autograder=ours)
            ready = True
        if cell.exercise:
            points = assignment.points[cell.exercise]
            yield from _exercise(library[cell.exercise], points, language, solved)
        elif cell.kind == "code":
            yield _cell("code", cell.id, cell.source, **_lesson_metadata(cell))
        else:
            meta: dict[str, Any] = {"tags": list(cell.tags)} if cell.tags else {}
            source = cell.source
            if cell.section:  # feedback links to it
                source = f'<a id="{cell.section}"></a>\n\n{source}'
                meta["autograder"] = {"section": cell.section}
            yield _cell("markdown", cell.id, source, **meta)


def _exercise(exercise: Exercise, points: float, language: str, solved: bool) -> Iterator[Cell]:
    name = exercise.name
    if exercise.kind == "written":
        question = exercise.docstrings[language].strip()
        yield _nbgraders(_cell("markdown", f"{name}-question", question), name, locked=True)
        placeholder = translate("release.placeholder", language)
        cell = _cell("markdown", name, placeholder)
        yield _nbgraders(cell, name, solution=True, points=points)
        return
    source = exercise.stub(language)
    if solved:  # between its markers, so that nbgrader can reduce it to the stub
        source = exercise.source
        if exercise.kind == "variable":
            source = exercise.stub("en") + source
    yield _nbgraders(_cell("code", name, source.rstrip("\n")), name, solution=True)
    check = _cell("code", f"{name}{CHECK_SUFFIX}", f'check("{name}")')
    yield _nbgraders(check, name, locked=True, points=points)


def _nbgraders(
    cell: Cell,
    exercise: str,
    *,
    locked: bool = False,
    solution: bool = False,
    points: float | None = None,
) -> Cell:
    """A cell of an exercise as `nbgrader generate_assignment` leaves it, in schema version 3.

    A cell with points is graded. The checksum records what was released.
    """
    grade = points is not None
    parts = ["".join(cell["source"]), cell["cell_type"], str(grade), str(solution)]
    # nbgrader locks cells that are graded and not a solution, whatever the metadata say.
    parts += [str(not solution and (grade or locked)), cell["id"]]
    meta = {
        "cell_type": cell["cell_type"],
        "grade": grade,
        "grade_id": cell["id"],
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        meta["points"] = int(points) if points == int(points) else points
        parts.append(str(float(points)))
    meta["checksum"] = hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()
    cell["metadata"] = {"autograder": {"exercise": exercise}, "nbgrader": meta}
    return cell


def _lesson_metadata(cell: LessonCell) -> dict[str, Any]:
    meta: dict[str, Any] = {
        "autograder": {"print": text_fingerprint(cell.source), "run": not cell.shown}
    }
    if cell.tags:
        meta["tags"] = list(cell.tags)
    if "hide-input" in cell.tags:  # a tool for the lesson, not part of its text
        meta["jupyter"] = {"source_hidden": True}
    return meta


def _cell(kind: str, identifier: str, source: str, **metadata: Any) -> Cell:
    lines = source.splitlines(keepends=True)
    cell: Cell = {"cell_type": kind, "id": identifier, "metadata": metadata, "source": lines}
    return {**cell, "execution_count": None, "outputs": []} if kind == "code" else cell
