"""pytest plugin: one test for each exercise.

The test file that is released beside the exercises names this plugin; each exercise
becomes one test. An exercise that was not begun neither passes nor fails with a traceback,
but it is not a success either: the exit code is 1 until every exercise is right.

pytest loads this in every session where the kit is installed, so it imports nothing
until there is something to check.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from autograder.selfcheck.pytest_summary import SummaryBoard

NAME = "autograder.selfcheck.plugin"
GRADER_FAULT = pytest.ExitCode.INTERNAL_ERROR
_DEFAULT_SUMMARY = "fE"  # of pytest's -r


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("autograder", "self-check of exercises")
    group.addoption(
        "--autograder-language",
        default=None,
        help="language of the self-check (default: that of the exercises)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Reporter(config), f"{NAME}.reporter")


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector: Any, name: str, obj: object) -> Any:
    """The tests of a module that names this plugin; pytest handles the rest of it."""
    if name != "pytest_plugins" or not isinstance(obj, (list, tuple)) or NAME not in obj:
        return None
    with _no_rewriting():
        from autograder.sandbox.process_spawn import spawn

        # Started first, so that it loads NumPy while this process does.
        ready = None if collector.config.option.collectonly else spawn()
        # The first two are needed later, and imported here for the same reason.
        from autograder.sandbox import process_sandbox  # noqa: F401
        from autograder.selfcheck import pytest_items
    return pytest_items.collect(collector, ready)


@contextmanager
def _no_rewriting() -> Iterator[None]:
    """Import our modules as they are installed.

    pytest would compile each of them again, to rewrite the asserts in a plugin's modules.
    """
    finders = list(sys.meta_path)
    sys.meta_path[:] = [f for f in finders if type(f).__name__ != "AssertionRewritingHook"]
    try:
        yield
    finally:
        sys.meta_path[:] = finders


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    note = getattr(item, "note_for_autograder", None)
    if note is not None and call.when == "call":
        note(report)
    return report


class Reporter:
    """Counts what was checked, even if it was checked in other processes (xdist)."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.boards: dict[str, SummaryBoard] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        data = getattr(report, "autograder", None)
        if data is not None:
            from autograder.selfcheck.pytest_summary import SummaryBoard

            self.boards.setdefault(data["folder"], SummaryBoard()).add(data)

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: Any) -> Any:
        data = getattr(report, "autograder", None)
        if data is None or report.when != "call" or not report.skipped:
            return None
        word = report.longrepr[2].removeprefix("Skipped: ")
        return word, "-", (word, {"yellow": True})

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: Any) -> Iterator[None]:
        failed = terminalreporter.stats.get("failed", ())
        ours = failed and all(hasattr(report, "autograder") for report in failed)
        if ours and self.config.option.reportchars == _DEFAULT_SUMMARY:
            # The overview below lists them; pytest's own list is shown only if asked for.
            terminalreporter.reportchars = terminalreporter.reportchars.replace("f", "")
        yield
        for board in self.boards.values():
            board.show(terminalreporter)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Set the exit code: unbegun work is no success, an internal error no student's failure."""
        boards = self.boards.values()
        if any(board.faulty for board in boards):
            session.exitstatus = GRADER_FAULT
        elif session.exitstatus == pytest.ExitCode.OK and any(board.unfinished for board in boards):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
