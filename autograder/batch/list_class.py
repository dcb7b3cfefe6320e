"""List who is in a folder of submissions and which file counts, without grading anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.course.config import load_course
from autograder.grading.exam import load_handout
from autograder.models import Submission
from autograder.submission.collect import (
    Naming,
    RawSubmission,
    find_submissions,
    read_submission,
)
from autograder.text.sanitize import printable

_LEFT = 40  # lines about ignored files


def list_class(root: Path, name: str, submissions: Path, naming: Naming) -> Iterator[str]:
    """One line per student, and what was ignored; SubmissionError as in `grade`."""
    course = load_course(root)
    assignment = course.assignment(name)
    others = [each for each in course.assignments if each != name]
    found = find_submissions(submissions, name, others, naming)
    handout = load_handout(assignment)
    kind = found.platform or "folders and files of students"
    yield f"{printable(str(submissions))}: {kind}, {len(found.students)} students"
    width = max(len(printable(each.student)) for each in found.students)
    unread = 0
    for each in found.students:
        submission = read_submission(each, handout)
        unread += all(source.problem for source in submission.sources)
        yield f"  {printable(each.student):{width}}  {_said(each)}  {_files(submission)}"
        for older in each.older:
            yield f"  {'':{width}}  earlier attempt, not graded: {printable(older)}"
    left = [refusal["en"] for refusal in found.refused]
    yield from (f"left: {printable(each, 400)}" for each in left[:_LEFT])
    if len(left) > _LEFT:
        yield f"left: … and {len(left) - _LEFT} more"
    yield from (f"not in the roster: {printable(key)}" for key in found.unlisted)
    yield from (f"in the roster, nothing found: {printable(key)}" for key in found.absent)
    yield from (f"in the platform's list, no file here: {printable(k)}" for k in found.missing)
    yield from (printable(each, 400) for each in found.remarks)
    yield f"{len(found.students)} students, {unread} without a file that can be read"


def _said(each: RawSubmission) -> str:
    """Name, attempt, lateness and time, as far as known."""
    info = each.info
    facts = [printable(info.name) if info.name != each.student else ""]
    facts.append(f"attempt {info.attempt}" if max(info.attempt, info.attempts) > 1 else "")
    facts.append({True: "late", False: "on time", None: ""}[info.late])
    facts.append(info.submitted_at.replace("T", " "))
    return ", ".join(filter(None, facts)) or "-"


def _files(submission: Submission) -> str:
    read = [source.path for source in submission.sources if not source.problem]
    problems = [source.problem["en"] for source in submission.sources if source.problem]
    text = "→ " + ", ".join(map(printable, read)) if read else f"! {printable(problems[0], 300)}"
    beside = ", ".join(map(printable, submission.ignored_files))
    return f"{text} (not: {beside})" if beside else text
