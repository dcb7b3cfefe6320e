"""GitHub Classroom runs the self-check and reports its points."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.authoring.release import release
from autograder.authoring.release.github_classroom import WORKFLOW, workflow
from autograder.course.config import load_course
from autograder.course.exercise import load_library
from tests.integrations.export.conftest import ROOT
from tests.paths import SECOND_COURSE

COURSES = {"this course": ROOT, "another course": SECOND_COURSE}


def steps_of(folder: Path) -> tuple[Any, dict[str, float], list[dict[str, Any]]]:
    """The assignment, the points of its automatic exercises, and the workflow's steps."""
    course = load_course(folder)
    assignment = next(iter(course.assignments.values()))
    library = load_library(assignment.folder, list(assignment.points))
    points = {n: p for n, p in assignment.points.items() if library[n].kind != "written"}
    jobs = yaml.safe_load(workflow(assignment, library))["jobs"]
    return assignment, points, jobs["run-autograding-tests"]["steps"]


@pytest.mark.parametrize("folder", COURSES.values(), ids=COURSES)
def test_each_automatic_exercise_is_a_step_with_its_points(folder: Path) -> None:
    _, points, steps = steps_of(folder)
    graders = [step for step in steps if "command-grader" in step.get("uses", "")]
    assert {step["id"]: step["with"]["max-score"] for step in graders} == points


@pytest.mark.parametrize("folder", COURSES.values(), ids=COURSES)
def test_the_reporter_is_given_the_result_of_every_step(folder: Path) -> None:
    _, points, steps = steps_of(folder)
    reporter = steps[-1]
    assert reporter["with"]["runners"].split(",") == list(points)
    assert reporter["env"] == {
        f"{name.upper()}_RESULTS": f"${{{{steps.{name}.outputs.result}}}}" for name in points
    }


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A student's repository: everything is right but date_label."""
    course = load_course(COURSES["another course"])
    assignment = next(iter(course.assignments.values()))
    release(course, assignment, out=tmp_path)
    right = (course.root / "submissions" / "pupil01.py").read_text(encoding="utf-8")
    wrong = "\n\ndef date_label(*date):\n    return 'some day'\n"
    (tmp_path / f"{assignment.base}.py").write_text(right + wrong, encoding="utf-8")
    return tmp_path


def shell(command: str, folder: Path) -> int:
    """The exit code of a command, as a runner would run it."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    run = ["bash", "-e", "-c", command]
    environment = os.environ | {"PATH": path}
    return subprocess.run(
        run, cwd=folder, env=environment, capture_output=True, timeout=60
    ).returncode


def test_the_commands_tell_right_from_wrong_in_the_released_folder(repository: Path) -> None:
    assert (repository / WORKFLOW).is_file()
    _, _, steps = steps_of(COURSES["another course"])
    codes = {s["id"]: shell(s["with"]["command"], repository) for s in steps if "id" in s}
    assert codes == {"date_label": 1, "days_in_months": 0, "day_length": 0}


def test_a_fault_of_the_kit_ends_the_job_before_any_points(repository: Path) -> None:
    _, _, steps = steps_of(COURSES["another course"])
    (sound,) = (step["run"] for step in steps if step.get("name") == "Self-check")
    assert shell(sound, repository) == 0  # something is wrong, and the kit can tell
    (repository / "selfcheck.json").write_text("{", encoding="utf-8")
    assert shell(sound, repository) != 0
