"""Turn grades into lines of results.jsonl, and read them.

One line of results.jsonl per submission, described by `results.schema.json`. The same
grade gives the same bytes: they contain no time or path, and do not depend on the order of a set.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from autograder.grading.store.lazy_sequence import LazySequence
from autograder.models import CheckResult, Counterexample, Grade, Verdict
from autograder.sandbox.plain_data import plain_from_json, plain_to_json
from autograder.text.sanitize import UNSAFE

RESULTS = "results.jsonl"


def grade_to_json(grade: Grade) -> dict[str, Any]:
    """A grade as JSON-able data, in the order in which a person reads it."""
    data: dict[str, Any] = {
        "student": grade.student,
        "assignment": grade.assignment,
        "status": grade.status,
        "points": grade.points,
        "max_points": grade.max_points,
        "needs_manual": list(grade.needs_manual),
        "file": grade.file,
        "notes": list(grade.notes),
        **({"passed_over": list(grade.ignored_files)} if grade.ignored_files else {}),
        "exercises": {name: _verdict(verdict) for name, verdict in grade.exercises.items()},
        "written": dict(grade.written),
    }
    if grade.message:
        data["message"] = grade.message
    return data


def _verdict(verdict: Verdict) -> dict[str, Any]:
    data: dict[str, Any] = {
        "status": verdict.status,
        "points": verdict.points,
        "max_points": verdict.max_points,
        "diagnosis": list(verdict.diagnosis),
        "carried": verdict.carried,
        "checks": [dict(vars(check)) for check in verdict.checks],
    }
    shown = verdict.counterexample
    said_if_any = {
        "form": verdict.form,
        "variant": verdict.variant,
        "credit": verdict.credit,
        "carried_from": list(verdict.carried_from),
        "counterexample": dict(vars(shown)) if shown else None,
        "message": verdict.message,
        "evidence": {name: plain_to_json(value) for name, value in verdict.evidence.items()},
        "printed": verdict.stdout,
    }
    return data | {name: value for name, value in said_if_any.items() if value}


def grade_from_json(data: dict[str, Any]) -> Grade:
    """The inverse of `grade_to_json`."""
    return Grade(
        student=data["student"],
        assignment=data["assignment"],
        status=data["status"],
        points=data["points"],
        max_points=data["max_points"],
        needs_manual=tuple(data["needs_manual"]),
        exercises={name: _read_verdict(entry) for name, entry in data["exercises"].items()},
        written=data.get("written", {}),
        file=data.get("file", ""),
        notes=tuple(data.get("notes", ())),
        ignored_files=tuple(data.get("passed_over", ())),
        message=data.get("message", ""),
    )


def _read_verdict(data: dict[str, Any]) -> Verdict:
    shown = data.get("counterexample")
    return Verdict(
        status=data["status"],
        points=data["points"],
        max_points=data["max_points"],
        checks=tuple(CheckResult(**check) for check in data["checks"]),
        diagnosis=tuple(data["diagnosis"]),
        form=data.get("form", ""),
        variant=data.get("variant", 0),
        credit=data.get("credit", 0.0),
        carried=data["carried"],
        carried_from=tuple(data.get("carried_from", ())),
        counterexample=Counterexample(**shown) if shown else None,
        message=data.get("message", ""),
        evidence={name: plain_from_json(value) for name, value in data.get("evidence", {}).items()},
        stdout=data.get("printed", ""),
    )


def to_json_line(grade: Grade) -> str:
    """One line of results.jsonl, without its newline."""
    return json_line(grade_to_json(grade))


def json_line(data: dict[str, Any]) -> str:
    """JSON that is safe to print: characters that control a terminal are escaped, as \\u009b."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Results(LazySequence[Grade]):
    """All grades of a finished run, in the order of the file, read on access.

    Only the offsets of the lines are held, so that a large class costs little memory.
    """

    def __init__(self, out: Path) -> None:
        self.path = out / RESULTS
        self._starts = array("Q", [0])
        with self.path.open("rb") as lines:
            for line in lines:
                self._starts.append(self._starts[-1] + len(line))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def item(self, index: int) -> Grade:
        with self.path.open("rb") as file:
            file.seek(self._starts[index])
            return grade_from_json(json.loads(file.readline()))

    def __iter__(self) -> Iterator[Grade]:
        return read_results(self.path.parent)


class GradePoints(NamedTuple):
    """The points of a grade without its verdicts, see `Grade`."""

    student: str
    status: str
    points: float | None


def read_points(out: Path) -> Iterator[GradePoints]:
    """The points of all grades of a finished run, without building their verdicts."""
    with (out / RESULTS).open(encoding="utf-8") as lines:
        for each in map(json.loads, lines):
            yield GradePoints(each["student"], each["status"], each["points"])


def read_results(out: Path) -> Iterator[Grade]:
    """All grades of a finished run, in the order of the file."""
    with (out / RESULTS).open(encoding="utf-8") as lines:
        for line in lines:
            yield grade_from_json(json.loads(line))
