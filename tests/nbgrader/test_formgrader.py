"""Does formgrader work on our course, with a person at a real browser?

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
from pathlib import Path
from typing import Any

import pytest

from .conftest import CALENDAR, SECOND, Desk

playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed; on Debian: apt-get install chromium"
)

CONFIG = """
from pathlib import Path
from autograder.nbgrader.config import configure

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
    """The small course with three hand-ins, none of them graded yet."""
    target = Path(shutil.copytree(generated, tmp_path_factory.mktemp("formgrader") / "course"))
    (target / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    desk = Desk(target / "grading", target)
    for pupil in ("pupil01", "pupil03"):
        data = (SECOND / "submissions" / f"{pupil}.py").read_bytes()
        desk.hand_in(pupil, CALENDAR, "sun_and_calendar.py", data)
    attack = f'why_leap_days = """{ATTACK}"""\n'
    desk.hand_in("pupil09", CALENDAR, "sun_and_calendar.py", attack)
    return target


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[str]:
    """A Jupyter server in the course's folder; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--no-browser", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token="]
    options += ["--allow-root"] if hasattr(os, "getuid") and os.getuid() == 0 else []
    with (course / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *options],
            cwd=course, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/formgrader/api/status", process, course / "server.log")
        yield f"{address}/formgrader"
    finally:
        process.terminate()
        process.wait(timeout=30)


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
def page(server: str) -> Iterator[Any]:
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


def open_submission(page: Any, server: str, course: Path, student: str) -> None:
    with Desk(course / "grading", course).gradebook() as book:
        key = book.find_submission_notebook("sun_and_calendar", CALENDAR, student).id
    page.goto(f"{server}/submissions/{key}/", wait_until="networkidle")  # marks come later
    page.locator("#why_leap_days").wait_for()


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
    assert Desk(course / "grading", course).scores(CALENDAR, "pupil01")["day_length-check"] == 10


def test_a_submission_opens_with_verdicts_diagnosis_and_rubric(
    page: Any, server: str, course: Path
) -> None:
    open_submission(page, server, course, "pupil03")
    shoot(page, "submission")
    text = page.locator("body").inner_text()
    assert "Rubric" in text and "only staff see this" in text
    comment = page.locator("#day_length-comment")
    assert "degrees" in (comment.get_attribute("placeholder") or comment.input_value())


def test_a_manual_mark_is_given_kept_through_a_regrade_and_shown_in_the_feedback(
    page: Any, server: str, course: Path
) -> None:
    open_submission(page, server, course, "pupil03")
    page.locator("#why_leap_days").fill("4.5")
    page.locator("#why_leap_days-comment").fill("Good, but where is the century rule?")
    page.locator("#date_label-check").click()
    page.wait_for_load_state("networkidle")
    shoot(page, "marked")

    press_autograde(page, server, "pupil03")
    open_submission(page, server, course, "pupil03")
    assert page.locator("#why_leap_days").input_value() == "4.5"
    entry = Desk(course / "grading", course).grades(CALENDAR, "pupil03")["why_leap_days"]
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
    open_submission(page, server, course, "pupil09")
    shoot(page, "attack")
    assert "Without leap days spring comes earlier." in page.locator("body").inner_text()
    assert page.evaluate("window.obeyed") is None
