"""Write the template repository of a GitHub Classroom assignment.

It contains what students receive, and .github/workflows/classroom.yml at its root: one run of the
self-check, whose points Classroom's own reporter shows exercise by exercise. They are for
practice; the real grade comes from `grade`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from autograder.authoring.release.released_files import complete
from autograder.course.assignment import Assignment
from autograder.course.config import Course
from autograder.course.exercise import ExerciseLibrary
from autograder.course.exercise_library import load_exercises
from autograder.errors import UserError
from autograder.files import make_folder, write_file
from autograder.selfcheck.classroom import step_outputs

WORKFLOW = ".github/workflows/classroom.yml"
_STEP = "selfcheck"

_HEAD = """\
# GitHub Classroom: runs the self-check on every push and reports the points of each exercise.
# Written by `autograder release --classroom`.
"""
_REPORTER = "classroom-resources/autograding-grading-reporter@v1"


def write_template(
    course: Course, assignment: Assignment, folder: Path, language: str | None = None
) -> Path:
    """Write the template repository into a folder and return the folder.

    folder: new, empty, or a template of this assignment, whose files are replaced.
    """
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if there - {".git"} and not (folder / WORKFLOW).is_file():
        raise UserError(
            f"{folder}: has files in it and is not an earlier template.\n"
            "  Name a new folder, or an empty one."
        )
    library = load_exercises(assignment)
    files = complete(course, assignment, language)
    files[WORKFLOW] = workflow(assignment, library).encode()
    for name, data in files.items():
        make_folder((folder / name).parent)
        write_file(folder / name, data)
    return folder


def workflow(assignment: Assignment, library: ExerciseLibrary) -> str:
    """The workflow's text, always the same for the same assignment."""
    automatic = [name for name in assignment.points if library[name].kind != "written"]
    outputs = step_outputs(automatic)
    steps: list[dict[str, Any]] = [
        {"name": "Checkout code", "uses": "actions/checkout@v4"},
        {"uses": "actions/setup-python@v5", "with": {"python-version": "3.12", "cache": "pip"}},
        {"name": "Install", "run": "python -m pip install -r requirements.txt"},
        # An internal error of the kit ends the job here, before any points are reported.
        {
            "name": "Self-check",
            "id": _STEP,
            "run": "python -m autograder.selfcheck.classroom",
        },
        {
            "name": "Autograding Reporter",
            "uses": _REPORTER,
            "env": {
                f"{output.upper()}_RESULTS": f"${{{{steps.{_STEP}.outputs.{output}}}}}"
                for output in outputs.values()
            },
            "with": {"runners": ",".join(outputs.values())},
        },
    ]
    whole = {
        "name": "Autograding Tests",
        "on": ["push", "workflow_dispatch", "repository_dispatch"],
        "permissions": {"checks": "write", "actions": "read", "contents": "read"},
        "jobs": {
            "run-autograding-tests": {
                "runs-on": "ubuntu-latest",
                "timeout-minutes": 15,
                "if": "github.actor != 'github-classroom[bot]'",
                "steps": steps,
            }
        },
    }
    return _HEAD + yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=100)
