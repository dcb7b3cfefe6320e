"""`autograder check` in a terminal: once, a hint at a time, and on every save."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from autograder.errors import GraderError, UserError
from autograder.selfcheck.checker import SelfChecker
from autograder.selfcheck.command import run_selfcheck
from autograder.selfcheck.console import Console
from autograder.selfcheck.hints import HINTS_FILE, next_hint
from autograder.selfcheck.watch import Watch
from autograder.selfcheck.workspace import find_workspace

from .conftest import LANGUAGES, MEAN_NOT_SUM, RIGHT


def words_of(capsys):
    return " ".join(capsys.readouterr().out.split())


def test_a_failing_exercise_is_explained_and_the_exit_code_is_1(student, capsys):
    assert run_selfcheck(student(total=MEAN_NOT_SUM)) == 1
    text = words_of(capsys)
    assert "Returns the mean, not the sum" in text
    assert "0 / 12 points" in text
    assert "Next: fix total. When you are stuck: autograder check --hint total" in text


def test_a_failure_without_a_name_may_earn_more_when_it_is_graded(student, capsys):
    nameless = "def total(x):\n    return 3.7 - len(x) ** 3"
    assert run_selfcheck(student(total=nameless, lucky=RIGHT["lucky"])) == 1
    assert "at least 2 / 12 points" in words_of(capsys)


def test_a_full_solution_exits_with_0(student, capsys):
    assert run_selfcheck(student(**RIGHT)) == 0
    assert "12 / 12 points" in words_of(capsys)


def test_untouched_work_is_no_success(student, capsys):
    assert run_selfcheck(student()) == 1
    text = words_of(capsys)
    assert "Nothing has been written yet. Work in sums.ipynb or sums.py, whichever" in text
    assert "Next: start total (The sum)." in text


def test_the_place_of_what_comes_next_is_said(student, capsys):
    folder = student(total=RIGHT["total"])
    run_selfcheck(folder)
    line = (folder / "sums.py").read_text().splitlines().index("def mean(x):") + 1
    assert f"Next: start mean (The mean). It is in sums.py, line {line}." in words_of(capsys)


def test_a_file_that_is_named_is_the_one_that_is_checked(student, capsys):
    folder = student(**RIGHT)
    student(folder=folder, in_notebook=True, total=MEAN_NOT_SUM)
    assert run_selfcheck(folder / "sums.ipynb") == 1
    assert "File checked: sums.ipynb " in words_of(capsys)


def test_in_the_courses_folder_the_only_assignment_is_meant(student, capsys, tmp_path):
    folder = student(**RIGHT)
    (tmp_path / "course" / "assignments").mkdir(parents=True)
    folder.rename(tmp_path / "course" / "assignments" / "sums")
    assert run_selfcheck(tmp_path / "course") == 0


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("nowhere.py", "nowhere.py"),
        ("notes.txt", "neither a .py nor an .ipynb"),
        (".", "selfcheck.json"),
    ],
)
def test_what_cannot_be_checked_says_why(tmp_path, place, said):
    (tmp_path / "notes.txt").touch()
    with pytest.raises(UserError, match=said):
        run_selfcheck(tmp_path / place)


def test_an_internal_error_is_raised_as_one(student, monkeypatch):
    monkeypatch.setattr("autograder.grading.judge_exercise.judge_safely", lambda *_: 1 / 0)
    with pytest.raises(GraderError, match="ZeroDivisionError"):
        run_selfcheck(student(**RIGHT))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_console_that_lacks_signs_gets_plainer_ones(student, language, monkeypatch):
    console = io.TextIOWrapper(io.BytesIO(), encoding="cp932" if language == "ja" else "cp1252")
    monkeypatch.setattr(sys, "stdout", console)
    run_selfcheck(student(language, total=RIGHT["total"]))
    console.seek(0)
    text = console.read()
    assert "####" in text and "6 / 12" in text


def test_the_verb_starts_without_the_courses_machinery(student):
    """A student waits for it: no YAML, no Jupyter, no templates."""
    code = (
        "import sys; from pathlib import Path; from autograder.cli import main; "
        "code = main(['check', sys.argv[1]]); "
        "print(code, [m for m in ('yaml', 'jinja2', 'nbformat', 'matplotlib', 'jupytext', "
        "'rich', 'autograder.course.exercise', 'autograder.course.config') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(student(**RIGHT))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "0 []"


# --- hints -------------------------------------------------------------------------


def test_each_hint_says_a_little_more_and_after_the_last_they_start_over(student, capsys):
    folder = student()
    said = []
    for _ in range(4):
        assert run_selfcheck(folder, hint="total") == 0
        said.append(words_of(capsys))
    assert [text.partition("  ")[0][:11] for text in said] == [
        "Hint 1 of 3",
        "Hint 2 of 3",
        "Hint 3 of 3",
        "Hint 1 of 3",
    ]
    assert "There is np.sum." in said[1]
    assert "That was the last hint" in said[2] and "for the next hint" not in said[2]


def test_hints_of_one_exercise_do_not_use_up_those_of_another(student):
    work = find_workspace(student())
    next_hint(work.data, work.folder, "total", "en")
    assert next_hint(work.data, work.folder, "mean", "en").number == 1
    assert next_hint(work.data, work.folder, "total", "en").number == 2


@pytest.mark.parametrize(
    "content", ["", "[]", '{"total": "x"}', '{"total": -3}', "\x00", "[" * 9999]
)
def test_a_damaged_memory_of_hints_starts_over(student, content):
    work = find_workspace(student())
    (work.folder / HINTS_FILE).write_text(content)
    assert next_hint(work.data, work.folder, "total", "en").number == 1


def test_where_the_folder_cannot_be_written_the_users_cache_remembers(
    student, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "cache"))
    work = find_workspace(student())
    (work.folder / HINTS_FILE).mkdir()  # nothing can be written there, not even by root
    numbers = [next_hint(work.data, work.folder, "total", "en").number for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_where_nothing_can_be_written_there_is_a_hint_all_the_same(student, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "file"))
    work = find_workspace(student())
    (work.folder / HINTS_FILE).mkdir()
    assert next_hint(work.data, work.folder, "total", "en").number == 1


def test_a_misspelt_exercise_is_named_with_the_one_that_was_meant(student):
    with pytest.raises(UserError, match="Did you mean 'total'"):
        run_selfcheck(student(), hint="totl")


# --- watch -------------------------------------------------------------------------


@pytest.fixture
def watch():
    """watch(folder, *saves): what is shown after each save; then Ctrl+C."""

    def watch(folder, *saves, language="en"):
        out, pages, todo = io.StringIO(), [], list(saves)

        def pause(_):
            pages.append(" ".join(out.getvalue().split()))
            out.seek(0)
            out.truncate()
            if not todo:
                raise KeyboardInterrupt
            todo.pop(0)()

        passed = Watch(find_workspace(folder), language, Console(out), pause).run()
        return pages, passed

    return watch


def test_a_save_is_checked_and_the_next_thing_is_shown(student, watch):
    folder = student()
    pages, passed = watch(
        folder,
        lambda: student(folder=folder, total=MEAN_NOT_SUM),
        lambda: student(folder=folder, total=RIGHT["total"]),
    )
    assert "Next: start total" in pages[0]
    assert "Returns the mean, not the sum" in pages[1] and "--hint total" in pages[1]
    assert "total passes. Next: start mean" in pages[2]
    assert not passed


def test_where_nothing_was_saved_nothing_is_said(student, watch):
    pages, _ = watch(student(), lambda: None, lambda: None)
    assert pages[0] and pages[1:] == ["", ""]


def test_what_was_just_worked_on_is_shown_before_what_comes_first(student, watch):
    folder = student(total=MEAN_NOT_SUM)
    pages, _ = watch(folder, lambda: student(folder=folder, lucky="lucky = 7.0"))
    assert "Returns the mean" in pages[0]
    assert "It is doubled" in pages[1] and "Returns the mean" not in pages[1]


def test_everything_right_at_the_end_is_a_success(student, watch):
    folder = student()
    pages, passed = watch(folder, lambda: student(folder=folder, **RIGHT))
    assert passed
    assert "What remains is why" in pages[-1]


def test_an_editor_that_replaces_the_file_is_seen(student, watch, tmp_path):
    folder = student()

    def replace():
        new = tmp_path / "new.py"
        new.write_text((folder / "sums.py").read_text() + f"\n\n{RIGHT['total']}\n")
        (folder / "sums.py").unlink()
        new.replace(folder / "sums.py")

    pages, _ = watch(folder, replace)
    assert "total passes" in pages[1]


def test_a_file_that_is_gone_for_a_moment_ends_nothing(student, watch):
    folder = student(total=RIGHT["total"])
    (folder / "sums.ipynb").unlink()
    content = (folder / "sums.py").read_bytes()
    pages, _ = watch(
        folder,
        (folder / "sums.py").unlink,
        lambda: (folder / "sums.py").write_bytes(content),
    )
    assert "There is no sums.py" in pages[1]
    assert "6 / 12 points" in pages[2]


def test_an_internal_error_ends_no_watch(student, watch, monkeypatch):
    def fail(*_):
        raise GraderError("no process could be started")

    monkeypatch.setattr(SelfChecker, "check", fail)
    pages, passed = watch(student())
    assert "This is not your fault" in pages[0] and not passed


def test_hints_are_remembered_as_plain_json(student):
    folder = student()
    run_selfcheck(folder, hint="total")
    assert json.loads((folder / HINTS_FILE).read_text()) == {"total": 1}
