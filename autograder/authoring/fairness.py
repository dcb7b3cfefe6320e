"""Check that an exercise's marks are fair: the worse of two wrong answers never earns more.

The key's mutants are judged like a student's results. Two mistakes at once earn no more than
either alone; a constant or a look-up earns less than any single slip that leaves 0.4 or more;
every check fails for something, so that none is a gift; and among nearly right answers (see
`near_answers`) one further from right never earns more. `prove` refuses an exercise whose marks
are not fair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from autograder.authoring.near_answers import near_answers, partial_answers
from autograder.authoring.trial_verdicts import judged
from autograder.course.answer_key import AnswerKey
from autograder.course.exercise import ExerciseLibrary
from autograder.grading.nameless import CREDITS, can_be_found
from autograder.grading.structure import direct_cases
from autograder.grading.vectorised_compare import compare_all
from autograder.models import CallResult, Outcomes, PlainValue, TypedValue, Verdict
from autograder.sandbox.plain_data import map_numbers

SLIP = 0.4  # the credit from which a mistake is a slip, and worth more than no answer
ROOM = 1e-6


def fairness_faults(key: AnswerKey, library: ExerciseLibrary | None = None) -> list[str]:
    """What is unfair about an exercise's marks, one sentence each, with its repair.

    library: has the exercise's reference, whose guards are then varied as well.
    """
    if key.credits is None or not key.mutants:
        return []
    singles = {name: judged(key, variants[0]) for name, variants in key.mutants.items()}
    # A pair may combine any variants of its two mistakes, so each counts with its best variant.
    most = {
        name: max(judged(key, mutant).points for mutant in variants)
        for name, variants in key.mutants.items()
    }
    faults = list(_pairs_that_earn_more(key, most))
    slips = [
        verdict.points for name, verdict in singles.items() if key.credits.get(name, 0) >= SLIP
    ]
    if key.make_slips is not None and can_be_found(key):
        slips.append(CREDITS["one-slip"] * key.points)
    for what, outcomes in _no_answers(key):
        points = judged(key, outcomes).points
        if slips and points >= min(slips):
            faults.append(
                f"{what} earns {points:g} points, and a single slip earns {min(slips):g}: give "
                "checks that it passes less weight, or cases that it fails."
            )
    faults += _nearly_right(key, library)
    faults += _right_for_one_kind(key)
    return faults + [
        f"check '{name}' fails for no misconception and no wrong form: every wrong answer earns it."
        for name in _gifts(key, singles)
    ]


def _pairs_that_earn_more(key: AnswerKey, most: dict[str, float]) -> Iterator[str]:
    named = set()
    for names, outcomes in key.pair_mutants:
        verdict = judged(key, outcomes)
        lowest = min(most[name] for name in names)
        if verdict.points > lowest + ROOM and names not in named:
            named.add(names)
            yield (
                f"'{names[0]}' and '{names[1]}' together earn {verdict.points:g} points, more "
                f"than one of them alone ({lowest:g}): their effects cancel in a check."
            )


def _nearly_right(key: AnswerKey, library: ExerciseLibrary | None) -> Iterator[str]:
    """Nearly right answers of one kind of which one further from right earns more."""
    for answers in near_answers(key, library):
        nearest: tuple[str, float] | None = None
        for name, outcomes in answers:
            points = judged(key, outcomes).points
            if nearest is not None and points > nearest[1] + ROOM:
                yield (
                    f"{name} earns {points:g} points, and {nearest[0]}, which is nearer to right, "
                    f"earns {nearest[1]:g}: let their cases or checks tell them apart the other "
                    "way round, or judge both alike."
                )
                break
            if nearest is None or points < nearest[1]:
                nearest = name, points


def _right_for_one_kind(key: AnswerKey) -> Iterator[str]:
    """Answers that are right for most inputs but earn less than one right for fewer."""
    cases = direct_cases(key)
    for name, outcomes in partial_answers(key):
        right = compare_all(key, outcomes)
        if 2 * sum(right[i] for i in cases) < len(cases):
            continue
        points = judged(key, outcomes).points
        for wrong, variants in key.mutants.items():
            if key.credits is None or key.credits.get(wrong, 0.0) > SLIP:
                continue
            mutant_right = compare_all(key, variants[0])
            if all(right[i] or not mutant_right[i] for i in range(len(right))):
                earned = judged(key, variants[0]).points
                if earned > points + ROOM:
                    yield (
                        f"'{wrong}' earns {earned:g} points, and {name}, which is right wherever "
                        f"that is, earns {points:g}: give the checks that it passes more weight, "
                        "or cases of their own."
                    )
                    break


def _no_answers(key: AnswerKey) -> Iterator[tuple[str, Outcomes]]:
    """Functions that do not answer the question: constants, and a look-up of the first case."""
    asked = [case for case in key.cases if not case.raises]
    if not asked or key.kind == "variable":  # a constant is what is asked for
        return
    first = asked[0].expected.value
    for what, value in (("a constant", first), ("a function that returns 0", 0.0)):
        yield what, tuple(CallResult(value=value) for _ in key.cases)
    zeros = [_blank(case.expected.value) for case in key.cases]
    if len({tuple(zero) for zero in zeros if isinstance(zero, dict)}) > 1:
        zeros = [{} if isinstance(zero, dict) else zero for zero in zeros]  # keys are an answer
    yield "a function that returns zeros", tuple(CallResult(value=value) for value in zeros)
    yield (
        "a look-up of the lesson's numbers",
        tuple(
            case.expected if case is asked[0] or case.group == "lesson" else CallResult(value=value)
            for case, value in zip(key.cases, zeros, strict=True)
        ),
    )


def _blank(value: PlainValue) -> PlainValue:
    """A blank value of the same structure: zeros, empty texts."""
    if isinstance(value, dict):
        return {name: _blank(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([_blank(item) for item in value])
    if isinstance(value, np.ndarray):
        return np.zeros_like(value)
    return None if value is None or isinstance(value, TypedValue) else type(value)()


def _gifts(key: AnswerKey, singles: dict[str, Verdict]) -> list[str]:
    """Checks that fail for none of the answers known to be wrong."""
    verdicts = [*singles.values(), *(judged(key, outcomes) for outcomes in _wrong_forms(key))]
    passed = [{check.name for check in verdict.checks if check.passed} for verdict in verdicts]
    return [check.name for check in key.checks if all(check.name in names for names in passed)]


def _wrong_forms(key: AnswerKey) -> Iterator[Outcomes]:
    """The right values with one fault each that the engine itself recognises."""
    right = [case.expected for case in key.cases]
    yield tuple(replace(got, value=_single(got.value)) for got in right)
    yield tuple(replace(got, value=_with_axis(got.value)) for got in right)
    yield tuple(replace(got, mutated_args=(0,)) for got in right)
    yield tuple(replace(got, warnings=("RuntimeWarning: overflow encountered",)) for got in right)
    yield tuple(CallResult(exception_mro=("ValueError", "Exception")) for _ in right)


def _with_axis(value: PlainValue) -> PlainValue:
    return map_numbers(value, lambda each: np.asarray(each)[..., None] if np.shape(each) else each)


def _single(value: PlainValue) -> PlainValue:
    return map_numbers(
        value, lambda each: np.asarray(each, dtype=np.float32) if np.shape(each) else each
    )
