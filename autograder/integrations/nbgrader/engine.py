"""How does nbgrader's process hold our engine?

One engine an assignment, warm from the first submission to the last: the keys are computed once,
the sandbox stays open. It is made anew for a run that begins after a file of the course changed.
"""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Connection

from autograder.authoring.release.notebook_writer import notebook
from autograder.course.config import Assignment, Course, load_course
from autograder.course.exercise import Library, load_library
from autograder.errors import CourseError, GraderError
from autograder.grading.exam import make_exam, released, sandbox_for
from autograder.grading.grader import grade, grader_error
from autograder.grading.store.fingerprints import stamps_of
from autograder.integrations.nbgrader.notebook_feedback import Record, Words, record_of
from autograder.integrations.nbgrader.notebook_layout import HandedIn
from autograder.integrations.nbgrader.schema import Book, open_book
from autograder.integrations.nbgrader.source_notebook import stamp
from autograder.integrations.nbgrader.submitted_file import handed_in
from autograder.models import Grade
from autograder.report.explanation import lesson_texts
from autograder.report.lesson_sections import section_titles
from autograder.sandbox import Isolation
from autograder.submission.collect import HandIn, read_hand_in


@dataclass(frozen=True)
class Setting:
    """Which engine: of which course and assignment, with which seed, how isolated."""

    course: Path
    assignment: str
    seed: int
    isolation: Isolation = "bubblewrap"
    language: str = ""


class Ungraded(GraderError):
    """A fault of ours while one submission was graded; `grade` says of which kind."""

    def __init__(self, verdict: Grade) -> None:
        super().__init__(fault_of(verdict))
        self.grade = verdict


@dataclass(frozen=True)
class Graded:
    """A grade, what was handed in, and what a later regrade compares itself with."""

    grade: Grade
    handed_in: HandedIn
    record: Record


class Engine:
    """Grades hand-ins of one assignment, one after another."""

    def __init__(self, setting: Setting) -> None:
        course = load_course(setting.course)
        assignment = _assignment(course, setting.assignment)
        library = load_library(assignment.folder, list(assignment.points))
        self.assignment = assignment
        self.words = words_of(course, assignment, library, setting.language or course.language)
        self.exam = make_exam(assignment.name, library, assignment.points, setting.seed)
        self.stamps = stamps_of(self.exam, assignment)
        self.released = released(course, assignment)
        self.sandbox = sandbox_for(assignment, self.exam, setting.isolation)

    def __call__(self, hand_in: HandIn) -> Graded:
        """Grade one hand-in. Raises Ungraded for a fault of ours, which is no grade."""
        try:
            submission = read_hand_in(hand_in, self.released)
        except Exception as fault:  # a disk that fails is no student's zero
            raise Ungraded(grader_error(hand_in.student, self.exam, fault)) from fault
        verdict = grade(submission, self.exam, self.sandbox)
        if verdict.status == "grader_error":
            raise Ungraded(verdict)
        shown = handed_in(hand_in, verdict)
        return Graded(verdict, shown, record_of(verdict, shown, self.words, self.stamps))

    def book(self, connection: Connection, course_id: str) -> Book:
        """The assignment in a gradebook, which is told what the course says by now."""
        about = self.assignment
        return open_book(
            connection, course_id, about.name, about.base, self.words.released, about.due
        )

    def close(self) -> None:
        self.sandbox.close()


def words_of(course: Course, assignment: Assignment, library: Library, language: str) -> Words:
    """What the notebooks of an assignment say, in one language."""
    return Words(
        released=notebook(assignment, library, language),
        exercises=library,
        texts=lesson_texts(library, section_titles(assignment.folder)),
        language=language,
        reveal=course.reveal,
    )


def fault_of(verdict: Grade) -> str:
    """Why we could not grade it: the whole submission, or some of its exercises."""
    faults = [
        f"{name}: {each.message.strip()}"
        for name, each in verdict.exercises.items()
        if each.status == "grader_error"
    ]
    reason = "\n".join(faults) or verdict.message.strip()
    return (
        f"the grader is at fault, not {verdict.student}: {reason}\n"
        "  There is no score. Mend it and run autograde again, for this student alone:\n"
        f"  nbgrader autograde {verdict.assignment} --student={verdict.student!r} --force"
    )


def _assignment(course: Course, name: str) -> Assignment:
    if name not in course.assignments:
        raise CourseError(
            f"course.yaml has no assignment '{name}', so it cannot be graded here: student code "
            "never runs beside the gradebook.\n"
            f"  It has: {', '.join(course.assignments)}. To add one: autograder new {name} EXERCISE"
        )
    return course.assignment(name)


_open: dict[Setting, tuple[str, Engine]] = {}  # warm, for as long as the process lives


def engine_for(setting: Setting) -> Engine:
    """The engine of this setting; opened at its first use."""
    if setting not in _open:
        close_engines()  # those of other settings: one sandbox is enough
        _open[setting] = (stamp(setting.course, setting.assignment), Engine(setting))
    return _open[setting][1]


def renew_engines() -> None:
    """Close what an older state of its course was opened with.

    Called when a run begins, so that one class is graded by one state of the course.
    """
    for setting, (then, _) in list(_open.items()):
        if stamp(setting.course, setting.assignment) != then:
            _open.pop(setting)[1].close()


def close_engines() -> None:
    """End every sandbox."""
    while _open:
        _open.popitem()[1][1].close()


atexit.register(close_engines)
