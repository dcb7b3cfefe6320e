"""Read an assignment's values.py, which adapts the types of its own exercises."""

from __future__ import annotations

from pathlib import Path

from autograder.course.exercise_parts import read_text
from autograder.course.source_position import located
from autograder.course.time_limit import no_hard_exit, raised_by_code, time_limit
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
    with time_limit(SECONDS) as limit, no_hard_exit():
        try:
            add_course_adapters(source, str(path))
        except ValueError as error:
            raise CourseError(f"{path}: {error}") from error
        except BaseException as error:
            if not raised_by_code(error):
                raise
            raise CourseError(located(path, error)) from error
    if limit.exceeded:
        raise CourseError(f"{path}: running it takes over {SECONDS:g} s.\n  Only define classes.")
    return source
