"""Write OUT/report.html, the page of a whole class.

It needs no network, and works without its script, which sorts, filters and searches the table
of students.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from autograder.files import atomic_open
from autograder.models import Grade, SubmissionInfo
from autograder.report.class_report.class_charts import before_after, distribution, item_chart
from autograder.report.class_report.class_rows import RowMaker, columns, misconception_title
from autograder.report.class_report.class_summary import ClassSummary, summarize
from autograder.report.class_report.item_analysis import ENOUGH, histogram, point_distribution
from autograder.report.class_report.run_comparison import RunComparison, StudentChange
from autograder.report.error_messages import friendly_error
from autograder.report.exercise_texts import ExerciseTexts
from autograder.report.html import script_hash, style
from autograder.report.rendering import pieces
from autograder.report.similarity import MOST_STUDENTS
from autograder.report.similarity.similar_students import Group
from autograder.text.catalogue import format_points, localized, translate
from autograder.text.sanitize import sanitize

REPORT = "report.html"
_AT_ONCE = 12  # misconceptions listed before the rest is folded away
_CHIPS = 6  # misconceptions of an exercise that the map shows before the rest


@dataclass(frozen=True)
class PageSetting:
    """What the pages of one run have in common.

    course, title: of the course and the assignment, in the page's language.
    progress: None without an earlier run. alike: None if similarity was not checked.
    rubrics: of the written exercises, by language.
    shown: a student's name on pages, by key; the key itself if not listed.
    infos: what the platform and the roster say about a student: due time, lateness, section.
    """

    language: str
    texts: Mapping[str, ExerciseTexts]
    course: str = ""
    title: str = ""
    isolation: str = "bubblewrap"
    seed: int = 0
    progress: RunComparison | None = None
    alike: Sequence[Group] | None = ()
    rubrics: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    infos: Mapping[str, SubmissionInfo] = field(default_factory=dict)

    def name_of(self, student: str) -> str:
        """A student's name for pages, safe to show."""
        return sanitize(self.shown.get(student, student), 200)


def write_class_page(grades: Sequence[Grade], setting: PageSetting, out: Path) -> Path:
    """Write OUT/report.html and return its path."""
    path = out / REPORT
    with atomic_open(path) as file:
        file.writelines(piece.encode("utf-8") for piece in class_page_pieces(grades, setting))
    return path


def class_page_pieces(grades: Sequence[Grade], setting: PageSetting) -> Iterator[str]:
    language = setting.language
    summary = summarize(grades, setting.texts, language)
    keys = pseudonyms([grade.student for grade in grades], setting.seed)
    alike = {student for group in setting.alike or () for student in group.students}
    make = RowMaker(summary, setting.texts, language, infos=setting.infos, alike=frozenset(alike))
    rows = [make.row(grade, keys[grade.student]) for grade in grades]
    script = style("class.js")
    progress = setting.progress
    changed = _changed(progress) if progress else []
    return pieces(
        "class.html",
        language,
        style("class.css"),
        setting=setting,
        summary=summary,
        rows=rows,
        columns=columns(rows),
        misconception_title=lambda exercise, identifier: misconception_title(
            setting.texts, exercise, identifier, language
        ),
        keys=keys,
        show=setting.name_of,
        titles={name: localized(own["title"], language) for name, own in setting.texts.items()},
        also={
            each.id: [b for b in summary.misconceptions if b.id == each.id]
            for each in summary.misconceptions
        },
        when=when,
        most_students=MOST_STUDENTS,
        spread=point_distribution(summary.points),
        bars=histogram(summary.points, summary.max_points),
        plots=_plots(summary, progress, language),
        unreadable=[
            (s, friendly_error(why, language).friendly) for s, why in summary.needs.unreadable
        ],
        map=_heat_map(summary),
        most=max((len(each.students) for each in summary.misconceptions), default=1),
        enough=ENOUGH,
        at_once=_AT_ONCE,
        needing=sum(row.needs for row in rows),
        to_mark=sum(len(wrote) for wrote, _ in summary.needs.marks.values()),
        changed=changed,
        regraded=[move for move in changed if move.same_file],
        gains=_gains(progress) if progress else {},
        script=script,
        script_hash=script_hash(script),
    )


def pseudonyms(students: Sequence[str], seed: int) -> dict[str, str]:
    """Aliases shown while names are hidden; they do not reveal the alphabetical order."""

    def chance(name: str) -> bytes:
        return sha256(f"{seed}:{name}".encode("utf-8", "surrogatepass")).digest()

    shuffled = sorted(students, key=chance)
    return {student: f"s{number}" for number, student in enumerate(shuffled, 1)}


def _heat_map(summary: ClassSummary) -> list[tuple[str, str, list[object], list[object]]]:
    """For each exercise, its misconceptions: those shown at once, and the rest."""
    found = []
    for exercise in summary.exercises:
        own: list[object] = [b for b in summary.misconceptions if b.exercise == exercise.name]
        if own:
            found.append((exercise.name, exercise.title, own[:_CHIPS], own[_CHIPS:]))
    return found


def _plots(
    summary: ClassSummary, progress: RunComparison | None, language: str
) -> dict[str, Markup]:
    plots = dict.fromkeys(("points", "exercises", "progress"), Markup(""))
    spread = point_distribution(summary.points)
    if spread:
        bars = histogram(summary.points, summary.max_points)
        low, high, count = max(bars, key=lambda bar: bar[2])
        figures = {
            "median": format_points(spread.quartiles[1]),
            "low": format_points(low),
            "high": format_points(high),
        }
        alt = translate("class.points-alt", language, count=count, **figures)
        plots["points"] = distribution(bars, spread.quartiles[1], alt)
    known = [e for e in summary.exercises if e.item.difficulty is not None]
    if known:
        apart = [e for e in known if e.item.discrimination is not None] or known
        hardest = min(known, key=lambda e: e.item.difficulty or 0.0)
        weakest = min(apart, key=lambda e: e.item.discrimination or 0.0)
        alt = translate("class.exercises-alt", language, hardest=hardest.name, weakest=weakest.name)
        plots["exercises"] = item_chart(
            [(e.name, e.item.difficulty, e.item.discrimination, e.item.judged) for e in known],
            (
                translate("class.chart-difficulty", language),
                translate("class.chart-discrimination", language),
            ),
            alt,
        )
    if progress and progress.pairs:
        gains = _gains(progress)
        alt = translate("class.progress-alt", language, up=gains["up"], down=gains["down"])
        plots["progress"] = before_after(progress.pairs, summary.max_points, alt)
    return plots


def _gains(progress: RunComparison) -> dict[str, object]:
    gains = [move.gain for move in progress.changes if move.gain is not None]
    pairs = progress.pairs
    count = max(len(pairs), 1)
    return {
        "both": len(progress.changes),
        "up": sum(gain > 0 for gain in gains),
        "down": sum(gain < 0 for gain in gains),
        "same": sum(gain == 0 for gain in gains),
        "before": format_points(sum(before for before, _ in pairs) / count),
        "after": format_points(sum(after for _, after in pairs) / count),
    }


def when(moment: datetime) -> str:
    """A moment in this machine's time zone."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _changed(progress: RunComparison) -> list[StudentChange]:
    """Students whose points changed, the greatest loss first: that is where to look."""
    moves = [move for move in progress.changes if move.before != move.after]
    return sorted(moves, key=lambda move: (move.gain is not None, move.gain or 0.0, move.student))
