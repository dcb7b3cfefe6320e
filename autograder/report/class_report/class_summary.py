"""Summarise a class: who needs review, how each exercise went, which misconceptions occurred."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.models import Grade, Verdict
from autograder.report.class_report.item_analysis import ItemStatistics, item_statistics
from autograder.report.exercise_texts import ExerciseTexts, misconception_texts
from autograder.text.catalogue import join_cjk_lines, localized
from autograder.text.sanitize import sanitize

# How an exercise went for one student, best first. "carried" has full points; "wrong" is a
# failed one that no misconception explains.
KINDS = ("passed", "carried", "diagnosed", "wrong", "error", "timeout", "crashed", "missing",
         "not_attempted", "grader_error")  # fmt: skip


@dataclass(frozen=True)
class ActionItems:
    """Students who need review, by reason; the texts are for the staff.

    faults: (student, the grader's message). unreadable: (student, why).
    two_files: (student, the file that counted).
    marks: for each written exercise, the students who answered, and those who did not.
    """

    faults: tuple[tuple[str, str], ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    two_files: tuple[tuple[str, str], ...] = ()
    marks: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckStatistics:
    """One check: what it requires, and how many of those who submitted an answer pass it."""

    description: str
    met: int
    asked: int


@dataclass(frozen=True)
class ExerciseSummary:
    """How one exercise went. kinds: the number of students for each of KINDS."""

    name: str
    title: str
    section: str
    max_points: float
    item: ItemStatistics
    kinds: Mapping[str, int]
    checks: tuple[CheckStatistics, ...] = ()


@dataclass(frozen=True)
class MisconceptionStats:
    """One misconception that somebody holds.

    number: its place in the full list, for links. section: the lesson's, to teach again.
    formula: what is computed instead of `right`.
    """

    number: int
    exercise: str
    exercise_title: str
    id: str
    title: str
    why: str
    hint: str
    formula: str
    right: str
    section: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class ClassSummary:
    """Everything on the class page except progress and similarity.

    points: of the submissions that have them. misconceptions: most frequent first.
    """

    submissions: int
    points: tuple[float, ...]
    max_points: float
    everything: int
    needs: ActionItems
    exercises: tuple[ExerciseSummary, ...]
    misconceptions: tuple[MisconceptionStats, ...]


def summarize(
    grades: Sequence[Grade], texts: Mapping[str, ExerciseTexts], language: str
) -> ClassSummary:
    """The class summary in one language. texts: of all exercises in course order."""
    names = [name for name, own in texts.items() if own["kind"] != "written"]
    figures = item_statistics(grades, names)
    points = tuple(grade.points for grade in grades if grade.points is not None)
    most = max((grade.max_points for grade in grades), default=0.0)
    return ClassSummary(
        submissions=len(grades),
        points=points,
        max_points=most,
        everything=sum(each >= most for each in points),
        needs=_needs(grades),
        exercises=tuple(_exercise(n, grades, texts[n], figures[n], language) for n in names),
        misconceptions=_misconceptions(grades, texts, language),
    )


def slim_grade(grade: Grade, seen: dict[Hashable, Any]) -> Grade:
    """The grade reduced to what the class page shows.

    seen: keeps equal verdicts once, so that a large class takes little memory.
    """
    exercises = {name: _brief(name, each, seen) for name, each in grade.exercises.items()}
    same = tuple((name, id(each)) for name, each in exercises.items())
    return replace(
        grade,
        exercises=seen.setdefault(same, exercises),
        written={name: "…" for name, text in grade.written.items() if text},
    )


def _brief(name: str, verdict: Verdict, seen: dict[Hashable, Any]) -> Verdict:
    show_message = verdict.status == "grader_error" or not verdict.points
    key = (name, verdict.status, verdict.points, verdict.max_points, verdict.checks,
           verdict.diagnosis, verdict.carried, verdict.message if show_message else "")  # fmt: skip
    if key not in seen:
        seen[key] = replace(
            verdict, counterexample=None, evidence={}, stdout="",
            message=verdict.message if show_message else "",
        )  # fmt: skip
    known: Verdict = seen[key]
    return known


def outcome_kind(verdict: Verdict) -> str:
    """How an exercise went for one student: one of KINDS."""
    if verdict.status == "passed":
        return "carried" if verdict.carried else "passed"
    if verdict.status == "failed" or verdict.diagnosis:
        return "diagnosed" if verdict.diagnosis else "wrong"
    return verdict.status


def _needs(grades: Sequence[Grade]) -> ActionItems:
    written = dict.fromkeys(name for grade in grades for name in grade.needs_manual)
    marks = {}
    for name in written:
        asked = [grade for grade in grades if name in grade.needs_manual]
        marks[name] = (
            tuple(grade.student for grade in asked if grade.written.get(name)),
            tuple(grade.student for grade in asked if not grade.written.get(name)),
        )
    return ActionItems(
        faults=tuple((g.student, _fault(g)) for g in grades if g.status == "grader_error"),
        unreadable=tuple(
            (g.student, _reason(g)) for g in grades if "unreadable" in g.notes
        ),
        two_files=tuple(
            (g.student, sanitize(g.file, 200)) for g in grades if "two-files-edited" in g.notes
        ),
        marks=marks,
    )  # fmt: skip


def _fault(grade: Grade) -> str:
    """Last line of the grader's message, for the whole submission or an exercise."""
    said = [("", grade.message)] if grade.message else []
    said += [
        (f"{name}: ", verdict.message)
        for name, verdict in grade.exercises.items()
        if verdict.status == "grader_error"
    ]
    lines = [(name, (text.strip().splitlines() or [""])[-1]) for name, text in said]
    return " · ".join(sanitize(name + line, 300) for name, line in lines)


def _reason(grade: Grade) -> str:
    return sanitize(next((v.message for v in grade.exercises.values() if v.message), ""), 300)


def _exercise(
    name: str, grades: Sequence[Grade], own: ExerciseTexts, item: ItemStatistics, language: str
) -> ExerciseSummary:
    verdicts = [grade.exercises[name] for grade in grades if name in grade.exercises]
    kinds = Counter(map(outcome_kind, verdicts))
    return ExerciseSummary(
        name=name,
        title=str(localized(own["title"], language) or name),
        section=join_cjk_lines(str(localized(own["section"], language))),
        max_points=max((verdict.max_points for verdict in verdicts), default=0.0),
        item=item,
        kinds={kind: kinds[kind] for kind in KINDS if kinds[kind]},
        checks=_check_statistics(verdicts, own, language),
    )


def _check_statistics(
    verdicts: Sequence[Verdict], own: ExerciseTexts, language: str
) -> tuple[CheckStatistics, ...]:
    answered = [v for v in verdicts if v.status in ("passed", "failed", "error", "timeout")]
    met: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for verdict in answered:
        for check in verdict.checks:
            asked[check.name] += 1
            met[check.name] += check.passed or verdict.carried
    says: Mapping[str, Any] = own["checks"]
    return tuple(
        CheckStatistics(
            join_cjk_lines(localized(says.get(name, {}), language)) or sanitize(name),
            met[name],
            count,
        )
        for name, count in asked.items()
    )


def _misconceptions(
    grades: Sequence[Grade], texts: Mapping[str, ExerciseTexts], language: str
) -> tuple[MisconceptionStats, ...]:
    held: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for grade in grades:
        for name, verdict in grade.exercises.items():
            for identifier in verdict.diagnosis:
                held[name, identifier].append(grade.student)
    order = {name: i for i, name in enumerate(texts)}
    ranked = sorted(held.items(), key=lambda x: (-len(x[1]), order.get(x[0][0], 0), x[0][1]))
    return tuple(
        _misconception(number, *key, texts.get(key[0], {}), tuple(students), language)
        for number, (key, students) in enumerate(ranked)
    )


def _misconception(
    number: int,
    exercise: str,
    identifier: str,
    own: ExerciseTexts,
    students: tuple[str, ...],
    lang: str,
) -> MisconceptionStats:
    wrong = own.get("misconceptions", {}).get(identifier, {})
    return MisconceptionStats(
        number=number,
        exercise=exercise,
        exercise_title=str(localized(own.get("title", {}), lang) or exercise),
        id=sanitize(identifier),
        **misconception_texts(own, identifier, lang)._asdict(),
        formula=wrong.get("formula", ""),
        right=own.get("formula", ""),
        section=join_cjk_lines(str(localized(own.get("section", {}), lang))),
        students=students,
    )
