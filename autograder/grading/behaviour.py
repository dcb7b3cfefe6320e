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
    model: CallResult,
    got: CallResult,
    got_right: bool,
    model_right: bool | None = None,
) -> bool:
    """Whether a submission behaves on this case as a mutant does.

    got_right, model_right: what `is_correct` says of them.

    Where the model is right the submission must be; where the model cannot run
    (shapes that do not fit) the submission must not be right, however it fails.
    """
    if model_right is None:
        model_right = is_correct(case, model)
    if case.extreme and not case.raises:
        # inf, nan, OverflowError and a warning beside a right value: one behaviour
        model_over, got_over = overflows(model), overflows(got)
        if model_over and got_over:  # a warning alone must be the model's too
            return model_right or not got_right or not got.warnings
        if model_over or got_over:
            return False
    if model_right or got_right:
        return model_right == got_right
    if case.bounds is not None:
        return side_of_bounds(case, model) == side_of_bounds(case, got)
    if model.exception_mro:
        return True
    if case.printed and not prints_the_same(model, got):
        return False
    if case.units is not None:
        wrong, seen = in_base_unit(model.value, case.units), in_base_unit(got.value, case.units)
        if wrong is not None and seen is not None:
            return within_tolerance(wrong, seen, case.slack, case.rules)
    return not got.exception_mro and same_in_any_type(
        model.value, got.value, case.slack, case.rules
    )


def is_evidence(case: KeyCase, model: CallResult) -> bool:
    """Whether agreeing with the model here is evidence: it is wrong, and not by crashing."""
    if case.extreme and not case.raises and overflows(model):
        return True
    return not is_correct(case, model) and (not model.exception_mro or bool(case.bounds))


def own_exceptions(cases: Iterable[KeyCase]) -> frozenset[str]:
    """The exceptions of an exercise's own classes that it asks for.

    No answer raises one by breaking, so it is a behaviour where it is raised wrongly, too.
    """
    return frozenset(case.raises for case in cases if case.raises) - vars(builtins).keys()


def survives_overflow(case: KeyCase, model: CallResult, got: CallResult) -> bool:
    """Whether a submission survives an extreme input at which the model overflows."""
    return case.extreme and not case.raises and overflows(model) and not overflows(got)
