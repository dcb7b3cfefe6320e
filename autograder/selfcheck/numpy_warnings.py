"""Treat claims about NumPy's warnings as unchecked where NumPy gives none, as in a browser.

WebAssembly has no floating-point exceptions, so np.exp(1000.0) is silent there. Silence then
proves nothing: the check is shown as unchecked and earns no points yet.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from autograder.course.answer_key import AnswerKey
from autograder.models import Verdict
from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.report.exercise_texts import ExerciseTexts
from autograder.report.explanation import explain
from autograder.text.catalogue import join_sentences, translate


@cache
def numpy_warns() -> bool:
    """Whether NumPy notices an overflow here."""
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn"):
        warnings.simplefilter("always")
        np.exp(np.array([1000.0]))
    return bool(caught)


def explain_here(
    key: AnswerKey, verdict: Verdict, texts: Mapping[str, ExerciseTexts], language: str
) -> ExerciseFeedback:
    """Call `explain`; where NumPy gives no warnings, claims about them count as unchecked."""
    feedback = explain(key.exercise, verdict, texts, language)
    if numpy_warns():
        return feedback
    silent = {check.name for check in key.checks if check.aspect == "silent"}
    proven = replace(verdict, checks=tuple(c for c in verdict.checks if c.name not in silent))
    holds = explain(key.exercise, proven, texts, language).holds
    unproven = tuple(view for view in feedback.holds if view not in holds)
    if not unproven:
        return feedback
    passed = verdict.status == "passed"
    return replace(
        feedback,
        holds=holds,
        unchecked=(*feedback.unchecked, *unproven),
        points=round(feedback.points - sum(view.points for view in unproven), 6),
        status_word=translate("notebook.so-far", language) if passed else feedback.status_word,
        about=join_sentences(
            (feedback.about, translate("notebook.no-warnings", language)), language
        ),
    )
