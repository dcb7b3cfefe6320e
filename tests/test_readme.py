"""The commands of the README and of docs/ work."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.paths import DATA, ROOT

BLOCK = re.compile(r"(<!-- not run: [^\n]+ -->\n)?```sh\n(.*?)```", re.DOTALL)
# These would run the tests from within the tests; .ci/run is what runs them.
SET_UP = {"make grade", "make test"}


def commands(file: str) -> list[str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    return [
        line
        for skipped, block in BLOCK.findall(text)
        if not skipped
        for line in block.strip().splitlines()
    ]


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
    return copy


PAGES = ["authoring", "cli", "tutorial-ta", "tutorial-ta.ja"]


def test_every_command_of_the_documentation_runs(tmp_path: Path) -> None:
    """One reader reads all pages in turn, and types what they have not typed before."""
    course = copy_course(tmp_path)
    typed: set[str] = set(SET_UP)
    for file in ("README.md", "README.ja.md", *(f"docs/{page}.md" for page in PAGES)):
        found = commands(file)
        assert found, file
        for line in found:
            if line in typed:
                continue
            typed.add(line)
            verb = line.replace("autograder", f"{sys.executable} -m autograder", 1)
            run = subprocess.run(
                verb, shell=True, cwd=course, capture_output=True, text=True, timeout=300
            )
            assert run.returncode == 0, f"{file}: {line}\n{run.stdout[-1500:]}{run.stderr[-1500:]}"


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
