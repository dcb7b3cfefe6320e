"""What is a class asked, and how much of it has to be computed?

Stamps are remembered beside the results: a run with nothing to do loads no exercise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from autograder.course.config import Assignment, Course
from autograder.course.exercise import Library, load_library
from autograder.files import write_atomically
from autograder.grading.exam import Exam, make_exam, released
from autograder.grading.store.fingerprints import course_files, print_of, salt_of, stamps_of
from autograder.sandbox import Isolation
from autograder.submission import Released

STAMPS = ".stamps.json"
SEEDS = 1_000_000  # a seed is below this


class Paper:
    """An assignment with one seed; each part of it is made when it is first asked for."""

    def __init__(
        self, course: Course, assignment: Assignment, seed: int, isolation: Isolation, out: Path
    ) -> None:
        self.course, self.assignment = course, assignment
        self.seed, self.isolation = seed, isolation
        self.files = course_files(course)
        self.print = print_of(self.files, assignment.name, str(seed), isolation)
        # stamps: of each automatic exercise; salt: what all exercises hang on alike.
        self.stamps, self.salt = self._recall(out / STAMPS)

    @property
    def exercises(self) -> int:
        return len(self.stamps)

    @cached_property
    def library(self) -> Library:
        return load_library(self.assignment.folder, list(self.assignment.points))

    @cached_property
    def exam(self) -> Exam:
        return make_exam(self.assignment.name, self.library, self.assignment.points, self.seed)

    @cached_property
    def material(self) -> Released:
        return released(self.course, self.assignment)

    def _recall(self, path: Path) -> tuple[Mapping[str, str], str]:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            if found["of"] == self.print:
                return dict(found["stamps"]), str(found["salt"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        stamps = stamps_of(self.exam, self.assignment)
        salt = salt_of(self.material, self.exam.written, self.isolation, self.seed)
        known = {"of": self.print, "stamps": stamps, "salt": salt}
        write_atomically(path, json.dumps(known) + "\n")
        return stamps, salt
