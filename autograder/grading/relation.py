"""How a wrong result relates to the right one: by a factor, the sign, rounding, a last step.

`find_relation` compares the numbers of all results with all expected numbers. A relation is
named only if it holds for every number of every case with the same constant, if the results
depend on the inputs, and if enough of them differ to rule out a constant answer and chance.
The author's misconceptions are tried first, see `diagnosis`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.course.answer_key import AnswerKey
from autograder.grading.compare import is_correct
from autograder.grading.input_sizes import has_negative, ranks
from autograder.grading.nearly_right import is_nearly_right, nearly_equal
from autograder.grading.number_pairs import (
    ATOL,
    LEAST_CASES,
    RTOL,
    NumberPairs,
    close_to,
    distinct_results,
    number_pairs,
)
from autograder.grading.structure import direct_cases
from autograder.grading.trivial_answers import is_trivial
from autograder.models import CallResult

# The share of the points that is left if only this is wrong.
CREDITS = {
    "changed-argument": 0.8,
    "rounded": 0.8,
    "fragile": 0.8,
    "factor": 0.6,
    "factor-of-size": 0.6,
    "offset": 0.6,
    "last-step": 0.6,
    "some-inputs": 0.6,
    "close": 0.6,
    "coarse": 0.6,
    "negated": 0.4,
    "complement": 0.4,
    "without-sign": 0.4,
    "clamped": 0.4,
}
MOST_FACTOR = 1e6
LEAST_FACTOR = 1e-4  # difference of a factor from 1
DIGITS = range(2, 9)

Steps = dict[str, tuple[Callable[[Any], Any], ...]]
LAST_STEPS: Steps = {
    "without-sign": (np.abs,),
    "complement": (lambda x: 1 - x,),
    "last-step": (np.square, np.sqrt, np.reciprocal, np.exp, np.log, np.tanh, np.log1p),
}


def find_relation(key: AnswerKey, outcomes: Sequence[CallResult], right: Sequence[bool]) -> str:
    """How all results relate to the right ones; "" if nothing is proved.

    right: `compare_all(key, outcomes)`. Two relations at once are joined by "+".
    """
    if key.kind == "variable" or is_trivial(key, outcomes):
        return ""
    if all(right):
        return "changed-argument" if any(got.mutated_args for got in outcomes) else ""
    if distinct_results(key, direct_cases(key)) < LEAST_CASES:
        return ""
    if _is_fragile(key, right):
        return "fragile"
    with np.errstate(all="ignore"):
        numbers = number_pairs(key, outcomes)
        wrong = [] if numbers is None else numbers.wrong()
        if numbers is not None and wrong:
            for name, repair in _relations(numbers, wrong):
                if _holds_elsewhere(key, outcomes, right, repair):
                    return name
        if is_nearly_right(key, outcomes, right):
            return "close" if numbers is not None and nearly_equal(numbers) else "coarse"
    return "some-inputs" if _right_for_some(key, right) else ""


def _is_fragile(key: AnswerKey, right: Sequence[bool]) -> bool:
    """Whether only edge cases are wrong: extreme inputs, refused ones, or lists for arrays."""
    both = list(zip(key.cases, right, strict=True))
    ordinary = [good for case, good in both if case.probe and not case.extreme and not case.raises]
    return all(ordinary) and sum(ordinary) >= LEAST_CASES and not all(right)


def _right_for_some(key: AnswerKey, right: Sequence[bool]) -> bool:
    """Whether exactly the inputs of one kind are right: of some ranks, or without negatives.

    Enough results for this kind must differ from each other and from zero.
    """
    cases = direct_cases(key)
    good = [right[index] for index in cases]
    inputs = [key.cases[index].input.args for index in cases]
    telling = distinct_results(key, [index for index in cases if right[index]])
    if telling < LEAST_CASES or 2 * sum(good) < len(good):
        return False
    for kind in (ranks, has_negative):
        groups: dict[object, set[bool]] = {}
        for args, each in zip(inputs, good, strict=True):
            groups.setdefault(kind(args), set()).add(each)
        if len(groups) > 1 and all(len(found) == 1 for found in groups.values()):
            return True
    return False


Found = tuple[str, Callable[[Any], Any] | None]


def _relations(numbers: NumberPairs, wrong: Sequence[int]) -> Iterator[Found]:
    """The relations that hold in all wrong parts, and what undoes them for a single number."""
    factor = _factor(numbers, wrong)
    if factor is not None:
        if factor != -1:
            names = ["factor"] + ["negated"] * (factor < 0)
            yield "+".join(names), lambda x: x / factor
        else:
            yield "negated", lambda x: -x
    for digits in DIGITS:
        if _is_rounded(numbers, wrong, digits):
            yield "rounded", None
            break
    if _is_sized(numbers, wrong):
        yield "factor-of-size", None
    first = wrong[0]
    shift = numbers.got[first][0].ravel()[:1] - numbers.expected[first][0].ravel()[:1]
    if shift.size and numbers.changed(lambda _, x: x + shift[0], wrong):
        yield "offset", lambda x: x - shift[0]
    for name, steps in LAST_STEPS.items():
        for step in steps:
            if numbers.changed(lambda _, x, step=step: step(x), wrong):  # type: ignore[misc]
                yield name, None
    if _is_clamped(numbers, wrong):
        yield "clamped", None


def _factor(numbers: NumberPairs, wrong: Sequence[int]) -> float | None:
    """The constant by which all numbers of the wrong parts are multiplied."""
    best, factor = 0.0, 0.0
    for _, wanted, got, slack in numbers.each(wrong):
        if wanted.size:
            largest, beside = _at_largest(wanted, got)
            size = abs(largest) / (1 + 1e9 * slack)
            if size > best:
                best, factor = size, beside / largest
    if not 1 / MOST_FACTOR < abs(factor) < MOST_FACTOR or abs(factor - 1) < LEAST_FACTOR:
        return None  # this close to 1 it is rounding, not a factor
    holds = numbers.changed(lambda _, x: factor * x, wrong)
    return (-1.0 if abs(factor + 1) < RTOL else factor) if holds else None


def _at_largest(wanted: Any, got: Any) -> tuple[float, float]:
    """The largest expected number, and the result in its place."""
    place = int(np.argmax(np.abs(wanted)))
    return float(wanted.ravel()[place]), float(got.ravel()[place])


def _is_sized(numbers: NumberPairs, wrong: Sequence[int]) -> bool:
    """Whether each case has its own factor, which is a size or a number of its input."""
    factors: dict[int, float] = {}
    for case, wanted, got, _ in numbers.each(wrong):
        if np.any(wanted) and case not in factors:
            largest, beside = _at_largest(wanted, got)
            factors[case] = beside / largest
    if len(factors) < LEAST_CASES or len({round(f, 6) for f in factors.values()}) < 2:
        return False
    if not numbers.changed(lambda case, x: factors.get(case, 1.0) * x, wrong):
        return False
    for name in set.intersection(*(set(numbers.sizes[case]) for case in factors)):
        size = np.array([numbers.sizes[case][name] for case in factors])
        seen = np.array(list(factors.values()))
        scales = (size, size**0.5, size**2, size / (size - 1), (size / (size - 1)) ** 0.5)
        for scale in scales:
            if np.all(np.isfinite(scale)) and (_near(scale, seen) or _near(1 / scale, seen)):
                return True
    return False


def _is_rounded(numbers: NumberPairs, wrong: Sequence[int], digits: int) -> bool:
    """Whether all numbers of the wrong parts are the right ones rounded to `digits` decimals."""
    unit, seen = 10.0**-digits, set()
    for _, wanted, got, slack in numbers.each(wrong):
        on_grid = np.abs(got - np.round(got, digits)) <= ATOL * np.maximum(1, np.abs(got))
        near = np.abs(got - wanted) <= unit + slack + RTOL * np.abs(wanted)
        if not np.all((on_grid & near) | close_to(wanted, got, slack)):
            return False
        seen |= set(got[got != 0].ravel().tolist())
    return len(seen) >= LEAST_CASES


def _is_clamped(numbers: NumberPairs, wrong: Sequence[int]) -> bool:
    """Whether the only mistake is that numbers are cut off at a lower or an upper limit."""
    flat = [(w.ravel(), g.ravel(), np.full(w.size, s)) for _, w, g, s in numbers.each(wrong)]
    wanted, got, slack = map(np.concatenate, zip(*flat, strict=True))
    same = close_to(wanted, got, slack)
    low, high = float(np.min(got)), float(np.max(got))
    within = same & ~close_to(low, got, slack) & ~close_to(high, got, slack)
    if len(np.unique(np.round(wanted[within & (wanted != 0)], 9))) < LEAST_CASES:
        return False
    return bool(np.all(close_to(np.clip(wanted, low, high), got, slack)))


def _holds_elsewhere(
    key: AnswerKey,
    outcomes: Sequence[CallResult],
    right: Sequence[bool],
    repair: Callable[[Any], Any] | None,
) -> bool:
    """Whether no other case contradicts the relation: expected errors, and bounds.

    A driver's result is computed from the function's, so it proves nothing here.
    """
    for case, got, good in zip(key.cases, outcomes, right, strict=True):
        if case.raises and not good:
            return False
        if case.bounds is None or case.raises or good:
            continue
        if repair is None or got.exception_mro or type(got.value) not in (int, float, np.ndarray):
            return False
        if np.ndim(got.value) or not is_correct(
            case, replace(got, value=float(repair(float(got.value))))
        ):
            return False
    return True


def _near(wanted: Any, got: Any) -> bool:
    return bool(np.all(np.abs(got - wanted) <= 10 * RTOL * np.abs(wanted)))
