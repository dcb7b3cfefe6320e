"""What students receive: complete, deterministic, valid for nbgrader, and up to date."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import compute_checksum

from autograder.authoring.prove import release_problems
from autograder.authoring.release.missing_pictures import shown_pictures
from autograder.authoring.release.released_files import (
    instructor_notebook,
    outdated_files,
    release,
    released_language,
    render,
)
from autograder.course.config import Course, load_course
from autograder.errors import UserError
from autograder.grading.exam import load_handout
from autograder.selfcheck.data import read_data
from autograder.submission import read_source
from tests.paths import DATA, ROOT, SECOND_COURSE

SECOND = SECOND_COURSE
COURSES = {"this course": ROOT, "another course": SECOND}
LANGUAGES = ("ja", "en")


@pytest.fixture(scope="module", params=COURSES.values(), ids=COURSES)
def course(request: pytest.FixtureRequest) -> Course:
    return load_course(request.param)


@pytest.fixture(scope="module")
def files(course: Course) -> dict[str, dict[str, bytes]]:
    """The files of the course's first assignment, by language."""
    return {language: render(course, first(course), language) for language in LANGUAGES}


def first(course: Course):
    return next(iter(course.assignments.values()))


@pytest.fixture
def copy(tmp_path: Path) -> Course:
    """A small course that a test may change, just released."""
    ignore = shutil.ignore_patterns("submissions", "out", "assignments")
    shutil.copytree(SECOND, tmp_path / "course", ignore=ignore)
    course = load_course(tmp_path / "course")
    release(course, first(course))
    return course


def cells(data: bytes) -> list[dict]:
    return json.loads(data)["cells"]


