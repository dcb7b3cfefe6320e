"""What a reference's answers must be like for anything to be judged by them.

A key is refused in which every case expects nothing or an exception, in which a check looks at
a part that the reference's result does not have, and which another run of the reference
does not give again.
"""

from __future__ import annotations

import ast
import inspect
import math
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.author import Check
from autograder.course.cases import same_call
from autograder.course.source_position import line_of
from autograder.errors import CourseError
from autograder.models import CallResult, CaseInput, Outcomes, PlainValue, TypedValue
from autograder.sandbox.plain_data import NOTHING, part_of

if TYPE_CHECKING:
    from autograder.course.answer_key import KeyCase
    from autograder.course.exercise import Exercise

_ROUNDING = 1e-9  # by which two runs of one computation may differ
# Calls whose value is another one tomorrow or on another computer.
_NOT_REPEATABLE = {
    *("datetime.now", "datetime.today", "datetime.utcnow", "date.today", "socket.gethostname"),
    *("platform.node", "os.uname", "platform.uname", "os.getpid", "os.urandom", "uuid.uuid1"),
    *("uuid.uuid4", "getpass.getuser", "os.getlogin"),
}
_LAST_NAME = re.compile(rf"\b(?:{'|'.join(call.rpartition('.')[2] for call in _NOT_REPEATABLE)})\b")
_CLOCKS = {"time", "time_ns", "localtime", "gmtime", "ctime", "monotonic", "perf_counter"}


LEAST_SHARE = 1e-5  # points are kept with six decimals


def place_of(exercise: Exercise) -> str:
    """The line of exercise.py where the reference begins."""
    start = exercise.source.split(exercise.name)[0] if exercise.kind == "function" else ""
    start = start.rpartition("\n")[2]
    return line_of(exercise.folder / "exercise.py", start + exercise.name)


def refuse_nothing(exercise: Exercise, cases: Sequence[KeyCase]) -> None:
    """A function that returns nothing, or always raises, would be right whatever it does."""
    if all(
        case.expected.value is None
        and not case.raises
        and not (case.printed and case.expected.stdout.strip())
        for case in cases
    ):
        raise CourseError(
            f"{place_of(exercise)}: the reference of '{exercise.name}' gives None for "
            "every case, so nothing would be compared.\n"
            "  Return the result, or let a driver return what is to be seen."
        )
    if all(case.raises for case in cases):
        raise CourseError(
            f"{place_of(exercise)}: every case of '{exercise.name}' asks for an exception, so a "
            "function that always raises would be right.\n"
            "  Add a case in which the reference returns a value."
        )


def refuse_empty_checks(exercise: Exercise, cases: Sequence[KeyCase]) -> None:
    """A check must find what it looks at in the answers of the reference."""
    total = sum(check.weight for check in exercise.checks)
    for check in exercise.checks:
        if check.weight < LEAST_SHARE * total:
            raise CourseError(
                f"{line_of(exercise.folder / 'exercise.py', check.name)}: check '{check.name}' "
                f"weighs {check.weight:g} of {total:g}, which rounds to no points.\n"
                "  Give it more weight, or remove it."
            )
        looked_at = [
            (number, case)
            for number, case in enumerate(cases)
            if not case.raises and check.looks_at(case.group)
        ]
        where = f"{line_of(exercise.folder / 'exercise.py', check.name)}: check '{check.name}'"
        values = [case.expected for _, case in looked_at]
        if check.aspect == "dtype":  # says nothing of a result that has no such part
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
    """Two checks that look at the same of the same calls give points for one thing twice."""
    path = exercise.folder / "exercise.py"
    seen: list[tuple[Check, list[CaseInput]]] = []
    for check in exercise.checks:
        calls = [case.input for case in cases if check.looks_at(case.group)]
        where = f"{line_of(path, check.name)}: check '{check.name}'"
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
    """What a check looks at and a result does not have; "" if it has it."""
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


