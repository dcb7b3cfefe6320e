"""Final grades: automatic grades from results.jsonl, plus manual marks, minus late penalties.

results.jsonl holds only what the grader found, so that equal work gives equal bytes. Pages,
grades.csv and exports show final grades. Without marks and penalties both are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from autograder.course.assignment import Assignment
from autograder.grading.store.due_times import lateness
from autograder.grading.store.gradebook_marks import GradebookMarks
from autograder.grading.store.lazy_sequence import LazySequence
from autograder.models import Grade, ManualMark, SubmissionInfo, Verdict


class FinalGrades(LazySequence[Grade]):
    """The final grades of a class, each computed on access."""

    def __init__(
        self,
        grades: Sequence[Grade],
        assignment: Assignment,
        gradebook: GradebookMarks,
        infos: Mapping[str, SubmissionInfo],
        due: datetime | None,
    ) -> None:
        self.automatic = grades
        self._assignment, self._gradebook = assignment, gradebook
        self._infos, self._due = infos, due

    def __len__(self) -> int:
        return len(self.automatic)

    def item(self, index: int) -> Grade:
        return self.final(self.automatic[index])

    def __iter__(self) -> Iterator[Grade]:
        return map(self.final, self.automatic)

    def final(self, grade: Grade) -> Grade:
        """One grade with manual marks and late penalty applied."""
        gradebook, worth = self._gradebook, self._assignment.points
        marks = {
            name: replace(mark, max_points=worth.get(name, 0.0))
            for name, mark in gradebook.marks.get(grade.student, {}).items()
        }
        settled = gradebook.settled.get(grade.student, {})
        marked = [name for name in grade.needs_manual if name in gradebook.marked]
        for name in marked:
            if name in settled and name not in marks:
                # Nothing was written: nbgrader asks for no manual mark.
                marks[name] = ManualMark(settled[name], max_points=worth.get(name, 0.0))
        waiting = tuple(n for n in grade.needs_manual if n not in marked or n not in settled)
        max_points = round(grade.max_points + sum(worth.get(name, 0.0) for name in marked), 6)
        final = replace(grade, marks=marks, needs_manual=waiting, max_points=max_points)
        if grade.points is None:
            return final
        exercises = {
            name: _marked(verdict, marks.get(name)) for name, verdict in grade.exercises.items()
        }
        changed = sum(exercises[name].points - old.points for name, old in grade.exercises.items())
        by_hand = sum(marks[n].points or 0.0 for n in grade.needs_manual if n in marks)
        extra = sum(mark.extra for mark in marks.values())
        points = grade.points + changed + by_hand + extra
        penalty = min(self._penalty(grade.student, points), max(points, 0.0))
        return replace(
            final, exercises=exercises, points=round(points - penalty, 6), penalty=penalty
        )

    def _penalty(self, student: str, points: float) -> float:
        """The penalty by the rule in course.yaml; without one, as nbgrader's plugin recorded it."""
        rule = self._assignment.late
        if rule is None:
            return self._gradebook.penalties.get(student, 0.0) or 0.0
        late = lateness(self._infos.get(student, SubmissionInfo()), self._due)
        return rule.penalty(points, late.seconds)


def _marked(verdict: Verdict, mark: ManualMark | None) -> Verdict:
    """A verdict with manual points in place of its own."""
    return verdict if mark is None or mark.points is None else replace(verdict, points=mark.points)
