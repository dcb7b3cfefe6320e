"""How did earlier runs of the same class go?

OUT/history.jsonl has one line for every run whose grades differ from those before it, the
last of them the present one. Only what progress is made of is kept: points, statuses,
diagnoses, and a digest of the file that counted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.journal import write_atomically
from autograder.records import Grade
from autograder.results import read_results

HISTORY = "history.jsonl"
KEPT = 20  # runs
MOST_GRADES = 60_000  # in all runs together, so that a large class keeps fewer


@dataclass(frozen=True)
class Past:
    """One exercise of one student in some run."""

    status: str
    points: float
    diagnosis: tuple[str, ...] = ()


@dataclass(frozen=True)
class PastGrade:
    """One student in some run. points: None if the grader was at fault."""

    points: float | None
    exercises: Mapping[str, Past]
    digest: str = ""


@dataclass(frozen=True)
class PastRun:
    """One run. ended: with a time zone; None if not known."""

    assignment: str
    ended: datetime | None
    students: Mapping[str, PastGrade]


def snapshot(
    assignment: str,
    grades: Sequence[Grade],
    digests: Mapping[str, str] | None = None,
    ended: datetime | None = None,
) -> PastRun:
    """What is remembered of a run."""
    return PastRun(assignment, ended, {
        grade.student: PastGrade(
            grade.points,
            {
                name: Past(verdict.status, verdict.points, verdict.diagnosis)
                for name, verdict in grade.exercises.items()
            },
            (digests or {}).get(grade.student, ""),
        )
        for grade in grades
    })  # fmt: skip


def remember(
    out: Path, assignment: str, grades: Sequence[Grade], digests: Mapping[str, str]
) -> None:
    """Add a finished run to the history, if it differs from the last one."""
    runs = [run for run in read_history(out) if run.assignment == assignment]
    now = snapshot(assignment, grades, digests, datetime.now(UTC).replace(microsecond=0))
    if runs and runs[-1].students == now.students:
        return
    kept = max(2, min(KEPT, MOST_GRADES // max(len(grades), 1)))
    lines = [json.dumps(_to_json(run), ensure_ascii=False) for run in [*runs, now][-kept:]]
    text = "".join(f"{line}\n" for line in lines)
    write_atomically(out / HISTORY, text.encode("utf-8", "backslashreplace").decode("utf-8"))


def read_history(out: Path) -> list[PastRun]:
    """All runs that are remembered, oldest first. What cannot be read is left out."""
    runs: list[PastRun] = []
    try:
        lines = (out / HISTORY).read_text(encoding="utf-8").splitlines()
    except OSError:
        return runs
    for line in lines:
        try:
            runs.append(_from_json(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
    return runs


def earlier_run(out: Path) -> PastRun:
    """The results of another folder as an earlier run; OSError if there are none."""
    grades = list(read_results(out))
    remembered = read_history(out)
    if remembered:
        return remembered[-1]
    return snapshot(grades[0].assignment if grades else "", grades)


def _to_json(run: PastRun) -> dict[str, Any]:
    return asdict(run) | {"ended": run.ended.isoformat() if run.ended else None}


def _from_json(data: dict[str, Any]) -> PastRun:
    seen: dict[Past, Past] = {}  # few differ, so a large class takes little memory

    def past(entry: dict[str, Any]) -> Past:
        each = Past(entry["status"], entry["points"], tuple(entry["diagnosis"]))
        return seen.setdefault(each, each)

    return PastRun(
        data["assignment"],
        datetime.fromisoformat(data["ended"]) if data["ended"] else None,
        {
            student: PastGrade(
                grade["points"],
                {name: past(entry) for name, entry in grade["exercises"].items()},
                grade["digest"],
            )
            for student, grade in data["students"].items()
        },
    )
