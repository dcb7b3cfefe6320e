"""The `autograder check` command.

By default: every failing exercise, the overview and what to do next. With --watch: again
whenever a file is saved, showing only what matters now. With --hint: the next hint.
Exit codes as with pytest: 0 if everything is right, 1 if something is wrong or not begun.
"""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.errors import GraderError
from autograder.report.terminal import render_exercise, wrap
from autograder.selfcheck.checker import SelfChecker, SelfCheckResult
from autograder.selfcheck.console import Console
from autograder.selfcheck.hints import hint_texts
from autograder.selfcheck.next_steps import (
    course_title,
    exercise_feedback,
    file_notes,
    next_steps,
    overview_rows,
    short_feedback,
)
from autograder.selfcheck.overview import render_overview
from autograder.selfcheck.workspace import find_workspace

OK, FAILED = 0, 1


def run_selfcheck(
    file: Path | None = None,
    language: str | None = None,
    watch: bool = False,
    hint: str | None = None,
) -> int:
    """Run the verb and return its exit code.

    file: a .py or .ipynb, or the assignment's folder; the current folder, if None.
    language: the release's, if None.
    Raises UserError for what the student can fix, GraderError for an internal error.
    """
    work = find_workspace(file, language)
    language = language or work.data.language
    screen = Console(sys.stdout)
    if hint is not None:
        title, *rest = hint_texts(work, hint, language)
        screen.say(title)
        for text in rest:
            screen.say("", *wrap(text, screen.width, "  "))
        return OK
    if watch:
        from autograder.selfcheck.watch import Watch

        return OK if Watch(work, language, screen).run() else FAILED
    result = SelfChecker(work.data).check(work.read(language))
    show_all(result, language, screen)
    return exit_code(result)


def exit_code(result: SelfCheckResult) -> int:
    """0 if everything is right, else 1. Raises GraderError if that is unknown."""
    for verdict in result.verdicts.values():
        if verdict.status == "grader_error":
            raise GraderError(verdict.message)
    return OK if result.passed else FAILED


def show_all(result: SelfCheckResult, language: str, screen: Console) -> None:
    """Every exercise that is not right, the overview, and what to do next."""
    readable = result.source.problem is None
    for name, verdict in result.verdicts.items():
        if readable and verdict.status not in ("passed", "not_attempted"):
            feedback = short_feedback(exercise_feedback(result, name, language))
            screen.say("─" * screen.width, render_exercise(feedback, screen.width, screen.colour))
    screen.say("─" * screen.width, course_title(result.data, language), "")
    board = overview_rows(result, language)
    notes = [*file_notes(result, language), *next_steps(board, result.source.path, language)]
    width, colour, encoding = screen.width, screen.colour, screen.encoding
    screen.say(
        *render_overview(board, notes, language, width=width, colour=colour, encoding=encoding)
    )
