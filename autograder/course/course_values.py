"""Read an assignment's values.py, which adapts the types of its own exercises."""

from __future__ import annotations

from pathlib import Path

from autograder.course.source_position import located
from autograder.errors import CourseError
from autograder.values import add_course_adapters

VALUES_FILE = "values.py"


def course_adapters(folder: Path) -> str:
    """The text of an assignment's values.py, whose adapters are known from now on; "" if none."""
    path = folder / VALUES_FILE
    if not path.is_file():
        return ""
    source = path.read_text(encoding="utf-8-sig")
    try:
        add_course_adapters(source, str(path))
    except ValueError as error:
        raise CourseError(f"{path}: {error}") from error
    except Exception as error:
        raise CourseError(located(path, error)) from error
    return source
