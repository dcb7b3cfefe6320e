"""What does a TA see of a whole class?

OUT/report.html: one file that needs no network and can be read without its script, which
sorts, filters and searches the table of students.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from autograder.files import safe_name
from autograder.models import Grade
from autograder.report.class_report.class_charts import before_after, distribution, item_chart
from autograder.report.class_report.class_summary import ClassSummary, kind_of, summarise
from autograder.report.class_report.item_analysis import ENOUGH, histogram, spread
from autograder.report.class_report.run_comparison import Move, Progress
from autograder.report.error_messages import reword
from autograder.report.explanation import Texts
from autograder.report.html import Html
from autograder.report.i18n import amount, pick, say, style
from autograder.report.rendering import pieces
from autograder.report.sanitize import clean
from autograder.report.similarity import MOST_STUDENTS, Group

REPORT = "report.html"
STUDENTS = "students"
_AT_ONCE = 12  # misconceptions that are listed, with the others folded away
_CHIPS = 6  # misconceptions of an exercise that the map shows at once
_NOTHING = ("missing", "not_attempted")
_SAID = ("error", "timeout", "crashed", "grader_error")  # statuses that a row says in words


@dataclass(frozen=True)
class Setting:
    """What the pages of one run have in common.

    course, title: of the course and the assignment, in the page's language.
    progress: None without an earlier run. alike: None where it was not looked for.
    rubrics: of the written exercises, by language.
    """

    language: str
    texts: Mapping[str, Texts]
    course: str = ""
    title: str = ""
    isolation: str = "bubblewrap"
    seed: int = 0
    progress: Progress | None = None
    alike: Sequence[Group] | None = ()
    rubrics: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def with_alike(self, alike: Sequence[Group] | None) -> Setting:
        return replace(self, alike=alike)


@dataclass(frozen=True)
class Row:
    """One student in the table. cells: (kind, what is shown) by exercise.

    beliefs: numbers of the misconceptions. needs: whether a person has to look.
    """

    student: str
    key: str
    href: str
    points: float | None
    cells: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    beliefs: tuple[int, ...]
    needs: bool


def write_class_page(grades: Sequence[Grade], setting: Setting, out: Path) -> Path:
    """Write OUT/report.html and return its path."""
    path = out / REPORT
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_pieces(grades, setting))
    return path


def class_page(grades: Sequence[Grade], setting: Setting) -> str:
    """The page as text."""
    return "".join(_pieces(grades, setting))


def _pieces(grades: Sequence[Grade], setting: Setting) -> Iterator[str]:
    language = setting.language
    summary = summarise(grades, setting.texts, language)
    keys = pseudonyms([grade.student for grade in grades], setting.seed)
    rows = _rows(grades, summary, setting, keys)
    script = style("class.js")
    progress = setting.progress
    return pieces(
        "class.html",
        language,
        style("class.css"),
        setting=setting,
        summary=summary,
        rows=rows,
        keys=keys,
        show=lambda student: clean(student, 200),
        titles={name: pick(own["title"], language) for name, own in setting.texts.items()},
        also={each.id: [b for b in summary.beliefs if b.id == each.id] for each in summary.beliefs},
        when=when,
        most_students=MOST_STUDENTS,
        spread=spread(summary.points),
        bars=histogram(summary.points, summary.max_points),
        plots=_plots(summary, progress, language),
        unreadable=[(s, reword(why, language).friendly) for s, why in summary.needs.unreadable],
        map=_map(summary),
        most=max((len(belief.students) for belief in summary.beliefs), default=1),
        enough=ENOUGH,
        at_once=_AT_ONCE,
        needing=sum(row.needs for row in rows),
        to_mark=sum(len(wrote) for wrote, _ in summary.needs.marks.values()),
        changed=_changed(progress) if progress else (),
        regraded=_regraded(progress) if progress else (),
        gains=_gains(progress) if progress else {},
        script=script,
        script_hash=base64.b64encode(sha256(script.encode()).digest()).decode(),
    )


def pseudonyms(students: Sequence[str], seed: int) -> dict[str, str]:
    """What stands for each name while names are hidden; says nothing about the alphabet."""

    def chance(name: str) -> bytes:
        return sha256(f"{seed}:{name}".encode("utf-8", "surrogatepass")).digest()

    shuffled = sorted(students, key=chance)
    return {student: f"s{number}" for number, student in enumerate(shuffled, 1)}


def student_page_name(student: str) -> str:
    """The file of a student's page within OUT/students/."""
    return f"{safe_name(student)}.html"


def _rows(
    grades: Sequence[Grade], summary: ClassSummary, setting: Setting, keys: Mapping[str, str]
) -> list[Row]:
    numbers = {(b.exercise, b.id): b.number for b in summary.beliefs}
    alike = {student for group in setting.alike or () for student in group.students}
    told: dict[int, _Told] = {}  # of verdicts that students have in common (see `brief`)
    rows = []
    for grade in grades:
        same = id(grade.exercises)
        if same not in told:
            told[same] = _told(grade, summary, numbers, setting.language)
        rows.append(_row(grade, told[same], setting.language, keys, alike))
    return rows


