"""Gradescope gets the documented format, and its archive grades as the kit does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.course.config import load_course
from autograder.errors import DISTRIBUTION
from autograder.files import safe_name
from autograder.grading.store.run_config import RunConfig, read_run_config
from autograder.integrations import gradescope_run
from autograder.integrations.gradescope_archive import write_archive
from tests.integrations.export.conftest import HALF_GRADED, UNGRADED, Class
from tests.paths import DATA, ROOT

jsonschema = pytest.importorskip("jsonschema")

TEXT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
# The keys of Gradescope's page "Autograder Specifications"; a key that it lacks is a mistake.
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": TEXT,
        "test_output_format": TEXT,
        "test_name_format": TEXT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "name_format": TEXT,
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "output_format": TEXT,
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "visibility": VISIBILITY,
                    "extra_data": {"type": "object"},
                },
            },
        },
        "leaderboard": {"type": "array"},
    },
}
ARCHIVE = "gradescope_autograder.zip"


@pytest.fixture(scope="module")
def folder(mixed: Class) -> Path:
    mixed.export("gradescope")
    return mixed.out / "exports" / "gradescope"


def result_of(folder: Path, student: str) -> dict[str, Any]:
    text = (folder / safe_name(student) / "results.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def test_every_result_has_documented_keys_only(mixed: Class, folder: Path) -> None:
    for student in mixed.grades:
        jsonschema.validate(result_of(folder, student), SCHEMA)


def test_each_exercise_is_a_test_with_its_points_and_its_feedback(
    mixed: Class, folder: Path
) -> None:
    grade = mixed.grades["student05"]
    tests = result_of(folder, "student05")["tests"]
    for test, (name, verdict) in zip(tests, grade.exercises.items(), strict=False):
        assert test["name"].startswith(name)
        assert (test["score"], test["max_score"]) == (verdict.points, verdict.max_points)
        assert test["status"] == ("passed" if verdict.status == "passed" else "failed")
        assert name in test["output"]
    written = tests[len(grade.exercises) :]
    assert [test["tags"] for test in written] == [["needs_manual"]]
    assert not any("score" in test or "status" in test for test in written)


def test_an_internal_error_has_no_score_and_says_so(folder: Path) -> None:
    for student in (UNGRADED, HALF_GRADED):
        result = result_of(folder, student)
        assert "score" not in result and "tests" not in result
        assert "採点システムの不具合" in result["output"]
        assert "disk full" not in json.dumps(result) and "our fault" not in json.dumps(result)


# --- the archive, in a folder that stands for /autograder --------------------------


class Container:
    """A folder laid out as Gradescope's /autograder, with the wheel in place of setup.sh."""

    def __init__(self, root: Path, archive: Path) -> None:
        self.root = root
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(root / "source")
        (wheel,) = (root / "source").glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(root / "site")
        (root / "submission").mkdir()
        (root / "results").mkdir()

    def order(self, **changes: Any) -> None:
        path = self.root / "source" / "order.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")

    def hand_in(self, student: str) -> None:
        for file in (DATA / "class" / student).rglob("*.*"):
            shutil.copy(file, self.root / "submission")

    def tries(self, submission: int, *users: int) -> None:
        metadata = {"id": submission, "users": [{"id": user} for user in users]}
        (self.root / "submission_metadata.json").write_text(json.dumps(metadata), "utf-8")

    def run(self) -> tuple[int, dict[str, Any], str]:
        """Exit code, results.json, and what was printed."""
        environment = os.environ | {
            "AUTOGRADER_ROOT": str(self.root),
            "AUTOGRADER_PYTHON": sys.executable,
            "PYTHONPATH": str(self.root / "site"),
        }
        script = self.root / "run_autograder"
        shutil.copy(self.root / "source" / "run_autograder", script)
        run = subprocess.run(
            ["bash", script], cwd=self.root, env=environment, capture_output=True, text=True,
            timeout=120,
        )  # fmt: skip
        result = json.loads((self.root / "results" / "results.json").read_text("utf-8"))
        return run.returncode, result, run.stdout + run.stderr


@pytest.fixture
def container(tmp_path: Path, folder: Path) -> Container:
    return Container(tmp_path / "autograder", folder / ARCHIVE)


def test_the_archive_holds_its_scripts_and_the_course_but_no_tests(folder: Path) -> None:
    with zipfile.ZipFile(folder / ARCHIVE) as packed:
        names = packed.namelist()
        for script in ("setup.sh", "run_autograder"):
            assert packed.getinfo(script).external_attr >> 16 & 0o111  # may be executed
            assert packed.read(script).startswith(b"#!/usr/bin/env bash\n")
    assert "course/course.yaml" in names
    assert any(name.startswith("course/solutions/") for name in names)
    assert not any("tests/" in name for name in names)


