"""Find submissions that are suspiciously similar.

They are for review, never a verdict: nothing here reaches points, feedback or an export.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from autograder.course.exercise import ExerciseLibrary
from autograder.models import Source
from autograder.report.similarity.answer_code import (
    BoilerplateCode,
    StudentCode,
    comparable,
    student_code,
)
from autograder.report.similarity.similar_students import Group, similar_students
from autograder.submission.handout import Handout

MOST_STUDENTS = 30_000  # whose code is kept in memory


class SimilarityIndex:
    """The submissions of a class, gathered one at a time and in any order."""

    def __init__(self, library: ExerciseLibrary, handout: Handout, cached: bool = True) -> None:
        """cached: whether the cache on disk may be used, see `known_answers`."""
        self._cached = cached
        self._library = library
        self._handed_out = BoilerplateCode.of(library, handout)
        self._codes: dict[str, StudentCode] = {}
        self._seen: dict[Hashable, Any] = {}

    def code_to_compare(self, source: Source) -> StudentCode | None:
        """The code to compare in a file, in any process; None if it is too long for that."""
        return student_code(source, self._handed_out) if comparable(source) else None

    def add(self, student: str, code: StudentCode) -> None:
        """Add a student's code to the index. Code that is equal within a class is kept once."""
        keep = self._seen.setdefault
        answers = {}
        for name, streams in code.answers.items():
            answer = frozenset(keep(stream, stream) for stream in streams)
            answers[keep(name, name)] = keep(answer, answer)
        prints = {keep(n, n): keep(each, each) for n, each in code.fingerprints.items()}
        self._codes[student] = StudentCode(answers, prints)

    @property
    def codes(self) -> Mapping[str, StudentCode]:
        """The code that was added, by student."""
        return self._codes

    def groups(self) -> list[Group]:
        """Groups of students whose submissions are alike, the most surprising first.

        Empty for a class of more than MOST_STUDENTS.
        """
        if len(self._codes) > MOST_STUDENTS:
            return []
        codes = {student: self._codes[student] for student in sorted(self._codes)}
        return similar_students(codes, self._library, self._handed_out, self._cached)
