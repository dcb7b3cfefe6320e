"""Feedback on an exercise as plain text for exports, with the feedback page's explanation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.models import Grade, Verdict
from autograder.report.exercise_texts import ExerciseTexts
from autograder.report.explanation import (
    REVEAL_ALL,
    explain,
    explain_written,
    penalty_notes,
    with_mark,
)
from autograder.report.terminal import render_exercise

WIDTH = 88


def feedback_text(
    texts: Mapping[str, ExerciseTexts],
    name: str,
    verdict: Verdict,
    language: str,
    reveal: Sequence[str] = REVEAL_ALL,
) -> str:
    """The feedback on a verdict as a terminal shows it, without colour."""
    return render_exercise(explain(name, verdict, texts, language, reveal), WIDTH)


def feedback_line(
    texts: Mapping[str, ExerciseTexts],
    name: str,
    verdict: Verdict,
    language: str,
    reveal: Sequence[str] = REVEAL_ALL,
) -> str:
    """One line: the exercise's title, how it went, and which misconceptions were found."""
    from autograder.grading.store.csv_table import format_number

    about = explain(name, verdict, texts, language, reveal)
    points = f"{format_number(verdict.points)}/{format_number(verdict.max_points)}"
    titles = " / ".join(diagnosis.title for diagnosis in about.diagnoses)
    line = f"{about.title}: {points} {about.status_word}"
    return f"{line} ({titles})" if titles else line


def by_hand_text(grade: Grade, name: str, texts: Mapping[str, ExerciseTexts], language: str) -> str:
    """The manual mark for an exercise, in one line; "" if there is none."""
    plain = explain_written(name, None, texts, language)
    return with_mark(plain, grade.marks.get(name), language).about


def by_hand_lines(grade: Grade, texts: Mapping[str, ExerciseTexts], language: str) -> list[str]:
    """All manual marks, one line per exercise, and the points deducted for lateness."""
    lines = [
        f"{explain_written(name, None, texts, language).title}: "
        f"{by_hand_text(grade, name, texts, language)}"
        for name in grade.marks
    ]
    return lines + penalty_notes(grade, language)
