"""Notices for the end of a run: who was kept, dropped or is missing, and what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from autograder.batch.students_of_run import StudentsOfRun
from autograder.grading.store.due_times import extension_changes_nothing
from autograder.grading.store.results import GradePoints
from autograder.grading.store.run_config import RunConfig
from autograder.submission.collect import SubmissionSet
from autograder.text.english_counts import count, some

_NAMES = 20  # that are listed if no student is lost


def roster_notices(
    found: SubmissionSet, kept: Collection[str] = (), due: datetime | None = None
) -> Iterator[str]:
    """Differences from the roster or the platform's list, and what could not be read.

    kept: students from the earlier run whose results are kept; another sentence names them.
    due: of the assignment.
    """
    absent = [key for key in found.absent if key not in kept]
    for names, what in (
        (found.unlisted, "not in the roster, graded all the same"),
        (absent, "in the roster, and nothing was found of them"),
        (found.missing, "submitted by the platform's list, and none of their files is here"),
    ):
        if names:
            yield f"{len(names)} {what}: {some(names, _NAMES)}"
    early = [
        f"{each.student} ({each.info.extension})"
        for each in found.students
        if extension_changes_nothing(each.info, due)
    ]
    if early and due:
        yield (
            f"{count(len(early), 'extension')} of the roster without effect, before the due time "
            f"{due.isoformat()}: {some(early, _NAMES)}"
        )
    yield from found.remarks[:_NAMES]
    if len(found.remarks) > _NAMES:
        yield f"… and {len(found.remarks) - _NAMES} more such lines: --list shows all"


def earlier_notices(students: StudentsOfRun, now: RunConfig, outdated: int) -> Iterator[str]:
    """What happens to an earlier run's students, and whether this may be the wrong folder.

    outdated: kept grades that the present course would judge differently.
    """
    before, kept, dropped = students.earlier.config, students.kept, students.dropped
    common = len(students.submitted.keys() & students.earlier.students.keys())
    if before and common + len(kept) + len(dropped) and _elsewhere(before, now):
        same = count(common, "student") if common else "None"
        read, was = Path(before.submissions).resolve(), "was" if common < 2 else "were"
        yield (
            f"The submissions are those of {now.submissions}; the earlier run read {read}. "
            f"{same} of them {was} in it.\n"
            "If this is the wrong folder: grade the right one again with --only-these"
        )
    if kept:
        yield (
            f"{len(kept)} of the earlier run not among these submissions, kept as graded then: "
            f"{some(kept, _NAMES)}\nTo drop them: --only-these"
        )
    if kept and before and before.seed != now.seed:
        yield (
            f"They were graded with seed {before.seed}, the others with {now.seed}: other hidden "
            "inputs. To grade all alike: give all submissions."
        )
    elif outdated:
        yield (
            f"{outdated} of them were graded before the course changed. To grade all alike: "
            "give all submissions."
        )
    if dropped:
        yield (
            f"{len(dropped)} dropped with --only-these: {', '.join(dropped)}\n"
            "What a person marked of them stays in the gradebook."
        )


def points_changes(
    before: Mapping[str, float | None],
    grades: Iterable[GradePoints],
    gradebook_changes: Sequence[str],
) -> list[str]:
    """What a regrade changed: student, old points, new points.

    gradebook_changes: the same from the gradebook, by exercise with reasons; takes precedence.
    """
    return list(gradebook_changes) or [
        f"{each.student}: {_points(before[each.student])} → {_points(each.points)}"
        for each in grades
        if each.student in before and before[each.student] != each.points
    ]


def _elsewhere(before: RunConfig, now: RunConfig) -> bool:
    """Whether the earlier run read a different place; its record may have a path with a link."""
    return bool(before.submissions) and Path(before.submissions).resolve() != Path(now.submissions)


def _points(points: float | None) -> str:
    return "?" if points is None else f"{points:g}"
