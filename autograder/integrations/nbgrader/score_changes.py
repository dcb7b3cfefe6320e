"""Explain what a regrade changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.text.catalogue import format_points


@dataclass(frozen=True)
class ScoreChange:
    """A change in automatic points.

    before, after: None if there is no score (an internal error).
    why: the reason, if known.
    manual: a person's mark, which stays whatever the engine says.
    """

    student: str
    cell: str
    before: float | None
    after: float | None
    why: str = ""
    manual: float | None = None

    def __str__(self) -> str:
        line = f"{self.student}: {self.cell} {_shown(self.before)} → {_shown(self.after)}"
        line += f" ({self.why})" if self.why else ""
        if self.manual is not None:
            line += f"; the manual score {_shown(self.manual)} is kept"
        return line


def _shown(points: float | None) -> str:
    return "?" if points is None else format_points(points)


def reason(exercise: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Why an exercise's points changed, from two `notebook_feedback.Record`s."""
    old = before.get("exercises", {}).get(exercise)
    new = after.get("exercises", {}).get(exercise)
    if not old or not new:
        return ""
    said = [f"{_verdict(old)} → {_verdict(new)}"] if _verdict(old) != _verdict(new) else []
    if old["max_points"] != new["max_points"]:
        said.append(
            f"worth {format_points(old['max_points'])} → {format_points(new['max_points'])}"
        )
    if before["hand_in"] != after["hand_in"]:
        said.append("another submission")
    elif old["stamp"] != new["stamp"] and old["max_points"] == new["max_points"]:
        said.append("the exercise or its hidden inputs changed")
    elif old["stamp"] == new["stamp"]:
        said.append("the same submission and the same exercise")
    return "; ".join(said)


def reopened(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The written exercises whose answers have changed."""
    old, new = before.get("written", {}), after.get("written", {})
    return {name for name, answer in new.items() if name in old and old[name] != answer}


def _verdict(entry: Mapping[str, Any]) -> str:
    names = " + ".join(entry["diagnosis"])
    return f"{entry['status']}: {names}" if names else str(entry["status"])
