"""Write an assignment's .py, for students who work in an editor.

It has the same stubs as the notebook, in the same order, below the lesson's shared code.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.authoring.release.lesson import (
    allowed_packages,
    in_language,
    python_of,
    read_lesson,
)
from autograder.course.assignment import Assignment
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.text.catalogue import translate


def python_file(assignment: Assignment, library: ExerciseLibrary, language: str) -> str:
    """The text of the .py that a student receives."""
    names = list(assignment.points)
    head = translate(
        "release.python-head",
        language,
        title=assignment.title[language],
        first=names[0],
        packages=allowed_packages(assignment, language),
    )
    parts = [_comment(head), *_shared_code(assignment, library, language)]
    for name, points in assignment.points.items():
        parts += ["", "", *_exercise(library[name], points, language)]
    return "\n".join(part.rstrip("\n") for part in parts) + "\n"


def _shared_code(assignment: Assignment, library: ExerciseLibrary, language: str) -> Iterator[str]:
    for cell in in_language(read_lesson(assignment, library), language):
        if cell.kind == "code" and not cell.exercise and not cell.shown:
            yield ""
            yield python_of(cell)


def _exercise(exercise: Exercise, points: float, language: str) -> Iterator[str]:
    title = exercise.title.get(language, exercise.name)
    unit = translate("release.points", language, points=points)
    yield f"# %% {exercise.name}: {title}{unit}"
    if exercise.kind == "function":
        yield from ("", "", exercise.stub(language))
        return
    yield _comment(exercise.docstrings.get(language, ""))
    if exercise.kind == "variable":
        yield exercise.stub(language)
    else:
        # Raw, since an answer may contain formulas: \theta must not become a tab.
        placeholder = translate("release.placeholder", language)
        yield f'{exercise.name} = r"""\n{placeholder}\n"""'


def _comment(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.strip().split("\n"))
