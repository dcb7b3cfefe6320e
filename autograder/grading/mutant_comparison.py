"""Why a diagnosis names what it names: at which case each mutant behaves otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.course.answer_key import AnswerKey
from autograder.grading.behaviour import behaves_like, survives_overflow
from autograder.grading.form import find_form
from autograder.grading.vectorised_compare import compare_all
from autograder.models import CallResult, Outcomes


def compare_mutants(key: AnswerKey, outcomes: Sequence[CallResult]) -> dict[str, int | None]:
    """By misconception the first case in which it differs from a submission, None if none does.

    Of several variants of one misconception the one counts that agrees longest. A result in
    the wrong form is compared as if it had the right one, as diagnosis does.
    """
    form, repaired = find_form(key, outcomes)
    seen = repaired if form else outcomes
    right = compare_all(key, seen)
    mutants = [mutant for variants in key.mutants.values() for mutant in variants]
    changes = any(got.mutated_args for mutant in mutants for got in mutant)
    compared: dict[str, int | None] = {}
    for name, variants in key.mutants.items():
        places = [_first_difference(key, mutant, seen, right, changes) for mutant in variants]
        differ = [place for place in places if place is not None]
        compared[name] = max(differ) if len(differ) == len(places) else None
    return compared


def _first_difference(
    key: AnswerKey,
    mutant: Outcomes,
    outcomes: Sequence[CallResult],
    verdicts: Sequence[bool],
    changes: bool,
) -> int | None:
    """changes: whether any mutant changes its arguments, so that doing so tells something."""
    right = compare_all(key, mutant)
    for i, (case, wrong, got) in enumerate(zip(key.cases, mutant, outcomes, strict=True)):
        if not case.probe:
            continue
        if (case.raises or not case.extreme) and right[i] != verdicts[i]:
            return i
        if survives_overflow(case, wrong, got):
            continue
        if not behaves_like(case, wrong, got, verdicts[i], right[i]):
            return i
        if changes and not case.raises and bool(wrong.mutated_args) != bool(got.mutated_args):
            return i
    return None
