"""Compare the grades of two runs of a class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from autograder.grading.store.history import GradeSnapshot, RunSnapshot
from autograder.models import Grade


@dataclass(frozen=True)
class StudentChange:
    """One student's points, before and after; None where the grader failed.

    same_file: whether the very same file was graded again; None if unknown.
    """

    student: str
    before: float | None
    after: float | None
    same_file: bool | None = None

    @property
    def gain(self) -> float | None:
        """The change in points, None if either is unknown."""
        if self.before is None or self.after is None:
            return None
        return round(self.after - self.before, 6)


@dataclass(frozen=True)
class ExerciseChange:
    """Among students in both runs: how many passed before and after, gained and lost since."""

    name: str
    before: int
    after: int
    gained: int
    lost: int


@dataclass(frozen=True)
class MisconceptionChange:
    """Among students in both runs: how many held a misconception before, and hold it now."""

    exercise: str
    id: str
    before: int
    after: int
    overcome: int


@dataclass(frozen=True)
class RunComparison:
    """since: when the earlier run ended. changes: for students in both runs.

    new, gone: students in only one of them.
    """

    since: datetime | None
    changes: tuple[StudentChange, ...]
    exercises: tuple[ExerciseChange, ...]
    misconceptions: tuple[MisconceptionChange, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def pairs(self) -> list[tuple[float, float]]:
        """Points before and after, for all students who have both."""
        return [
            (move.before, move.after)
            for move in self.changes
            if move.before is not None and move.after is not None
        ]


def compare_runs(
    earlier: RunSnapshot,
    grades: Sequence[Grade],
    names: Sequence[str],
    now: RunSnapshot | None = None,
) -> RunComparison:
    """Compare an earlier run with these grades.

    names: of the auto-graded exercises, in course order.
    now: the present run in the history, which knows whose file is the same.
    """
    both = [(earlier.students[g.student], g) for g in grades if g.student in earlier.students]
    students = {grade.student for grade in grades}
    return RunComparison(
        since=earlier.ended,
        changes=tuple(
            StudentChange(
                grade.student,
                past.points,
                _automatic_points(grade, now),
                _same_file(past, now, grade.student),
            )
            for past, grade in both
        ),
        exercises=tuple(_exercise(name, both) for name in names),
        misconceptions=_beliefs(both, names),
        new=tuple(grade.student for grade in grades if grade.student not in earlier.students),
        gone=tuple(student for student in earlier.students if student not in students),
    )


def _automatic_points(grade: Grade, now: RunSnapshot | None) -> float | None:
    """Points from the history: without manual marks and penalties, like the earlier ones."""
    present = now.students.get(grade.student) if now else None
    return grade.points if present is None else present.points


def _same_file(past: GradeSnapshot, now: RunSnapshot | None, student: str) -> bool | None:
    present = now.students.get(student) if now else None
    if present is None or not past.digest or not present.digest:
        return None
    return past.digest == present.digest


def _exercise(name: str, both: Sequence[tuple[GradeSnapshot, Grade]]) -> ExerciseChange:
    seen = Counter(
        (past.exercises[name].status == "passed", grade.exercises[name].status == "passed")
        for past, grade in both
        if name in past.exercises and name in grade.exercises
    )
    return ExerciseChange(
        name,
        before=seen[True, True] + seen[True, False],
        after=seen[True, True] + seen[False, True],
        gained=seen[False, True],
        lost=seen[True, False],
    )


def _beliefs(
    both: Sequence[tuple[GradeSnapshot, Grade]], names: Sequence[str]
) -> tuple[MisconceptionChange, ...]:
    before: Counter[tuple[str, str]] = Counter()
    after: Counter[tuple[str, str]] = Counter()
    overcome: Counter[tuple[str, str]] = Counter()
    for past, grade in both:
        for name in names:
            then = set(past.exercises[name].diagnosis) if name in past.exercises else set()
            verdict = grade.exercises.get(name)
            now = set(verdict.diagnosis) if verdict else set()
            before.update((name, each) for each in then)
            after.update((name, each) for each in now)
            if verdict and verdict.status == "passed":
                overcome.update((name, each) for each in then)
    keys = sorted(before | after, key=lambda key: (-before[key] - after[key], key))
    return tuple(MisconceptionChange(*key, before[key], after[key], overcome[key]) for key in keys)
