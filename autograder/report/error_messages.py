"""Reword Python errors so that a beginner can act on them.

A verdict's message is one English line from the engine. Here it is split into the place, a
friendly sentence in the page's language, and Python's own message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.models import STOPPED_AT, TIME_USED_UP, Grade
from autograder.submission.read_errors import translate_read_error
from autograder.text.catalogue import translate, translate_error

_ORIGIN = re.compile(r"^(?P<kind>cell|line) (?P<number>\d+)(?:, line (?P<line>\d+))?: ")
_LINE = re.compile(r" \((?:cell (?P<cell>\d+), |[^()]*, )?line (?P<line>\d+)\)$")
_EXCEPTION = re.compile(r"^[A-Za-z_][\w.]*(?:: |$)")
_OUR_WORDS = {"timeout", "crashed"}
_NOTES = ("two-files-edited", TIME_USED_UP)


@dataclass(frozen=True)
class FriendlyError:
    """where: "cell 4, line 2". friendly: a sentence. original: Python's own line, or ""."""

    where: str = ""
    friendly: str = ""
    original: str = ""


def friendly_error(message: str, language: str) -> FriendlyError:
    """A verdict's message in a language; unknown messages stay unchanged."""
    if not message:
        return FriendlyError()
    where = _where(message, language)
    if origin := _ORIGIN.match(message):
        message = message[origin.end() :]
    line = _LINE.search(message)
    core = message[: line.start()] if line else message
    ours = translate_error("error-limits", core, language)
    if ours is not None:
        return FriendlyError(where, ours)
    if _EXCEPTION.match(core) and core not in _OUR_WORDS:
        return FriendlyError(where, translate_error("error-exceptions", core, language) or "", core)
    return FriendlyError(where, translate_read_error(core, language) or core)


def stopped_notes(places: Iterable[str], language: str) -> list[str]:
    """Notes on where code outside functions did not end. places: as in origins of code units."""
    return [
        translate("page.stopped-at", language, where=friendly_error(f"{place}: ", language).where)
        for place in places
    ]


def grade_notes(grade: Grade, language: str) -> list[str]:
    """Notes for the student on the grading as a whole."""
    notes = [translate(f"page.{note}", language) for note in grade.notes if note in _NOTES]
    stopped = [note for note in grade.notes if note.startswith(STOPPED_AT)]
    return notes + stopped_notes((note.removeprefix(STOPPED_AT) for note in stopped), language)


def error_location(message: str) -> tuple[int | None, int | None]:
    """The notebook cell and the line that a verdict's message names, each None if not named."""
    origin = _ORIGIN.match(message)
    line = _LINE.search(message)
    if line and (origin is None or line["cell"]):
        return int(line["cell"]) if line["cell"] else None, int(line["line"])
    if origin is None:
        return None, None
    cell = int(origin["number"]) if origin["kind"] == "cell" else None
    first = origin["line"] if cell else origin["number"]
    number = line["line"] if line else first
    return cell, int(number) if number else None


def _where(message: str, language: str) -> str:
    """The notebook cell, if any, and the line, preferably the error's own, not the unit's."""
    cell, number = error_location(message)
    if cell and number:
        return translate("explain.cell-line", language, cell=cell, line=number)
    if cell:
        return translate("explain.cell", language, cell=cell)
    return translate("explain.line", language, line=number) if number else ""
