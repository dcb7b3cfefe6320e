"""Slips of an author: each is refused with its place and a repair, and none becomes points."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.cli import main
from autograder.course import cases, exercise_file, mutant_runs
from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.errors import CourseError
from autograder.grading.exam import build_exam
from tests.paths import DATA

MISTAKES = DATA / "author_mistakes"
SLIPS = {
    folder.name: yaml.safe_load((folder / "change.yaml").read_text(encoding="utf-8"))
    for folder in sorted(MISTAKES.iterdir())
}
# What only `prove` looks for, because it needs a judge, or because a class is not kept waiting.
GRADABLE = [name for name, change in SLIPS.items() if "verbs" not in change]


@pytest.fixture(autouse=True)
def _short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutant_runs, "MUTANT_SECONDS", 2.0)
    monkeypatch.setattr(cases, "DRAW_SECONDS", 2.0)
    monkeypatch.setattr(exercise_file, "LOAD_SECONDS", 2.0)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a small sound course, at the current folder."""
    root = tmp_path / "course"
    shutil.copytree(DATA / "english_course", root)
    monkeypatch.chdir(root)
    return root


def change_file(course: Path, change: dict[str, Any]) -> None:
    path = course / "solutions" / "tiny" / change["file"]
    text = path.read_text(encoding="utf-8")
    assert text.count(change["replace"]) == 1
    path.write_text(text.replace(change["replace"], change["by"]), encoding="utf-8")


def says(name: str) -> str:
    return (MISTAKES / name / "says.txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("name", SLIPS)
def test_prove_names_a_slip_with_its_place_and_a_repair(
    name: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_file(course, SLIPS[name])
    assert main(["prove", "--exercise", SLIPS[name]["file"].split("/")[0]]) == 1
    printed = "".join(capsys.readouterr())
    wanted = says(name).replace(" 1 s", " 2 s")
    assert all(line in printed for line in wanted.split("\n")), printed
    assert "Traceback" not in printed


@pytest.mark.parametrize("name", GRADABLE)
def test_nobody_is_graded_with_a_slip(name: str, course: Path) -> None:
    change_file(course, SLIPS[name])
    assignment = load_course(Path()).assignment("tiny")
    with pytest.raises(CourseError) as caught:
        library = load_library(assignment.folder, list(assignment.points))
        build_exam("tiny", library, assignment.points, seed=1)
    assert says(name).split("\n")[0] in str(caught.value)


@pytest.mark.parametrize("name", ["misspelt-checks", "opaque-expected", "rubric-against-points"])
def test_release_and_grade_refuse_as_users_of_the_command_see_it(
    name: str, course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_file(course, SLIPS[name])
    (tmp_path / "submissions").mkdir()
    (tmp_path / "submissions" / "a.py").write_text("def twice(x):\n    return {'all', 'wrong'}\n")
    grade = ["grade", "tiny", str(tmp_path / "submissions"), "--out", str(tmp_path / "out")]
    for verb in (["release"], [*grade, "--isolation", "process", "--seed", "1"]):
        assert main(verb) == 4
        assert says(name).split("\n")[0] in capsys.readouterr().err
    assert not (tmp_path / "out" / "results.jsonl").exists()
    assert not (course / "assignments").exists()


def test_the_course_without_a_slip_is_sound(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release"]) == 0
    assert main(["prove"]) == 0
    assert "✗" not in capsys.readouterr().out


def test_a_slip_in_one_exercise_does_not_stop_the_proof_of_another(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_file(course, {"file": "twice/misconceptions.yaml", "replace": '"2 * x"', "by": '"3"'})
    assert main(["prove", "--exercise", "half"]) == 0
    assert main(["prove"]) == 1
    printed = capsys.readouterr().out
    assert "half " in printed and "must occur exactly once" in printed


def test_an_exercise_that_is_not_there_is_named_with_the_nearest_one(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prove", "--exercise", "twise"]) == 4
    assert "Did you mean 'twice'?" in capsys.readouterr().err


def test_the_one_case_of_a_value_is_named_by_the_line_of_the_value(tmp_path: Path) -> None:
    shutil.copytree(DATA / "any_lesson" / "solutions" / "kinds" / "capital", tmp_path / "capital")
    path = tmp_path / "capital" / "exercise.py"
    lines = path.read_text(encoding="utf-8").split("\n")
    number = next(i for i, line in enumerate(lines) if line.startswith("capital ="))
    lines[number] = "capital = object()"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        build_exam("kinds", load_library(tmp_path, ["capital"]), {"capital": 1.0}, seed=1)
    assert str(caught.value).startswith(f"{path}:{number + 1}: case 0 ('value'): ")
