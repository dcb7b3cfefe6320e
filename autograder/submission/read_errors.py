"""Messages for files that cannot be read: what is wrong, and how to fix it.

An `UnreadableFileError` carries one of them in every language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from autograder.text.catalogue import group_texts, in_every_language, translate
from autograder.text.sanitize import printable

LocalizedText = Mapping[str, str]

MAX_DETAIL = 120  # characters of a name or value inside a message


def read_error(problem: str, **details: object) -> LocalizedText:
    """The message for a problem, by language; details are made printable."""
    clean = {name: printable(str(detail), MAX_DETAIL) for name, detail in details.items()}
    return in_every_language(f"reading.{problem}", **clean)


def translate_read_error(english: str, language: str) -> str | None:
    """A problem's English message in another language; None if it is not one of ours.

    A verdict keeps only the English message, as results are the same in any language.
    """
    for shape, problem in _shapes():
        if found := shape.fullmatch(english):
            return translate(f"reading.{problem}", language, **found.groupdict())
    return None


@cache
def _shapes() -> list[tuple[re.Pattern[str], str]]:
    """Each English text as a pattern with its details as groups, with its key."""
    return [
        (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(english))), problem)
        for problem, english in group_texts("reading", "en").items()
    ]


class UnreadableFileError(Exception):
    """A file that cannot be read; `texts` explains why."""

    def __init__(self, problem: str, **details: object) -> None:
        self.problem = problem
        self.texts = read_error(problem, **details)
        super().__init__(self.texts["en"])

    @classmethod
    def from_texts(cls, problem: str, texts: LocalizedText) -> UnreadableFileError:
        """The same problem with texts that were made before."""
        refusal = cls.__new__(cls, texts["en"])
        refusal.problem, refusal.texts = problem, texts
        return refusal
