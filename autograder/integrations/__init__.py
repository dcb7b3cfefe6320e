"""Export a finished run to other systems.

Each target is one module of `exports`; all of them read the same results.jsonl, so the points are
the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from autograder.errors import UserError, suggestion
from autograder.files import os_errors_as_user_error
from autograder.integrations import exports

if TYPE_CHECKING:
    from autograder.integrations.finished_run import FinishedRun

# Every module in exports/. They are imported only when needed: nbgrader is slow.
TARGETS = tuple(sorted(module.name.replace("_", "-") for module in iter_modules(exports.__path__)))


def export(course_dir: Path, out: Path, to: str, column: str = "") -> str:
    """Write the results in `out` for the target `to`; return what was written.

    column: the name of the assignment's column in Canvas, "Title (number)".
    Raises UserError if there is no such target, or no finished run in `out`.
    """
    if to not in TARGETS:
        raise UserError(
            f"--to {to}: no such target; there are: {', '.join(TARGETS)}.{suggestion(to, TARGETS)}"
        )
    from autograder.integrations.finished_run import load_finished_run

    if column and to != "canvas":
        raise UserError(f"--column is for --to canvas; --to {to} has no such column.")
    finished = replace(load_finished_run(course_dir, out), column=column)
    write: Callable[[FinishedRun], str] = import_module(
        f"{exports.__name__}.{to.replace('-', '_')}"
    ).write
    with os_errors_as_user_error(out):
        return write(finished)
