"""GitHub Classroom runs the self-check and reports its points."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.authoring.release.github_classroom import WORKFLOW, workflow, write_template
from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.errors import UserError
from autograder.selfcheck.checker import SelfChecker
from autograder.selfcheck.classroom import reporter_results
from autograder.selfcheck.workspace import find_workspace
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
def test_the_reporter_is_given_the_result_of_every_automatic_exercise(folder: Path) -> None:
    _, points, steps = steps_of(folder)
    reporter = steps[-1]
    assert reporter["with"]["runners"].split(",") == list(points)
    assert reporter["env"] == {
        f"{name.upper()}_RESULTS": f"${{{{steps.selfcheck.outputs.{name}}}}}" for name in points
    }


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A student's repository: everything is right but date_label."""
    course = load_course(COURSES["another course"])
    assignment = next(iter(course.assignments.values()))
    write_template(course, assignment, tmp_path / "template")
    right = (course.root / "submissions" / "pupil01.py").read_text(encoding="utf-8")
    wrong = "\n\ndef date_label(*date):\n    return 'some day'\n"
    (tmp_path / "template" / f"{assignment.base}.py").write_text(right + wrong, encoding="utf-8")
    return tmp_path / "template"


def run_step(repository: Path) -> tuple[int, dict[str, Any], str]:
    """Exit code of the workflow's self-check, its outputs and what it printed."""
    _, _, steps = steps_of(COURSES["another course"])
    (command,) = (step["run"] for step in steps if step.get("id") == "selfcheck")
    outputs = repository.parent / "outputs"
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | {"PATH": path, "GITHUB_OUTPUT": str(outputs)}
    run = subprocess.run(
        ["bash", "-e", "-c", command],
        cwd=repository,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    lines = outputs.read_text("utf-8").splitlines() if outputs.exists() else []
    pairs = (line.partition("=") for line in lines)
    return run.returncode, {n: json.loads(base64.b64decode(v)) for n, _, v in pairs}, run.stdout


def test_a_template_has_the_workflow_at_its_root_and_the_kit_beside_it(repository: Path) -> None:
    assert (repository / WORKFLOW).is_file()
    assert len(list(repository.glob("*.whl"))) == 1
    assert "--find-links .\n" in (repository / "requirements.txt").read_text("utf-8")


def test_each_exercise_reports_the_points_that_it_earned(repository: Path) -> None:
    _, points, _ = steps_of(COURSES["another course"])
    code, results, _ = run_step(repository)
    assert code == 0
    assert {name: found["max_score"] for name, found in results.items()} == points
    earned = {name: found["tests"][0]["score"] for name, found in results.items()}
    assert earned["date_label"] < points["date_label"]
    assert {n: p for n, p in earned.items() if n != "date_label"} == {
        n: p for n, p in points.items() if n != "date_label"
    }
    assert results["date_label"]["tests"][0]["status"] == "fail"


def test_a_part_of_the_points_is_reported_as_a_part(repository: Path) -> None:
    work = find_workspace(repository)
    with closing(SelfChecker(work.data)) as checker:
        result = checker.check(work.read("en"))
    part = replace(result.verdicts["date_label"], points=1.5)
    verdicts = {**result.verdicts, "date_label": part}
    found = reporter_results(replace(result, verdicts=verdicts))["date_label"]
    assert json.loads(base64.b64decode(found))["tests"][0]["score"] == 1.5


def test_a_fault_of_the_kit_ends_the_job_before_any_points(repository: Path) -> None:
    (repository / "selfcheck.json").write_text("{", encoding="utf-8")
    code, results, _ = run_step(repository)
    assert code != 0 and results == {}


def test_a_folder_with_other_files_is_no_place_for_a_template(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    course = load_course(COURSES["another course"])
    with pytest.raises(UserError, match="not an earlier template"):
        write_template(course, next(iter(course.assignments.values())), tmp_path)
