"""Exceptions of the kit, with the exit code that each leads to.

    KitError
    ├── UserError            the user can fix it; exit code 4
    │   ├── CourseError      course.yaml or solutions/ is invalid
    │   ├── SubmissionError  the submissions cannot be found or read at all
    │   ├── IsolationError   this machine cannot isolate student code
    │   └── BusyError        another run is using the output folder
    └── GraderError          an internal error; exit code 3, never a zero for a student

A message says where, what was expected, what was found, and how to fix it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class KitError(Exception):
    """Base of every error that the kit raises on purpose."""


class UserError(KitError):
    """Something the user can fix; shown without a traceback."""


class CourseError(UserError):
    """course.yaml or an exercise folder is invalid."""


class SubmissionError(UserError):
    """The submissions cannot be found or read at all."""


class IsolationError(UserError):
    """This machine cannot isolate student code as asked."""


class BusyError(UserError):
    """Another run is using the output folder."""


class GraderError(KitError):
    """An internal error; recorded as grader_error, never as points."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A suggestion for a misspelt name; "" if there is none."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean '{near[0]}'?" if near else ""


def suggestion(name: str, known: Iterable[str]) -> str:
    """`did_you_mean` as an additional line of a message; "" if there is none."""
    hint = did_you_mean(name, known)
    return f"\n  {hint}" if hint else ""


DISTRIBUTION = "misconception-autograder"  # what pip calls this package
_EXTRAS = {
    "grade": ("yaml", "jinja2", "markupsafe", "rich", "filelock"),
    "author": ("jupytext",),
    "nbgrader": ("nbgrader", "nbformat", "nbconvert", "alembic", "traitlets", "sqlalchemy"),
}


def install_extra(extra: str) -> str:
    """The command that installs an extra."""
    return f"python -m pip install '{DISTRIBUTION}[{extra}]'"


def missing_package(error: ModuleNotFoundError, command: str) -> UserError | None:
    """An error that names the extra of a missing package; None if no extra has it."""
    package = (error.name or "").partition(".")[0]
    for extra, packages in _EXTRAS.items():
        if package in packages:
            return UserError(
                f"autograder {command} needs the package {package}, which is not installed.\n"
                f"  {install_extra(extra)}"
            )
    return None
