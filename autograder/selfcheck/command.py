"""What does `autograder check` do?

Once: every failing exercise, the overview and what to do next. With --watch: again
whenever a file is saved, and then only what matters now. With --hint: the next hint.
Exit codes as with pytest: 0 everything is right, 1 something is not (or not begun).
"""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.errors import GraderError
from autograder.report.i18n import pick
from autograder.report.terminal import show, wrap
from autograder.selfcheck.checker import Checker, Result
from autograder.selfcheck.console import Screen
from autograder.selfcheck.hints import next_hint
from autograder.selfcheck.next_steps import (
    about_files,
    brief,
    course_title,
    lines,
    tell,
    what_next,
)
from autograder.selfcheck.overview import overview
from autograder.selfcheck.words import words
from autograder.selfcheck.workspace import Work, find_work

OK, FAILED = 0, 1


def check(
    file: Path | None = None,
    language: str | None = None,
    watch: bool = False,
    hint: str | None = None,
) -> int:
    """Run the verb and return its exit code.

    file: a .py or .ipynb, or the assignment's folder; here, if None.
    language: that of the release, if None.
    Raises UserError for what the student can mend, GraderError for a fault of ours.
    """
    work = find_work(file, language)
    language = language or work.data.language
    screen = Screen(sys.stdout)
    if hint is not None:
        give_hint(work, hint, language, screen)
        return OK
    if watch:
        from autograder.selfcheck.watch import Watch

        return OK if Watch(work, language, screen).run() else FAILED
    result = Checker(work.data).check(work.read(language))
    show_all(result, language, screen)
    return exit_code(result)


def exit_code(result: Result) -> int:
    """0 where everything is right, else 1. Raises GraderError where nobody can tell."""
    for verdict in result.verdicts.values():
        if verdict.status == "grader_error":
            raise GraderError(verdict.message)
    return OK if result.passed else FAILED


def show_all(result: Result, language: str, screen: Screen) -> None:
    """Every exercise that is not right, the overview, and what to do next."""
    readable = result.source.problem is None
    for name, verdict in result.verdicts.items():
        if readable and verdict.status not in ("passed", "not_attempted"):
            told = brief(tell(result, name, language))
            screen.say("─" * screen.width, show(told, screen.width, screen.colour))
    screen.say("─" * screen.width, course_title(result.data, language), "")
    screen.say(*_overview(result, language, screen))


def _overview(result: Result, language: str, screen: Screen) -> list[str]:
    readable = result.source.problem is None
    board = lines(result, language) if readable else []
    steps = what_next(board, result.source.path, language) if readable else []
    return overview(
        board,
        [*about_files(result, language), *steps],
        language,
        width=screen.width,
        colour=screen.colour,
        encoding=screen.encoding,
    )


def give_hint(work: Work, name: str, language: str, screen: Screen) -> None:
    """Print the next hint of an exercise."""
    title, *rest = hint_texts(work, name, language)
    screen.say(title)
    for text in rest:
        screen.say("", *wrap(text, screen.width, "  "))


def hint_texts(work: Work, name: str, language: str) -> list[str]:
    """The next hint, a paragraph each: its title, what it says, and what to do after it."""
    name = work.named(name, language)
    texts = work.data.texts[name]
    title = pick(texts.get("title", {}), language) or name
    hint = next_hint(work.data, work.folder, name, language)
    if hint is None:
        return [words("hints.none", language, name=name)]
    values = {"number": hint.number, "count": hint.count, "name": name, "title": title}
    said = [words("hints.title", language, **values), hint.text]
    section = pick(texts.get("section", {}), language)
    if hint.number < hint.count:
        return [*said, words("hints.more", language)]
    if section:
        said.append(words("hints.again", language, section=section))
    return [*said, words("hints.last", language)]
