"""Who is graded in a run, and what becomes of the students of an earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.store.kept_students import EarlierRun, read_earlier_run
from autograder.grading.store.renamed_students import recall_keys, take_over
from autograder.submission.collect import RawSubmission, SubmissionSet


@dataclass(frozen=True)
class StudentsOfRun:
    """Who is graded in this run, and what becomes of the students of an earlier one.

    submitted: by student. kept: with the grades of the earlier run. renamed: a line on each who
    had another name in it. by_roster: the names are those of a list of the class.
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
    """Meet the students of an earlier run, some of whom may go by another name now.

    only_these: drop those of whom nothing was submitted now. by_roster: names are of a roster.
    """
    earlier = read_earlier_run(out, assignment, only_these)
    students = found.students if by_roster else recall_keys(out, found.students)
    renamed = tuple(take_over(out, students)) if earlier.students else ()
    earlier = EarlierRun(out, earlier.config)  # under the names of now
    submitted = {each.student: each for each in students}
    others = sorted(earlier.students.keys() - submitted.keys())
    kept, dropped = ([], others) if only_these else (others, [])
    return StudentsOfRun(submitted, earlier, kept, dropped, renamed, by_roster)
