"""Grade single submissions in a worker process.

Graders are made from a `GraderFactory` where the work is done: in a forked process, which
inherits the exam, or on another machine, which rebuilds it from the course's files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.config import load_course
from autograder.errors import GraderError
from autograder.grading.exam import Exam, build_exam, load_exam, open_exam_sandbox
from autograder.grading.grader import PreviousGrade, grader_error, read_and_grade
from autograder.grading.store.hidden_seeds import derived_seed
from autograder.grading.store.results import to_json_line
from autograder.grading.store.run_config import RunConfig
from autograder.sandbox import Sandbox
from autograder.submission import Handout
from autograder.submission.collect import RawSubmission
from autograder.submission.files import FileEntry
from autograder.submission.read_errors import UnreadableFileError


@dataclass(frozen=True)
class GradeTask:
    """One submission, and what an earlier run knows about it."""

    raw: RawSubmission
    earlier: PreviousGrade | None = None


class SubmissionGrader:
    """Grades one submission after another in a warm sandbox."""

    def __init__(self, exam: Exam, handout: Handout, sandbox: Sandbox) -> None:
        self.exam, self.handout, self.sandbox = exam, handout, sandbox

    def __call__(self, task: GradeTask) -> str:
        return to_json_line(
            read_and_grade(task.raw, self.handout, self.exam, self.sandbox, task.earlier)
        )

    def close(self) -> None:
        self.sandbox.close()


class PerStudentGrader:
    """Grades each submission with its student's own hidden inputs."""

    def __init__(self, factory: GraderFactory) -> None:
        self.factory = factory

    def __call__(self, task: GradeTask) -> str:
        factory, student = self.factory, task.raw.student
        try:
            exam = build_exam(
                factory.assignment.name,
                factory.exam.library,
                factory.assignment.points,
                derived_seed(factory.run.secret, student),
                factory.assignment.credit,
                cached=False,  # each would be used only once
            )
            grader = factory.for_exam(exam)
        except Exception as fault:
            return to_json_line(grader_error(student, factory.exam, fault))
        try:
            return grader(task)
        finally:
            grader.close()

    def close(self) -> None:
        """Do nothing: each submission's grader is closed after it."""


@dataclass(frozen=True)
class GraderFactory:
    """How to make a SubmissionGrader in this process or in one forked from it."""

    exam: Exam
    handout: Handout
    assignment: Assignment
    run: RunConfig

    def __call__(self) -> SubmissionGrader | PerStudentGrader:
        if self.run.secret:
            return PerStudentGrader(self)
        return self.for_exam(self.exam)

    def for_exam(self, exam: Exam) -> SubmissionGrader:
        """A grader with these hidden inputs."""
        sandbox = open_exam_sandbox(self.assignment, exam, self.run.isolation)
        return SubmissionGrader(exam, self.handout, sandbox)


# --- for another machine ----------------------------------------------------------


@dataclass(frozen=True)
class GraderRecipe:
    """How to make a GraderFactory anywhere: the course as files, so only data.

    files: course.yaml and the assignment's folder, by path within the course.
    hanging_seconds: a grader that spends longer on one submission is killed.
    """

    files: Mapping[str, bytes]
    run: RunConfig
    hanging_seconds: float

    def prepare(self, folder: Path) -> GraderFactory:
        """folder: the course's files are written here."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assignment = load_course(folder).assignment(self.run.assignment)
        exam, handout = load_exam(assignment, self.run.seed, self.run.isolation)
        return GraderFactory(exam, handout, assignment, self.run)


def serialize_task(task: GradeTask) -> GradeTask:
    """The same task with its files' bytes instead of functions that read them."""
    entries = tuple(_serialize_entry(entry) for entry in task.raw.entries)
    return GradeTask(replace(task.raw, entries=entries), task.earlier)


def _serialize_entry(entry: FileEntry) -> FileEntry:
    if entry.read is None:
        return entry
    read: Callable[[], bytes]
    try:
        read = partial(bytes, entry.read())
    except UnreadableFileError as refusal:
        read = partial(_refuse, refusal.problem, dict(refusal.texts))
    except Exception as fault:  # a disk that fails here is an internal error there, too
        read = partial(_fail, f"{type(fault).__name__}: {fault}")
    return FileEntry(entry.parts, read, entry.refused, entry.fault)


def _refuse(problem: str, texts: Mapping[str, str]) -> bytes:
    raise UnreadableFileError.from_texts(problem, texts)


def _fail(why: str) -> bytes:
    raise GraderError(why)
