"""The feedback on one exercise as a record: plain text, in one language, without markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from autograder.report.value_diff import ValueView

# A pasted picture in Markdown, ![name](attachment:name.png), or in an <img> element.
_PASTED = re.compile(
    r"!\[[^\]\n]*\]\(attachment:(?P<name>[^()\s]+)\)|"
    r"<img\b[^<>\n]*\bsrc=[\"']attachment:(?P<source>[^\"'<>\n]+)[\"'][^<>\n]*>"
)


@dataclass(frozen=True)
class CheckView:
    """One check, as a claim that a student reads."""

    description: str
    points: float
    max_points: float


@dataclass(frozen=True)
class Diagnosis:
    """One misconception that the behaviour proves. formula: what is computed instead."""

    id: str
    title: str
    why: str
    hint: str
    formula: str


@dataclass(frozen=True)
class Example:
    """The smallest failing call. remark: what is wrong with the type or shape of got."""

    call: str
    expected: ValueView
    got: ValueView
    remark: str
    printed: str


@dataclass(frozen=True)
class ExerciseFeedback:
    """The feedback on one exercise, in reading order.

    status: the verdict's, or "manual" for a written answer and "marked" for one that has its
        points; status_word, symbol and about show it. where, friendly, original: an error's place,
        meaning and Python's own line.
    plots: what `autograder.grading.plot_data` kept, with titles in every language.
    answer: the text of a written answer, None for all other exercises.
    pictures: those pasted into the answer, as (name, data URI).
    """

    name: str
    title: str
    language: str
    status: str
    status_word: str
    symbol: str
    about: str
    points: float
    max_points: float
    holds: tuple[CheckView, ...] = ()
    fails: tuple[CheckView, ...] = ()
    unchecked: tuple[CheckView, ...] = ()
    where: str = ""
    friendly: str = ""
    original: str = ""
    carried: str = ""
    diagnoses: tuple[Diagnosis, ...] = ()
    abstained: str = ""
    formula: str = ""
    example: Example | None = None
    plots: tuple[Mapping[str, Any], ...] = ()
    hints: tuple[str, ...] = ()
    section: str = ""
    answer: str | None = None
    pictures: tuple[tuple[str, str], ...] = ()

    @property
    def unchecked_kind(self) -> str:
        """Why claims are unchecked: there is no value, or it is not right yet."""
        return "later" if self.status == "failed" else "unchecked"

    @property
    def answer_parts(self) -> list[tuple[str, str]]:
        """The answer in parts: (text, data URI of the picture that follows, or "")."""
        known, parts, start = dict(self.pictures), list[tuple[str, str]](), 0
        for found in _PASTED.finditer(self.answer or ""):
            name = found["name"] or found["source"]
            picture = known.get(name) or known.get(unquote(name))
            if picture:
                parts.append(((self.answer or "")[start : found.start()], picture))
                start = found.end()
        return [*parts, ((self.answer or "")[start:], "")]

    @property
    def perfect(self) -> bool:
        return self.status == "passed" and not self.unchecked
