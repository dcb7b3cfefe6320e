"""The commands of the README and of docs/ work."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import DATA, ROOT

BLOCK = re.compile(r"(<!-- not run: [^\n]+ -->\n)?```sh\n(.*?)```", re.DOTALL)
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
PROGRAMS = "autograder|nbgrader|python3?|pip|jupyter|dask|make|docker|podman|git|cd"
INDENTED = re.compile(rf"^ {{4}}(?:\$ )?(?:{PROGRAMS}) [\w./-]+(?: |$)", re.MULTILINE)
DIAGRAM = "docs/security.md"  # its boxes and arrows begin with the name of the program
# These would run the tests from within the tests; .ci/run is what runs them.
SET_UP = {"make grade", "make test"}
# One continuous story in a folder of its own, with files to write between the commands.
TUTORIAL = "docs/tutorial-author.md"
DOCUMENTS = [
    path.relative_to(ROOT).as_posix()
    for path in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
]


def commands(file: str) -> list[str]:
    """The lines of the blocks that are run, without their comments."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return [
        line.partition("  #")[0].strip()
        for skipped, block in BLOCK.findall(text)
        if not skipped
        for line in block.strip().splitlines()
    ]


def run(line: str, folder: Path, file: str) -> None:
    verb = line.replace("autograder", f"{sys.executable} -m autograder", 1)
    ended = subprocess.run(
        verb, shell=True, cwd=folder, capture_output=True, text=True, timeout=300
    )
    said = f"{ended.stdout[-1500:]}{ended.stderr[-1500:]}"
    assert ended.returncode == 0, f"{file}: {line}\n{said}"


def copy_course(folder: Path) -> Path:
    """A copy in which the commands may write, with a class small enough for a test."""
    copy = folder / "course"
    copy.mkdir()
    for name in ("course.yaml", "solutions", "assignments"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(copy)], check=True)
    (copy / "tests" / "data" / "class").mkdir(parents=True)
    for student in sorted((DATA / "class").iterdir())[:4]:
        subprocess.run(
            ["cp", "-r", str(student), str(copy / "tests" / "data" / "class")], check=True
        )
    late = copy / "late-submissions"
    late.mkdir()
    subprocess.run(["cp", "-r", str(DATA / "class" / "student05"), str(late)], check=True)
    return copy


def test_every_command_of_the_documentation_runs(tmp_path: Path) -> None:
    """One reader reads all pages in turn, and types what they have not typed before."""
    course = copy_course(tmp_path)
    typed: set[str] = set(SET_UP)
    for file in ("README.md", *(each for each in DOCUMENTS if each not in ("README.md", TUTORIAL))):
        for line in commands(file):
            if line not in typed:
                run(line, course, file)
            typed.add(line)
    assert len(typed) > 15


@pytest.mark.parametrize("file", DOCUMENTS)
def test_a_command_stands_in_a_block_that_is_run_or_says_why_not(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    outside = FENCED.sub("", text)
    found = [] if file == DIAGRAM else INDENTED.findall(outside)
    assert not found, f"{file}: {found}: write ```sh, and <!-- not run: why --> if it cannot be"
    assert "```\n" not in re.sub(r"```\w+\n.*?```", "", text, flags=re.DOTALL), "no language"
    for language in ("bash", "shell", "console"):
        assert f"```{language}" not in text


def test_the_tutorial_for_authors_leads_to_a_graded_class(tmp_path: Path) -> None:
    text = (ROOT / TUTORIAL).read_text(encoding="utf-8")
    folder = tmp_path
    for line in commands(TUTORIAL):
        if line.startswith("cd "):
            folder /= line.removeprefix("cd ")
            continue
        if line.startswith("autograder grade"):
            handed_out = folder / "assignments" / "first-lesson" / "first_lesson.py"
            (folder / "submissions" / "ada").mkdir(parents=True)
            shutil.copy(handed_out, folder / "submissions" / "ada")
        run(line, folder, TUTORIAL)
        if line.startswith("autograder new"):
            place = folder / "solutions" / "first-lesson" / "area"
            for language, name in (("python", "exercise.py"), ("yaml", "misconceptions.yaml")):
                [block] = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
                (place / name).write_text(block, encoding="utf-8")
            course = folder / "course.yaml"
            mark = r"( +exercises:[^\n]*\n)( +)"
            listed = re.sub(mark, r"\1\2area: 3\n\2", course.read_text(encoding="utf-8"))
            course.write_text(listed, encoding="utf-8")
    assert "ada" in (folder / "out" / "grades.csv").read_text(encoding="utf-8")


def test_every_file_that_a_document_links_to_exists() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    assert len(documents) > 9
    for file in documents:
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name} names {target}"


def test_the_exercise_that_the_docs_show_is_sound(tmp_path: Path) -> None:
    course = copy_course(tmp_path)
    text = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    folder = course / "solutions" / "transformer-basics" / "clip_gradient"
    folder.mkdir()
    for language, name in (("python", "exercise.py"), ("yaml", "misconceptions.yaml")):
        [block] = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
        (folder / name).write_text(block, encoding="utf-8")
    for path, mark, line in (
        (course / "course.yaml", "      compute_attention: 20\n", "      clip_gradient: 5\n"),
        (folder.parent / "lesson.py", "", '\n# %% exercise="clip_gradient"\n'),
    ):
        content = path.read_text(encoding="utf-8")
        at = content.index(mark) if mark else len(content)
        path.write_text(content[:at] + line + content[at:], encoding="utf-8")
    options = ["transformer-basics", "--exercise", "clip_gradient"]
    run = subprocess.run(
        [sys.executable, "-m", "autograder", "prove", *options],
        cwd=course,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, f"{run.stdout[-1500:]}{run.stderr[-1500:]}"
    assert re.search(r"clip_gradient +1/1 +2/2 +2/2", run.stdout)


def test_the_set_up_commands_are_targets_of_the_makefile() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {f"make {target}" for target in targets} >= SET_UP


@pytest.mark.parametrize("file", ["README.md", "README.ja.md"])
def test_both_pictures_are_shown_and_small(file: str) -> None:
    shown = set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / file).read_text(encoding="utf-8")))
    assert len(shown) == 2
    for picture in shown:
        assert (ROOT / picture).stat().st_size < 150_000, picture
