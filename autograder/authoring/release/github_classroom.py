"""The GitHub Classroom workflow that runs the self-check.

The workflow .github/workflows/classroom.yml of a template repository that holds the
released assignment: a step and its points for each automatic exercise, then Classroom's
own reporter. Points there are all or nothing and for practice; the grade is `grade`'s.
"""

from __future__ import annotations

from typing import Any

import yaml

from autograder.course.config import Assignment
from autograder.course.exercise import ExerciseLibrary

WORKFLOW = ".github/workflows/classroom.yml"
MINUTES = 10  # for one exercise; the self-check ends what hangs long before

_HEAD = """\
# GitHub Classroom: runs the self-check on every push and reports the points.
# Put the unpacked bundle (`autograder release --bundle`) into the template repository.
"""
_GRADER = "classroom-resources/autograding-command-grader@v1"
_REPORTER = "classroom-resources/autograding-grading-reporter@v1"
# A fault of the kit (any exit code but 0 and 1) ends the job before points are reported.
_SOUND = "python -m pytest -q || [ $? -eq 1 ]"


def workflow(assignment: Assignment, library: ExerciseLibrary) -> str:
    """The workflow's text; the same assignment gives the same bytes."""
    test = f"test_{assignment.base}.py"
    points = {
        name: worth for name, worth in assignment.points.items() if library[name].kind != "written"
    }
    ids = {name: _step_id(name, place) for place, name in enumerate(points, start=1)}
    steps: list[dict[str, Any]] = [
        {"name": "Checkout code", "uses": "actions/checkout@v4"},
        {"uses": "actions/setup-python@v5", "with": {"python-version": "3.12", "cache": "pip"}},
        {"name": "Install", "run": "python -m pip install -r requirements.txt"},
        {"name": "Self-check", "run": _SOUND},
        *(_step(ids[name], name, test, worth) for name, worth in points.items()),
        {
            "name": "Autograding Reporter",
            "uses": _REPORTER,
            "env": {
                f"{each.upper()}_RESULTS": f"${{{{steps.{each}.outputs.result}}}}"
                for each in ids.values()
            },
            "with": {"runners": ",".join(ids.values())},
        },
    ]
    whole = {
        "name": "Autograding Tests",
        "on": ["push", "workflow_dispatch", "repository_dispatch"],
        "permissions": {"checks": "write", "actions": "read", "contents": "read"},
        "jobs": {
            "run-autograding-tests": {
                "runs-on": "ubuntu-latest",
                "if": "github.actor != 'github-classroom[bot]'",
                "steps": steps,
            }
        },
    }
    return _HEAD + yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=100)


def _step(each: str, name: str, test: str, worth: float) -> dict[str, Any]:
    return {
        "name": name,
        "id": each,
        "uses": _GRADER,
        "with": {
            "test-name": name,
            "setup-command": "",
            "command": f"python -m pytest -q {test}::{name}",
            "timeout": MINUTES,
            "max-score": int(worth) if worth == int(worth) else worth,
        },
    }


def _step_id(name: str, place: int) -> str:
    """A step's id has letters, digits, "-" and "_" only; a function's name may have more."""
    return name if name.isascii() else f"exercise_{place}"
