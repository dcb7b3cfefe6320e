"""Lazily computed exam for one assignment and seed, with cached fingerprints.

Fingerprints are cached next to the results: a run with nothing to do loads no exercise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.config import Course
from autograder.course.exercise import ExerciseLibrary
from autograder.course.exercise_library import load_exercises
from autograder.files import write_atomically
from autograder.grading.exam import Exam, build_exam, load_handout
from autograder.grading.store.fingerprints import (
    course_files,
    exercise_fingerprints,
    run_fingerprint,
    submission_salt,
)
from autograder.grading.store.run_config import RunConfig
from autograder.submission import Handout

FINGERPRINTS = ".stamps.json"


class ExamCache:
    """An assignment with one seed; each part is made on first use."""

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        run: RunConfig,
        out: Path,
        cached: bool = True,
    ) -> None:
        """cached: whether answer keys may come from the cache on disk."""
        self.course, self.assignment, self.run = course, assignment, run
        self.cached = cached and run.isolation != "process"
        self.files = course_files(course)
        self.fingerprint = run_fingerprint(
            self.files, assignment.name, str(run.seed), run.isolation
        )
        # fingerprints: per auto-graded exercise; salt: fingerprint of the shared settings.
        self.fingerprints, self.salt = self._load_cached(out / FINGERPRINTS)

    @property
    def exercises(self) -> int:
        return len(self.fingerprints)

    @cached_property
    def library(self) -> ExerciseLibrary:
        return load_exercises(self.assignment)

    @cached_property
    def exam(self) -> Exam:
        return build_exam(
            self.assignment.name,
            self.library,
            self.assignment.points,
            self.run.seed,
            self.assignment.credit,
            cached=self.cached,
        )

    @cached_property
    def handout(self) -> Handout:
        return load_handout(self.assignment)

    def _load_cached(self, path: Path) -> tuple[Mapping[str, str], str]:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            if found["of"] == self.fingerprint:
                return dict(found["stamps"]), str(found["salt"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        fingerprints = exercise_fingerprints(self.exam, self.assignment)
        salt = submission_salt(self.handout, self.exam.written, self.run.isolation, self.run.seed)
        known = {"of": self.fingerprint, "stamps": fingerprints, "salt": salt}
        write_atomically(path, json.dumps(known) + "\n")
        return fingerprints, salt
