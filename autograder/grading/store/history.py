"""Snapshots of earlier runs of the same class, in OUT/history.jsonl.

OUT/history.jsonl records every run whose grades differ from the previous run's, up to the
current one: one line for the run, then one per student. Only what shows progress is kept:
points, statuses, diagnoses, and a digest of the graded file.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.files import atomic_open
from autograder.grading.store.results import Results
from autograder.models import Grade

HISTORY = "history.jsonl"
KEPT = 20  # runs
MOST_GRADES = 60_000  # in all runs together, so a large class keeps fewer runs


@dataclass(frozen=True)
class ExerciseSnapshot:
    """One exercise of one student in some run."""

    status: str
    points: float
    diagnosis: tuple[str, ...] = ()


_Exercises = Mapping[str, ExerciseSnapshot]
_Known = dict[tuple[tuple[str, ExerciseSnapshot], ...], _Exercises]


@dataclass(frozen=True)
class GradeSnapshot:
    """One student in some run. points: None if the grader failed."""

    points: float | None
    exercises: _Exercises
    digest: str = ""


@dataclass(frozen=True)
class RunSnapshot:
    """One run. ended: with a time zone; None if unknown."""

    assignment: str
    ended: datetime | None
    students: MutableMapping[str, GradeSnapshot]


def take_snapshot(
    assignment: str,
    grades: Sequence[Grade],
    digests: Mapping[str, str] | None = None,
    ended: datetime | None = None,
) -> RunSnapshot:
    """The part of a run that the history keeps."""
    known: _Known = {}
    return RunSnapshot(assignment, ended, {
        grade.student: GradeSnapshot(
            grade.points,
            _shared({
                name: ExerciseSnapshot(verdict.status, verdict.points, verdict.diagnosis)
                for name, verdict in grade.exercises.items()
            }, known),
            (digests or {}).get(grade.student, ""),
        )
        for grade in grades
    })  # fmt: skip


def _shared(exercises: _Exercises, known: _Known) -> _Exercises:
    """Store equal entries once: many students share them, so a large class takes little memory."""
    return known.setdefault(tuple(exercises.items()), exercises)


def append_run(
    out: Path,
    assignment: str,
    grades: Sequence[Grade],
    digests: Mapping[str, str],
    kept: Collection[str] = (),
) -> None:
    """Add a finished run to the history, if it differs from the last one.

    kept: students of an earlier run who were not graded this time; their digests stay.
    """
    runs = [run for run in read_history(out) if run.assignment == assignment]
    then = runs[-1].students if runs else {}
    digests = {each: then[each].digest for each in kept if each in then} | dict(digests)
    now = take_snapshot(assignment, grades, digests, datetime.now(UTC).replace(microsecond=0))
    if runs and runs[-1].students == now.students:
        return
    most = max(2, min(KEPT, MOST_GRADES // max(len(grades), 1)))
    with atomic_open(out / HISTORY) as file:
        for run in [*runs, now][-most:]:
            for line in _lines(run):
                text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
                file.write(text.encode("utf-8", "backslashreplace") + b"\n")


def read_history(out: Path) -> list[RunSnapshot]:
    """All recorded runs, oldest first. Lines that cannot be read are skipped."""
    runs: list[RunSnapshot] = []
    known: _Known = {}
    unreadable = suppress(ValueError, TypeError, KeyError, AttributeError, IndexError)
    with suppress(OSError), (out / HISTORY).open("rb") as lines:
        for line in lines:
            with unreadable:
                _note(json.loads(line), runs, known)
    return runs


def load_previous_run(out: Path) -> RunSnapshot:
    """The results of another folder, as an earlier run; OSError if there are none."""
    grades = Results(out)
    if remembered := read_history(out):
        return remembered[-1]
    return take_snapshot(grades[0].assignment if len(grades) else "", grades)


def _lines(run: RunSnapshot) -> Iterator[dict[str, Any]]:
    ended = run.ended.isoformat() if run.ended else None
    yield {"assignment": run.assignment, "ended": ended}
    for student, grade in run.students.items():
        exercises = {
            name: [past.status, past.points, *past.diagnosis]
            for name, past in grade.exercises.items()
        }
        yield {
            "student": student,
            "points": grade.points,
            "digest": grade.digest,
            "exercises": exercises,
        }


def _note(line: dict[str, Any], runs: list[RunSnapshot], known: _Known) -> None:
    """Add one line: a run, or a student of the last run."""
    if "assignment" in line:
        ended = datetime.fromisoformat(line["ended"]) if line["ended"] else None
        runs.append(RunSnapshot(line["assignment"], ended, {}))
        return
    exercises = {
        name: ExerciseSnapshot(status, points, tuple(diagnosis))
        for name, (status, points, *diagnosis) in line["exercises"].items()
    }
    grade = GradeSnapshot(line["points"], _shared(exercises, known), line["digest"])
    runs[-1].students[line["student"]] = grade
