"""pytest items of the self-check, which share one run."""

from __future__ import annotations

import gc
import sys
from contextlib import closing
from dataclasses import asdict
from typing import Any

import pytest

from autograder.errors import GraderError, UserError
from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.report.terminal import render_exercise
from autograder.sandbox.process_spawn import Child
from autograder.selfcheck.checker import SelfChecker, SelfCheckResult
from autograder.selfcheck.next_steps import (
    course_title,
    exercise_feedback,
    file_notes,
    overview_row,
    short_feedback,
)
from autograder.selfcheck.workspace import Workspace, find_workspace
from autograder.text.catalogue import LANGUAGES, translate
from autograder.text.sanitize import encodable

WIDTH = 88


class CheckFailedError(Exception):
    """A verdict that is not a pass; pytest prints its feedback and no traceback.

    Its text is plain, or coloured on a terminal.
    """

    def __init__(self, feedback: ExerciseFeedback) -> None:
        super().__init__(feedback)
        self.feedback = feedback

    def __str__(self) -> str:
        return render_exercise(self.feedback, WIDTH)

    def toterminal(self, writer: Any) -> None:
        text = render_exercise(self.feedback, min(100, writer.fullwidth), colour=writer.hasmarkup)
        writer.line(encodable(text, sys.stdout.encoding or "utf-8"))


class SharedSession:
    """One run of the student's work, made when its first test runs."""

    def __init__(self, work: Workspace, language: str, ready: Child | None) -> None:
        self.work = work
        self.language = language
        self.ready = ready
        self.result: SelfCheckResult | None = None
        self.fault: GraderError | None = None
        self.unreadable_said = False

    def of(self, session: pytest.Session) -> SelfCheckResult:
        """The result for all of its tests selected in this session."""
        if self.fault is not None:
            pytest.skip(translate("work-status.unchecked", self.language))
        if self.result is None:
            items = [item for item in session.items if isinstance(item, ExerciseItem)]
            names = [item.name for item in items if item.shared is self]
            try:
                sources = self.work.read(self.language)
                ready, self.ready = self.ready, None
                with closing(SelfChecker(self.work.data, ready)) as checker:
                    self.result = checker.check(sources, names)
                if len(items) == len(session.items):
                    gc.freeze()  # when it ends, pytest collects garbage five times
            except GraderError as fault:
                self.fault = fault
                raise
        return self.result

    def close(self) -> None:
        """End the child that was started for tests that were not run after all."""
        ready, self.ready = self.ready, None
        if ready is not None:
            ready.discard()


class ExerciseItem(pytest.Item):
    """One exercise of the assignment."""

    def __init__(self, *, shared: SharedSession, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.shared = shared

    def runtest(self) -> None:
        result = self.shared.of(self.session)
        feedback = exercise_feedback(result, self.name, self.shared.language)
        if result.source.problem is not None:
            if self.shared.unreadable_said:  # it concerns all tests
                pytest.skip(translate("work-status.unchecked", self.shared.language))
            self.shared.unreadable_said = True
        if feedback.status == "not_attempted":
            pytest.skip(feedback.status_word)
        if feedback.status == "manual" and not feedback.answer:
            pytest.skip(translate("work-status.unwritten", self.shared.language))
        if feedback.status not in ("passed", "manual"):
            raise CheckFailedError(short_feedback(feedback))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        error = excinfo.value
        if isinstance(error, CheckFailedError):
            return error
        if isinstance(error, UserError):
            return str(error)
        if isinstance(error, GraderError):
            return f"! {translate('pytest.no-grader', self.shared.language)}\n{error}"
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Any, int | None, str]:
        return self.path, 0, self.name  # editors show a test at a line

    def note_for_autograder(self, report: Any) -> None:
        """Attach to a report what the overview needs; that may be made in another process."""
        shared = self.shared
        report.autograder = {"folder": str(shared.work.folder), "language": shared.language}
        if shared.result is None:
            report.autograder["fault"] = shared.fault is not None
            return
        one = overview_row(shared.result, self.name, shared.language)
        report.autograder.update(
            title=course_title(shared.work.data, shared.language),
            count=len(shared.work.data.exercises),
            file=shared.result.source.path,
            files=file_notes(shared.result, shared.language),
            readable=shared.result.source.problem is None,
            line=asdict(one),
        )


def collect(collector: Any, ready: Child | None = None) -> list[ExerciseItem]:
    """One test for each exercise of the assignment in the module's folder.

    ready: a process that will run them.
    """
    try:
        work = find_workspace(collector.path.parent)
        language = collector.config.getoption("autograder_language") or work.data.language
        if language not in LANGUAGES:
            raise UserError(
                f"--autograder-language: wanted one of {', '.join(LANGUAGES)}, got '{language}'."
            )
        if not work.files:
            work.read(language)
    except UserError as error:
        if ready is not None:
            ready.discard()
        raise collector.CollectError(str(error)) from None
    shared = SharedSession(work, language, ready)
    collector.config.add_cleanup(shared.close)
    return [
        ExerciseItem.from_parent(collector, name=name, shared=shared)
        for name in work.data.exercises
    ]