class _Told(NamedTuple):
    """What a row says of the exercises."""

    cells: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    beliefs: tuple[int, ...]


def _told(
    grade: Grade, summary: ClassSummary, numbers: Mapping[tuple[str, str], int], language: str
) -> _Told:
    cells, remarks, beliefs = [], [], []
    for exercise in summary.exercises:
        verdict = grade.exercises.get(exercise.name)
        kind = kind_of(verdict) if verdict else "grader_error"
        cells.append((kind, _cell(kind, verdict.points if verdict else 0.0, language)))
        if verdict and verdict.diagnosis:
            ids = " + ".join(clean(each) for each in verdict.diagnosis)
            remarks.append(f"{exercise.name}: {ids}")
            beliefs += [numbers[exercise.name, clean(each)] for each in verdict.diagnosis]
        elif verdict and verdict.status in _SAID:
            remarks.append(f"{exercise.name}: {say(f'status.{verdict.status}', language)}")
    return _Told(tuple(cells), tuple(remarks), tuple(beliefs))


def _row(grade: Grade, told: _Told, language: str, keys: Mapping[str, str], alike: set[str]) -> Row:
    notes = [
        say(f"class.note-{note}", language)
        for note, holds in (
            ("two-files", "two-files-edited" in grade.notes),
            ("unreadable", "unreadable" in grade.notes),
            ("alike", grade.student in alike),
        )
        if holds
    ]
    return Row(
        student=grade.student,
        key=keys[grade.student],
        href=f"{STUDENTS}/{quote(student_page_name(grade.student))}",
        points=grade.points,
        cells=told.cells,
        remarks=(*notes, *told.remarks) if notes else told.remarks,
        beliefs=told.beliefs,
        needs=grade.status == "grader_error" or bool(notes),
    )


def _cell(kind: str, points: float, language: str) -> str:
    if kind == "grader_error":
        return "!"
    if kind in _NOTHING:
        return "–"
    full = say("mark.passed", language)
    return {"passed": full, "carried": f"({full})"}.get(kind, amount(points))


def _map(summary: ClassSummary) -> list[tuple[str, str, list[object], list[object]]]:
    """Per exercise its misconceptions: those shown at once, and the rest."""
    found = []
    for exercise in summary.exercises:
        own: list[object] = [b for b in summary.beliefs if b.exercise == exercise.name]
        if own:
            found.append((exercise.name, exercise.title, own[:_CHIPS], own[_CHIPS:]))
    return found


def _plots(summary: ClassSummary, progress: Progress | None, language: str) -> dict[str, Html]:
    plots = dict.fromkeys(("points", "exercises", "progress"), Html(""))
    told = spread(summary.points)
    if told:
        bars = histogram(summary.points, summary.max_points)
        low, high, count = max(bars, key=lambda bar: bar[2])
        words = {"median": amount(told.quartiles[1]), "low": amount(low), "high": amount(high)}
        alt = say("class.points-alt", language, count=count, **words)
        plots["points"] = distribution(bars, told.quartiles[1], alt)
    known = [e for e in summary.exercises if e.item.difficulty is not None]
    if known:
        apart = [e for e in known if e.item.discrimination is not None] or known
        hardest = min(known, key=lambda e: e.item.difficulty or 0.0)
        weakest = min(apart, key=lambda e: e.item.discrimination or 0.0)
        alt = say("class.exercises-alt", language, hardest=hardest.name, weakest=weakest.name)
        plots["exercises"] = item_chart(
            [(e.name, e.item.difficulty, e.item.discrimination) for e in known],
            (say("class.chart-difficulty", language), say("class.chart-discrimination", language)),
            alt,
        )
    if progress and progress.pairs:
        gains = _gains(progress)
        alt = say("class.progress-alt", language, up=gains["up"], down=gains["down"])
        plots["progress"] = before_after(progress.pairs, summary.max_points, alt)
    return plots


def _gains(progress: Progress) -> dict[str, object]:
    gains = [move.gain for move in progress.moves if move.gain is not None]
    pairs = progress.pairs
    count = max(len(pairs), 1)
    return {
        "both": len(progress.moves),
        "up": sum(gain > 0 for gain in gains),
        "down": sum(gain < 0 for gain in gains),
        "same": sum(gain == 0 for gain in gains),
        "before": amount(sum(before for before, _ in pairs) / count),
        "after": amount(sum(after for _, after in pairs) / count),
    }


def when(moment: datetime) -> str:
    """A moment in this machine's time zone."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _changed(progress: Progress) -> list[Move]:
    """Who has other points than before, the greatest loss first: that is where to look."""
    moves = [move for move in progress.moves if move.before != move.after]
    return sorted(moves, key=lambda move: (move.gain is not None, move.gain or 0.0, move.student))


def _regraded(progress: Progress) -> list[Move]:
    return [move for move in _changed(progress) if move.same_file]
