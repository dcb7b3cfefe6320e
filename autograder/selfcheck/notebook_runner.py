"""What does a function that lives in a notebook answer?

It is called right here, in the student's kernel, with the inputs of the public key: the
same call and the same judge as everywhere, without a process of its own. A clock ends
what never ends, as the kernel's stop button would.
"""

from __future__ import annotations

import _thread
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import CodeType, FrameType
from typing import Any

from autograder.course.answer_key import AnswerKey
from autograder.models import CallResult, CaseInput, ExerciseResult
from autograder.sandbox.calls import call_and_record, compile_driver
from autograder.sandbox.plain_data import to_plain

_MISSING = object()


class TimeLimitReached(Exception):
    """The student pressed the stop button."""


@dataclass(frozen=True)
class LiveResult:
    """An answer, and which of the exercises that it builds on were called."""

    answer: ExerciseResult
    called: frozenset[str] = frozenset()


def run_live(key: AnswerKey, space: Mapping[str, Any], seconds: float) -> LiveResult:
    """The answer of the exercise's function (or value) in a namespace.

    seconds: for all cases together; after that the answer is a timeout.
    Raises Stopped if it is interrupted from outside.
    """
    value = space.get(key.exercise, _MISSING)
    if value is _MISSING:
        return LiveResult(ExerciseResult("missing"))
    if key.kind == "variable":
        return LiveResult(ExerciseResult("answered", (CallResult(to_plain(value)),)))
    if not callable(value):
        text = f"'{key.exercise}' is a value of type {type(value).__name__}, not a function"
        refusal = CallResult(
            exception_mro=("TypeError", "Exception", "BaseException"), message=text
        )
        return LiveResult(ExerciseResult("answered", (refusal,) * len(key.cases)))
    watched = _TracedFunction(value, _codes(key.depends, space))
    clock = _Timeout(seconds)
    outcomes = []
    try:
        with clock:
            for asked in key.inputs:
                got = watched.perform(asked)
                if "KeyboardInterrupt" in got.exception_mro or clock.rang:
                    raise KeyboardInterrupt
                outcomes.append(got)
    except KeyboardInterrupt:
        if not clock.rang:
            raise TimeLimitReached from None
        answer = ExerciseResult("timeout", detail=f"did not finish within {seconds:g} s")
        return LiveResult(answer, frozenset(watched.called))
    return LiveResult(ExerciseResult("answered", tuple(outcomes)), frozenset(watched.called))


def _codes(names: Collection[str], space: Mapping[str, Any]) -> dict[CodeType, str]:
    codes = {name: getattr(space.get(name), "__code__", None) for name in names}
    return {code: name for name, code in codes.items() if isinstance(code, CodeType)}


@dataclass
class _TracedFunction:
    """The student's function: which others it calls, and in which line it raises."""

    function: Callable[..., Any]
    others: Mapping[CodeType, str]
    called: set[str] = field(default_factory=set)
    line: int | None = None

    def perform(self, asked: CaseInput) -> CallResult:
        driver = compile_driver(asked.driver) if asked.driver else None
        with self._noting_calls():
            got = call_and_record(self, asked, driver)
        return replace(got, line=self.line) if got.exception_mro else got

    def __call__(self, *args: Any) -> Any:
        try:
            return self.function(*args)
        except BaseException as error:
            self.line = self._line(error)
            raise

    @contextmanager
    def _noting_calls(self) -> Iterator[None]:
        if not self.others:
            yield
            return

        def note(frame: FrameType, event: str, _: Any) -> None:
            if event == "call" and frame.f_code in self.others:
                self.called.add(self.others[frame.f_code])

        before = sys.getprofile()
        sys.setprofile(note)
        try:
            yield
        finally:
            sys.setprofile(before)

    def _line(self, error: BaseException) -> int | None:
        """The innermost line of the cell in which the function stands."""
        code = getattr(self.function, "__code__", None)
        line = None
        trace = error.__traceback__
        while trace is not None and code is not None:
            if trace.tb_frame.f_code.co_filename == code.co_filename:
                line = trace.tb_lineno
            trace = trace.tb_next
        return line


class _Timeout:
    """Interrupts the main thread after a while, and every second after that.

    Once is not enough for a loop that catches everything. In another thread nothing can
    be interrupted: there it does nothing.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.rang = False
        self.over = threading.Event()
        self.thread: threading.Thread | None = None

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            self.thread = threading.Thread(target=self._run, daemon=True)
            self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        if self.thread is not None:
            self.thread.join()

    def _run(self) -> None:
        wait = self.seconds
        while not self.over.wait(wait):
            self.rang = True
            _thread.interrupt_main()
            wait = 1.0
