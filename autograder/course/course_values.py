"""Read an assignment's values.py, which adapts the types of its own exercises."""

from __future__ import annotations

from pathlib import Path

from autograder.course.author_code import author_code
from autograder.course.exercise_parts import read_text
from autograder.course.source_position import located
from autograder.errors import CourseError
from autograder.values import add_course_adapters

VALUES_FILE = "values.py"
SECONDS = 30.0  # for it to be run


def course_adapters(folder: Path) -> str:
    """The text of an assignment's values.py, whose adapters are known from now on; "" if none."""
    path = folder / VALUES_FILE
    if not path.is_file():
        return ""
    source = read_text(path)

    def refusal(error: BaseException) -> CourseError:
        return CourseError(
            f"{path}: {error}" if isinstance(error, ValueError) else located(path, error)
        )

    too_long = f"{path}: running it takes over {SECONDS:g} s.\n  Only define classes."
    with author_code(SECONDS, refusal, too_long):
        add_course_adapters(source, str(path))
    return source
