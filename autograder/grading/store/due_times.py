"""When a student's work was due, and whether it was late.

A student's due time is that of the assignment or the extension of the roster, whichever is later.
The time of submission decides; a platform's own word counts only where there is no time or no due
time, and never against an extension. A time without a zone is of the zone of the due time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from autograder.models import SubmissionInfo
from autograder.submission.times import parse_moment


@dataclass(frozen=True)
class Lateness:
    """due, at: with a zone; None if unknown. late: None if nobody knows."""

    due: datetime | None = None
    at: datetime | None = None
    late: bool | None = None

    @property
    def seconds(self) -> float:
        """Seconds after the due time; 0 if in time, or if it is not known by how much."""
        if not (self.late and self.due and self.at):
            return 0.0
        return max(0.0, (self.at - self.due).total_seconds())


def lateness(info: SubmissionInfo, due: datetime | None) -> Lateness:
    """What is known of one submission. due: of the assignment."""
    zone = due.tzinfo if due else UTC
    extension = parse_moment(info.extension)
    extended = extension.replace(tzinfo=extension.tzinfo or zone) if extension else None
    own = max((each for each in (due, extended) if each), default=None)
    at = parse_moment(info.submitted_at)
    at = at.replace(tzinfo=at.tzinfo or zone) if at else None
    if own and at:
        return Lateness(own, at, at > own)
    return Lateness(own, at, None if extended else info.late)


def submission_time(info: SubmissionInfo, due: datetime | None) -> datetime | None:
    """When it was submitted; None if that, or its zone, is unknown: no zone is guessed."""
    at = parse_moment(info.submitted_at)
    return lateness(info, due).at if at and (at.tzinfo or due) else None


def with_lateness(info: SubmissionInfo, due: datetime | None) -> SubmissionInfo:
    """The same information with the student's own due time, and whether the work was late."""
    found = lateness(info, due)
    return replace(info, late=found.late, due=found.due.isoformat() if found.due else "")
