"""Whether an outcome is what a mutant would have done.

Only the behaviour counts, not the type; the tolerance is that of `compare`.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable

from autograder.course.answer_key import KeyCase
from autograder.course.quantity import in_base_unit
from autograder.grading.compare import (
    is_correct,
    overflows,
    prints_the_same,
    same_in_any_type,
    side_of_bounds,
    within_tolerance,
)
from autograder.models import CallResult


def behaves_like(
    case: KeyCase,
    mutant: CallResult,
    got: CallResult,
    got_right: bool,
    mutant_right: bool | None = None,
) -> bool:
    """Whether a submission behaves on this case as a mutant does.

    got_right, mutant_right: what `is_correct` returns for them.

    Where the mutant is right the submission must be; where the mutant cannot run
    (shapes that do not fit) the submission must not be right, however it fails.
    """
    if mutant_right is None:
        mutant_right = is_correct(case, mutant)
    if case.extreme and not case.raises:
        # inf, nan, OverflowError and a warning with a right value count as one behaviour
        mutant_over, got_over = overflows(mutant), overflows(got)
        if mutant_over and got_over:  # a warning alone must be the mutant's too
            return mutant_right or not got_right or not got.warnings
        if mutant_over or got_over:
            return False
    if mutant_right or got_right:
        return mutant_right == got_right
    if case.bounds is not None:
        return side_of_bounds(case, mutant) == side_of_bounds(case, got)
    if mutant.exception_mro:
        return True
    if case.printed and not prints_the_same(mutant, got):
        return False
    if case.units is not None:
        wrong, seen = in_base_unit(mutant.value, case.units), in_base_unit(got.value, case.units)
        if wrong is not None and seen is not None:
            return within_tolerance(wrong, seen, case.slack, case.rules)
    return not got.exception_mro and same_in_any_type(
        mutant.value, got.value, case.slack, case.rules
    )


def is_evidence(case: KeyCase, mutant: CallResult) -> bool:
    """Whether agreeing with the mutant here is evidence: it is wrong, and not by crashing."""
    if case.extreme and not case.raises and overflows(mutant):
        return True
    return not is_correct(case, mutant) and (not mutant.exception_mro or bool(case.bounds))


def own_exceptions(cases: Iterable[KeyCase]) -> frozenset[str]:
    """The exceptions of an exercise's own classes that it asks for.

    No answer raises one merely by breaking, so raising one wrongly is a behaviour, too.
    """
    return frozenset(case.raises for case in cases if case.raises) - vars(builtins).keys()


def survives_overflow(case: KeyCase, mutant: CallResult, got: CallResult) -> bool:
    """Whether a submission survives an extreme input at which the mutant overflows."""
    return case.extreme and not case.raises and overflows(mutant) and not overflows(got)
