"""A hurried author's slips: prove, release and grade refuse each with a place and a repair."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.authoring import lesson_run, other_process
from autograder.cli import main
from autograder.course import exercise_library
from autograder.course.config import load_course
from autograder.course.exercise_library import load_exercises
from autograder.course.key_builder import build_answer_key
from tests.paths import DATA

SLIPS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((DATA / "author_slips").glob("*.yaml"))
}
NO_SLIPS = sorted((DATA / "author_no_slips").glob("*.yaml"))
REFUSED = (1, 4)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a small sound course, at the current folder."""
    root = tmp_path / "course"
    shutil.copytree(DATA / "english_course", root)
    monkeypatch.chdir(root)
    monkeypatch.setattr(exercise_library, "VALUES_SECONDS", 1.0)
    monkeypatch.setattr(lesson_run, "SECONDS", 3.0)
    return root


def make(course: Path, changes: list[dict[str, Any]]) -> None:
    """Change, write or remove the files that a slip names."""
    for change in changes:
        path = course / change["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if "replace" in change:
            text = path.read_text(encoding="utf-8")
            assert text.count(change["replace"]) == 1, change
            path.write_text(text.replace(change["replace"], change["by"]), encoding="utf-8")
        elif change.get("remove"):
            path.unlink()
        else:
            path.write_text(change["text"], encoding="utf-8")


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_refused_with_its_place_and_what_was_wanted(
    name: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(course, SLIPS[name]["changes"])
    whole = SLIPS[name].get("only") == "release" or any(
        "lesson.py" in change["file"] or "/files/" in change["file"]
        for change in SLIPS[name]["changes"]
    )
    words = "/why/" in SLIPS[name]["changes"][0]["file"]
    only = [] if whole else ["--exercise", "why" if words else "twice"]
    assert main(["prove", "tiny", *only]) in REFUSED
    _says(SLIPS[name], capsys)
    assert main(["release", "tiny"]) == 4
    _says(SLIPS[name], capsys)
    if SLIPS[name].get("only") != "release":  # what no verdict depends on
        (course / "subs").mkdir()
        (course / "subs" / "ann.py").write_text("def twice(x):\n    return 2 * x\n")
        assert main(["grade", "tiny", "subs", "--out", "out", "--seed", "1"]) == 4
        _says(SLIPS[name], capsys)


@pytest.mark.parametrize("path", NO_SLIPS, ids=lambda path: path.stem)
def test_what_looks_like_a_slip_and_is_none_proves(
    path: Path, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(course, yaml.safe_load(path.read_text(encoding="utf-8"))["changes"])
    assert main(["prove", "tiny", "--exercise", "twice"]) == 0, capsys.readouterr().out


def _says(slip: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    printed = "".join(capsys.readouterr())
    assert all(text in printed for text in slip["says"]), printed
    assert "Traceback" not in printed, printed


def test_a_slip_of_a_link_does_not_release_what_it_points_at(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "secret.txt").write_text("marks", encoding="utf-8")
    folder = course / "solutions" / "tiny" / "twice" / "files"
    folder.mkdir()
    (folder / "data.txt").symlink_to(course / "secret.txt")
    assert main(["release", "tiny"]) == 4
    assert "files/ may hold no link" in capsys.readouterr().err


def test_a_file_too_large_for_every_call_is_named_with_its_size(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = course / "solutions" / "tiny" / "twice" / "files"
    folder.mkdir()
    (folder / "table.csv").write_text("1,2\n" * 30_000, encoding="utf-8")
    assert main(["prove", "tiny", "--exercise", "twice"]) == 1
    assert "table.csv: too large for every call to get it, 120,000 bytes" in capsys.readouterr().out
    assert main(["release", "tiny"]) == 4


@pytest.mark.parametrize("name", ["exercise.py", "misconceptions.yaml"])
@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_and_a_mark_of_byte_order_are_no_slip(
    name: str, ending: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = course / "solutions" / "tiny" / "twice" / name
    text = path.read_text(encoding="utf-8").replace("\n", ending)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert main(["prove", "tiny", "--exercise", "twice"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    "cell",
    [
        '# %% tags=["raises-exception"]\n[][0]',
        "# %%\nimport a_package_that_nobody_has\n[][0]",
        '# %% tags=["demo"]\nguess = int(input("?"))',
        '# %% tags=["demo"]\nwhile True: pass',
        "# %%\n# %matplotlib inline\n# !ls\ncheck('twice')\ndisplay(twice([1.0]))",
        "# %%\nassert open('table.csv').read() == '1,2'",
    ],
)
def test_a_lesson_that_needs_what_is_not_here_or_stops_on_purpose_is_released(
    cell: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = "".join(f'# %% exercise="{name}"\n\n' for name in ("twice", "half", "why"))
    lesson = course / "solutions" / "tiny" / "lesson.py"
    lesson.write_text(f"# %% [markdown]\n# # Hello\n\n{places}{cell}\n", encoding="utf-8")
    folder = course / "solutions" / "tiny" / "twice" / "files"
    folder.mkdir()
    (folder / "table.csv").write_text("1,2", encoding="utf-8")
    assert main(["release", "tiny"]) == 0, capsys.readouterr().err


NOTED = {
    "every-case-hidden": (
        'yield Case("small", (1.0,), hidden=True)\n'
        '    yield Case("ordinary", (float(rng.normal()),), hidden=True)',
        "every case is hidden, so that the self-check can say nothing",
    ),
    "one-fixed-case": (
        'yield Case("small", (1.0,))',
        "every class gets the same cases, and the self-check shows them",
    ),
}


@pytest.mark.parametrize("name", NOTED)
def test_cases_that_may_be_meant_are_noted_with_their_line(
    name: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = course / "solutions" / "tiny" / "half" / "exercise.py"
    cases, says = NOTED[name]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.partition("    yield")[0] + f"    {cases}\n", encoding="utf-8")
    assert main(["prove", "tiny", "--exercise", "half"]) == 0
    assert f"note: half: {path.relative_to(course)}:25: {says}" in capsys.readouterr().out


@pytest.mark.parametrize(("shift", "same"), [("len(os.environ)", False), ("1.0", True)])
def test_cases_too_large_for_one_message_are_compared_with_those_of_another_process(
    shift: str, same: bool, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = course / "solutions" / "tiny" / "twice" / "exercise.py"
    text = path.read_text(encoding="utf-8").replace("import numpy", "import os\n\nimport numpy", 1)
    case = 'yield Case("small", (np.array([1.0]),))'
    large = f'yield Case("small", (np.arange(200_000.0) + number + {shift},), probe=False)'
    text = text.replace(case, f"{case}\n    for number in range(4):\n        {large}")
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(other_process, "HASH_SEEDS", (1,))
    library = load_exercises(load_course(course).assignment("tiny"), ["twice"])
    key = build_answer_key(library, "twice", 5.0, 0, cached=False)
    said = other_process.differ_elsewhere(course, "tiny", library, {"twice": key}, 0)
    other = "case 1 ('small') has other arguments in another process"
    assert (other in said.get("twice", "")) is not same
    assert (said == {}) is same


def test_an_exercise_that_ends_the_other_process_hides_no_other_exercise(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = 'os.environ["TZ"] == "Asia/Kathmandu"'
    changes = {
        "twice": ("np.array([1.0])", f"np.array([1.0 + ({elsewhere})])"),
        "half": ('yield Case("small"', f'{elsewhere} and os._exit(3)\n    yield Case("small"'),
    }
    for name, (old, new) in changes.items():
        path = course / "solutions" / "tiny" / name / "exercise.py"
        text = path.read_text(encoding="utf-8").replace(old, new)
        start = "from autograder.author import"
        path.write_text(text.replace(start, f"import os\n\n{start}"), encoding="utf-8")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr(other_process, "HASH_SEEDS", (1,))
    library = load_exercises(load_course(course).assignment("tiny"), ["twice", "half"])
    keys = {name: build_answer_key(library, name, 5.0, 0, cached=False) for name in library}
    said = other_process.differ_elsewhere(course, "tiny", library, keys, 0)
    assert "it cannot be read in another process" in said["half"]
    assert "case 0 ('small') has other arguments in another process" in said["twice"]


def test_an_import_of_the_solution_that_a_driver_needs_too_is_not_given_away(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = course / "solutions" / "tiny" / "twice" / "exercise.py"
    text = path.read_text(encoding="utf-8").replace(
        "    return twice(twice(x))",
        "    import asyncio\n\n    assert asyncio\n    return twice(twice(x))",
    )
    begin = "    ### BEGIN SOLUTION\n"
    path.write_text(text.replace(begin, f"{begin}    import asyncio\n\n    assert asyncio\n", 1))
    assert main(["release", "tiny"]) == 4  # of the second line alone
    printed = capsys.readouterr().err
    assert "assertasyncio" in printed
    assert "importasyncio" not in printed
