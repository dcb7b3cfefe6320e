"""Plain `pytest` in a student's folder: one test an exercise, and kind words."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from autograder.errors import GraderError
from autograder.selfcheck.checker import SelfChecker

from .conftest import LANGUAGES, MEAN_NOT_SUM, RIGHT, limit_seconds

pytest_plugins = ["pytester"]


@pytest.fixture
def pytest_in(pytester, monkeypatch):
    """pytest_in(folder, *arguments): what a pytest run there says, and how it ends."""

    def run_in(folder, *arguments):
        monkeypatch.chdir(folder)
        return pytester.runpytest_inprocess(f"--rootdir={folder}", *arguments)

    return run_in


def said(result):
    """All that was printed, as one line: where lines break is no matter."""
    return " ".join(result.stdout.str().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_untouched_exercises_are_no_success_and_no_wall_of_tracebacks(pytest_in, student, language):
    result = pytest_in(student(language))
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    text = result.stdout.str()
    assert {"ja": "3 未着手", "en": "3 not attempted"}[language] in text
    assert "FAILED" not in text and "FAILURES" not in text and "Error" not in text
    assert len(text.splitlines()) < 30


def test_a_full_solution_ends_with_0(pytest_in, student):
    result = pytest_in(student(**RIGHT, why='why = "Because a + b = b + a."'))
    assert result.ret == pytest.ExitCode.OK
    result.assert_outcomes(passed=4)
    assert "12 / 12 points" in result.stdout.str()


def test_an_answer_in_words_that_is_missing_is_said_but_fails_nothing(pytest_in, student):
    result = pytest_in(student(**RIGHT))
    assert result.ret == pytest.ExitCode.OK
    assert "What remains is why, a written answer." in said(result)


def test_one_exercise_is_run_alone_by_its_name(pytest_in, student, monkeypatch):
    asked = []
    check = SelfChecker.check
    monkeypatch.setattr(
        SelfChecker,
        "check",
        lambda self, sources, names: asked.append(names) or check(self, sources, names),
    )
    result = pytest_in(student(total=RIGHT["total"]), "-k", "total")
    assert result.ret == pytest.ExitCode.OK
    result.assert_outcomes(passed=1, deselected=3)
    assert asked == [["total"]]
    assert "ready to submit" not in result.stdout.str()


def test_a_failure_names_the_misconception_shows_both_formulas_and_no_traceback(pytest_in, student):
    result = pytest_in(student(total=MEAN_NOT_SUM))
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    text = result.stdout.str()
    assert "Returns the mean, not the sum" in text
    assert "Σ xᵢ\n" in text and "Σ xᵢ / n\n" in text
    assert re.search(r"8\.0\n.*\n +2\.667", text)
    for noise in ("Traceback", "site-packages", "items.py", "raise ", "short test summary"):
        assert noise not in text


def test_whoever_asks_for_pytests_own_list_of_failures_gets_it(pytest_in, student):
    result = pytest_in(student(total=MEAN_NOT_SUM), "-rf")
    result.stdout.fnmatch_lines(["FAILED test_sums.py::total*"])


def test_an_endless_loop_costs_its_own_exercise_and_no_other(pytest_in, student):
    loop = "def total(x):\n    while True:\n        pass"
    own = "def mean(x):\n    return float(np.mean(x))"
    folder = student(total=loop, mean=own, lucky="lucky = 12.25")
    limit_seconds(folder, 0.5)
    result = pytest_in(folder)
    result.assert_outcomes(passed=2, failed=1)
    assert "did not finish within 0.5 seconds" in result.stdout.str()


def test_a_function_that_fails_because_of_another_waits_for_it(pytest_in, student):
    result = pytest_in(student(total=MEAN_NOT_SUM, mean=RIGHT["mean"]))
    assert "This exercise depends on total. Fix that first" in said(result)
    assert "mean 0 / 4 first total" in said(result)
    assert "Next: fix total." in said(result)


def test_a_function_that_calls_a_stub_waits_for_it(pytest_in, student):
    result = pytest_in(student(mean=RIGHT["mean"]))
    assert "This exercise depends on total" in said(result)
    assert "total 0 / 6 not attempted" in said(result)


def test_a_function_that_fails_on_its_own_waits_for_nothing(pytest_in, student):
    own = "def mean(x):\n    return float(np.sum(x)) / (len(x) - 1)"
    result = pytest_in(student(total=MEAN_NOT_SUM, mean=own))
    assert "Divides by n − 1" in result.stdout.str()
    assert "This exercise depends on" not in result.stdout.str()


def test_of_two_edited_files_the_better_one_counts(pytest_in, student):
    folder = student(total=RIGHT["total"])
    student(folder=folder, in_notebook=True, total=MEAN_NOT_SUM)
    result = pytest_in(folder, "-k", "total")
    assert result.ret == pytest.ExitCode.OK
    assert "File checked: sums.py (you also edited the other file" in said(result)


def test_a_notebook_that_cannot_be_read_is_said_beside_a_py_that_can(pytest_in, student):
    folder = student(**RIGHT)
    (folder / "sums.ipynb").write_bytes(b"\x00\x01")
    result = pytest_in(folder)
    result.assert_outcomes(passed=3)
    assert re.search("sums.ipynb could not be read.*File checked: sums.py", said(result))


def test_a_file_that_cannot_be_read_is_said_once(pytest_in, student):
    folder = student()
    (folder / "sums.ipynb").unlink()
    (folder / "sums.py").write_bytes("total = 'é'".encode("latin-1"))
    result = pytest_in(folder)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(failed=1)
    assert said(result).count("Save it as UTF-8") == 2  # the failure, and the overview


def test_a_syntax_error_costs_its_own_exercise_and_says_the_line(pytest_in, student):
    result = pytest_in(student(**{**RIGHT, "lucky": "lucky = (12.25"}))
    result.assert_outcomes(passed=2, failed=1)
    assert re.search(r"line \d+ A line is not valid Python", result.stdout.str())


def test_a_folder_without_its_files_says_what_is_missing(pytest_in, student):
    folder = student()
    for name in ("sums.py", "sums.ipynb"):
        (folder / name).unlink()
    result = pytest_in(folder)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert "There is no sums.py and no sums.ipynb" in said(result)
    assert "Traceback" not in result.stdout.str()


@pytest.mark.parametrize("content", [None, "{", '{"format": 99}'])
def test_missing_or_damaged_data_say_what_to_do(pytest_in, student, content):
    folder = student()
    (folder / "selfcheck.json").unlink()
    if content is not None:
        (folder / "selfcheck.json").write_text(content)
    result = pytest_in(folder)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert re.search("Run this in|Fetch the assignment again", said(result))
    assert "Traceback" not in result.stdout.str()


def test_an_internal_error_is_reported_once_and_is_no_failure_of_the_student(
    pytest_in, student, monkeypatch
):
    def fail(*_):
        raise GraderError("the sandbox died at its start")

    monkeypatch.setattr(SelfChecker, "check", fail)
    result = pytest_in(student(**RIGHT))
    assert result.ret == pytest.ExitCode.INTERNAL_ERROR
    assert said(result).count("the sandbox died at its start") == 1
    assert "This is not your fault" in said(result)


def test_the_language_can_be_chosen(pytest_in, student):
    result = pytest_in(student("ja", total=MEAN_NOT_SUM), "--autograder-language", "en")
    assert "Returns the mean, not the sum" in result.stdout.str()


def test_both_languages_tell_the_same_numbers(pytest_in, student):
    folder = student(total=MEAN_NOT_SUM, lucky="lucky = 7.0")
    numbers = []
    for language in LANGUAGES:
        text = pytest_in(folder, "--autograder-language", language).stdout.str()
        lines = [line for line in text.splitlines() if re.search(r"\d / \d", line)]
        numbers.append([re.findall(r"[\d.]+ / [\d.]+", line) for line in lines])
    assert numbers[0] == numbers[1] != []


def test_it_works_from_another_folder(pytest_in, student, tmp_path):
    student(**RIGHT)
    result = pytest_in(tmp_path, "sums")
    assert result.ret == pytest.ExitCode.OK


def test_it_works_without_the_cache_and_in_any_order(pytest_in, student):
    folder = student(total=MEAN_NOT_SUM, lucky="lucky = 12.25")
    (folder / "conftest.py").write_text(
        "def pytest_collection_modifyitems(items):\n    items.reverse()\n"
    )
    text = pytest_in(folder, "-p", "no:cacheprovider", "-v").stdout.str()
    assert text.index("::lucky") < text.index("::mean") < text.index("::total")
    overview = [line.split()[1] for line in text.splitlines() if re.search(r"\d / \d ", line)]
    assert overview[-3:] == ["total", "mean", "lucky"]


def test_it_works_in_several_processes(student):
    """In one of its own: xdist cannot start its workers from within a test."""
    folder = student(total=MEAN_NOT_SUM, lucky="lucky = 12.25")
    command = [sys.executable, "-m", "pytest", "-n2", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "2 / 12 points" in done.stdout
    assert done.stdout.count("Returns the mean, not the sum") == 2  # the failure, the overview


def test_it_works_where_plugins_are_not_loaded_by_themselves(student, monkeypatch):
    folder = student(**RIGHT)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    command = [sys.executable, "-m", "pytest"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == pytest.ExitCode.OK
    assert "12 / 12 points" in done.stdout


def test_where_there_is_nothing_to_check_the_plugin_loads_nothing():
    code = (
        "import sys; import autograder.selfcheck.plugin; "
        "print([m for m in sys.modules if m.startswith(('numpy', 'autograder.'))])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    assert loaded.strip() == "['autograder.selfcheck', 'autograder.selfcheck.plugin']"


def test_tests_of_other_people_are_left_alone(pytest_in, student):
    folder = student()
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "test_own.py").write_text(
        "pytest_plugins = []\ndef test_one():\n    assert 1 == 1\n", encoding="utf-8"
    )
    pytest_in(folder).assert_outcomes(passed=1)


def test_another_projects_option_of_the_same_name_is_no_conflict(pytest_in, student):
    folder = student(**RIGHT)
    (folder / "conftest.py").write_text(
        "def pytest_addoption(parser):\n    parser.addoption('--language', default='c')\n"
    )
    pytest_in(folder, "--language", "rust").assert_outcomes(passed=3)


def test_node_ids_are_a_file_and_an_exercise(pytest_in, student):
    folder = student(**RIGHT)
    listed = pytest_in(folder, "--collect-only", "-q").outlines
    assert {"test_sums.py::total", "test_sums.py::lucky"} <= set(listed)
    pytest_in(folder, "test_sums.py::total").assert_outcomes(passed=1)
