"""OUT/run.json: the configuration of a run, for the next run and for the pages."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

from autograder import __version__
from autograder.errors import UserError
from autograder.sandbox import Isolation

RUN = "run.json"


@dataclass(frozen=True)
class RunConfig:
    """The configuration of a run, stored in OUT/run.json and passed to workers and nbgrader.

    secret: each student's seed is derived from it; "" if all students have `seed`.
    """

    assignment: str
    seed: int
    isolation: Isolation = "bubblewrap"
    language: str = ""
    engine: str = __version__
    submissions: str = ""  # the folder or archive, for timestamps in it
    secret: str = ""


def read_run_config(out: Path) -> RunConfig:
    """The record of the run that wrote a folder; UserError if there is none."""
    try:
        noted = json.loads((out / RUN).read_text(encoding="utf-8"))
        known = {field.name for field in fields(RunConfig)}
        return RunConfig(**{name: value for name, value in noted.items() if name in known})
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise UserError(
            f"{out}: no finished run here; run.json is missing, unreadable or from another version "
            f"({type(error).__name__}).\n"
            f"  Make one: autograder grade ASSIGNMENT SUBMISSIONS --out {out}"
        ) from error
