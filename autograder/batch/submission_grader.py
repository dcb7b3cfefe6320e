"""What does a grading process hold, and what does it do with one hand-in?

Made from a `ClassRecipe` where the work is done: in a forked process, which inherits the
exam, or on another machine, which builds it anew from the course's files.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from autograder.course.config import Assignment, load_course
from autograder.course.exercise import load_library
from autograder.errors import GraderError
from autograder.grading.exam import Exam, make_exam, released, sandbox_for
from autograder.grading.grader import Earlier, grade, grader_error
from autograder.grading.store.results import line_of
from autograder.sandbox import Isolation, Sandbox
from autograder.submission import Released
from autograder.submission.collect import HandIn, read_hand_in
from autograder.submission.files import Entry
from autograder.submission.read_errors import Refused


@dataclass(frozen=True)
class Task:
    """One hand-in, and what an earlier run knows of it."""

    hand_in: HandIn
    earlier: Earlier | None = None


class ClassGrader:
    """Grades one hand-in after another in a warm sandbox."""

    def __init__(self, exam: Exam, material: Released, sandbox: Sandbox) -> None:
        self.exam, self.material, self.sandbox = exam, material, sandbox

    def __call__(self, task: Task) -> str:
        try:
            submission = read_hand_in(task.hand_in, self.material)
        except Exception as fault:  # a disk that fails is no student's zero
            return line_of(grader_error(task.hand_in.student, self.exam, fault))
        return line_of(grade(submission, self.exam, self.sandbox, task.earlier))

    def close(self) -> None:
        self.sandbox.close()


@dataclass(frozen=True)
class ClassRecipe:
    """How to make a ClassGrader in this process or in one forked from it."""

    exam: Exam
    material: Released
    assignment: Assignment
    isolation: Isolation

    def __call__(self) -> ClassGrader:
        sandbox = sandbox_for(self.assignment, self.exam, self.isolation)
        return ClassGrader(self.exam, self.material, sandbox)


# --- for another machine ----------------------------------------------------------


@dataclass(frozen=True)
class ShippedRecipe:
    """How to make a ClassGrader anywhere: the course as files, nothing but data.

    files: of course.yaml and the assignment's folder, by path within the course.
    """

    files: Mapping[str, bytes]
    assignment: str
    seed: int
    isolation: Isolation

    def __call__(self) -> ClassGrader:
        with tempfile.TemporaryDirectory(prefix="course-") as folder:
            for name, data in self.files.items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            course = load_course(Path(folder))
            assignment = course.assignment(self.assignment)
            library = load_library(assignment.folder, list(assignment.points))
            exam = make_exam(assignment.name, library, assignment.points, self.seed)
            recipe = ClassRecipe(exam, released(course, assignment), assignment, self.isolation)
            return recipe()


def ship(task: Task) -> Task:
    """The same task with the bytes of its files in place of the way to read them."""
    entries = tuple(_shipped(entry) for entry in task.hand_in.entries)
    return Task(HandIn(task.hand_in.student, entries), task.earlier)


def _shipped(entry: Entry) -> Entry:
    if entry.read is None:
        return entry
    read: Callable[[], bytes]
    try:
        read = partial(bytes, entry.read())
    except Refused as refusal:
        read = partial(_refuse, refusal.problem, dict(refusal.words))
    except Exception as fault:  # a disk that fails here is a fault of ours there as well
        read = partial(_fail, f"{type(fault).__name__}: {fault}")
    return Entry(entry.parts, read, entry.refused, entry.fault)


def _refuse(problem: str, words: Mapping[str, str]) -> bytes:
    refusal = Refused.__new__(Refused, words["en"])
    refusal.problem, refusal.words = problem, words
    raise refusal


def _fail(why: str) -> bytes:
    raise GraderError(why)
