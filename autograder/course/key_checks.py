"""Refuse answer keys by which nothing could be judged.

A key is refused if the reference does not do what a case asks for, if every case expects None or
an exception, or if a check looks at a part that the result does not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.author import Case, Check
from autograder.course.cases import same_call
from autograder.course.quantity import in_base_unit
from autograder.errors import CourseError
from autograder.models import CallResult, CaseInput, PlainValue, TypedValue
from autograder.sandbox.plain_data import NOTHING, opaque_part, part_of

if TYPE_CHECKING:
    from autograder.course.answer_key import KeyCase
    from autograder.course.exercise import Exercise


LEAST_SHARE = 1e-5  # of an exercise's weight: points are kept with six decimals


def refuse_empty_answers(exercise: Exercise, cases: Sequence[KeyCase]) -> None:
    """Refuse cases that all expect None or an exception: almost any function would be right."""
    if all(
        case.expected.value is None
        and not case.raises
        and not (case.printed and case.expected.stdout.strip())
        for case in cases
    ):
        raise CourseError(
            f"{exercise.definition}: the reference of '{exercise.name}' gives None for "
            "every case, so nothing would be compared.\n"
            "  Return the result, or let a driver return what should be compared."
        )
    if all(case.raises for case in cases):
        raise CourseError(
            f"{exercise.definition}: every case of '{exercise.name}' asks for an exception, so a "
            "function that always raises would be right.\n"
            "  Add a case in which the reference returns a value."
        )


def refuse_empty_checks(exercise: Exercise, cases: Sequence[KeyCase]) -> None:
    """Refuse a check that looks at something the reference's answers do not have."""
    total = sum(check.weight for check in exercise.checks)
    for check in exercise.checks:
        where = _place_of(exercise, check)
        if check.weight < LEAST_SHARE * total:
            raise CourseError(
                f"{where} weighs {check.weight:g} of {total:g}, which rounds to no points.\n"
                "  Give it more weight, or remove it."
            )
        looked_at = [
            (number, case)
            for number, case in enumerate(cases)
            if not case.raises and check.looks_at(case.group)
        ]
        values = [case.expected for _, case in looked_at]
        if check.aspect == "dtype":  # it ignores a result without such a part
            if not any(_has_floats(part_of(x.value, check.part)) for x in values):
                raise CourseError(
                    f"{where} asks for arrays of float64, and the reference returns none there.\n"
                    "  Use aspect='value'."
                )
            continue
        for number, case in looked_at:
            if lacking := _lacks(check, case.expected.value):
                raise CourseError(
                    f"{where} looks at {lacking} of the reference's result in case {number} "
                    f"('{case.group}'), which is {_shown(case.expected.value)}.\n"
                    "  Correct part or view, or name in `on` the groups that have it."
                )
        if check.aspect == "printed" and values and not any(x.stdout.strip() for x in values):
            raise CourseError(
                f"{where} looks at what is printed, and the reference prints nothing there.\n"
                "  Use aspect='value', or let the reference print."
            )


def refuse_twin_checks(exercise: Exercise, cases: Sequence[KeyCase]) -> None:
    """Refuse two checks that look at the same thing: they would give points for it twice."""
    seen: list[tuple[Check, list[CaseInput]]] = []
    for check in exercise.checks:
        calls = [case.input for case in cases if check.looks_at(case.group)]
        where = _place_of(exercise, check)
        if check.aspect == "arguments" and not any(map(_can_change, calls)):
            raise CourseError(
                f"{where} asks that arguments stay as they are, and in its cases no argument "
                "can change.\n  Add a case with an array, list or dict, or remove the check."
            )
        for other, others in seen:
            same = (check.aspect, check.part, check.view) == (other.aspect, other.part, other.view)
            if same and len(calls) == len(others) and all(map(same_call, calls, others)):
                raise CourseError(
                    f"{where} looks at the same of the same calls as check '{other.name}': points "
                    "for one thing twice.\n"
                    "  Remove one of them and give the other its weight, or name other groups in "
                    "`on`."
                )
        seen.append((check, calls))


