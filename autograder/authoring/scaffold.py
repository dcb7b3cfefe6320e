"""The `new` command: start an exercise from the template.

A folder that `prove` already accepts is copied; from there it is edited.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from autograder.errors import UserError

FILES = ("exercise.py", "misconceptions.yaml")


def new_exercise(assignment_folder: Path, name: str) -> Path:
    """Create solutions/<assignment>/<name>/ from the template; UserError if it cannot be."""
    if not name.isidentifier():
        raise UserError(
            f"an exercise must be named like its function, got {name!r}.\n"
            "  Use letters, digits and underscores, and no digit first."
        )
    folder = assignment_folder / name
    if folder.exists():
        raise UserError(f"{folder} already exists.\n  Choose another name, or edit it.")
    folder.mkdir(parents=True)
    template = files("autograder.authoring") / "template"
    for file in FILES:
        text = (template / file).read_text(encoding="utf-8").replace("@NAME@", name)
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
    return folder
