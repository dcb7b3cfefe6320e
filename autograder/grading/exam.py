"""The exam: exercises and answer keys of one assignment for one seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.course.answer_key import AnswerKey, make_key
from autograder.course.config import Assignment, Course
from autograder.course.exercise import Exercise, Library, load_library
from autograder.models import LANGUAGES
from autograder.sandbox import Isolation, Sandbox, open_sandbox
from autograder.submission.handout import NBGRADER_PLACEHOLDER, PLACEHOLDERS, Released


@dataclass(frozen=True)
class Exam:
    """What is asked of a class: the exercises and their keys for one seed.

    keys: of the automatic exercises, in course order.
    written: names of the exercises that a person marks.
    """

    assignment: str
    library: Mapping[str, Exercise]
    keys: Mapping[str, AnswerKey]
    written: tuple[str, ...]

    @property
    def max_points(self) -> float:
        return sum(key.points for key in self.keys.values())


def make_exam(
    assignment: str, library: Mapping[str, Exercise], points: Mapping[str, float], seed: int
) -> Exam:
    """Compute all keys of an assignment; `points` names its exercises in course order."""
    automatic = [name for name in points if library[name].kind != "written"]
    return Exam(
        assignment=assignment,
        library=library,
        keys={name: make_key(library, name, points[name], seed) for name in automatic},
        written=tuple(name for name in points if library[name].kind == "written"),
    )


def sandbox_for(assignment: Assignment, exam: Exam, isolation: Isolation) -> Sandbox:
    """A sandbox that holds the inputs of an exam and the course's limits."""
    limits = {entry.name: entry.limits for entry in assignment.exercises}
    return open_sandbox(
        isolation,
        {name: key.inputs for name, key in exam.keys.items()},
        {name: "variable" if key.kind == "variable" else "function"
         for name, key in exam.keys.items()},
        {name: limits[name] for name in exam.keys},
    )  # fmt: skip


def released(course: Course, assignment: Assignment) -> Released:
    """What students of an assignment were handed, to tell their own work from it."""
    return _released(assignment, _library(assignment))


def _library(assignment: Assignment) -> Library:
    return load_library(assignment.folder, list(assignment.points))


def _released(assignment: Assignment, library: Library) -> Released:
    exercises = [library[name] for name in assignment.points]
    return Released(
        assignment=assignment.name,
        base=assignment.base,
        stubs={
            exercise.name: tuple(exercise.stub(language) for language in LANGUAGES)
            for exercise in exercises
            if exercise.kind != "written"
        },
        placeholders={
            exercise.name: (*(PLACEHOLDERS[x] for x in LANGUAGES), NBGRADER_PLACEHOLDER)
            for exercise in exercises
            if exercise.kind == "written"
        },
    )
