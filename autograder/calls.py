"""What does one call do?

`perform` makes one call and notes all that a check may ask for: value or
exception, NumPy warnings, changed arguments, printed text. The sandbox uses it on
a student's function, the trusted side on the reference and on wrong models, so
that both are seen with the same eyes.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.plain import fresh, to_plain, unchanged
from autograder.records import CaseInput, Outcome

MAX_MESSAGE = 500
MAX_PRINTED = 2_000
MAX_WARNINGS = 5
# As NumPy itself: a stable softmax may underflow to 0 in silence.
NUMPY_DEFAULT: dict[str, Any] = {
    "divide": "warn",
    "over": "warn",
    "invalid": "warn",
    "under": "ignore",
}


class Printed:
    """A text stream that keeps the first `limit` characters and drops the rest."""

    encoding = "utf-8"

    def __init__(self, limit: int = MAX_PRINTED) -> None:
        self.limit = limit
        self.parts: list[str] = []
        self.room = limit

    def write(self, text: str) -> int:
        if self.room > 0 and type(text) is str:
            self.parts.append(text[: self.room])
            self.room -= len(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is buffered."""

    def isatty(self) -> bool:
        return False

    def text(self) -> str:
        return "".join(self.parts)


def compile_driver(source: str) -> Callable[..., Any]:
    """The one function that a driver's source defines."""
    space: dict[str, Any] = {"np": np, "__name__": "driver"}
    before = set(space)
    exec(compile(source, "<driver>", "exec"), space)
    [name] = [key for key in space if key not in before and key != "__builtins__"]
    function: Callable[..., Any] = space[name]
    return function


def perform(
    function: Callable[..., Any], case: CaseInput, driver: Callable[..., Any] | None = None
) -> Outcome:
    """Call `function` on a fresh copy of the case's arguments and note what happens.

    driver: the compiled `case.driver`, if the caller keeps it compiled.
    Never raises for what the function does, BaseException included.
    """
    args = [fresh(arg) for arg in case.args]
    if case.driver is not None and driver is None:
        driver = compile_driver(case.driver)
    printed = Printed()
    stdout, stderr = sys.stdout, sys.stderr
    with warnings.catch_warnings(record=True) as caught, np.errstate(**NUMPY_DEFAULT):
        warnings.simplefilter("always")
        sys.stdout = sys.stderr = printed  # type: ignore[assignment,unused-ignore]
        try:
            value = driver(function, *args) if driver else function(*args)
            outcome = {"value": to_plain(value)}
        except BaseException as error:  # a student's SystemExit is an answer too
            outcome = describe(error)
        finally:
            sys.stdout, sys.stderr = stdout, stderr
    return Outcome(
        **outcome,
        warnings=_numpy_warnings(caught),
        mutated=tuple([i for i, arg in enumerate(args) if not unchanged(arg, case.args[i])]),
        printed=printed.text(),
    )


def describe(error: BaseException) -> dict[str, Any]:
    """An exception as plain fields of an Outcome; runs its `__str__` with care."""
    try:
        message = str(error)[:MAX_MESSAGE]
    except BaseException:
        message = ""
    names = [cls.__name__ for cls in type(error).__mro__ if cls is not object]
    return {"raised": tuple(map(str, names)), "message": str(message), "line": _line_of(error)}


def _line_of(error: BaseException) -> int | None:
    """Line of the innermost frame that is student code."""
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("<student"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _numpy_warnings(caught: list[warnings.WarningMessage] | None) -> tuple[str, ...]:
    """Floating-point warnings only: a student's own warning is no fault."""
    texts: list[str] = []
    for item in caught or []:
        if len(texts) < MAX_WARNINGS and issubclass(item.category, RuntimeWarning):
            texts.append(f"{item.category.__name__}: {str(item.message)[:200]}")
    return tuple(texts)
