"""What a terminal shows before anything is graded."""

from __future__ import annotations

import io
import re

from rich.console import Console

from autograder.batch.console import ConsoleReporter


def reporter(terminal: bool, quiet: bool = False) -> tuple[ConsoleReporter, io.StringIO]:
    made = ConsoleReporter(quiet=quiet)
    written = io.StringIO()
    made.console = Console(file=written, force_terminal=terminal, width=80)
    return made, written


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def test_the_first_line_is_overwritten_by_the_title() -> None:
    made, written = reporter(terminal=True)
    with made as progress:
        progress.prepare("reading …")
        assert plain(written.getvalue()) == "reading …\r"
        progress.begin("lesson", 2, 0)
    said = plain(written.getvalue())
    assert said.startswith("reading …\r         \rlesson\n")


def test_the_first_line_is_wiped_out_where_an_error_ends_the_run() -> None:
    made, written = reporter(terminal=True)
    with made as progress:
        progress.prepare("reading …")
    assert plain(written.getvalue()) == "reading …\r         \r"


def test_a_file_and_a_quiet_run_get_no_such_line() -> None:
    for terminal, quiet in ((False, False), (True, True)):
        made, written = reporter(terminal, quiet)
        with made as progress:
            progress.prepare("reading …")
        assert written.getvalue() == ""
