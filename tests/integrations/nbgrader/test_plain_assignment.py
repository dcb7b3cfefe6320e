"""An assignment of nbgrader's own beside ours: one course, one exchange, one gradebook."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.integrations.nbgrader.converter import GenerateAssignment

from .conftest import CALENDAR, SECOND, NbgraderCourse
from .test_exchange_cycle import NOTEBOOK, Cycle, cycle, driver  # noqa: F401 - fixtures

RIGHT = (SECOND / "submissions" / "pupil01.py").read_text(encoding="utf-8")
PLAIN = "ps1"
SOLUTION = """def squares(n):
    ### BEGIN SOLUTION
    return [i ** 2 for i in range(1, n + 1)]
    ### END SOLUTION
"""
TESTS = """assert squares(2) == [1, 4]
### BEGIN HIDDEN TESTS
assert squares(3) == [1, 4, 9]
### END HIDDEN TESTS
"""


def cell(kind: str, name: str, source: str, **flags: Any) -> dict[str, Any]:
    meta = {
        "grade": False, "grade_id": name, "locked": False, "schema_version": 3, "solution": False,
        "task": False, **flags,
    }  # fmt: skip
    made = {"cell_type": kind, "id": name, "metadata": {"nbgrader": meta}, "source": source}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def plain_source(folder: Path) -> Path:
    """A source notebook as an instructor writes it: a solution, its tests, an essay."""
    path = folder / "source" / PLAIN / "problem1.ipynb"
    path.parent.mkdir(parents=True)
    cells = [
        cell("code", "squares", SOLUTION, solution=True),
        cell("code", "test_squares", TESTS, grade=True, locked=True, points=3),
        cell("markdown", "why", "Because $x^2$.", grade=True, solution=True, points=2),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {
        "cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def answer(path: Path, code: str) -> None:
    content = json.loads(path.read_bytes())
    for each in content["cells"]:
        if each["metadata"]["nbgrader"]["grade_id"] == "squares":
            each["source"] = code
    path.write_text(json.dumps(content), encoding="utf-8")


def test_a_plain_assignment_and_ours_share_a_gradebook_through_the_whole_cycle(
    cycle: Cycle,  # noqa: F811
) -> None:
    grading = cycle.course / "grading"
    plain_source(grading)
    both = (PLAIN, CALENDAR)
    cycle.instructor(*([step, name] for name in both for step in
                       ("generate_assignment", "release_assignment")))  # fmt: skip
    released = (grading / "release" / PLAIN / "problem1.ipynb").read_text(encoding="utf-8")
    assert "SOLUTION" not in released and "HIDDEN" not in released
    code, _, _ = RIGHT.partition("why_leap_days")
    answers = {
        "ada": "def squares(n):\n    return [i * i for i in range(1, n + 1)]",
        "ben": "def squares(n):\n    return [1, 4]",
    }
    for student, text in answers.items():
        cycle.student(student, *(["fetch_assignment", name] for name in both))
        answer(cycle.root / student / PLAIN / "problem1.ipynb", text)
        cycle.work(student, code if student == "ada" else "", "")
        cycle.student(student, *(["submit", name, f"--student={student}"] for name in both))

    said = cycle.instructor(*(["collect", name] for name in both), ["autograde", PLAIN])
    assert "'ps1' is not in course.yaml: nbgrader's own way" in said
    assert "Traceback" not in said
    said = cycle.instructor(["autograde", CALENDAR])
    assert "ada: 24 of 24 points" in said and "nbgrader's own way" not in said

    with Gradebook(f"sqlite:///{grading / 'gradebook.db'}") as book:
        assert {each.name for each in book.assignments} == set(both)
        tests = {s: book.find_grade("test_squares", "problem1", PLAIN, s) for s in answers}
        assert {s: grade.auto_score for s, grade in tests.items()} == {"ada": 3, "ben": 0}
        grade = book.find_grade("why", "problem1", PLAIN, "ada")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        book.db.commit()

    cycle.instructor(*([step, name] for name in both for step in
                       ("generate_feedback", "release_feedback")))  # fmt: skip
    for name, page, score in ((PLAIN, "problem1", "4.5 / 5.0"), (CALENDAR, NOTEBOOK, "24.0 / 30")):
        cycle.student("ada", ["fetch_feedback", name, "--student=ada"])
        (found,) = (cycle.root / "ada" / name / "feedback").rglob(f"{page}.html")
        assert f"Score: {score}" in found.read_text(encoding="utf-8")
    failed = (grading / "feedback" / "ben" / PLAIN / "problem1.html").read_text(encoding="utf-8")
    assert "AssertionError" in failed

    cycle.instructor(["export"])
    with (grading / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["assignment"], row["student_id"]): row for row in csv.DictReader(file)}
    assert rows[PLAIN, "ada"]["score"] == "4.5" and rows[PLAIN, "ada"]["max_score"] == "5.0"
    # An answer that was left as it was released has 0 points, as always with nbgrader.
    assert (rows[PLAIN, "ben"]["status"], rows[PLAIN, "ben"]["score"]) == ("graded", "0.0")
    assert rows[CALENDAR, "ada"]["score"] == "24.0"


def test_zip_collect_reads_a_plain_assignment_by_nbgraders_own_pattern(
    cycle: Cycle,  # noqa: F811
) -> None:
    grading = cycle.course / "grading"
    source = plain_source(grading)
    where = grading / "downloaded" / PLAIN / "archive"
    where.mkdir(parents=True)
    with zipfile.ZipFile(where / "all.zip", "w") as archive:
        for student in ("ada", "ben"):
            archive.write(source, f"ps1_{student}_attempt_2027-01-30-15-00-00_problem1.ipynb")
    pattern = r".*_(?P<student_id>\w+)_attempt_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)"
    said = cycle.instructor(
        ["zip_collect", PLAIN, f"--FileNameCollectorPlugin.named_regexp={pattern}"]
    )
    assert "Traceback" not in said
    submitted = sorted(p.relative_to(grading / "submitted") for p in grading.rglob("problem1.ipynb")
                       if "submitted" in p.parts)  # fmt: skip
    assert [path.parts[0] for path in submitted] == ["ada", "ben"]


def test_an_assignment_that_was_taken_out_of_the_course_never_runs_in_a_kernel(
    nb_course: NbgraderCourse,
) -> None:
    course = nb_course.folder.parent / "course.yaml"
    course.write_text(
        course.read_text(encoding="utf-8").replace(f"{CALENDAR}:", "renamed:"), encoding="utf-8"
    )
    (course.parent / "solutions" / CALENDAR).rename(course.parent / "solutions" / "renamed")
    nb_course.submit("ada", CALENDAR, f"{NOTEBOOK}.ipynb", "{}")
    generate = nb_course._run(GenerateAssignment, CALENDAR, ".", force=True)
    for done in (nb_course.autograde(CALENDAR), generate):
        assert not done["success"]
        assert f"course.yaml has no assignment '{CALENDAR}'" in done["log"]
        assert "was made from the course" in done["log"]


def test_a_misspelt_assignment_is_refused_with_the_name_that_is_there(
    nb_course: NbgraderCourse,
) -> None:
    done = nb_course.autograde("sun-and-calender")
    assert not done["success"]
    assert "no source notebook" in done["log"] and f"Did you mean '{CALENDAR}'" in done["log"]


def test_a_course_that_cannot_be_read_makes_nothing_plain(nb_course: NbgraderCourse) -> None:
    plain_source(nb_course.folder)
    nb_course.submit("ada", PLAIN, "problem1.ipynb", "{}")
    (nb_course.folder.parent / "course.yaml").write_text("assignments: [", encoding="utf-8")
    done = nb_course.autograde(PLAIN)
    assert not done["success"] and "own way" not in done["log"]


@pytest.mark.parametrize("student", ["ada"])
def test_formgrader_lists_a_plain_assignment_beside_ours(
    nb_course: NbgraderCourse, student: str
) -> None:
    from nbgrader.apps.api import NbGraderAPI

    plain_source(nb_course.folder)
    assert nb_course.generate(PLAIN)["success"]
    release = nb_course.folder / "release" / PLAIN / "problem1.ipynb"
    nb_course.submit(student, PLAIN, "problem1.ipynb", release.read_bytes())
    api = NbGraderAPI(nb_course.coursedir, parent=nb_course)
    done = api.autograde(PLAIN, student)
    assert done["success"], done
    assert {each["name"] for each in api.get_assignments()} >= {PLAIN, CALENDAR}
    (row,) = api.get_submissions(PLAIN)
    assert (row["autograded"], row["score"], row["max_score"]) == (True, 0, 5)
