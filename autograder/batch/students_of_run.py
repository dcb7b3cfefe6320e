"""Decide who is graded in a run, and what happens to an earlier run's students.

A run adds: students who submitted nothing this time keep their line of results.jsonl, byte
for byte, and with it their pages, gradebook rows and exports.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.errors import UserError
from autograder.grading.store.renamed_students import recall_keys, take_over
from autograder.grading.store.results import RESULTS
from autograder.grading.store.run_config import RUN, RunConfig, read_run_config
from autograder.submission.collect import RawSubmission, SubmissionSet
from autograder.submission.enrolment import refuse_twins


@dataclass(frozen=True)
class EarlierRun:
    """The run in an output folder. config: None if there is none."""

    out: Path
    config: RunConfig | None

    @cached_property
    def students(self) -> Mapping[str, int]:
        """The students in results.jsonl, and the offset of each one's line."""
        found: dict[str, int] = {}
        path = self.out / RESULTS
        if not path.exists():
            return found
        start = 0
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    found[str(json.loads(line)["student"])] = start
                except (ValueError, KeyError, TypeError) as error:
                    raise UserError(
                        f"{path}:{number}: not a line of a finished run ({type(error).__name__}), "
                        "so its students cannot be kept.\n"
                        "  Put a copy of the file in its place. Or move it away and grade the "
                        "whole class: what is in the journal is not run again."
                    ) from error
                start += len(line)
        return found

    def line(self, student: str) -> str:
        """A student's line of results.jsonl, without its newline."""
        with (self.out / RESULTS).open("rb") as file:
            file.seek(self.students[student])
            return file.readline().decode("utf-8").rstrip("\n")


@dataclass(frozen=True)
class StudentsOfRun:
    """Who is graded in this run, and what happens to an earlier run's students.

    submitted: by student. kept: with the grades of the earlier run. renamed: a line on each
    student who had a different name in it. by_roster: the names come from a class list.
    """

    submitted: Mapping[str, RawSubmission]
    earlier: EarlierRun
    kept: Sequence[str]
    dropped: Sequence[str]
    renamed: Sequence[str]
    by_roster: bool


def students_of_run(
    out: Path, assignment: str, found: SubmissionSet, only_these: bool, by_roster: bool
) -> StudentsOfRun:
    """Match students with those of an earlier run, some of whom may have a new name now.

    only_these: drop those who submitted nothing this time. by_roster: names are from a roster.
    """
    earlier = _earlier_run(out, assignment, only_these)
    students = found.students if by_roster else recall_keys(out, found.students)
    renamed = tuple(take_over(out, students)) if earlier.students else ()
    earlier = EarlierRun(out, earlier.config)  # under their present names
    submitted = {each.student: each for each in students}
    others = sorted(earlier.students.keys() - submitted.keys())
    kept, dropped = ([], others) if only_these else (others, [])
    refuse_twins((*submitted, *kept))
    return StudentsOfRun(submitted, earlier, kept, dropped, renamed, by_roster)


def _earlier_run(out: Path, assignment: str, replace: bool) -> EarlierRun:
    """The run in an output folder.

    replace: allow another assignment's run; otherwise UserError, as its results would be lost.
    """
    earlier = EarlierRun(out, read_run_config(out) if (out / RUN).exists() else None)
    first = next(iter(earlier.students), None)
    held = json.loads(earlier.line(first)).get("assignment", assignment) if first else assignment
    if held != assignment and not replace:
        raise UserError(
            f"{out}: holds the results of '{held}' ({len(earlier.students)} students), not of "
            f"'{assignment}'.\n"
            "  Choose another --out. To replace them: --only-these"
        )
    return earlier
