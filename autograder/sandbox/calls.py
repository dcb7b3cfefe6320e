"""Make one call and record everything that a check may look at.

That is its value or exception, NumPy warnings, changed arguments and printed text. The sandbox
uses `call_and_record` on a student's function, the trusted side on the reference and on mutants,
so that all are recorded in the same way.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import re
import shutil
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import CoroutineType
from typing import Any

import numpy as np

from autograder.models import CallResult, CaseInput, Opaque, PlainValue
from autograder.sandbox.plain_data import deep_copy, is_unchanged, to_plain
from autograder.sandbox.wrapped_value import wrapped_in

MAX_MESSAGE = 500
MAX_PRINTED = 2_000
MAX_WARNINGS = 5
# NumPy's own defaults: a stable softmax may silently underflow to 0.
NUMPY_DEFAULT: dict[str, Any] = {
    "divide": "warn",
    "over": "warn",
    "invalid": "warn",
    "under": "ignore",
}
# Saved before any student code runs, which may replace them.
_BUILTIN = {
    kind: name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException) and kind.__name__ == name
}
_BUILTIN_NAMES = frozenset(_BUILTIN.values())
_STUDENT = re.compile(r"<student \d+(?:, (?P<cell>[^>]*))?>")


class CapturedOutput:
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
    """The only function that a driver's source defines."""
    space: dict[str, Any] = {"np": np, "__name__": "driver"}
    before = {*space, "__builtins__"}
    exec(compile(source, "<driver>", "exec", dont_inherit=True), space)
    [name] = space.keys() - before
    function: Callable[..., Any] = space[name]
    return function


def call_and_record(
    function: Callable[..., Any], case: CaseInput, driver: Callable[..., Any] | None = None
) -> CallResult:
    """Call `function` on a fresh copy of the case's arguments and record what happens.

    driver: the compiled `case.driver`, if the caller keeps it compiled.
    Never raises because of what the function does, not even BaseException.
    """
    args = [deep_copy(arg) for arg in case.args]
    if case.driver is not None and driver is None:
        driver = compile_driver(case.driver)
    printed = CapturedOutput()
    stdout, stderr = sys.stdout, sys.stderr
    with (
        folder_with(case.files),
        warnings.catch_warnings(record=True) as caught,
        np.errstate(**NUMPY_DEFAULT),
    ):
        warnings.simplefilter("always")
        sys.stdout = sys.stderr = printed  # type: ignore[assignment,unused-ignore]
        try:
            value = driver(function, *args) if driver else function(*args)
            if type(value) is CoroutineType:
                value = _run_to_end(value)
            outcome = {"value": to_plain(value)}
            if type(outcome["value"]) is Opaque:
                outcome["wrapped"] = wrapped_in(value)
        except BaseException as error:  # a student's SystemExit is an answer, too
            outcome = describe_exception(error)
        finally:
            sys.stdout, sys.stderr = stdout, stderr
    return CallResult(
        **outcome,
        warnings=_numpy_warnings(caught),
        mutated_args=tuple(
            [i for i, arg in enumerate(args) if not is_unchanged(arg, case.args[i])]
        ),
        stdout=_named(printed.text()),
    )


def value_result(value: Any, case: CaseInput) -> CallResult:
    """The requested value, or what the case's driver returns for it (None stays None)."""
    if case.driver is None or value is None:
        plain = to_plain(value)
        if type(plain) is not Opaque:
            return CallResult(plain)
        return replace(call_and_record(lambda: value, CaseInput()), stdout="", warnings=())
    return call_and_record(value, case)


@contextlib.contextmanager
def folder_with(files: Mapping[str, PlainValue]) -> Iterator[None]:
    """Work in a separate current folder with these files, if there are any."""
    if not files:
        yield
        return
    before = Path.cwd()
    folder = tempfile.mkdtemp()
    try:
        for name, content in files.items():
            live = deep_copy(content)
            data = live.encode() if isinstance(live, str) else live
            (Path(folder) / name).write_bytes(data)
        os.chdir(folder)
        yield
    finally:
        with contextlib.suppress(OSError):
            os.chdir(before)
        shutil.rmtree(folder, ignore_errors=True)


def _run_to_end(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """The result of an async function, even in a notebook, whose thread already has a loop."""
    import asyncio  # slow to import, and rarely needed

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    found: list[Any] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            found.append(asyncio.run(coroutine))
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    try:
        thread.start()
    except RuntimeError:  # a browser has no threads
        return _step_by_step(coroutine)
    thread.join()
    if raised:
        raise raised[0]
    return found[0]


def _step_by_step(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """The result without an event loop: code that waits for time or another task fails."""
    while True:
        try:
            waits_for = coroutine.send(None)
        except StopIteration as end:
            return end.value
        if waits_for is not None:
            coroutine.close()
            raise RuntimeError("an async function cannot wait in a browser")


def describe_exception(error: BaseException) -> dict[str, Any]:
    """An exception as plain fields of a CallResult; its `__str__` is called with care."""
    try:
        message = str(error)[:MAX_MESSAGE]
    except BaseException:
        message = ""
    kinds = type.__dict__["__mro__"].__get__(type(error))  # a metaclass may report others
    return {
        "exception_mro": tuple([class_name(kind) for kind in kinds if kind is not object]),
        "message": _named(str(message)),
        **_where(error),
    }


def class_name(kind: type) -> str:
    """An exception class's name; with its module's if it merely has a built-in's name."""
    if kind in _BUILTIN:
        return _BUILTIN[kind]
    name = str(type.__dict__["__name__"].__get__(kind))
    return f"{kind.__module__}.{name}" if name in _BUILTIN_NAMES else name


def file_name(index: int, origin: str) -> str:
    """The file name under which a unit is compiled; errors take their place from it.

    origin: as in `CodeUnit`. Line numbers continue through a .py file, but restart in each cell.
    """
    place = origin.partition(",")[0]
    return f"<student {index}, {place}>" if place.startswith("cell ") else f"<student {index}>"


def _where(error: BaseException) -> dict[str, Any]:
    """Line and place (a cell) of the innermost frame in student code."""
    where: dict[str, Any] = {"line": None, "cell": ""}
    trace = error.__traceback__
    while trace is not None:
        if found := _STUDENT.fullmatch(trace.tb_frame.f_code.co_filename):
            where = {"line": trace.tb_lineno, "cell": found["cell"] or ""}
        trace = trace.tb_next
    return where


def _named(message: str) -> str:
    """A message with our names of places replaced by the student's."""
    if "<student" not in message:
        return message
    message = re.sub(r"<student \d+>, ", "", message)
    return _STUDENT.sub(lambda found: found["cell"] or "your file", message)


def _numpy_warnings(caught: list[warnings.WarningMessage] | None) -> tuple[str, ...]:
    """The floating-point warnings; a student's own warnings are not mistakes."""
    texts: list[str] = []
    for item in caught or []:
        if len(texts) < MAX_WARNINGS and issubclass(item.category, RuntimeWarning):
            texts.append(f"{item.category.__name__}: {str(item.message)[:200]}")
    return tuple(texts)
