"""Keep a warm grader inside nbgrader's process.

There is one engine per assignment, warm from the first submission to the last: the keys are
computed once, the sandbox stays open. It is rebuilt if a course file changed before a run begins.
"""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.release.notebook_writer import notebook
from autograder.course.assignment import Assignment
from autograder.course.config import Course, load_course
from autograder.course.exercise import ExerciseLibrary
from autograder.errors import CourseError, GraderError
from autograder.grading.exam import load_exam, open_exam_sandbox
from autograder.grading.grader import read_and_grade
from autograder.grading.store.fingerprints import exercise_fingerprints
from autograder.grading.store.run_config import RunConfig
from autograder.integrations.nbgrader.notebook_feedback import (
    NotebookContext,
    Record,
    regrade_record,
)
from autograder.integrations.nbgrader.source_notebook import source_fingerprint
from autograder.integrations.nbgrader.submitted_file import SubmittedFile, submitted_file
from autograder.models import Grade
from autograder.report.exercise_texts import assignment_texts
from autograder.sandbox import Sandbox
from autograder.submission.collect import RawSubmission


class GradingFailedError(GraderError):
    """An internal error while one submission was graded; `grade` has the details."""

    def __init__(self, verdict: Grade) -> None:
        super().__init__(error_of(verdict))
        self.grade = verdict


@dataclass(frozen=True)
class GradedSubmission:
    """A grade, what was submitted, and what a later regrade compares with."""

    grade: Grade
    submitted: SubmittedFile
    record: Record


class NbgraderGrader:
    """Grades submissions of one assignment, one after another."""

    def __init__(self, root: Path, run: RunConfig) -> None:
        course = load_course(root)
        assignment = engine_assignment(course, run.assignment)
        self.assignment = assignment
        self.exam, self.handout = load_exam(assignment, run.seed, run.isolation)
        language = course.chosen_language(run.language or None)
        self.context = notebook_context(course, assignment, self.exam.library, language)
        self.fingerprints = exercise_fingerprints(self.exam, assignment)
        self.run = run
        self._sandbox: Sandbox | None = None

    def __call__(self, raw: RawSubmission) -> GradedSubmission:
        """Grade one submission. Raises GradingFailedError for an internal error."""
        verdict = read_and_grade(raw, self.handout, self.exam, self.open())
        if verdict.status == "grader_error":
            raise GradingFailedError(verdict)
        shown = submitted_file(raw, verdict)
        return GradedSubmission(
            verdict, shown, regrade_record(verdict, shown, self.context, self.fingerprints)
        )

    def open(self) -> Sandbox:
        """The sandbox, which stays open until `close`."""
        if self._sandbox is None:
            self._sandbox = open_exam_sandbox(self.assignment, self.exam, self.run.isolation)
        return self._sandbox

    def close(self) -> None:
        """End the sandbox; the next submission opens a new one."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None


def notebook_context(
    course: Course, assignment: Assignment, library: ExerciseLibrary, language: str
) -> NotebookContext:
    """What an assignment's notebooks show, in one language."""
    return NotebookContext(
        released=notebook(assignment, library, language),
        exercises=library,
        texts=assignment_texts(library, assignment.folder),
        language=language,
        reveal=course.reveal,
    )


def error_of(verdict: Grade) -> str:
    """Why grading failed, for the whole submission or for some of its exercises."""
    faults = [
        f"{name}: {each.message.strip()}"
        for name, each in verdict.exercises.items()
        if each.status == "grader_error"
    ]
    reason = "\n".join(faults) or verdict.message.strip()
    return (
        f"the grader failed, not {verdict.student}: {reason}\n"
        "  There is no score. Fix it and run autograde again, for this student alone:\n"
        f"  nbgrader autograde {verdict.assignment} --student={verdict.student!r} --force"
    )


def engine_assignment(course: Course, name: str) -> Assignment:
    """The assignment of this name; CourseError if the course has none."""
    if name not in course.assignments:
        raise CourseError(
            f"course.yaml has no assignment '{name}', so it cannot be graded here: student code "
            "never runs beside the gradebook.\n"
            f"  It has: {', '.join(course.assignments)}. To add one: autograder new {name} EXERCISE"
        )
    return course.assignment(name)


# By the course's folder and the run's settings; warm for as long as the process lives.
_open: dict[tuple[Path, RunConfig], tuple[str, NbgraderGrader]] = {}


def grader_for(root: Path, run: RunConfig) -> NbgraderGrader:
    """The engine for a course and these settings; opened at its first use."""
    if (root, run) not in _open:
        close_graders()  # the others: one sandbox is enough
        now = source_fingerprint(root, run.assignment)
        _open[root, run] = now, NbgraderGrader(root, run)
    grader = _open[root, run][1]
    grader.open()  # before anything is written: without a sandbox there must be no submission
    return grader


def reload_changed() -> None:
    """Close engines that were opened with an older state of their course.

    Called when a run begins, so that a class is graded with one state of the course.
    """
    for (root, run), (then, _) in list(_open.items()):
        if source_fingerprint(root, run.assignment) != then:
            _open.pop((root, run))[1].close()


def close_sandboxes() -> None:
    """End every sandbox; answer keys stay for the next run."""
    for _, grader in _open.values():
        grader.close()


def close_graders() -> None:
    """End every sandbox."""
    while _open:
        _open.popitem()[1][1].close()


atexit.register(close_graders)
