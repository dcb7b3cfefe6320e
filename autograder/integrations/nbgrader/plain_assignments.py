"""Recognise nbgrader's own assignments beside ours, in one course and one gradebook.

Every command handles such an assignment in nbgrader's usual way, with its steps instead of ours.
One that was ours and is no longer in course.yaml is refused: its answers must not run in a kernel.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.course.config import load_course
from autograder.course.config_parts import COURSE_FILE
from autograder.errors import CourseError, KitError, did_you_mean

WORD = (
    "'%s' is not in course.yaml: nbgrader's own way. Its code runs in a Jupyter kernel, without "
    "this kit's sandbox."
)


def course_of(app: Any) -> Path:
    """The course folder that an nbgrader command is configured with; else nbgrader's own."""
    return Path(app.config.get("CoursePart", {}).get("course") or app.coursedir.root)


def is_plain(course: Path, coursedir: Any, assignment: str) -> bool:
    """Whether an assignment is nbgrader's own: not in course.yaml, and with its own source.

    Raises CourseError if it is neither nbgrader's nor ours.
    """
    known = load_course(course).assignments
    if assignment in known:
        return False
    source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    ours = source.with_name(f".{assignment}").exists()  # written by `source_notebook.write_source`
    if source.is_dir() and any(source.glob("*.ipynb")) and not ours:
        return True
    what = (
        f"'{source}' was made from the course, and nbgrader would run its answers in a kernel.\n"
        f"  Put the assignment back into {COURSE_FILE}"
        if ours
        else f"there is no source notebook in '{source}' for nbgrader's own way either.\n"
        f"  To add one to the course: autograder new {assignment} EXERCISE"
    )
    raise CourseError(
        f"course.yaml has no assignment '{assignment}', and {what}.\n"
        f"  It has: {', '.join(known)}. {did_you_mean(assignment, known)}".rstrip()
    )


def is_certainly_plain(course: Path, coursedir: Any, assignment: str) -> bool:
    """The same for steps that cannot raise: False if unknown."""
    try:
        return is_plain(course, coursedir, assignment)
    except KitError:
        return False