def test_setup_installs_every_package_that_the_run_imports(container: Container) -> None:
    setup = (container.root / "source" / "setup.sh").read_text("utf-8")
    (extra,) = re.findall(r"\[(\w+)\]\" numpy$", setup, re.MULTILINE)
    script = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "import autograder.integrations.gradescope_run\n"
        "print(*{name.partition('.')[0] for name in set(sys.modules) - before})\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    known = metadata.packages_distributions()
    imported = {known[name][0] for name in run.stdout.split() if name in known}
    assert "PyYAML" in imported
    assert {canonicalize_name(name) for name in imported} <= _installed(DISTRIBUTION, extra)


def _installed(distribution: str, extra: str = "") -> set[str]:
    """What pip installs with a distribution."""
    found = {canonicalize_name(distribution)}
    for line in metadata.requires(distribution) or ():
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
            if wanted.name == distribution:  # an extra that names another
                found |= set().union(*(_installed(distribution, each) for each in wanted.extras))
            else:
                found |= _installed(wanted.name)
    return found


def test_setup_installs_what_the_course_lets_answers_import(tmp_path: Path) -> None:
    course = load_course(ROOT)
    assignment = course.assignment("transformer-basics")
    wide = replace(assignment, packages=("numpy", "sklearn"))
    path = write_archive(course, wide, RunConfig(assignment.name, 0), tmp_path)
    with zipfile.ZipFile(path) as packed:
        assert packed.read("setup.sh").endswith(b'source"\n')
        assert b'[grade]" numpy scikit-learn\n' in packed.read("setup.sh")


@pytest.mark.parametrize("student", ["student05", "student44"])
def test_the_container_gives_the_points_that_grade_gives(
    student: str, container: Container, mixed: Class, folder: Path
) -> None:
    container.hand_in(student)
    container.order(seed=read_run_config(mixed.out).seed)
    code, result, said = container.run()
    jsonschema.validate(result, SCHEMA)
    assert code == 0, said
    assert result["score"] == mixed.grades[student].points
    wanted = result_of(folder, student)
    assert result["tests"] == wanted["tests"]
    assert result["extra_data"]["isolation"] == "bubblewrap"


def test_each_student_and_each_try_has_a_seed_of_its_own(container: Container) -> None:
    order = json.loads((container.root / "source" / "order.json").read_text("utf-8"))
    assert "seed" not in order
    assert len(order["secret"]) == 64
    seeds = []
    for submission, user in ((1, 7), (2, 7), (3, 8)):
        container.tries(submission, user)
        seeds.append(gradescope_run._seed(container.root, order))
    container.tries(1, 7)
    assert len(set(seeds)) == 3
    assert gradescope_run._seed(container.root, order) == seeds[0]  # a regrade
    assert gradescope_run._seed(container.root, order | {"secret": "another"}) != seeds[0]


def test_a_file_of_the_submission_is_never_imported_by_the_grader(container: Container) -> None:
    container.hand_in("student01")
    for folder in (container.root / "submission", container.root):
        for name in ("json.py", "numpy.py", "autograder.py", "sitecustomize.py"):
            (folder / name).write_text("raise SystemExit('imported a student')\n")
    code, result, said = container.run()
    assert "imported a student" not in said
    assert code == 0, said
    assert "score" in result


def test_without_isolation_the_solutions_are_gone_and_the_result_says_so(
    container: Container,
) -> None:
    spy = (
        "from pathlib import Path\n\n"
        "def bce_loss(y_true, y_pred):\n"
        f"    found = list(Path({str(container.root)!r}).glob('source/**/*.*'))\n"
        "    raise ValueError(f'{len(found)} found')\n"
    )
    (container.root / "submission" / "transformer_basics.py").write_text(spy, "utf-8")
    container.order(isolation="process", language="en")
    code, result, said = container.run()
    assert code == 0, said
    (test,) = (test for test in result["tests"] if test["name"].startswith("bce_loss"))
    assert "ValueError: 0 found" in test["output"]
    assert "without isolation" in result["output"]


def test_an_internal_error_in_the_container_leaves_no_score_and_a_loud_exit(
    container: Container,
) -> None:
    container.hand_in("student05")
    (container.root / "source" / "course" / "course.yaml").write_text("name: {", "utf-8")
    code, result, said = container.run()
    jsonschema.validate(result, SCHEMA)
    assert code == 3 and "course.yaml" in said
    assert "score" not in result and "tests" not in result
    assert "採点システムの不具合" in result["output"]


def test_nothing_submitted_is_graded_as_missing_and_is_no_internal_error(
    container: Container,
) -> None:
    code, result, said = container.run()
    assert code == 0, said
    assert result["score"] == 0
    assert {test["status"] for test in result["tests"] if "status" in test} == {"failed"}


def test_the_container_needs_no_package_for_pages_and_gradebooks() -> None:
    script = (
        "import sys\n"
        "for name in ('jinja2', 'rich', 'nbformat', 'nbgrader', 'sqlalchemy', 'filelock',\n"
        "             'jupytext', 'matplotlib'):\n"
        "    sys.modules[name] = None\n"
        "import autograder.integrations.gradescope_run\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
