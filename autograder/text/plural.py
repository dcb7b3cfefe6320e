"""English plurals for counts in messages."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 exercise", "2 exercises"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
