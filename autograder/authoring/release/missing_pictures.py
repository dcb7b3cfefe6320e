"""Pictures that a lesson or a question shows and that are not released with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from autograder.authoring.release.lesson import LESSON_FILE, read_lesson
from autograder.course.assignment import Assignment
from autograder.course.exercise import ExerciseLibrary
from autograder.course.source_position import line_of
from autograder.errors import CourseError, did_you_mean

_CODE = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]*`", re.DOTALL)
_PICTURE = re.compile(
    r"!\[[^\]]*\]\(\s*(?:<(?P<spaced>[^>\n]+)>|(?P<plain>[^)\s]+))"
    r"|<img\b[^>]*?\bsrc\s*=\s*[\"']?(?P<html>[^\"'\s>]+)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)  # https:, data:, attachment:


def refuse_missing_pictures(assignment: Assignment, library: ExerciseLibrary) -> None:
    """Raise CourseError if a text shows a picture that is in no exercise's files/.

    Only of what is released: a class is graded all the same.
    """
    released = {name for exercise in library.values() for name in exercise.files}
    for place, text in _texts(assignment, library):
        for picture in shown_pictures(text):
            name = unquote(picture)
            if name not in released:
                hint = did_you_mean(name.rpartition("/")[2], sorted(released))
                raise CourseError(
                    f"{place}: the picture '{picture}' is shown and not released.\n"
                    "  Put it into the folder files/ of an exercise, and write its name alone."
                    + (f"\n  {hint}" if hint else "")
                )


def shown_pictures(text: str) -> Iterator[str]:
    """The pictures of a Markdown text that are to lie beside it, as it names them."""
    for found in _PICTURE.finditer(_CODE.sub("", text)):
        picture = found["spaced"] or found["plain"] or found["html"]
        if not _ELSEWHERE.match(picture):
            yield picture


def _texts(assignment: Assignment, library: ExerciseLibrary) -> Iterator[tuple[str, str]]:
    """Each text that a notebook shows as Markdown, and where its author wrote it."""
    lesson = assignment.folder / LESSON_FILE
    for cell in read_lesson(assignment, library):
        if cell.kind == "markdown":
            begin = cell.source.strip().split("\n")[0]
            yield line_of(lesson, f"# {begin}") if lesson.exists() else str(lesson), cell.source
    for exercise in library.values():
        if exercise.kind != "function":
            path = exercise.folder / "exercise.py"
            for text in exercise.docstrings.values():
                yield str(path), text
