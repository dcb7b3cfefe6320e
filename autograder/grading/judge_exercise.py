"""Judge one exercise of one file: the same in grading, nbgrader, Gradescope and the self-check."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from autograder.course.answer_key import AnswerKey
from autograder.errors import GraderError
from autograder.grading.failure_causes import (
    explain_missing,
    explain_name_error,
    explain_overwritten,
    explain_stub,
)
from autograder.grading.judge import failed_verdict
from autograder.grading.judge_safely import judge_safely
from autograder.models import CodeUnit, ExerciseResult, Source, Transcript, Verdict


def key_kinds(keys: Mapping[str, AnswerKey]) -> dict[str, Literal["variable", "function"]]:
    """What the sandbox should find under each exercise's name."""
    return {
        name: "variable" if key.kind == "variable" else "function" for name, key in keys.items()
    }


def total_points(verdicts: Mapping[str, Verdict]) -> float:
    return sum(verdict.points for verdict in verdicts.values())


def best_file(judged: Sequence[Mapping[str, Verdict]]) -> int:
    """The index of the file that is worth the most points; the first if they are equal."""
    points = [total_points(verdicts) for verdicts in judged]
    return points.index(max(points))


def _fatal_units(transcript: Transcript) -> set[int]:
    """The units that hung or killed their process: each would cost its time again if rerun."""
    return {error.unit for error in transcript.unit_errors if error.kind != "raised"}


def stopped_places(source: Source, transcript: Transcript) -> tuple[str, ...]:
    """Where code outside of functions did not end or killed its process."""
    return tuple(source.units[index].origin for index in sorted(_fatal_units(transcript)))


def harmless_units(source: Source, transcript: Transcript) -> list[CodeUnit]:
    """The units to rerun: without those that hung or killed their process."""
    fatal = _fatal_units(transcript)
    return [unit for index, unit in enumerate(source.units) if index not in fatal]


def all_missing(keys: Mapping[str, AnswerKey], message: str) -> dict[str, Verdict]:
    """The verdicts on a file that is missing or unreadable."""
    return {name: failed_verdict(key, "missing", message) for name, key in keys.items()}


def judge_exercise(
    key: AnswerKey,
    source: Source,
    transcript: Transcript,
    review: Callable[[Verdict, ExerciseResult], Verdict] | None = None,
) -> Verdict:
    """The verdict of one exercise; an internal error gives a grader_error.

    review: takes a second look at the verdict, for instance for an error carried forward.
    """
    try:
        answer = transcript.answers[key.exercise]
        verdict = judge_safely(key, answer)
        if answer.status == "missing":
            verdict = explain_missing(key.exercise, verdict, source, transcript)
        verdict = explain_stub(key.exercise, verdict, source, transcript.answers)
        verdict = explain_name_error(verdict, source, transcript)
        verdict = explain_overwritten(verdict, source)
        return review(verdict, answer) if review else verdict
    except Exception as fault:
        text = str(fault) if isinstance(fault, GraderError) else traceback.format_exc(limit=-3)
        return failed_verdict(key, "grader_error", text)
