"""Exercises of other subjects than arrays: what they need of `prove`, `release` and `grade`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.authoring import before_release
from autograder.cli import main
from autograder.course import passed_checks
from autograder.course.disk_cache import VARIABLE
from tests.paths import DATA

COUNT_LETTERS = '''
def count_letters(text):
    """How often each letter is in a text, as shares.

    >>> count_letters("aab")["b"]
    0.3333333333333333
    """
    ### BEGIN SOLUTION
    return {letter: text.count(letter) / len(text) for letter in text}
    ### END SOLUTION


def cases(rng):
    yield Case("all", ("aab",))
    yield Case("all", ("".join(rng.choice(list("abcdef"), 20)),))
'''
WITHDRAW = '''
### BEGIN GIVEN
class Overdrawn(Exception):
    """More is asked for than there is."""
### END GIVEN


def withdraw(balance, amount):
    """What is left; Overdrawn where it is too little."""
    ### BEGIN SOLUTION
    if amount > balance:
        raise Overdrawn(f"{amount - balance} is missing")
    return balance - amount
    ### END SOLUTION


def cases(rng):
    yield Case("all", (10, 3))
    yield Case("all", (int(rng.integers(50, 99)), 50))
    yield Case("all", (5, 5))
    yield Case("all", (3, 10), raises=Overdrawn, message="7")
'''
FETCH_ALL = '''
async def fetch_all(fetch, names):
    """The results of `await fetch(name)`, in the order of names, waiting for all at once."""
    ### BEGIN SOLUTION
    import asyncio

    return list(await asyncio.gather(*map(fetch, names)))
    ### END SOLUTION


async def most_at_once(fetch_all, names):
    import asyncio

    most = running = 0

    async def fetch(name):
        nonlocal most, running
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return name.upper()

    return [await fetch_all(fetch, names), most]


def cases(rng):
    yield Case("all", (["a", "b"],), driver=most_at_once)
    names = [f"n{number}" for number in rng.integers(1000, size=3)]
    yield Case("all", (names,), driver=most_at_once)
'''
FIRST_LINE = '''
def first_line(path):
    """The number in the first line of a file."""
    ### BEGIN SOLUTION
    with open(path, encoding="utf-8") as file:
        return float(file.readline())
    ### END SOLUTION


def cases(rng):
    yield Case("all", ("a.txt",), files={"a.txt": f"{rng.normal()}\\n"})
    yield Case("all", ("a.txt",), files={"a.txt": f"{rng.normal()}\\n7.0\\n"})
'''
TOTAL = '''
def total(numbers):
    """The sum of a list of floats."""
    ### BEGIN SOLUTION
    return sum(numbers)
    ### END SOLUTION


def cases(rng):
    yield Case("all", (rng.normal(size=3).tolist(),))
    yield Case("all", ([],))
'''
HEAD = '''"""{name}: of another subject."""

from autograder.author import Case, Check

TITLE = {{"en": "Another"}}
FORMULA = "f"
HINTS = {{"en": ["Think."]}}
CHECKS = (Check("values", 1, {{"en": "It is right."}}, on=("all",)),)

'''
MISTAKE = """
a-mistake:
  edit: {{replace: {old!r}, by: {new!r}}}
  formula: g
  en: {{title: t, why: w, hint: h}}
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "course"
    shutil.copytree(DATA / "english_course", root)
    monkeypatch.chdir(root)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return root


def write(course: Path, name: str, source: str, old: str, new: str) -> None:
    """An assignment of this exercise alone, with one mistake."""
    folder = course / "solutions" / "other" / name
    folder.mkdir(parents=True)
    text = HEAD.format(name=name) + source
    (folder / "exercise.py").write_text(text, encoding="utf-8")
    mistake = MISTAKE.format(old=old, new=new)
    (folder / "misconceptions.yaml").write_text(mistake, encoding="utf-8")
    (course / "course.yaml").write_text(
        "name: {en: A}\nlanguages: [en]\nassignments:\n  other:\n    title: {en: Other}\n"
        f"    exercises: {{{name}: 4}}\n",
        encoding="utf-8",
    )


EXERCISES = {
    "count_letters": (COUNT_LETTERS, "/ len(text)", "/ 1.0"),
    "withdraw": (WITHDRAW, "amount > balance", "amount >= balance"),
    "fetch_all": (
        FETCH_ALL, "list(await asyncio.gather(*map(fetch, names)))",
        "[await fetch(name) for name in names]",
    ),
    "first_line": (FIRST_LINE, "file.readline()", "file.readlines()[-1]"),
}  # fmt: skip


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_of_another_subject_proves_without_a_note_and_is_released(
    name: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(course, name, *EXERCISES[name])
    assert main(["prove"]) == 0, capsys.readouterr().out
    assert "note:" not in capsys.readouterr().out
    assert main(["release"]) == 0


def test_a_reference_that_gives_int_and_float_at_one_place_is_noted(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(course, "total", TOTAL, "sum(numbers)", "2 * sum(numbers)")
    assert main(["prove"]) == 0
    said = capsys.readouterr().out
    assert "exercise.py:11: the reference gives an int in case 1 and a float in case 0" in said


def test_sound_exercises_are_looked_at_once_and_changed_ones_again(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(root: Path, assignment: str, *rest: object) -> dict[str, str]:
        asked.append(assignment)
        return {}

    monkeypatch.setattr(before_release, "differ_elsewhere", ask)
    monkeypatch.setenv("AUTOGRADER_CACHE", str(course / "cache"))  # not what another run noted
    monkeypatch.setattr(passed_checks, "_passed", set())
    write(course, "count_letters", *EXERCISES["count_letters"])
    assert main(["release"]) == main(["release"]) == 0
    assert asked == ["other"]
    path = course / "solutions" / "other" / "count_letters" / "exercise.py"
    path.write_text(path.read_text(encoding="utf-8").replace("Think.", "Think again."))
    assert main(["release"]) == 0
    assert asked == ["other", "other"]
