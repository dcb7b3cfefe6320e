"""Choose the hints for a wrong answer.

Hints come from the diagnosed mistake; otherwise what fails shows which hint helps. Nearly right
digits and missing parts need a different hint from the one on where to begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.models import Verdict
from autograder.report.exercise_feedback import Diagnosis, Example
from autograder.report.exercise_texts import ExerciseTexts
from autograder.report.value_diff import ValueView
from autograder.text.catalogue import join_cjk_lines, localized, translate

_NEAR = 1e-3  # relative: far less than a missing factor or term, more than a rounded digit
_TINY = 1e-6


def choose_hints(
    verdict: Verdict,
    diagnoses: Sequence[Diagnosis],
    texts: ExerciseTexts,
    language: str,
    example: Example | None,
) -> tuple[str, ...]:
    """Hints of the diagnosed misconception; otherwise the one that fits what fails.

    What the example shows comes first: digits that are nearly right, or a missing part.
    A check may name the hint to show when it is the first to fail. The exercise's first
    hint shows where to begin, so it does not help students who have most of it right.
    Code that stopped with an exception gets no hint: the exception explains itself.
    An unnamed slip gets both: how to find it, and what the failing check points to.
    With several diagnoses, the hint on edge cases is left out: the example is not one of them.
    """
    if diagnoses:
        several = len(diagnoses) > 1
        named = tuple(
            item.hint for item in diagnoses if item.hint and not (several and item.id == "fragile")
        )
        nameless = verdict.form.split("+")[-1] == "one-slip"
        return named + (_hint_of_check(verdict, texts, language) if nameless else ())
    if verdict.message:
        return ()
    if shown := _hint_of_example(example, language):
        return (shown,)
    if first := _hint_of_check(verdict, texts, language):
        return first
    if 2 * verdict.points > verdict.max_points:
        return ()
    hints = localized(texts.get("hints", {}), language)
    return tuple(join_cjk_lines(hint) for hint in hints[:1])


def _hint_of_check(verdict: Verdict, texts: ExerciseTexts, language: str) -> tuple[str, ...]:
    """The hint named by the first failing check, if any."""
    first = next((check.name for check in verdict.checks if not check.passed), "")
    number = texts.get("hint_of", {}).get(first)
    hints = localized(texts.get("hints", {}), language)
    return tuple(join_cjk_lines(hint) for hint in hints[number - 1 :][:1]) if number else ()


def _hint_of_example(example: Example | None, language: str) -> str:
    """The hint that fits the example's values; "" if none does."""
    if example is None:
        return ""
    parts, got = example.expected.parts, example.got.parts
    if len(parts) > 1 and not got and example.remark and all(name.isdigit() for name in parts):
        return translate("explain.return-all", language, count=len(parts))
    if not example.remark and _is_near(example.expected, example.got):
        return translate("explain.nearly-right", language)
    return ""


def _is_near(expected: ValueView, got: ValueView) -> bool:
    pairs = list(_differing(expected, got))
    return bool(pairs) and all(pair is not None and _close(*pair) for pair in pairs)


def _differing(expected: ValueView, got: ValueView) -> Iterator[tuple[float, float] | None]:
    """The numbers that differ; None for a value that is not a number."""
    if expected.parts or got.parts:
        if expected.parts.keys() != got.parts.keys():
            yield None
            return
        for name, part in expected.parts.items():
            yield from _differing(part, got.parts[name])
    elif expected.rows and got.rows and expected.shape == got.shape:
        for wanted, seen in zip(expected.rows, got.rows, strict=True):
            for a, b in zip(wanted, seen, strict=True):
                if a.text != b.text:
                    yield _numbers(a.text, b.text)
    elif expected.text != got.text:
        yield _numbers(expected.text, got.text)


def _numbers(expected: str, got: str) -> tuple[float, float] | None:
    try:
        return float(expected), float(got)
    except ValueError:
        return None


def _close(expected: float, got: float) -> bool:
    return abs(expected - got) <= _NEAR * abs(expected) + _TINY
