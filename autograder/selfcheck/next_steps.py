"""Overview rows, feedback and next step for a student's whole work.

A `SelfCheckResult` becomes, for each exercise, an explanation and a line of the overview, and one
thing to do next. pytest, the terminal and the watch show what is made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from autograder.models import Source
from autograder.report.error_messages import friendly_error, stopped_notes
from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.report.explanation import explain, explain_written
from autograder.selfcheck.checker import SelfCheckResult
from autograder.selfcheck.data import PublicData
from autograder.text.catalogue import localized, translate

BROKEN = ("failed", "error", "timeout", "crashed", "missing")


@dataclass(frozen=True)
class OverviewRow:
    """One exercise in the overview; plain data, since pytest may carry it between processes.

    position: in the course, from 0. where: file and line, for display.
    status: as in a Verdict; "written"/"unwritten" for an answer that is graded manually.
    note: the misconception that was proved. blocked_by: exercises that have to be right first.
    """

    position: int
    name: str
    title: str
    status: str
    symbol: str
    word: str
    points: float = 0.0
    max_points: float = 0.0
    note: str = ""
    blocked_by: tuple[str, ...] = ()
    where: str = ""

    @property
    def may_earn_more(self) -> bool:
        """Whether grading, which has the reference, may give more than the checks do.

        It may find that a mistake was only carried forward, or is a small slip without a name.
        """
        nameless = self.status == "failed" and not self.note
        return bool(self.blocked_by) or (nameless and 2 * self.points < self.max_points)


def exercise_feedback(result: SelfCheckResult, name: str, language: str) -> ExerciseFeedback:
    """The feedback on one exercise."""
    texts = result.data.texts
    if result.data.exercises[name].kind == "written":
        return explain_written(name, result.written(name), texts, language)
    feedback = explain(name, result.verdicts[name], texts, language)
    first = result.blocked_by.get(name)
    return blocked_feedback(feedback, first) if first else feedback


def blocked_feedback(feedback: ExerciseFeedback, first: Iterable[str]) -> ExerciseFeedback:
    """The explanation of an exercise whose mistake may be another exercise's."""
    language = feedback.language
    names = translate("explain.list-separator", language).join(first)
    return ExerciseFeedback(
        name=feedback.name,
        title=feedback.title,
        language=language,
        status=feedback.status,
        status_word=translate("work-status.waits", language, names=names),
        symbol=feedback.symbol,
        about=translate("waits.about", language, names=names),
        points=feedback.points,
        max_points=feedback.max_points,
    )


def short_feedback(feedback: ExerciseFeedback) -> ExerciseFeedback:
    """Only what the next step needs: a misconception says more than the checks that it breaks."""
    fails = () if feedback.diagnoses else feedback.fails
    return replace(feedback, holds=(), unchecked=(), fails=fails, plots=())


def overview_rows(result: SelfCheckResult, language: str) -> list[OverviewRow]:
    """The overview, in course order: what was checked, and the written answers.

    Empty if the file could not be read.
    """
    if result.source.problem is not None:
        return []
    return [
        overview_row(result, name, language)
        for name, entry in result.data.exercises.items()
        if name in result.verdicts or entry.kind == "written"
    ]


def overview_row(result: SelfCheckResult, name: str, language: str) -> OverviewRow:
    """One exercise of the overview."""
    feedback = exercise_feedback(result, name, language)
    place = list(result.data.exercises).index(name)
    either = not result.source.changed and len(result.files) > 1
    where = "" if either else _place(result.source, name, language)
    if feedback.status == "manual":
        status = "written" if feedback.answer else "unwritten"
        word = translate(f"work-status.{status}", language)
        return OverviewRow(place, name, feedback.title, status, feedback.symbol, word, where=where)
    return OverviewRow(
        place,
        name,
        feedback.title,
        feedback.status,
        feedback.symbol,
        feedback.status_word,
        feedback.points,
        feedback.max_points,
        note=feedback.diagnoses[0].title if feedback.diagnoses else "",
        blocked_by=result.blocked_by.get(name, ()),
        where=where,
    )


def _place(source: Source, name: str, language: str) -> str:
    """File and line of an exercise, "" if absent."""
    for unit in source.units:
        if name in unit.defines:
            where = friendly_error(f"{unit.origin}: ", language).where
            return translate("progress.place", language, file=source.path, where=where)
    return ""


def next_exercise(board: Sequence[OverviewRow]) -> OverviewRow | None:
    """What to work on next: first what is wrong, then what is not begun, then written answers."""
    for wanted in (BROKEN, ("not_attempted",), ("unwritten",)):
        for item in board:
            if item.status in wanted and not item.blocked_by:
                return item
    return next((item for item in board if item.blocked_by), None)


def next_steps(
    board: Sequence[OverviewRow], file: str, language: str, alone: str = "", whole: bool = True
) -> list[str]:
    """The one thing to do next, and how; nothing without a board.

    file: the file that was checked. alone: the command that checks one exercise, or "".
    whole: whether the board has all exercises; if not, it does not say that all are done.
    """
    item = next_exercise(board)
    if item is None:
        return [translate("progress.done", language, file=file)] if whole and board else []
    if item.status == "unwritten":
        return [translate("progress.write", language, name=item.name)]
    name = item.blocked_by[0] if item.blocked_by else item.name
    if item.status == "not_attempted":
        said = [translate("progress.begin", language, name=name, title=item.title)]
        said += [item.where] if item.where else []
    else:
        said = [translate("progress.fix", language, name=name)]
        if alone:
            said.append(translate("progress.alone", language, command=f"{alone} {name}"))
    return [*said, translate("progress.hint", language, command=f"autograder check --hint {name}")]


def file_notes(result: SelfCheckResult, language: str) -> list[str]:
    """Which file counted, if that needs an explanation."""
    counted = result.source
    said = [_unreadable(s, language) for s in (counted, *result.others) if s.problem is not None]
    if counted.problem is not None:
        return said
    if not counted.changed and len(result.files) > 1:
        first, second = result.files
        return [translate("progress.neither", language, first=first, second=second)]
    both = any(other.problem is None for other in result.others)
    key = "progress.two-files" if both else "progress.file"
    said += stopped_notes(result.stopped, language)
    return [*said, translate(key, language, file=counted.path)]


def _unreadable(source: Source, language: str) -> str:
    assert source.problem is not None
    problem = localized(source.problem, language)
    return translate("progress.unreadable", language, file=source.path, problem=problem)


def course_title(data: PublicData, language: str) -> str:
    return str(localized(data.title, language))
