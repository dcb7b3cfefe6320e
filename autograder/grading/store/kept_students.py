"""What an earlier run has left in an output folder, and what the next one keeps of it.

A run adds: students of whom nothing was submitted this time keep their line of results.jsonl,
byte for byte, and with it their pages, gradebook rows and exports.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.errors import UserError
from autograder.grading.store.results import RESULTS
from autograder.grading.store.run_record import RUN, RunConfig, read_run_config


@dataclass(frozen=True)
class EarlierRun:
    """The run that an output folder holds. config: None where it holds none."""

    out: Path
    config: RunConfig | None

    @cached_property
    def students(self) -> Mapping[str, int]:
        """Who is in results.jsonl, and where each line begins."""
        found: dict[str, int] = {}
        path = self.out / RESULTS
        if not path.exists():
            return found
        start = 0
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    found[str(json.loads(line)["student"])] = start
                except (ValueError, KeyError, TypeError) as error:
                    raise UserError(
                        f"{path}:{number}: not a line of a finished run ({type(error).__name__}), "
                        "so its students cannot be kept.\n"
                        "  Put a copy of the file in its place. Or move it away and grade the "
                        "whole class: what is in the journal is not run again."
                    ) from error
                start += len(line)
        return found

    def line(self, student: str) -> str:
        """A student's line of results.jsonl, without its newline."""
        with (self.out / RESULTS).open("rb") as file:
            file.seek(self.students[student])
            return file.readline().decode("utf-8").rstrip("\n")


def read_earlier_run(out: Path, assignment: str, replace: bool) -> EarlierRun:
    """The run that an output folder holds.

    replace: it may be of another assignment; else UserError, because its results would be lost.
    """
    earlier = EarlierRun(out, read_run_config(out) if (out / RUN).exists() else None)
    first = next(iter(earlier.students), None)
    held = json.loads(earlier.line(first)).get("assignment", assignment) if first else assignment
    if held != assignment and not replace:
        raise UserError(
            f"{out}: holds the results of '{held}' ({len(earlier.students)} students), not of "
            f"'{assignment}'.\n"
            "  Choose another --out. To replace them: --only-these"
        )
    return earlier