def refuse_what_changes(
    exercise: Exercise, first: Outcomes, again: Callable[[], Outcomes], place: Sequence[str]
) -> None:
    """The reference must answer as before when it is asked again, in another order.

    again: its answers in the order of `first`.
    """
    for where, what, source in _sources(exercise):
        if found := next(_unrepeatable(source), ""):
            raise CourseError(
                f"{where}: {what} of '{exercise.name}' uses {found}, which is "
                "another value at another time or on another computer.\n"
                "  Take it as an argument, or write a fixed value."
            )
    room = 0.0 if _reads_a_clock(exercise.reference) else _ROUNDING
    for where, one, other in zip(place, first, again(), strict=True):
        if not same_outcome(one, other, room):
            raise CourseError(
                f"{where}: the reference of '{exercise.name}' answers differently when it is "
                f"asked again: {_of(one)}, then {_of(other)}.\n"
                "  Let it depend on its arguments alone: no clock, no random numbers without a "
                "seed, nothing kept from call to call."
            )


def _sources(exercise: Exercise) -> Iterator[tuple[str, str, str]]:
    """All code that must give the same every time: its place, what it is, the code."""
    yield place_of(exercise), "the reference", exercise.reference
    path = exercise.folder / "exercise.py"
    for name, source in exercise.drivers.items():
        yield line_of(path, f"def {name}"), f"the function '{name}'", source
    if exercise.case_generator is not None:
        with suppress(OSError, TypeError):  # cases that no file holds
            source = textwrap.dedent(inspect.getsource(exercise.case_generator))
            yield line_of(path, "def cases"), "cases", source
    for wrong in exercise.misconceptions.values():
        for source in wrong.sources(exercise.reference):
            yield wrong.place, f"misconception '{wrong.id}'", source


def _unrepeatable(source: str) -> Iterator[str]:
    """Calls in a source whose value cannot be expected of anybody else."""
    if not _LAST_NAME.search(unicodedata.normalize("NFKC", source)):  # as Python reads names
        return  # nearly always, and hundreds of mutants need not be parsed
    try:
        tree = ast.parse(source)
    except SyntaxError:  # said where the code is run
        return
    own = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            parts = ast.unparse(node).split(".")
            if ".".join(parts[-2:]) in _NOT_REPEATABLE:
                yield ast.unparse(node)
        elif isinstance(node, ast.Name) and own.get(node.id) in _NOT_REPEATABLE:
            yield own[node.id]


def _reads_a_clock(source: str) -> bool:
    """Whether it may look at a clock, which goes on by little between two runs."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr in _CLOCKS)
        or (isinstance(node, ast.alias) and node.name in _CLOCKS)
        for node in ast.walk(ast.parse(source))
    )


def same_outcome(one: CallResult, other: CallResult, room: float = _ROUNDING) -> bool:
    """Whether two runs of one call gave the same, but for rounding."""
    return (
        one.exception_mro == other.exception_mro
        and one.message == other.message
        and one.stdout == other.stdout
        and _same(one.value, other.value, room)
    )


def _same(a: PlainValue, b: PlainValue, room: float) -> bool:
    """Whether two values are the same but for rounding."""
    if type(a) is not type(b):
        return False
    if isinstance(a, TypedValue):
        return a.adapter == b.adapter and _same(a.data, b.data, room)
    if isinstance(a, np.ndarray):
        if a.dtype != b.dtype or a.shape != b.shape:
            return False
        if a.dtype.kind != "f":
            return bool(np.array_equal(a, b))
        return bool(np.allclose(a, b, rtol=room, atol=room, equal_nan=True))
    if isinstance(a, dict):
        return list(a) == list(b) and all(_same(a[key], b[key], room) for key in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(_same(x, y, room) for x, y in zip(a, b, strict=True))
    if isinstance(a, float):
        near = math.isclose(a, b, rel_tol=room, abs_tol=room)
        return near or (math.isnan(a) and math.isnan(b))
    return bool(a == b)


def _of(outcome: CallResult) -> Any:
    if outcome.exception_mro:
        return outcome.exception_mro[0]
    return f"{outcome.value!r:.60}".replace("\n", " ")
