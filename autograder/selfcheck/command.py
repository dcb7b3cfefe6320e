"""The `autograder check` command.

Once: every failing exercise, the overview and what to do next. With --watch: again
whenever a file is saved, and then only what matters now. With --hint: the next hint.
Exit codes as with pytest: 0 everything is right, 1 something is not (or not begun).
"""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.errors import GraderError
from autograder.report.terminal import render_exercise, wrap
from autograder.selfcheck.checker import SelfChecker, SelfCheckResult
from autograder.selfcheck.console import Console
from autograder.selfcheck.hints import next_hint
from autograder.selfcheck.next_steps import (
    course_title,
    exercise_feedback,
    file_notes,
    next_steps,
    overview_rows,
    short_feedback,
)
from autograder.selfcheck.overview import render_overview
from autograder.selfcheck.workspace import Workspace, find_workspace
from autograder.text.catalogue import localized, translate

OK, FAILED = 0, 1


def run_selfcheck(
    file: Path | None = None,
    language: str | None = None,
    watch: bool = False,
    hint: str | None = None,
) -> int:
    """Run the verb and return its exit code.

    file: a .py or .ipynb, or the assignment's folder; here, if None.
    language: that of the release, if None.
    Raises UserError for what the student can fix, GraderError for an internal error.
    """
    work = find_workspace(file, language)
    language = language or work.data.language
    screen = Console(sys.stdout)
    if hint is not None:
        give_hint(work, hint, language, screen)
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
    screen.say(*_overview(result, language, screen))


def _overview(result: SelfCheckResult, language: str, screen: Console) -> list[str]:
    readable = result.source.problem is None
    board = overview_rows(result, language) if readable else []
    steps = next_steps(board, result.source.path, language) if readable else []
    return render_overview(
        board,
        [*file_notes(result, language), *steps],
        language,
        width=screen.width,
        colour=screen.colour,
        encoding=screen.encoding,
    )


def give_hint(work: Workspace, name: str, language: str, screen: Console) -> None:
    """Print the next hint of an exercise."""
    title, *rest = hint_texts(work, name, language)
    screen.say(title)
    for text in rest:
        screen.say("", *wrap(text, screen.width, "  "))


def hint_texts(work: Workspace, name: str, language: str) -> list[str]:
    """The next hint as paragraphs: title, text and what to do next."""
    name = work.named(name, language)
    texts = work.data.texts[name]
    title = localized(texts.get("title", {}), language) or name
    hint = next_hint(work.data, work.folder, name, language)
    if hint is None:
        return [translate("hints.none", language, name=name)]
    values = {"number": hint.number, "count": hint.count, "name": name, "title": title}
    said = [translate("hints.title", language, **values), hint.text]
    section = localized(texts.get("section", {}), language)
    if hint.number < hint.count:
        return [*said, translate("hints.more", language)]
    if section:
        said.append(translate("hints.again", language, section=section))
    return [*said, translate("hints.last", language)]
