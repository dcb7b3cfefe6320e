"""What a student opens shows everything with the network off: our page, and nbgrader's feedback.

Needs Chromium and Playwright; without them these tests are skipped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.cli import main

from .conftest import CALENDAR, SECOND, NbgraderCourse

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")

WRONG = (SECOND / "submissions" / "pupil01.py").read_text(encoding="utf-8").partition("why_")[0]
WRONG = WRONG.replace("return", "return 0 *", 1)
ANSWER = 'why_leap_days = r"""A year is $365.2422$ days:\n\n$$\\frac{1461}{4} = 365.25$$\n"""\n'


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture
def offline(browser: Any) -> Iterator[Any]:
    """A page that reaches no host; `refused` are the addresses that it asked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.refused = []

    def local_only(route: Any) -> None:
        if route.request.url.startswith(("file:", "data:")):
            route.continue_()
        else:
            page.refused.append(route.request.url)
            route.abort()

    page.route("**/*", local_only)
    yield page
    context.close()


def shown(page: Any, path: Path) -> dict[str, Any]:
    """Text, and the size of each formula, as a student sees them."""
    page.goto(path.as_uri(), wait_until="load")
    if folder := os.environ.get("OFFLINE_SHOTS"):
        page.screenshot(path=f"{folder}/{path.stem}.png", full_page=True)
    sizes = "[...document.querySelectorAll('math')].map(e => e.getBoundingClientRect().height)"
    wide = "document.documentElement.scrollWidth <= window.innerWidth"
    return {
        "text": page.inner_text("body"),
        "formulas": page.evaluate(sizes),
        "fits": page.evaluate(wide),
    }


def test_nbgraders_feedback_shows_its_formulas_without_a_network(
    offline: Any, nb_course: NbgraderCourse
) -> None:
    nb_course.submit("ada", CALENDAR, "sun_and_calendar.py", WRONG + ANSWER)
    assert nb_course.autograde(CALENDAR)["success"] and nb_course.feedback(CALENDAR)["success"]
    found = shown(
        offline, nb_course.folder / "feedback" / "ada" / CALENDAR / "sun_and_calendar.html"
    )
    assert len(found["formulas"]) >= 2 and min(found["formulas"]) > 5
    assert "$" not in found["text"] and "\\frac" not in found["text"]
    assert "365.2422" in found["text"] and "Score:" in found["text"]
    # MathJax alone is asked for: nbgrader's own page names it, and nothing here waits for it.
    assert all("mathjax" in url.lower() for url in offline.refused)


def test_our_page_asks_no_host_for_anything(offline: Any, tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ada.py").write_text(WRONG + ANSWER, encoding="utf-8")
    line = ["grade", CALENDAR, str(tmp_path / "class"), "--course", str(SECOND), "--quiet"]
    assert main([*line, "--out", str(tmp_path / "out")]) == 0
    (path,) = (tmp_path / "out" / "feedback").rglob("*.html")
    found = shown(offline, path)
    assert offline.refused == []
    assert "365.2422" in found["text"] and "date_label" in found["text"]
    assert found["fits"]