def source(cell: dict) -> str:
    return "".join(cell["source"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_student_receives_all_that_is_needed(course, files, language):
    base = first(course).base
    assert set(files[language]) == {
        f"{base}.ipynb",
        f"{base}.py",
        f"test_{base}.py",
        "selfcheck.json",
        "README.md",
        "requirements.txt",
        "requirements-notebook.txt",
    }
    for exercise, points in first(course).points.items():
        for name in (f"{base}.ipynb", f"{base}.py", "README.md"):
            assert exercise in files[language][name].decode()
        assert f"| {points:g} |" in files[language]["README.md"].decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notebook_is_valid_for_jupyter_and_nbgrader(course, files, language):
    text = files[language][f"{first(course).base}.ipynb"].decode()
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    graded = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert all(cell.metadata.nbgrader.checksum == compute_checksum(cell) for cell in graded)
    assert nbformat.writes(notebook).rstrip("\n") == text.rstrip("\n")


def test_each_exercise_has_a_place_for_its_answer_and_its_points(course, files):
    by_id = {cell["id"]: cell for cell in cells(files["ja"][f"{first(course).base}.ipynb"])}
    data = json.loads(files["ja"]["selfcheck.json"])
    for name, points in first(course).points.items():
        answer = by_id[name]["metadata"]["nbgrader"]
        assert (answer["solution"], answer["locked"]) == (True, False)
        if data["exercises"][name]["kind"] == "written":
            assert (by_id[name]["cell_type"], answer["points"]) == ("markdown", points)
            continue
        check = by_id[f"{name}-check"]
        assert source(check) == f'check("{name}")'
        meta = check["metadata"]["nbgrader"]
        assert (meta["grade"], meta["locked"], meta["points"]) == (True, True, points)


def test_the_two_languages_differ_in_words_alone(course, files):
    base = first(course).base
    japanese, english = (cells(files[language][f"{base}.ipynb"]) for language in LANGUAGES)
    assert [cell["cell_type"] for cell in japanese] == [cell["cell_type"] for cell in english]
    exercises = [
        [c["id"] for c in side if "nbgrader" in c["metadata"]] for side in (japanese, english)
    ]
    assert exercises[0] == exercises[1]
    data = [json.loads(files[language]["selfcheck.json"]) for language in LANGUAGES]
    assert data[0].pop("language") != data[1].pop("language")
    assert data[0] == data[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_untouched_files_are_distinguished_from_work_in_any_language(course, files, language):
    material = load_handout(first(course))
    for ending in ("ipynb", "py"):
        name = f"{first(course).base}.{ending}"
        found = read_source(files[language][name], name, material)
        assert found.problem is None
        assert (found.changed, dict(found.answers)) == (False, {})
        stubs = [unit for unit in found.units if set(unit.defines) & set(material.stubs)]
        assert len(stubs) == len(material.stubs)


def test_cells_that_only_show_something_are_marked_and_not_run(course, files):
    name = f"{first(course).base}.ipynb"
    shown = [c for c in cells(files["en"][name]) if "demo" in c["metadata"].get("tags", ())]
    assert shown
    ran = "\n".join(
        u.source for u in read_source(files["en"][name], name, load_handout(first(course))).units
    )
    assert not any(source(cell) in ran for cell in shown)


def test_the_stubs_do_nothing_but_say_so(course, files):
    tree = ast.parse(files["ja"][f"{first(course).base}.py"])
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert functions
    for function in functions:
        docstring, body = function.body
        assert isinstance(docstring, ast.Expr) and isinstance(body, ast.Raise)
        assert ast.unparse(body) == f"raise NotImplementedError('{function.name}')"


def test_the_instructors_notebook_differs_in_the_answers_alone(course, files):
    base = first(course).base
    solved = cells(instructor_notebook(course, first(course), "ja"))
    different = []
    for mine, theirs in zip(solved, cells(files["ja"][f"{base}.ipynb"]), strict=True):
        assert mine["id"] == theirs["id"]
        if mine["source"] != theirs["source"]:
            different.append(mine["id"])
            assert "### BEGIN SOLUTION" in source(mine) and "### END SOLUTION" in source(mine)
    material = load_handout(first(course))
    assert different == [c["id"] for c in solved if c["id"] in material.stubs]


def test_nbgrader_cuts_the_instructors_notebook_down_to_what_counts_as_untouched(course):
    notebook = nbformat.reads(instructor_notebook(course, first(course), "ja").decode(), 4)
    cleared, _ = ClearSolutions().preprocess(notebook, {})
    text = nbformat.writes(cleared)
    assert "BEGIN SOLUTION" not in text and "YOUR ANSWER HERE" in text
    found = read_source(text.encode(), "x.ipynb", load_handout(first(course)))
    assert (found.changed, dict(found.answers)) == (False, {})


def test_the_same_course_gives_the_same_bytes_in_another_process(files, course):
    program = (
        "import sys, hashlib; from pathlib import Path\n"
        "from autograder.course.config import load_course\n"
        "from autograder.authoring.release.released_files import render\n"
        "course = load_course(Path(sys.argv[1])); first = next(iter(course.assignments.values()))\n"
        "files = render(course, first, 'ja')\n"
        "print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())"
    )
    prints = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", program, str(course.root)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        prints.add(run.stdout)
    assert len(prints) == 1


def test_what_is_committed_is_what_release_would_write_now():
    assert outdated_files(load_course(ROOT)) == []


# --- stale ------------------------------------------------------------------------


def change(course: Course, name: str, before: str, after: str) -> None:
    path = course.root / "assignments" / "sun-and-calendar" / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_fresh_release_is_not_stale(copy):
    assert outdated_files(copy) == []


@pytest.mark.parametrize(
    "name", ["sun_and_calendar.ipynb", "sun_and_calendar.py", "README.md", "selfcheck.json"]
)
def test_a_changed_file_is_named(copy, name):
    change(copy, name, "day_length", "night_length")
    assert outdated_files(copy) == [f"assignments/sun-and-calendar/{name}"]


def test_a_missing_and_a_left_over_file_are_named(copy):
    folder = copy.root / "assignments" / "sun-and-calendar"
    (folder / "README.md").unlink()
    (folder / "old.py").write_text("")
    (folder / "__pycache__").mkdir()
    assert outdated_files(copy) == [
        f"assignments/sun-and-calendar/{x}" for x in ("README.md", "old.py")
    ]


def test_last_digits_of_the_data_may_differ_from_processor_to_processor(copy):
    path = copy.root / "assignments" / "sun-and-calendar" / "selfcheck.json"
    text = path.read_text(encoding="utf-8")
    value = json.loads(text)["exercises"]["day_length"]["key"]["items"][0]["expected"]["value"]
    number = value if isinstance(value, float) else value["data"][0]
    path.write_text(text.replace(repr(number), repr(number * (1 + 4e-16))), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    assert outdated_files(copy) == []
    path.write_text(text.replace(repr(number), repr(number * (1 + 1e-6))), encoding="utf-8")
    assert outdated_files(copy) == ["assignments/sun-and-calendar/selfcheck.json"]


def test_a_changed_exercise_makes_its_files_stale(copy):
    exercise = copy.root / "solutions" / "sun-and-calendar" / "day_length" / "exercise.py"
    exercise.write_text(exercise.read_text("utf-8").replace("in hours", "in whole hours"), "utf-8")
    found = {path.rpartition("/")[2] for path in outdated_files(copy)}
    assert {"sun_and_calendar.ipynb", "sun_and_calendar.py"} <= found


def test_releasing_again_changes_no_byte_and_leaves_no_crumb(copy, tmp_path):
    folder = copy.root / "assignments" / "sun-and-calendar"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    release(copy, first(copy))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_another_language_is_written_where_it_is_asked_for(copy, tmp_path):
    folder = release(copy, first(copy), "ja", tmp_path / "ja")
    assert "提出" in (folder / "README.md").read_text(encoding="utf-8")
    assert outdated_files(copy) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_may_be_released_in_either_language(copy, language):
    release(copy, first(copy), language)
    assert outdated_files(copy) == []
    assert released_language(copy, first(copy)) == language


def test_a_folder_in_two_languages_at_once_is_stale(copy):
    assert copy.language == "en"
    readme = release(copy, first(copy)) / "README.md"
    readme.write_bytes(render(copy, first(copy), "ja")["README.md"])
    assert outdated_files(copy) == ["assignments/sun-and-calendar/README.md"]


def test_prove_says_how_to_release_the_language_that_is_there_again(copy):
    release(copy, first(copy), "ja")
    assert release_problems(copy, first(copy)) == []
    change(copy, "README.md", "提出", "帝出")
    [fault] = release_problems(copy, first(copy))
    assert fault.endswith("Fix it: autograder release --language ja")


# --- the self-check's data -----------------------------------------------------------


def test_the_self_checks_data_hold_keys_words_and_what_was_released(copy):
    data = read_data(copy.root / "assignments" / "sun-and-calendar" / "selfcheck.json")
    assert list(data.exercises) == list(first(copy).points)
    assert data.exercises["day_length"].key.points == 10
    assert data.exercises["why_leap_days"].key is None
    assert data.handout == load_handout(first(copy))
    assert set(data.texts["day_length"]["title"]) == set(LANGUAGES)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "null", '{"format": 1}', "\x00", '{"format": 99}']
)
def test_damaged_data_are_worded(tmp_path, content):
    (tmp_path / "selfcheck.json").write_text(content)
    with pytest.raises(UserError, match=r"Fetch the assignment again|update autograder"):
        read_data(tmp_path / "selfcheck.json")


def test_missing_data_say_where_to_run(tmp_path):
    with pytest.raises(UserError, match="in the folder of the assignment"):
        read_data(tmp_path / "selfcheck.json")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![a](b.png)", ["b.png"]),
        ("![a](<b c.png>) ![](d%20e.png 'title')", ["b c.png", "d%20e.png"]),
        ('<img alt="x" src="b.svg"> <img src=c.png>', ["b.svg", "c.png"]),
        ("![a](https://example.org/b.png) ![](data:image/png;base64,AA) ![](//x/y.png)", []),
        ('<video controls src="b.mp4"></video>', ["b.mp4"]),
        ("![a](attachment:b.png)", ["attachment:b.png"]),
        ("![a][Ref] ![ref][] ![ref]\n\n[REF]: b.png 'title'", ["b.png"] * 3),
        ("![a [b] c](d.png) ![e][f]\n\n[f]: <g h.png>", ["d.png", "g h.png"]),
        ("![a][nowhere] ![0]", ["[nowhere]"]),
        ("![a]\n\n[a]: https://example.org/b.png\n[b]: c.png", []),
        ("`![a](b.png)`\n```\n![a](c.png)\n```", []),
        ("[a link](b.png), $x[1](y)$", []),
    ],
)
def test_pictures_that_must_lie_beside_a_text_are_found(text: str, shown: list[str]) -> None:
    assert list(shown_pictures(text)) == shown


def test_a_picture_of_files_is_released_with_the_lesson_that_shows_it(tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(DATA / "english_course", root)
    folder = root / "solutions" / "tiny"
    (folder / "twice" / "files").mkdir()
    (folder / "twice" / "files" / "curve.png").write_bytes(b"\x89PNG")
    lesson = "# %% [markdown]\n# ![a curve](curve.png)\n"
    for name in ("twice", "half", "why"):
        lesson += f'\n# %% exercise="{name}"\n'
    (folder / "lesson.py").write_text(lesson, encoding="utf-8")
    course = load_course(root)
    assert render(course, course.assignment("tiny"))["curve.png"] == b"\x89PNG"
