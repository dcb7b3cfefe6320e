"""formgrader works on our course in a real browser.

A Jupyter server on loopback, Chromium driven by Playwright. Screenshots are left in the folder
that $FORMGRADER_SHOTS names, if it does.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from autograder.cli import main

from .conftest import CALENDAR, SECOND, NbgraderCourse
from .grade_command.conftest import LATE, arguments, source, submit_file
from .gradebook_rows import opened
from .test_commands import nbgrader

playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed; on Debian: apt-get install chromium"
)

CONFIG = """
from pathlib import Path
from autograder.integrations.nbgrader.config import configure

c = get_config()
configure(c, Path(__file__).parent)
c.CoursePart.seed = 7
"""
ATTACK = """
Without leap days spring comes earlier.
<script>window.obeyed = true</script>
<img src="x" onerror="window.obeyed = true">
"""


@pytest.fixture(scope="module")
def course(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course with three submissions, none of them graded yet."""
    target = Path(shutil.copytree(generated, tmp_path_factory.mktemp("formgrader") / "course"))
    (target / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    nb_course = NbgraderCourse(target / "grading", target)
    for pupil in ("pupil01", "pupil03"):
        data = (SECOND / "submissions" / f"{pupil}.py").read_bytes()
        nb_course.submit(pupil, CALENDAR, "sun_and_calendar.py", data)
    attack = f'why_leap_days = """{ATTACK}"""\n'
    nb_course.submit("pupil09", CALENDAR, "sun_and_calendar.py", attack)
    return target


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A Jupyter server in a folder with an nbgrader_config.py; formgrader's address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--no-browser", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token="]
    options += ["--allow-root"] if hasattr(os, "getuid") and os.getuid() == 0 else []
    log_file = folder / "server.log"
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *options],
            cwd=folder, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/formgrader/api/status", process, log_file)
        yield f"{address}/formgrader"
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[str]:
    """Formgrader in the course's folder."""
    with serving(course) as address:
        yield address


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """A browser that reaches our server and nothing else."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 1500})
        page.set_default_timeout(60_000)
        local = ("http://127.0.0.1", "file:", "data:")
        page.route(
            "**/*",
            lambda route: (
                route.continue_() if route.request.url.startswith(local) else route.abort()
            ),
        )
        yield page
        browser.close()


def shoot(page: Any, name: str) -> None:
    folder = os.environ.get("FORMGRADER_SHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def row_of(page: Any, student: str) -> Any:
    return page.locator("tbody tr").filter(has_text=student)


def press_autograde(page: Any, server: str, student: str) -> None:
    """The button with the flash in the list of submissions."""
    page.goto(f"{server}/manage_submissions/{CALENDAR}")
    row_of(page, student).locator("td.autograde a").click()
    dialog = page.locator(".modal.in")
    dialog.wait_for()
    assert "Success" in dialog.inner_text()


def open_submission(page: Any, server: str, nb_course: NbgraderCourse, student: str) -> None:
    with nb_course.gradebook() as book:
        key = book.find_submission_notebook("sun_and_calendar", CALENDAR, student).id
    page.goto(f"{server}/submissions/{key}/", wait_until="networkidle")  # marks come later
    page.locator("#why_leap_days").wait_for()


def give_a_mark(page: Any) -> None:
    """What a person does in an open submission."""
    page.locator("#why_leap_days").fill("4.5")
    page.locator("#why_leap_days-comment").fill("Good, but where is the century rule?")
    page.locator("#date_label-check").click()
    page.wait_for_load_state("networkidle")


def test_the_class_is_listed_and_the_button_runs_our_engine(
    page: Any, server: str, course: Path
) -> None:
    page.goto(f"{server}/manage_assignments")
    page.get_by_text(CALENDAR).first.wait_for()
    shoot(page, "assignments")
    page.goto(f"{server}/manage_submissions/{CALENDAR}")
    row_of(page, "pupil03").wait_for()
    assert "needs autograding" in row_of(page, "pupil03").inner_text()
    for student in ("pupil01", "pupil03", "pupil09"):
        press_autograde(page, server, student)
    page.goto(f"{server}/manage_submissions/{CALENDAR}")
    row_of(page, "pupil01").wait_for()
    shoot(page, "submissions")
    assert "24 / 30" in row_of(page, "pupil01").inner_text()
    assert (
        NbgraderCourse(course / "grading", course).scores(CALENDAR, "pupil01")["day_length-check"]
        == 10
    )


def test_a_submission_opens_with_verdicts_diagnosis_and_rubric(
    page: Any, server: str, course: Path
) -> None:
    open_submission(page, server, NbgraderCourse(course / "grading", course), "pupil03")
    shoot(page, "submission")
    text = page.locator("body").inner_text()
    assert "Rubric" in text and "only staff see this" in text
    comment = page.locator("#day_length-comment")
    assert "degrees" in (comment.get_attribute("placeholder") or comment.input_value())


def test_a_manual_mark_is_given_kept_through_a_regrade_and_shown_in_the_feedback(
    page: Any, server: str, course: Path
) -> None:
    open_submission(page, server, NbgraderCourse(course / "grading", course), "pupil03")
    give_a_mark(page)
    shoot(page, "marked")

    press_autograde(page, server, "pupil03")
    open_submission(page, server, NbgraderCourse(course / "grading", course), "pupil03")
    assert page.locator("#why_leap_days").input_value() == "4.5"
    entry = NbgraderCourse(course / "grading", course).grades(CALENDAR, "pupil03")["why_leap_days"]
    assert entry["manual_score"] == 4.5 and entry["needs_manual_grade"] is False

    page.goto(f"{server}/manage_submissions/{CALENDAR}")
    row_of(page, "pupil03").locator("td.generate-feedback a").click()
    page.locator(".modal.in").wait_for()
    assert "Success" in page.locator(".modal.in").inner_text()
    path = course / "grading" / "feedback" / "pupil03" / CALENDAR / "sun_and_calendar.html"
    page.goto(path.as_uri())
    shoot(page, "feedback")
    text = page.locator("body").inner_text()
    assert "Score: 4.5 / 6.0" in text and "where is the century rule?" in text
    assert "only staff see this" not in text


def test_markup_in_an_answer_is_not_obeyed(page: Any, server: str, course: Path) -> None:
    open_submission(page, server, NbgraderCourse(course / "grading", course), "pupil09")
    shoot(page, "attack")
    assert "Without leap days spring comes earlier." in page.locator("body").inner_text()
    assert page.evaluate("window.obeyed") is None


# --- where `autograder grade` has written ---------------------------------------------------


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OUT of `autograder grade`; OUT/../class is the class, of which one was late."""
    folder = tmp_path_factory.mktemp("after-grade")
    for student, pupil in {"ada": "pupil01", "ben": "pupil03", "山田 太郎": "pupil04"}.items():
        submit_file(folder / "class", student, source(pupil), LATE if student == "ben" else "")
    assert main([*arguments(folder), "--quiet"]) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def graded(out: Path) -> Iterator[str]:
    """Formgrader in OUT."""
    with serving(out) as address:
        yield address


