"""Check again whenever the student saves a file.

Polls the files a few times a second (no library sees every editor's way of saving on
every machine), checks them when they have changed, and shows what became right and what
to do next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from autograder.errors import GraderError, UserError
from autograder.report.terminal import render_exercise
from autograder.selfcheck.checker import SelfChecker, SelfCheckResult
from autograder.selfcheck.console import Console
from autograder.selfcheck.next_steps import (
    BROKEN,
    course_title,
    exercise_feedback,
    file_notes,
    next_exercise,
    next_steps,
    overview_rows,
    short_feedback,
)
from autograder.selfcheck.overview import bar
from autograder.selfcheck.workspace import Workspace
from autograder.text.catalogue import translate

PAUSE = 0.15  # seconds between two looks


class Watch:
    """Checks one folder again and again, until Ctrl+C.

    pause: a function that waits for so many seconds.
    """

    def __init__(
        self,
        work: Workspace,
        language: str,
        screen: Console,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.work = work
        self.language = language
        self.screen = screen
        self.pause = pause
        self.checker = SelfChecker(work.data)
        self.last: SelfCheckResult | None = None
        self.code: Mapping[str, str] = {}

    def run(self) -> bool:
        """Watch until stopped; return whether everything was right then."""
        seen: Any = None
        try:
            while True:
                found = self._look()
                if found != seen:
                    seen = found
                    self._check()
                self.pause(PAUSE)
        except KeyboardInterrupt:
            return self.last is not None and self.last.passed

    def _look(self) -> list[tuple[str, int, int]]:
        """What a save changes: an editor may write in place, or replace the file."""
        found = []
        for path in self.work.files:
            try:
                state = path.stat()
            except OSError:  # it is just being replaced
                continue
            found.append((path.name, state.st_mtime_ns, state.st_size))
        return found

    def _check(self) -> None:
        self.screen.clear()
        try:
            result = self.checker.check(self.work.read(self.language))
        except UserError as error:
            self.screen.say(str(error), "", translate("progress.again", self.language))
            return
        except GraderError as fault:
            self.screen.say(f"! {translate('pytest.no-grader', self.language)}", str(fault))
            return
        code = code_of(result)
        changed = [name for name in result.verdicts if code[name] != self.code.get(name)]
        self.screen.say(*self._page(result, changed if self.code else []))
        self.last, self.code = result, code

    def _page(self, result: SelfCheckResult, changed: list[str]) -> list[str]:
        language, screen = self.language, self.screen
        board = overview_rows(result, language)
        page = [course_title(result.data, language)]
        if board:
            page += ["", bar(board, language, screen.colour, screen.encoding)]
        page += ["", *(f"  {said}" for said in file_notes(result, language)), ""]
        page += [f"  {said}" for said in self._news(result)]
        steps = next_steps(board, result.source.path, language)
        broken = {item.name for item in board if item.status in BROKEN and not item.blocked_by}
        coming = next_exercise(board)
        at = next((name for name in changed if name in broken), coming.name if coming else "")
        if at in broken:
            feedback = short_feedback(exercise_feedback(result, at, language))
            page += [render_exercise(feedback, screen.width, screen.colour), ""]
            steps = [translate("progress.hint", language, command=f"autograder check --hint {at}")]
        page += [f"  {said}" for said in steps]
        return [*page, f"  {translate('progress.again', language)}"]

    def _news(self, result: SelfCheckResult) -> list[str]:
        """What is right now and was not before."""
        if self.last is None:
            return []
        before = self.last.verdicts
        news = [
            translate("progress.passed-now", self.language, name=name)
            for name, verdict in result.verdicts.items()
            if verdict.status == "passed" and before[name].status != "passed"
        ]
        return [*news, ""] if news else []


def code_of(result: SelfCheckResult) -> dict[str, str]:
    """The code of each exercise, to see which was worked on."""
    return {
        name: "\n".join(unit.source for unit in result.source.units if name in unit.defines)
        for name in result.verdicts
    }
