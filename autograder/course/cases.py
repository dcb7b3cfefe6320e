"""Draw the cases of an exercise for one seed, and validate them.

Anything that is not a valid case is refused with its line: cases that differ when drawn again,
groups that no check uses, drivers that the file does not define.
"""

from __future__ import annotations

import inspect
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.author import Case
from autograder.course.exercise_folder import file_content
from autograder.course.source_position import located
from autograder.course.time_limit import author_code
from autograder.course.weak_memo import WeakMemo
from autograder.errors import CourseError, did_you_mean
from autograder.models import CaseInput, PlainValue, TypedValue
from autograder.sandbox.plain_data import deep_copy, identical, opaque_part, to_plain

if TYPE_CHECKING:
    from autograder.course.exercise import Exercise

OTHER_SEED = 0xD1FFE2E7  # that no class has
DRAW_SECONDS = 30.0  # wall time, which passes quickly when many runs share a processor
MAX_CASES = 10_000


@dataclass(frozen=True)
class DrawnCase:
    """A case, its input as plain data, and where its author wrote it ("file:line: case 3 …")."""

    case: Case
    input: CaseInput
    where: str


def draw_cases(exercise: Exercise, seed: int) -> list[DrawnCase]:
    """All cases for one seed, smallest first. Raises CourseError."""
    drawn = _draw(exercise, seed)
    _check_same(exercise, drawn, _draw(exercise, seed))
    found = {each.case.group for each in drawn}
    for check in exercise.checks:
        for group in check.on or (() if found else ("all",)):
            if group not in found:
                hint = did_you_mean(group, found)
                raise CourseError(
                    f"{exercise.line_of(check.name)}: check '{check.name}' is on group '{group}', "
                    f"but no case has this group; groups: {', '.join(sorted(found)) or 'none'}."
                    f"\n  {hint or 'Yield a case of this group from cases(rng).'}"
                )
    asked = {group for check in exercise.checks for group in check.on}
    if all(check.on for check in exercise.checks):
        for each in drawn:
            if each.case.group not in asked:
                hint = did_you_mean(each.case.group, asked)
                raise CourseError(
                    f"{each.where}: no check is on this group."
                    f"\n  {hint or 'Name it in the `on` of a check.'}"
                )
    return drawn


def same_for_every_seed(exercise: Exercise, inputs: Sequence[CaseInput]) -> list[bool]:
    """For each input, whether every class gets it, so that its answer may be known in advance."""
    elsewhere = _inputs_elsewhere(exercise)
    return [any(same_call(each, case) for each in elsewhere) for case in inputs]


def same_call(one: CaseInput, other: CaseInput) -> bool:
    """Whether two cases make the same call, bit for bit."""
    return (
        one.driver == other.driver
        and identical(one.args, other.args)
        and identical(dict(one.files), dict(other.files))
    )


@WeakMemo
def _inputs_elsewhere(exercise: Exercise) -> list[CaseInput]:
    """The inputs for a seed that no class has."""
    return [each.input for each in _draw(exercise, OTHER_SEED)]


def _draw(exercise: Exercise, seed: int) -> list[DrawnCase]:
    path = exercise.path
    make = exercise.case_generator
    if make is None:
        raise CourseError(
            f"{path}: no cases: nothing would be asked.\n  Define cases(rng), which yields Case."
        )
    rng = np.random.default_rng([seed, zlib.crc32(exercise.name.encode())])
    drawn: list[DrawnCase] = []

    def refusal(error: BaseException) -> CourseError:
        text = str(error)
        has_place = isinstance(error, CourseError) and text.startswith(str(path))
        return CourseError(text if has_place else located(path, error))

    too_long = (
        f"{exercise.line_of('def cases')}: cases(rng) takes over {DRAW_SECONDS:g} s.\n"
        "  Make fewer or smaller cases."
    )
    with author_code(DRAW_SECONDS, refusal, too_long):
        generator = make(rng)
        for case in generator:
            place = f"{path}:{_line(generator) or make.__code__.co_firstlineno}"
            if make.__code__.co_filename != str(path):  # the kit's single case of a value
                place = exercise.definition
            drawn.append(_drawn(exercise, len(drawn), case, place))
            if len(drawn) > MAX_CASES:
                raise CourseError(f"cases(rng) yields over {MAX_CASES:,} cases.")
    return drawn


def _line(generator: object) -> int | None:
    """The line of the `yield` at which a generator is suspended."""
    if inspect.isgenerator(generator) and generator.gi_frame is not None:
        return generator.gi_frame.f_lineno
    return None


def _drawn(exercise: Exercise, number: int, case: object, place: str) -> DrawnCase:
    if not isinstance(case, Case):
        raise CourseError(
            f"{place}: cases(rng) must yield Case, got {type(case).__name__}.\n"
            '  Write it like: yield Case("small", (x,))'
        )
    where = f"{place}: case {number} ('{case.group}')"
    args = tuple(_argument(exercise, arg) for arg in case.args)
    for position, arg in enumerate(args, 1):
        if (opaque := opaque_part(arg)) is not None:
            raise CourseError(
                f"{where}: argument {position} holds {opaque.type_name}, which is not plain data.\n"
                "  Give values that docs/reference-exercise.md lists; a driver may build the rest."
            )
    try:
        deep_copy(args)
    except Exception as error:
        raise CourseError(
            f"{where}: the arguments cannot be made again for a call "
            f"({type(error).__name__}: {error}).\n  Let a driver build them."
        ) from error
    driver = None
    if case.driver is not None:
        driver = exercise.drivers.get(case.driver.__name__)
        if driver is None:
            raise CourseError(
                f"{where}: driver '{case.driver.__name__}' is not a function of this file.\n"
                "  Define it at the top level of exercise.py, with def."
            )
    files = {name: file_content(content) for name, content in exercise.files.items()}
    files |= {name: to_plain(content) for name, content in case.files.items()}
    for name, content in files.items():
        if (opaque := opaque_part(content)) is not None:
            raise CourseError(
                f"{where}: the file '{name}' is too large for a call to get it "
                f"({opaque.type_name}).\n  Shorten it."
            )
    return DrawnCase(case, CaseInput(args, driver, files), where)


def _argument(exercise: Exercise, value: Any) -> PlainValue:
    """An argument as plain data; a function of the file as its source."""
    if isinstance(value, FunctionType) and value.__name__ in exercise.drivers:
        return TypedValue("function", exercise.drivers[value.__name__])
    return to_plain(value, argument=True)


def _check_same(exercise: Exercise, first: list[DrawnCase], second: list[DrawnCase]) -> None:
    repair = "Draw every random number from rng, and use no clock, file or global state."
    if len(first) != len(second):
        raise CourseError(
            f"{exercise.path}: two draws of one seed do not give as many cases.\n  {repair}"
        )
    for one, other in zip(first, second, strict=True):
        if not (identical(one.input.args, other.input.args) and _same_rest(one.case, other.case)):
            raise CourseError(f"{one.where}: differs between two draws of one seed.\n  {repair}")


def _same_rest(one: Case, other: Case) -> bool:
    def rest(case: Case) -> str:
        return repr((replace(case, args=(), driver=None), case.driver and case.driver.__name__))

    return rest(one) == rest(other)
