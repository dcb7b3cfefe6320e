"""The lesson of transformer-block on the browser site: predictions, checks and plots, ja and en.

Needs what `tests/authoring/test_site_browser.py` needs. Each test leaves screenshots in its folder.
"""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.release.site import write_site
from autograder.authoring.release.site_page import notebook_address
from autograder.course.config import load_course
from autograder.text.catalogue import translate
from tests.authoring.test_site_browser import ARGUMENTS, CHROMIUM, MISSING, PATIENCE, Notebook
from tests.authoring.test_site_browser import _Handler as Handler
from tests.paths import DATA, ROOT

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING or "-")

NAME = "transformer-block"
ANSWERS = DATA / "block_answers"


class BlockNotebook(Notebook):
    """The same notebook page, opened on another lesson."""

    def __init__(self, page: Any, address: str, language: str) -> None:
        self.page = page
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(address)
        target = notebook_address(load_course(ROOT).assignment(NAME), language)
        self.page.locator(f'a[href="{target}"]').click()
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")

    def run(self, cell: Any) -> Any:
        """A folded cell is opened first."""
        folded = cell.locator(".jp-Placeholder")
        if folded.count():
            folded.first.click()
        return super().run(cell)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served."""
    course = load_course(ROOT)
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(course, [course.assignment(NAME)], folder, "/pyodide/pyodide.js")
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


def answer(name: str, style: str) -> str:
    return (ANSWERS / name / f"{style}.py").read_text("utf-8")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_lesson_asks_checks_and_draws(
    browser: Any, address: str, language: str, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 1100, "height": 1000})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    try:
        book = BlockNotebook(context.new_page(), address, language)
        for text in ("from autograder.selfcheck", "import math", "TEXT = {", "import io"):
            book.run(book.cell(text))

        card = book.answer("attention_mask", answer("attention_mask", "wrong__not-itself"))
        assert translate("status.failed", language) in card
        card = book.answer("attention_mask", answer("attention_mask", "right__tril"))
        assert translate("status.failed", language) not in card
        assert "5 / 5" in card

        book.run(book.cell("guess_seen"))
        shown = book.run(book.cell('ask("seen")'))
        assert "✏" in shown.inner_text()
        book.write(book.cell("guess_seen"), 'guess_seen = "5"')
        book.run(book.cell("guess_seen"))
        assert "True: 5" in book.run(book.cell('ask("seen")')).inner_text()
        book.page.screenshot(path=tmp_path / "prediction.png")

        book.answer("positional_encoding", answer("positional_encoding", "right__loops"))
        book.run(book.cell("def draw_position"))
        played = book.run(book.cell("play(draw_position"))
        image = played.locator(".jp-OutputArea-output img").first
        image.wait_for()
        assert image.evaluate("image => image.naturalWidth") > 300
        image.scroll_into_view_if_needed()
        book.page.screenshot(path=tmp_path / "play.png")
    finally:
        context.close()
