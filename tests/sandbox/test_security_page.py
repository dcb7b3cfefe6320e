"""docs/security.md promises only what a test holds."""

import re

from tests.paths import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TESTS = "".join(
    path.read_text(encoding="utf-8")
    for folder in ("sandbox", "submission", "course", "integrations", "grading", "batch")
    for path in (ROOT / "tests" / folder).rglob("test_*.py")
)


def test_every_test_that_the_page_names_exists():
    named = set(re.findall(r"`(test_\w+)", PAGE))
    assert len(named) > 25
    assert {name for name in named if f"def {name}(" not in TESTS} == set()


def test_every_row_names_a_test():
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 20
    assert [row for row in rows if "`test_" not in row] == []


def test_every_wall_that_is_tested_is_on_the_page():
    walls = re.findall(r'^    "([\w-]+)": Attack\(', TESTS, re.MULTILINE)
    assert len(walls) > 12
    assert [wall for wall in walls if f"[{wall}]" not in PAGE] == []
