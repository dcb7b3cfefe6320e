"""Find pictures that a lesson or a question shows but that are not released with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from autograder.authoring.release.lesson import LESSON_FILE, read_lesson
from autograder.course.assignment import Assignment
from autograder.course.exercise import ExerciseLibrary
from autograder.course.source_position import line_of
from autograder.errors import CourseError, suggestion

_CODE = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]*`", re.DOTALL)
_LABEL = r"(?:\\.|[^\[\]\\]|\[[^\[\]]*\])"  # a character of a label, or a pair of brackets in it
_PICTURE = re.compile(
    rf"!\[(?P<alt>{_LABEL}*)\]"
    r"(?:\(\s*(?:<(?P<spaced>[^>\n]+)>|(?P<plain>[^)\s]+))"
    rf"|\[(?P<ref>{_LABEL}*)\])?"
    r"|<(?:img|video|audio|source|embed)\b[^>]*?\bsrc\s*=\s*[\"']?(?P<html>[^\"'\s>]+)",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    rf"^[ >]*\[(?P<ref>{_LABEL}+)\]:[ \t]*\n?[ \t]*(?:<(?P<spaced>[^>\n]+)>|(?P<plain>\S+))",
    re.MULTILINE,
)
# https:, data:, … A pasted picture (attachment:) is only in the notebook it was pasted into.
_ELSEWHERE = re.compile(r"(?!attachment:)[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def refuse_missing_pictures(assignment: Assignment, library: ExerciseLibrary) -> None:
    """Raise CourseError if a text shows a picture that is in no exercise's files/.

    Only for a release: a class can still be graded.
    """
    released = {name for exercise in library.values() for name in exercise.files}
    for place, text in _texts(assignment, library):
        for picture in shown_pictures(text):
            name = unquote(picture)
            if name not in released:
                hint = suggestion(name.rpartition("/")[2], sorted(released))
                raise CourseError(
                    f"{place}: the picture '{picture}' is shown and not released.\n"
                    "  Put it into the folder files/ of an exercise, and write its name alone: "
                    f"![](NAME){hint}"
                )


def shown_pictures(text: str) -> Iterator[str]:
    """The pictures that a Markdown text expects beside it, as it names them.

    "[label]" means one that is shown by a label that the text does not define.
    """
    text = _CODE.sub("", text)
    defined: dict[str, str] = {}
    for each in _DEFINITION.finditer(text):
        defined.setdefault(_normal(each["ref"]), each["spaced"] or each["plain"])
    for found in _PICTURE.finditer(text):
        picture = found["spaced"] or found["plain"] or found["html"]
        if not picture:  # ![alt][ref], ![ref][] or ![ref], which may be plain text
            label = found["ref"] or found["alt"]
            picture = defined.get(_normal(label), f"[{label}]" if found["ref"] else "")
        if picture and not _ELSEWHERE.match(picture):
            yield picture


def _normal(label: str) -> str:
    """A label as Markdown compares it, ignoring case and spaces."""
    return " ".join(label.casefold().split())


def _texts(assignment: Assignment, library: ExerciseLibrary) -> Iterator[tuple[str, str]]:
    """Each text that a notebook shows as Markdown, and where its author wrote it."""
    lesson = assignment.folder / LESSON_FILE
    for cell in read_lesson(assignment, library):
        if cell.kind == "markdown":
            begin = cell.source.strip().split("\n")[0]
            yield line_of(lesson, f"# {begin}") if lesson.exists() else str(lesson), cell.source
    for exercise in library.values():
        if exercise.kind != "function":
            for text in exercise.docstrings.values():
                yield str(exercise.path), text
