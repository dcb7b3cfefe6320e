"""Find the submissions of a class, and read each student's graded file.

A learning platform's download is read by the platform's own naming (see `platforms`), anything
else as students' folders and files (see `plain_layout`). Ambiguous names are refused.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import SubmissionError
from autograder.models import Source, Submission
from autograder.submission.class_listing import ClassListing, list_class
from autograder.submission.enrolment import RawSubmission, SubmissionSet, enrol, raw_submission
from autograder.submission.file_selection import select_files
from autograder.submission.files import is_candidate
from autograder.submission.handout import Handout
from autograder.submission.nested_classes import refuse_nested_classes
from autograder.submission.plain_layout import read_plain
from autograder.submission.platforms import READERS, recognize
from autograder.submission.platforms.pattern import PatternReader
from autograder.submission.platforms.record import Reading, UndecidedError, students_of
from autograder.submission.read_errors import LocalizedText, UnreadableFileError, read_error
from autograder.submission.roster import read_roster

__all__ = ["Naming", "RawSubmission", "SubmissionSet", "find_submissions", "read_submission"]


@dataclass(frozen=True)
class Naming:
    """What the TA specified about names: a pattern for paths, and a roster."""

    pattern: str | None = None
    roster: Path | None = None


def find_submissions(
    path: Path, assignment: str, others: Collection[str] = (), naming: Naming = Naming()
) -> SubmissionSet:
    """All submissions for an assignment in a folder, archive or single file, sorted by student.

    others: names of the course's other assignments, whose folders are skipped.
    Raises SubmissionError if there is nothing to grade, or if students cannot be distinguished.
    """
    readers = (PatternReader(naming.pattern),) if naming.pattern else READERS
    roster = read_roster(naming.roster) if naming.roster else None

    def reading_of(listing: ClassListing) -> Reading | None:
        return recognize(listing.entries, listing.name, assignment, others, readers)

    def is_class(listing: ClassListing) -> bool:
        files = [e.parts for e in listing.entries if e.read and is_candidate(e.name)]
        return len({x[0] for x in files if len(x) > 1}) > 1 or reading_of(listing) is not None

    try:
        listing = list_class(path, is_class)
        reading = reading_of(listing)
        refused = [e.refused for e in listing.entries if not e.parts and e.refused]
        if reading:
            students = list(students_of(reading))
            refused += [read_error("left", name=e.name, reason=why) for e, why in reading.left]
        elif naming.pattern:
            some = ", ".join(f"'{e.name}'" for e in listing.entries[:3])
            raise UndecidedError(
                f"--name-pattern matches none of {len(listing.entries)} paths ({some})."
            )
        else:
            refuse_nested_classes(listing, assignment.replace("-", "_"), reading_of)
            students, refused = read_plain(listing, assignment, others)
    except UnreadableFileError as refusal:
        raise SubmissionError(f"{path}: {refusal}") from refusal
    except UndecidedError as unsure:
        raise SubmissionError(_undecided(path, unsure)) from unsure
    except OSError as error:
        raise SubmissionError(f"{path}: cannot be read: {error.strerror}.") from error
    if not students:
        raise SubmissionError(_none_found(path, assignment, refused))
    found = [raw_submission(student, reading) for student in students]
    every = enrol(found, tuple(refused), reading, roster)
    return replace(every, remarks=(*filter(None, [listing.remark]), *every.remarks))


def _none_found(path: Path, assignment: str, refused: Sequence[LocalizedText]) -> str:
    return (
        f"{path}: no submissions found.\n"
        f"  Wanted: <student>/{assignment}/<file>, <student>/<file>, <student>.py, "
        "<student>.ipynb, a platform's download, or an archive of these."
        + "".join(f"\n  {refusal['en']}" for refusal in refused[:5])
    )


def _undecided(path: Path, unsure: UndecidedError) -> str:
    return (
        f"{path}: looks like the files of a class, but their students cannot be identified.\n"
        f"  Seen: {unsure.seen}\n"
        + (f"  {unsure.advice}\n" if unsure.advice else "")
        + "  To say where in a path the student is: "
        "--name-pattern '(?P<student>[^/_]+)[/_].*'\n"
        "  To see what is found, without grading: --list"
    )


def read_submission(raw: RawSubmission, handout: Handout) -> Submission:
    """Read one student's files: at most one notebook and one .py, or why there is none.

    Raises GraderError if a file exists but cannot be read.
    """
    selection = select_files(raw.entries, handout)
    sources = tuple(source for _, source in selection.files)
    if not sources:
        sources = (Source("", problem=selection.reasons[0]),)
    return Submission(raw.student, handout.assignment, sources, selection.ignored)
