"""Provide the submissions that are measured.

They are from the repository's example class. Tools that run one process per submission get its
right answers, in four styles; the kit gets copies of these, and the whole class as well.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.config import Course, load_course
from autograder.course.exercise_library import load_library
from autograder.grading.exam import Exam, build_exam, load_handout
from autograder.models import Source
from autograder.submission.collect import find_submissions, read_submission

ROOT = Path(__file__).parent.parent
CLASS = ROOT / "tests" / "data" / "class"
ASSIGNMENT = "transformer-basics"
RIGHT = ("student01", "student02", "student03", "student04")
ENDLESS = ("student43",)  # waits for its time limit in every tool: measures the limit
SEED = 7


@dataclass(frozen=True)
class Material:
    """The course, and its example class parsed."""

    course: Course
    assignment: Assignment
    exam: Exam
    sources: dict[str, Source]


def load() -> Material:
    course = load_course(ROOT)
    assignment = course.assignment(ASSIGNMENT)
    library = load_library(assignment.folder, list(assignment.points))
    exam = build_exam(assignment.name, library, assignment.points, SEED)
    stubs = load_handout(assignment)
    sources = {}
    for hand_in in find_submissions(CLASS, ASSIGNMENT).students:
        submission = read_submission(hand_in, stubs)
        edited = [source for source in submission.sources if source.changed]
        if edited and hand_in.student not in ENDLESS:
            sources[hand_in.student] = edited[0]
    return Material(course, assignment, exam, sources)


def copies(names: tuple[str, ...], count: int, target: Path) -> Path:
    """A folder with `count` submissions, copied from these students in turn."""
    for i in range(count):
        shutil.copytree(CLASS / names[i % len(names)], target / f"s{i:05}")
    return target


def code(source: Source) -> str:
    """A submission as one Python file."""
    return "\n\n".join(unit.source.strip("\n") for unit in source.units)