def _can_change(call: CaseInput) -> bool:
    def can(value: PlainValue) -> bool:
        if isinstance(value, tuple):
            return any(map(can, value))
        return isinstance(value, (np.ndarray, list, dict, TypedValue))

    return call.driver is not None or any(map(can, call.args))


def _lacks(check: Check, value: PlainValue) -> str:
    """What a check looks at but the result lacks; "" if nothing is missing."""
    value = part_of(value, check.part)
    if value is NOTHING:
        return f"part {check.part!r}"
    if check.view == "last-axis-sums" and not (isinstance(value, np.ndarray) and value.ndim):
        return "sums over the last axis"
    if check.view == "lengths" and not isinstance(value, dict):
        return "the lengths of a dict's lists"
    return ""


def _has_floats(value: PlainValue) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return any(map(_has_floats, value))
    return isinstance(value, np.ndarray) and bool(value.shape) and value.dtype.kind == "f"


def _shown(value: PlainValue) -> str:
    return f"an array of shape {value.shape}" if isinstance(value, np.ndarray) else f"{value!r:.80}"


def _place_of(exercise: Exercise, check: Check) -> str:
    return f"{exercise.line_of(check.name)}: check '{check.name}'"


def refuse_wrong_outcome(case: Case, raises: str, outcome: CallResult, where: str) -> None:
    """Refuse a reference that does not do what its case asks for.

    raises: name of the expected exception, "" for a value.
    """
    if bool(outcome.exception_mro) != bool(raises) or (
        raises and raises not in outcome.exception_mro
    ):
        got = outcome.exception_mro[0] if outcome.exception_mro else "a value"
        raise CourseError(
            f"{where}: wanted {raises or 'a value'} from the reference, got {got}"
            + (f": {outcome.message}" if outcome.message else ".")
        )
    if case.message and case.message not in outcome.message:
        raise CourseError(
            f"{where}: the reference's message must hold {case.message!r}, got {outcome.message!r}."
        )
    if case.units is not None and in_base_unit(outcome.value, case.units) is None:
        raise CourseError(
            f"{where}: the reference must give a number with one of the units "
            f"{', '.join(case.units)}, got {outcome.value!r}.\n"
            '  Write it like: "3.5 m/s", or (3.5, "m/s")'
        )
    if outcome.warnings or outcome.mutated_args:
        raise CourseError(
            f"{where}: the reference must be silent and leave its arguments alone, "
            f"got {outcome.warnings or f'changed arguments {outcome.mutated_args}'}."
        )
    if (opaque := opaque_part(outcome.value)) is not None:
        raise CourseError(
            f"{where}: the reference returns {opaque.type_name}, which cannot be compared.\n"
            "  Return values that docs/reference-exercise.md lists, or let a driver take it apart."
        )
    if case.bounds is not None and not _within(outcome.value, case.bounds):
        raise CourseError(
            f"{where}: the reference must lie within the bounds {case.bounds}, got "
            f"{outcome.value!r}."
        )


def _within(value: Any, bounds: tuple[float, float]) -> bool:
    try:
        return bool(bounds[0] <= float(value) <= bounds[1])
    except (TypeError, ValueError):
        return False


def refuse_wrong_letters(exercise: Exercise, value: PlainValue) -> None:
    """Refuse a multiple choice whose reference is not one of its letters or a set of them."""
    count = len(next(iter(exercise.choices.values())))
    letters = [chr(ord("a") + i) for i in range(count)]
    chosen = value.data if isinstance(value, TypedValue) else [value]
    if not (isinstance(chosen, list) and chosen and all(each in letters for each in chosen)):
        raise CourseError(
            f"{exercise.line_of(exercise.name)}: the reference of a "
            f"multiple choice must be of the letters {', '.join(letters)}, got {value!r:.60}.\n"
            f'  Write it like: {exercise.name} = "a", or {{"a", "c"}} where several are right'
        )
