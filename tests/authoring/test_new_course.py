"""A course from nothing: begun, extended, proved, released and graded by the installed kit."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from autograder.authoring.commands import KINDS as OFFERED
from autograder.authoring.release.wheel import wheel
from autograder.authoring.scaffold import KINDS, new_course, new_exercise
from autograder.authoring.schemas import SCHEMAS, schema_bytes
from autograder.cli import main
from autograder.course.config import load_course
from autograder.errors import UserError
from tests.paths import DATA, ROOT, SECOND_COURSE

RIGHT = "def double(x):\n    import numpy as np\n    return 2.0 * np.array(x, dtype=float)\n"
WRONG = "import numpy as np\n\ndef double(x):\n    return np.asarray(x, dtype=float) ** 2\n"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """The command of an installed wheel, run outside the repository."""
    folder = tmp_path_factory.mktemp("installed")
    name, content = wheel()
    (folder / name).write_bytes(content)
    with zipfile.ZipFile(folder / name) as archive:
        archive.extractall(folder / "site")

    def run(*arguments: str | Path, cwd: Path) -> str:
        command = [sys.executable, "-m", "autograder", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(folder / "site")}
        done = subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.mark.parametrize("languages", ["en", "ja", "ja,en"])
def test_a_new_course_is_graded_by_the_installed_kit_alone(
    languages: str, kit: Callable[..., str], tmp_path: Path
) -> None:
    kit("init", "course", "--languages", languages, cwd=tmp_path)
    course = tmp_path / "course"
    if languages == "en":
        for name, kind in (("a_number", "variable"), ("in_words", "written")):
            kit("new", "first-lesson", name, "--kind", kind, cwd=course)
        text = (course / "course.yaml").read_text(encoding="utf-8")
        text = text.replace("double: 5", "double: 5\n      a_number: 1\n      in_words: 5")
        (course / "course.yaml").write_text(text, encoding="utf-8")
    kit("release", cwd=course)
    assert "double" in kit("prove", cwd=course)
    for student, answer in (("ada", RIGHT), ("ben", WRONG)):
        folder = tmp_path / "submissions" / student / "first-lesson"
        folder.mkdir(parents=True)
        (folder / "first_lesson.py").write_text(answer, encoding="utf-8")
    options = ("--out", tmp_path / "out", "--seed", "1", "--isolation", "process", "--quiet")
    kit("grade", "first-lesson", tmp_path / "submissions", *options, cwd=course)
    lines = (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    ada, ben = (json.loads(line)["exercises"]["double"] for line in lines)
    assert (ada["status"], ada["points"]) == ("passed", 5.0)
    assert ben["diagnosis"] == ["squares-instead"] and ben["points"] < 5.0


def test_a_sound_course_that_is_not_released_has_no_problem_but_a_next_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_course(tmp_path, ["en"])
    where = ["--course", str(tmp_path)]
    assert main(["prove", *where]) == 0
    said = capsys.readouterr().out
    assert "first-lesson is not released yet." in said and "problem" not in said
    assert "Next: autograder release first-lesson" in said
    assert main(["release", *where]) == 0
    (tmp_path / "assignments" / "first-lesson" / "README.md").unlink()
    capsys.readouterr()
    assert main(["prove", *where]) == 1
    assert "README.md is not what release would write now" in capsys.readouterr().out


def test_a_course_of_one_language_holds_no_word_of_another(tmp_path: Path) -> None:
    new_course(tmp_path, ["en"])
    for path in tmp_path.rglob("*"):
        if path.suffix in (".py", ".yaml"):
            assert path.read_text(encoding="utf-8").replace("²", "").isascii(), path


def test_a_course_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    new_course(tmp_path, ["en"])
    with pytest.raises(UserError, match="already exists"):
        new_course(tmp_path, ["en"])
    with pytest.raises(UserError, match="already exists"):
        new_exercise(tmp_path / "solutions" / "first-lesson", "double")


@pytest.mark.parametrize(
    ("assignment", "says"),
    [
        ("first-leson", "has no assignment 'first-leson'; it has: first-lesson.\n  Did you mean"),
        ("../first-lesson", "an assignment is named by letters"),
        ("first lesson", "an assignment is named by letters"),
    ],
)
def test_a_misspelt_assignment_gets_no_folder(
    assignment: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_course(tmp_path / "course", ["en"])
    before = sorted(tmp_path.rglob("*"))
    assert main(["new", assignment, "x", "--course", str(tmp_path / "course")]) == 4
    assert says in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_the_first_exercise_of_a_new_assignment_says_that_course_yaml_lacks_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_course(tmp_path, ["en"])
    assert main(["new", "second", "x", "--course", str(tmp_path)]) == 0
    assert "2. add the assignment to course.yaml: second: {title:" in capsys.readouterr().out


def test_a_kind_that_is_not_known_suggests_one_that_is(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Did you mean 'variable'"):
        new_exercise(tmp_path / "solutions" / "a1", "x", "varable")


def test_the_command_offers_every_kind_that_has_a_template() -> None:
    assert set(OFFERED) == set(KINDS)


@pytest.mark.parametrize("languages", [["ja", "en"], ["en"], ["ja"]])
def test_the_template_of_every_kind_proves_as_it_is_written(
    languages: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_course(tmp_path, languages)
    listed = ""
    for kind in KINDS:
        name = f"my_{kind.replace('-', '_')}"
        assert main(["new", "first-lesson", name, "--kind", kind, "--course", str(tmp_path)]) == 0
        listed += f"      {name}: 5\n"
    path = tmp_path / "course.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n" + listed, encoding="utf-8")
    assert main(["release", "--course", str(tmp_path)]) == 0, capsys.readouterr().err
    assert main(["prove", "--course", str(tmp_path)]) == 0, capsys.readouterr().out
    table = capsys.readouterr().out
    for kind in set(KINDS) - {"written"}:
        assert re.search(rf"my_{kind.replace('-', '_')} +1/1 +1/1 +1/1 ", table), table


def test_an_undeclared_language_is_refused_by_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_course(tmp_path, ["en"])
    assert main(["release", "--course", str(tmp_path), "--language", "ja"]) == 4
    assert "does not declare the language 'ja'" in capsys.readouterr().err
    assert load_course(tmp_path).languages == ("en",)


@pytest.mark.parametrize("root", [ROOT, SECOND_COURSE, DATA / "english_course"])
def test_the_schemas_accept_what_the_courses_hold(root: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    kinds = {"course.schema.json": [root / "course.yaml"]}
    kinds["misconceptions.schema.json"] = list((root / "solutions").rglob("misconceptions.yaml"))
    assert set(kinds) == set(SCHEMAS)
    for name, paths in kinds.items():
        validator = jsonschema.Draft7Validator(json.loads(schema_bytes(name)))
        for path in paths:
            data = json.loads(
                json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str)
            )
            assert not list(validator.iter_errors(data)), path


def test_the_schemas_refuse_a_misspelt_key() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft7Validator(json.loads(schema_bytes("misconceptions.schema.json")))
    edit = {"replace": "a", "by": "b"}
    assert validator.is_valid({"x": {"edit": edit, "formula": "f"}})
    assert not validator.is_valid({"x": {"edit": edit, "formla": "f"}})
    assert not validator.is_valid({"x": {"edit": edit, "function": "f", "formula": "f"}})
