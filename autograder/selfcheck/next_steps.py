"""What is a student told about their work as a whole?

A `Result` becomes an explanation of each exercise, one line of the overview for each, and
the one thing to do next. pytest, the terminal and the watch show what is made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from autograder.models import Source
from autograder.report.error_messages import reword
from autograder.report.explanation import Explanation, explain, explain_written
from autograder.report.i18n import pick, say
from autograder.selfcheck.checker import Result
from autograder.selfcheck.data import PublicData
from autograder.selfcheck.words import words

BROKEN = ("failed", "error", "timeout", "crashed", "missing")


@dataclass(frozen=True)
class Line:
    """One exercise in the overview; plain data, since pytest may carry it between processes.

    place: where it stands in the course, from 0. where: in which file and line, in words.
    status: as in a Verdict; "written"/"unwritten" for an answer that a person marks.
    note: the misconception that was proved. waits: exercises that have to be right first.
    """

    place: int
    name: str
    title: str
    status: str
    mark: str
    word: str
    points: float = 0.0
    max_points: float = 0.0
    note: str = ""
    waits: tuple[str, ...] = ()
    where: str = ""


def tell(result: Result, name: str, language: str) -> Explanation:
    """What to tell about one exercise."""
    texts = result.data.texts
    if result.data.exercises[name].kind == "written":
        return explain_written(name, result.written(name), texts, language)
    told = explain(name, result.verdicts[name], texts, language)
    return waiting(told, result.waits[name]) if name in result.waits else told


def waiting(told: Explanation, first: Iterable[str]) -> Explanation:
    """The explanation of an exercise whose mistake may be that of another one."""
    language = told.language
    names = say("explain.list-separator", language).join(first)
    return Explanation(
        name=told.name,
        title=told.title,
        language=language,
        status=told.status,
        status_word=words("status.waits", language, names=names),
        mark=told.mark,
        about=words("waits.about", language, names=names),
        points=told.points,
        max_points=told.max_points,
    )


def brief(told: Explanation) -> Explanation:
    """What is needed to go on: a misconception says more than the claims that it breaks."""
    fails = () if told.diagnoses else told.fails
    return replace(told, holds=(), unchecked=(), fails=fails, plots=())


def lines(result: Result, language: str) -> list[Line]:
    """The overview, in course order: what was checked, and the answers in words."""
    return [
        line(result, name, language)
        for name, entry in result.data.exercises.items()
        if name in result.verdicts or entry.kind == "written"
    ]


def line(result: Result, name: str, language: str) -> Line:
    """One exercise of the overview."""
    told = tell(result, name, language)
    place = list(result.data.exercises).index(name)
    either = not result.source.changed and len(result.files) > 1
    where = "" if either else place_of(result.source, name, language)
    if told.status == "manual":
        status = "written" if told.answer else "unwritten"
        word = words(f"status.{status}", language)
        return Line(place, name, told.title, status, told.mark, word, where=where)
    return Line(
        place,
        name,
        told.title,
        told.status,
        told.mark,
        told.status_word,
        told.points,
        told.max_points,
        note=told.diagnoses[0].title if told.diagnoses else "",
        waits=result.waits.get(name, ()),
        where=where,
    )


def place_of(source: Source, name: str, language: str) -> str:
    """In which file and line an exercise stands, "" if nowhere."""
    for unit in source.units:
        if name in unit.defines:
            where = reword(f"{unit.origin}: ", language).where
            return words("progress.place", language, file=source.path, where=where)
    return ""


def next_one(board: Sequence[Line]) -> Line | None:
    """What to work at next: first what is broken, then what is not begun, then the words."""
    for wanted in (BROKEN, ("not_attempted",), ("unwritten",)):
        for item in board:
            if item.status in wanted and not item.waits:
                return item
    return next((item for item in board if item.waits), None)


def what_next(
    board: Sequence[Line], file: str, language: str, alone: str = "", whole: bool = True
) -> list[str]:
    """The one thing to do next, and how.

    file: the one that was checked. alone: the command that checks one exercise, or "".
    whole: whether the board is that of the whole course; if not, nothing is said of its end.
    """
    item = next_one(board)
    if item is None:
        return [words("progress.done", language, file=file)] if whole else []
    if item.status == "unwritten":
        return [words("progress.write", language, name=item.name)]
    name = item.waits[0] if item.waits else item.name
    if item.status == "not_attempted":
        said = [words("progress.begin", language, name=name, title=item.title)]
        said += [item.where] if item.where else []
    else:
        said = [words("progress.mend", language, name=name)]
        if alone:
            said.append(words("progress.alone", language, command=f"{alone} {name}"))
    return [*said, words("progress.hint", language, command=f"autograder check --hint {name}")]


def about_files(result: Result, language: str) -> list[str]:
    """Which file counted, where that needs a word."""
    counted = result.source
    said = [_unreadable(s, language) for s in (counted, *result.others) if s.problem is not None]
    if counted.problem is not None:
        return said
    if not counted.changed and len(result.files) > 1:
        first, second = result.files
        return [words("progress.neither", language, first=first, second=second)]
    both = any(other.problem is None for other in result.others)
    key = "progress.two-files" if both else "progress.file"
    return [*said, words(key, language, file=counted.path)]


def _unreadable(source: Source, language: str) -> str:
    assert source.problem is not None
    problem = pick(source.problem, language)
    return words("progress.unreadable", language, file=source.path, problem=problem)


def course_title(data: PublicData, language: str) -> str:
    return str(pick(data.title, language))