def test_after_grade_formgrader_lists_the_class_as_graded(page: Any, graded: str) -> None:
    page.goto(f"{graded}/manage_submissions/{CALENDAR}")
    row_of(page, "ben").wait_for()
    shoot(page, "grade-submissions")
    for student, points in {"ada": "24 / 30", "ben": "10 / 30", "山田 太郎": "6 / 30"}.items():
        row = row_of(page, student).inner_text()
        assert "needs manual grading" in row and points in row
    page.goto(f"{graded}/gradebook/{CALENDAR}/sun_and_calendar")
    page.locator("tbody tr").nth(2).wait_for()
    shoot(page, "grade-gradebook")


def test_after_grade_the_written_answer_waits_with_its_rubric(
    page: Any, graded: str, out: Path
) -> None:
    open_submission(page, graded, opened(out), "ben")
    shoot(page, "grade-submission")
    assert "only staff see this" in page.locator("body").inner_text()
    assert page.locator("#why_leap_days").input_value() == ""
    assert page.locator(".ag-card").first.bounding_box()["width"] > 600  # not a narrow strip
    comment = page.locator("#day_length-comment")
    assert "degrees" in (comment.get_attribute("placeholder") or comment.input_value())


def test_a_mark_from_formgrader_is_kept_by_grade_and_shown_in_nbgraders_feedback(
    page: Any, graded: str, out: Path
) -> None:
    open_submission(page, graded, opened(out), "ben")
    give_a_mark(page)
    submit_file(out.parent / "class", "ben", source("pupil03") + "\n# Handed in again.\n", LATE)
    assert main([*arguments(out.parent), "--quiet"]) == 0

    open_submission(page, graded, opened(out), "ben")
    shoot(page, "grade-marked")
    assert page.locator("#why_leap_days").input_value() == "4.5"
    entry = opened(out).grades(CALENDAR, "ben")["why_leap_days"]
    assert (entry["manual_score"], entry["needs_manual_grade"]) == (4.5, False)

    nbgrader(out, "generate_feedback", CALENDAR)
    path = out / "grading" / "feedback" / "ben" / CALENDAR / "sun_and_calendar.html"
    page.goto(path.as_uri())
    shoot(page, "grade-feedback")
    text = page.locator("body").inner_text()
    assert "Score: 4.5 / 6.0" in text and "where is the century rule?" in text
    assert "only staff see this" not in text
