"""Export a finished run to other systems, one module for each.

`export` writes a finished run in a form that another system reads. Each form is one
module; all of them read the same results.jsonl, so the points are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import UserError, did_you_mean

if TYPE_CHECKING:
    from autograder.integrations.finished_run import FinishedRun

# Each module has `write(finished) -> str`; imported when asked for, nbgrader is slow.
TARGETS = {
    "csv": "plain_csv",
    "excel": "excel",
    "gradescope": "gradescope",
    "junit": "junit",
    "canvas": "canvas",
    "canvas-feedback": "canvas_feedback",
    "moodle": "moodle",
    "moodle-feedback": "moodle_feedback",
    "nbgrader": "nbgrader_export",
}


def export(course_dir: Path, out: Path, to: str, column: str = "") -> str:
    """Write the results in `out` for the target `to`; return what was written.

    column: how the assignment's column is called in Canvas, "Title (number)".
    Raises UserError if there is no such target, or no finished run in `out`.
    """
    if to not in TARGETS:
        hint = did_you_mean(to, TARGETS)
        raise UserError(
            f"--to {to}: no such target; there are: {', '.join(TARGETS)}."
            + (f"\n  {hint}" if hint else "")
        )
    from autograder.integrations.finished_run import load_finished_run

    if column and to != "canvas":
        raise UserError(f"--column is for --to canvas; --to {to} has no such column.")
    finished = replace(load_finished_run(course_dir, out), column=column)
    write: Callable[[FinishedRun], str] = import_module(f"{__name__}.{TARGETS[to]}").write
    return write(finished)
