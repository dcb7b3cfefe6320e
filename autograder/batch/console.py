"""Show progress and summary of a grading run in the terminal.

A table that is easy to read. Colour and a moving bar only in a terminal; plain lines
elsewhere; nothing with --quiet; JSON with --json.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from autograder.models import Grade, Verdict
from autograder.text.sanitize import printable

SIGNS = {
    "passed": ("✓", "green"),
    "failed": ("✗", "red"),
    "error": ("✗", "red"),
    "timeout": ("⏱", "red"),
    "crashed": ("✗", "red"),
    "missing": ("·", "dim"),
    "not_attempted": ("·", "dim"),
    "grader_error": ("!", "bold white on red"),
}
MAX_NAME = 24  # columns for a student's name; the pages show it in full
MAX_REFUSED = 20
MAX_CHANGES = 60  # lines; a fixed check may change everybody's points
ABSENT = {"not_attempted": "not attempted", "missing": "missing"}  # counted, not named


@dataclass(frozen=True)
class RunSummary:
    """How a run ended.

    graded: submissions with a score; grader_errors: those that need the TA.
    reused: how many of them were unchanged and not run again.
    kept: how many come from an earlier run, and were not among the submissions this time.
    refused: what was found beside the submissions and ignored, one sentence each.
    """

    assignment: str
    exercises: int
    seed: int
    isolation: str
    graded: int
    grader_errors: int
    reused: int
    seconds: float
    files: dict[str, str]
    changes: Sequence[str] = ()
    notices: Sequence[str] = ()
    refused: Sequence[str] = ()
    kept: int = 0


class ConsoleReporter:
    """Shows grades as they come; a context manager."""

    def __init__(self, *, quiet: bool = False, as_json: bool = False) -> None:
        self.quiet = quiet or as_json
        self.as_json = as_json
        self.console = Console(stderr=False, highlight=False)
        self._bar: Bar | None = None
        self._task: Any = None
        self._waiting = 0  # columns of the line that will be overwritten

    def __enter__(self) -> ConsoleReporter:
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()
        if self._bar is not None:
            self._bar.stop()

    def prepare(self, text: str) -> None:
        """In a terminal, show what is being prepared; the next line replaces it."""
        if not self.quiet and self.console.is_terminal:
            self._waiting = cell_len(text)
            self.console.print(Text(text, style="dim"), end="\r")

    def _clear(self) -> None:
        if self._waiting:
            self.console.print(" " * self._waiting, end="\r")
            self._waiting = 0

    def begin(self, title: str, total: int, already: int) -> None:
        """Announce a run of `total` submissions, `already` of them done."""
        if self.quiet:
            return
        self._clear()
        self.console.print(Text(title, style="bold"))
        if self.console.is_terminal:
            self._bar = Bar(
                TextColumn("grading"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=self.console,
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task("", total=total, completed=already)

    def advance(self, count: int = 1) -> None:
        """Count more submissions as done."""
        if self._bar is not None:
            self._bar.advance(self._task, count)

    def stage(self, text: str) -> None:
        """Say what comes after the grading."""
        if not self.quiet and self.console.is_terminal:
            self.console.print(Text(text, style="dim"))

    def table(self, grades: Sequence[Grade]) -> None:
        """Print one row per student, up to a readable number."""
        if self.quiet:
            return
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 2), expand=False)
        table.add_column(no_wrap=True, overflow="ellipsis", max_width=MAX_NAME)
        table.add_column(justify="right", no_wrap=True, min_width=9)
        table.add_column(overflow="fold")
        names = min(MAX_NAME, max((cell_len(printable(g.student)) for g in grades), default=0))
        width = max(40, self.console.width - names - 20)
        shown = grades if len(grades) <= 200 else grades[:200]
        for grade in shown:
            table.add_row(Text(printable(grade.student)), _score(grade), _exercises(grade, width))
        self.console.print(table)
        if len(shown) < len(grades):
            self.console.print(f"  … and {len(grades) - len(shown)} more in the files below")

    def finish(self, summary: RunSummary) -> None:
        """Print the run summary."""
        if self.as_json:
            sys.stdout.write(json.dumps(asdict(summary), ensure_ascii=False) + "\n")
            return
        if self.quiet:
            return
        changes = [f"  changed: {printable(each)}" for each in summary.changes]
        self._some(changes, MAX_CHANGES, " (--json)")
        for notice in summary.notices:
            self._line("  " + "\n  ".join(map(printable, notice.splitlines())), "yellow")
        if summary.refused:
            self._line("Ignored files (not graded):", "bold yellow")
            self._some([f"    {printable(each)}" for each in summary.refused], MAX_REFUSED)
        before = [f"{summary.reused} unchanged, not run again"] if summary.reused else []
        before += [f"{summary.kept} kept from before"] if summary.kept else []
        among = f" ({'; '.join(before)})" if before else ""
        line = Text(f"{summary.graded} graded{among} in {summary.seconds:.1f} s")
        if summary.grader_errors:
            line.append(f", {summary.grader_errors} need review", style="bold red")
        line.append(f" · seed {summary.seed} · isolation: {summary.isolation}")
        self.console.print(line)
        if summary.isolation == "process":
            self.console.print(
                Text("! student code was NOT isolated: a verdict could be forged", style="bold red")
            )
        for what, path in summary.files.items():
            self._line(f"  {what:<10} {path}")

    def _line(self, text: str, style: str = "") -> None:
        """Print a line without wrapping, however long it is."""
        self.console.print(Text(text, style=style), soft_wrap=True)

    def _some(self, lines: Sequence[str], most: int, hint: str = "") -> None:
        """Print the first lines and how many more there are. hint: where to find those."""
        for line in lines[:most]:
            self._line(line, "yellow")
        if len(lines) > most:
            self.console.print(f"    … and {len(lines) - most} more{hint}")


def _score(grade: Grade) -> Text:
    if grade.points is None:
        return Text(f"?/{grade.max_points:g}", style="bold white on red")
    return Text(f"{grade.points:g}/{grade.max_points:g}")


def _exercises(grade: Grade, width: int) -> Text:
    """Exercises that are not simply right, in lines of at most `width`; none is split."""
    if grade.status == "grader_error" and not grade.exercises:
        why = printable(grade.message)[:200]
        return Text(f"! grader error, not the student's: {why}", style="red")
    notes = [
        _one(name, verdict)
        for name, verdict in grade.exercises.items()
        if (verdict.status != "passed" or verdict.carried) and verdict.status not in ABSENT
    ]
    for status, word in ABSENT.items():
        count = sum(verdict.status == status for verdict in grade.exercises.values())
        if count:
            notes.append(Text(f"· {count} {word}", style="dim"))
    if not notes:
        return Text("✓ all", style="green")
    lines = [notes[0]]
    for each in notes[1:]:
        if lines[-1].cell_len + 2 + each.cell_len <= width:
            lines[-1] = lines[-1] + Text("  ") + each
        else:
            lines.append(each)
    return Text("\n").join(lines)


def _one(name: str, verdict: Verdict) -> Text:
    sign, style = SIGNS[verdict.status]
    if verdict.carried:
        note = f" (carried from {', '.join(verdict.carried_from)})"
    elif verdict.diagnosis:
        note = f": {' + '.join(verdict.diagnosis)}"
    elif verdict.status == "grader_error":
        note = ": grader error, not the student's"
    else:
        note = "" if verdict.status == "failed" else f": {verdict.status}"
    return Text(f"{sign} {printable(name + note)}", style=style)
