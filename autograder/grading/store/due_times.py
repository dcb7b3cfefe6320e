"""When a student's work was due, and whether it was late.

A student is due at the assignment's due time or the roster's extension, whichever is later. The
submission time decides; the platform's own flag counts only if that or the due time is missing,
and never against an extension. A time without a zone is in the due time's zone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from autograder.models import SubmissionInfo
from autograder.submission.times import parse_moment


@dataclass(frozen=True)
class Lateness:
    """due, at: with a zone; None if unknown. late: None if unknown."""

    due: datetime | None = None
    at: datetime | None = None
    late: bool | None = None

    @property
    def seconds(self) -> float:
        """Seconds after the due time; 0 if on time, or if the delay is unknown."""
        if not (self.late and self.due and self.at):
            return 0.0
        return max(0.0, (self.at - self.due).total_seconds())


def lateness(info: SubmissionInfo, due: datetime | None) -> Lateness:
    """The lateness of one submission. due: the assignment's due time."""
    zone = due.tzinfo if due else UTC
    extended = _extended_to(info, zone)
    student_due = max((each for each in (due, extended) if each), default=None)
    at = parse_moment(info.submitted_at)
    at = at.replace(tzinfo=at.tzinfo or zone) if at else None
    if student_due and at:
        return Lateness(student_due, at, at > student_due)
    return Lateness(student_due, at, None if extended else info.late)


def extension_changes_nothing(info: SubmissionInfo, due: datetime | None) -> bool:
    """Whether a student's extension ends before the due time, which is likely a mistake."""
    extended = _extended_to(info, due.tzinfo) if due else None
    return bool(due and extended and extended < due)


def _extended_to(info: SubmissionInfo, zone: tzinfo | None) -> datetime | None:
    extension = parse_moment(info.extension)
    return extension.replace(tzinfo=extension.tzinfo or zone) if extension else None


def submission_time(info: SubmissionInfo, due: datetime | None) -> datetime | None:
    """When it was submitted; None if the time or its zone is unknown: no zone is guessed."""
    at = parse_moment(info.submitted_at)
    return lateness(info, due).at if at and (at.tzinfo or due) else None


def with_lateness(info: SubmissionInfo, due: datetime | None) -> SubmissionInfo:
    """The same information with the student's own due time, and whether the work was late."""
    found = lateness(info, due)
    return replace(info, late=found.late, due=found.due.isoformat() if found.due else "")
