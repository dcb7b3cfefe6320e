"""Summary of the self-check at the end of a pytest run.

It is filled from the reports, which may come from other processes as plain data.
"""

from __future__ import annotations

import sys
from typing import Any

from autograder.selfcheck.next_steps import OverviewRow, next_steps
from autograder.selfcheck.overview import render_overview
from autograder.text.sanitize import encodable


class SummaryBoard:
    """The overview of one folder, as far as its exercises were checked."""

    def __init__(self) -> None:
        self.lines: dict[str, OverviewRow] = {}
        self.last: dict[str, Any] = {}
        self.faulty = False

    def add(self, data: dict[str, Any]) -> None:
        """data: what `ExerciseItem` attached to its report."""
        self.faulty = self.faulty or data.get("fault", False)
        if "line" in data:
            line = OverviewRow(**{**data["line"], "blocked_by": tuple(data["line"]["blocked_by"])})
            self.faulty = self.faulty or line.status == "grader_error"
            self.lines[line.name] = line
            self.last = data

    @property
    def in_order(self) -> list[OverviewRow]:
        return sorted(self.lines.values(), key=lambda line: line.position)

    @property
    def unfinished(self) -> bool:
        """Whether an exercise that can be checked here was not begun."""
        return any(line.status == "not_attempted" for line in self.lines.values())

    def show(self, reporter: Any) -> None:
        """Write the overview with pytest's terminal reporter."""
        if not self.lines:
            return
        data, language = self.last, self.last["language"]
        whole = len(self.lines) == data["count"]
        board = self.in_order if data["readable"] else []
        steps = next_steps(board, data["file"], language, "python -m pytest -k", whole)
        writer = reporter.config.get_terminal_writer()
        encoding = sys.stdout.encoding or "utf-8"
        reporter.section(data["title"], "=", blue=True, bold=True)
        for text in render_overview(
            board,
            [*data["files"], *steps],
            language,
            whole=whole,
            width=min(100, writer.fullwidth),
            colour=writer.hasmarkup,
            encoding=encoding,
        ):
            reporter.write_line(encodable(text, encoding))
