"""What student code says reaches pages and terminal as text, never as markup or commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import DATA
from tests.sandbox.hostile.bank import BANK

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a run over the class "pages", with what the terminal showed."""
    top = tmp_path_factory.mktemp("pages")
    for path in (BANK / "pages").glob("*.py"):
        folder = top / "submissions" / path.stem / "hostile"
        folder.mkdir(parents=True)
        (folder / "hostile.py").write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "autograder", "grade", "hostile", str(top / "submissions")]
    command += ["--course", str(DATA / "hostile_course"), "--out", str(top / "out"), "--seed", "1"]
    environment = {**os.environ, "COLUMNS": "200"}
    done = subprocess.run(command, capture_output=True, env=environment, timeout=300, check=False)
    (top / "terminal.txt").write_bytes(done.stdout + done.stderr)
    assert done.returncode == 0, done.stderr.decode()
    return top


def test_no_page_holds_markup_of_a_student(out: Path) -> None:
    pages = list(out.glob("out/**/*.html"))
    assert pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<h1>100 points" not in text


def test_what_was_said_is_still_there_to_read(out: Path) -> None:
    """Escaped, not swallowed: else the test above would pass on empty pages."""
    pages = [page for page in out.glob("out/**/*.html") if "script_in_html" in str(page)]
    assert any("evil-marker" in page.read_text(encoding="utf-8") for page in pages)


def test_no_control_character_of_a_student_reaches_terminal_or_pages(out: Path) -> None:
    for path in (out / "terminal.txt", *out.glob("out/**/*.html"), out / "out/results.jsonl"):
        assert not set(path.read_bytes()) & {0x1B, 0x07, 0x08, 0x00}, path
        if path.suffix != ".jsonl":  # data, in which only JSON's own escapes are made
            assert not set(path.read_text("utf-8")) & set("\x9b\u202e\u2066"), path
