"""What does an export say in words about an exercise?

The same explanation that the feedback page shows, as plain text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.models import Verdict
from autograder.report.explanation import REVEAL_ALL, Texts, explain
from autograder.report.terminal import show

WIDTH = 88


def told(
    texts: Mapping[str, Texts],
    name: str,
    verdict: Verdict,
    language: str,
    reveal: Sequence[str] = REVEAL_ALL,
) -> str:
    """All that is told about a verdict, as a terminal shows it, without colour."""
    return show(explain(name, verdict, texts, language, reveal), WIDTH)


def brief(
    texts: Mapping[str, Texts],
    name: str,
    verdict: Verdict,
    language: str,
    reveal: Sequence[str] = REVEAL_ALL,
) -> str:
    """One line: what the exercise is called, how it went, and which misconceptions showed."""
    from autograder.grading.store.csv_table import number

    about = explain(name, verdict, texts, language, reveal)
    points = f"{number(verdict.points)}/{number(verdict.max_points)}"
    titles = " / ".join(diagnosis.title for diagnosis in about.diagnoses)
    line = f"{about.title}: {points} {about.status_word}"
    return f"{line} ({titles})" if titles else line
