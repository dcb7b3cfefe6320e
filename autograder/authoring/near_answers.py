"""Make nearly right answers automatically: guards, float32, rounding, one kind of input.

`near_answers` gives them in order, from the nearest to the furthest from the right answer, so
that one further from right must not earn more. `partial_answers` are right for one kind of
input and fail on all others.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

import numpy as np

from autograder.course.answer_key import AnswerKey
from autograder.course.exercise import ExerciseLibrary
from autograder.course.mutant_runs import run_briefly
from autograder.grading.input_sizes import has_negative, ranks
from autograder.grading.structure import direct_cases
from autograder.models import CallResult, Outcomes
from autograder.sandbox.plain_data import map_numbers

Answer = tuple[str, Outcomes]  # description and outcomes
SECONDS = 1.0  # for one answer on all cases
SMALL = 1e-3  # a number below this in a reference is a guard
STEPS = (1e2, 1e4, 1e6)  # factors by which a guard of the reference is enlarged
MOST = 0.1  # the largest guard
GUARDS = (1e-6, 1e-4, 1e-2)  # sizes if the reference has no guard
MOST_SITES = 3  # places for a guard in one exercise
_REFUSED = CallResult(exception_mro=("ValueError", "Exception", "BaseException"))


def near_answers(key: AnswerKey, library: ExerciseLibrary | None) -> Iterator[list[Answer]]:
    """For each kind, the nearly right answers, nearest first."""
    yield [
        (f"the right value as {name}", _each(key, partial(np.asarray, dtype=name), True))
        for name in ("float32", "float16")
    ]
    yield [
        (
            f"the right value rounded to {digits} decimals",
            _each(key, partial(np.round, decimals=digits), False),
        )
        for digits in (6, 4, 2)
    ]
    if library is not None:
        yield from _guards(key, library)


def partial_answers(key: AnswerKey) -> Iterator[Answer]:
    """Answers that are right only for one rank of an argument, or without negative numbers."""
    direct = direct_cases(key)
    inputs = [case.input.args for case in key.cases]
    kinds: dict[str, list[bool]] = {
        "an answer that refuses negative numbers": [not has_negative(args) for args in inputs]
    }
    for position in range(max(map(len, inputs), default=0)):
        if any(position >= len(args) for args in inputs):
            break  # an argument that may be omitted
        found = [ranks(args)[position] for args in inputs]
        for rank in sorted({rank for rank in found if rank >= 0}):
            name = f"an answer for an argument {position + 1} of {rank} axes only"
            kinds[name] = [each == rank for each in found]
    for name, fits in kinds.items():
        if 0 < sum(fits[i] for i in direct) < len(direct):
            outcomes = (
                case.expected if fit else _REFUSED
                for case, fit in zip(key.cases, fits, strict=True)
            )
            yield name, tuple(outcomes)


def _each(key: AnswerKey, change: Callable[[Any], Any], arrays: bool) -> Outcomes:
    """The expected outcomes with float arrays changed, and single floats too unless `arrays`."""

    def changed(each: Any) -> Any:
        if isinstance(each, np.ndarray) and each.dtype.kind == "f":
            with np.errstate(over="ignore"):  # float16 ends at 65504
                return np.asarray(change(each))
        return change(each) if type(each) is float and not arrays else each

    return tuple(
        case.expected
        if case.raises
        else replace(case.expected, value=map_numbers(case.expected.value, changed))
        for case in key.cases
    )


def _guards(key: AnswerKey, library: ExerciseLibrary) -> Iterator[list[Answer]]:
    """Answers with a growing guard: one in the reference, or at a division or logarithm."""
    reference = library[key.exercise].reference
    for place, sources in islice(_guarded(reference), MOST_SITES):
        answers = []
        for size, source in sources:
            outcomes = run_briefly(library, key.exercise, source, key.inputs, SECONDS)
            if outcomes is not None:
                answers.append((f"a guard of {size:g} {place}", outcomes))
        yield answers


def _guarded(source: str) -> Iterator[tuple[str, list[tuple[float, str]]]]:
    """For each place in a source, sizes of a guard there, and the source with it."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=float(value)) if 0 < value < SMALL:
                sizes = [value * step for step in STEPS if value * step < MOST]
                place = f"in place of the {value:g} in line {node.lineno}"
                yield place, [(size, _put(source, node, repr(size))) for size in sizes]
                continue
            case ast.BinOp(op=ast.Div(), right=inner):
                place = f"in the denominator of line {node.lineno}"
            case ast.Call(func=ast.Attribute(attr="log" | "sqrt") as function, args=[inner, *_]):
                place = f"inside {ast.unparse(function)} in line {node.lineno}"
            case _:
                continue
        text = ast.unparse(inner)
        yield place, [(size, _put(source, inner, f"(({text}) + {size!r})")) for size in GUARDS]


def _put(source: str, node: ast.expr, text: str) -> str:
    """The source with one expression replaced by a text."""
    lines = source.encode().splitlines(keepends=True)
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    before, after = lines[first][: node.col_offset], lines[last][node.end_col_offset or 0 :]
    return b"".join([*lines[:first], before, text.encode(), after, *lines[last + 1 :]]).decode()
