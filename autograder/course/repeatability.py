"""Whether a reference is repeatable: in another order, on another day, on another computer."""

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

from autograder.errors import CourseError
from autograder.models import CallResult, Outcomes, PlainValue, TypedValue

if TYPE_CHECKING:
    from autograder.course.exercise import Exercise

_ROUNDING = 1e-9  # by which two runs of the same computation may differ
# Calls whose value changes from day to day or from computer to computer.
_NOT_REPEATABLE = {
    *("datetime.now", "datetime.today", "datetime.utcnow", "date.today", "socket.gethostname"),
    *("platform.node", "os.uname", "platform.uname", "os.getpid", "os.urandom", "uuid.uuid1"),
    *("uuid.uuid4", "getpass.getuser", "os.getlogin"),
}
_LAST_NAME = re.compile(rf"\b(?:{'|'.join(call.rpartition('.')[2] for call in _NOT_REPEATABLE)})\b")
_CLOCKS = {"time", "time_ns", "localtime", "gmtime", "ctime", "monotonic", "perf_counter"}


def refuse_unrepeatable(
    exercise: Exercise, first: Outcomes, again: Callable[[], Outcomes], place: Sequence[str]
) -> None:
    """Refuse a reference whose answers change when the cases run again in another order.

    again: gives these new answers, in the order of `first`.
    """
    for where, what, source in _sources(exercise):
        if found := next(_unrepeatable(source), ""):
            raise CourseError(
                f"{where}: {what} of '{exercise.name}' uses {found}, whose "
                "value depends on the time or the computer.\n"
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
    """All code that must be repeatable: its place, its description, the code."""
    yield exercise.definition, "the reference", exercise.reference
    for name, source in exercise.drivers.items():
        yield exercise.line_of(f"def {name}"), f"the function '{name}'", source
    if exercise.case_generator is not None:
        with suppress(OSError, TypeError):  # cases that are not in a file
            source = textwrap.dedent(inspect.getsource(exercise.case_generator))
            yield exercise.line_of("def cases"), "cases", source
    for wrong in exercise.misconceptions.values():
        for source in wrong.sources(exercise.reference):
            yield wrong.place, f"misconception '{wrong.id}'", source


def _unrepeatable(source: str) -> Iterator[str]:
    """Calls in a source whose value nobody else could reproduce."""
    if not _LAST_NAME.search(unicodedata.normalize("NFKC", source)):  # as Python reads names
        return  # the usual case, which saves parsing hundreds of mutants
    try:
        tree = ast.parse(source)
    except SyntaxError:  # reported when the code is run
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
    """Whether it may read a clock, which advances only a little between two runs."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr in _CLOCKS)
        or (isinstance(node, ast.alias) and node.name in _CLOCKS)
        for node in ast.walk(ast.parse(source))
    )


def same_outcome(one: CallResult, other: CallResult, room: float = _ROUNDING) -> bool:
    """Whether two runs of one call gave the same result, apart from rounding."""
    return (
        one.exception_mro == other.exception_mro
        and one.message == other.message
        and one.stdout == other.stdout
        and _same(one.value, other.value, room)
    )


def _same(a: PlainValue, b: PlainValue, room: float) -> bool:
    """Whether two values are the same, apart from rounding."""
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
