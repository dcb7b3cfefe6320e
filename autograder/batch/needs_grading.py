"""Decide which submissions have to be graded, and what an earlier run knows about each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.batch.submission_grader import GradeTask
from autograder.grading.grader import PreviousGrade
from autograder.grading.store.exam_cache import ExamCache
from autograder.grading.store.journal import Fingerprints, Journal
from autograder.grading.store.lazy_sequence import LazySequence
from autograder.grading.store.results import grade_from_json
from autograder.submission.collect import RawSubmission


def needs_grading(journal: Journal, digests: Sequence[str], exam_cache: ExamCache) -> list[int]:
    """The submissions that have no valid line; grader errors are tried again."""
    todo = []
    for index, digest in enumerate(digests):
        holds = journal.fingerprints(digest) == exam_cache.fingerprints
        line = journal.cached_result(digest) if holds else None
        if line is None or json.loads(line)["status"] != "graded":
            todo.append(index)
    return todo


@dataclass(frozen=True, eq=False)
class PendingTasks(LazySequence[GradeTask]):
    """The task for each submission: all exercises, or those fixed since it was graded.

    Each is made when it is requested, so that a large class's grades are not all in memory.
    """

    todo: Sequence[int]
    students: Sequence[RawSubmission]
    digests: Sequence[str]
    journal: Journal
    fingerprints: Fingerprints

    def __len__(self) -> int:
        return len(self.todo)

    def item(self, index: int) -> GradeTask:
        raw, digest = self.students[self.todo[index]], self.digests[self.todo[index]]
        old = self.journal.fingerprints(digest)
        valid = frozenset(
            name for name, fingerprint in self.fingerprints.items() if old.get(name) == fingerprint
        )
        line = self.journal.cached_result(digest) if valid else None
        if line is None:
            return GradeTask(raw)
        earlier = grade_from_json(json.loads(line))
        return GradeTask(raw, PreviousGrade(earlier, valid) if earlier.status == "graded" else None)
