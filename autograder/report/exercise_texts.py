"""All words about an exercise as small JSON-able data, which the self-check carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from autograder.report.lesson_sections import Titles

if TYPE_CHECKING:  # the self-check has the words of an exercise, not the exercise
    from autograder.course.exercise import Exercise, ExerciseLibrary

ExerciseTexts = Mapping[str, Any]  # of one exercise

FORMULAS = ("formula", "formulas")  # of a misconception's texts those that are no language
# These ask for the right value too, so with a wrong one nothing is known about them.
_LATER = ("arguments", "silent")


def exercise_texts(exercise: Exercise, titles: Titles | None = None) -> dict[str, Any]:
    """All words about an exercise as JSON-able data, in every language.

    titles: of the lesson's sections. No reference and no wrong model is in it.
    """
    return {
        "title": dict(exercise.title),
        "kind": exercise.kind,
        "formula": exercise.formula,
        "section": dict((titles or {}).get(exercise.section, {})),
        "checks": {check.name: dict(check.says) for check in exercise.checks},
        "later": [check.name for check in exercise.checks if check.aspect in _LATER],
        "misconceptions": {
            wrong.id: {
                "formula": wrong.formula,
                **({"formulas": list(wrong.formulas)} if wrong.formulas else {}),
                **{k: dict(v) for k, v in wrong.texts.items()},
            }
            for wrong in exercise.misconceptions.values()
        },
        "hint_of": {check.name: check.hint for check in exercise.checks if check.hint},
        "hints": {language: list(hints) for language, hints in exercise.hints.items()},
    }


def assignment_texts(
    library: ExerciseLibrary, titles: Titles | None = None
) -> dict[str, dict[str, Any]]:
    """`exercise_texts` of every exercise of an assignment, by name."""
    return {name: exercise_texts(exercise, titles) for name, exercise in library.items()}
