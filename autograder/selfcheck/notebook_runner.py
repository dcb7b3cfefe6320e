"""Call a function that is defined in the running notebook.

It is called in the student's kernel, with the inputs of the public key: the same call and
the same judge as everywhere, without a separate process. A time limit ends endless code,
as the kernel's stop button would.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import CodeType, FrameType
from typing import Any

from autograder.course.answer_key import AnswerKey
from autograder.models import CallResult, CaseInput, ExerciseResult
from autograder.sandbox.calls import call_and_record, compile_driver, value_result
from autograder.selfcheck.kernel_time_limit import KernelTimeLimit, kernel_time_limit

_MISSING = object()


class Interrupted(Exception):
    """The student pressed the stop button."""


@dataclass(frozen=True)
class LiveResult:
    """An answer, and which of the exercises that it depends on were called."""

    answer: ExerciseResult
    called: frozenset[str] = frozenset()


def run_live(key: AnswerKey, space: Mapping[str, Any], seconds: float) -> LiveResult:
    """The answer of the exercise's function (or value) in a namespace.

    seconds: for all cases together; after that the answer is a timeout.
    Raises Interrupted if the student interrupts it.
    """
    value = space.get(key.exercise, _MISSING)
    if value is _MISSING:
        return LiveResult(ExerciseResult("missing"))
    if key.kind == "variable":
        found = tuple(value_result(value, asked) for asked in key.inputs)
        return LiveResult(ExerciseResult("answered", found))
    if not callable(value):
        text = f"'{key.exercise}' is a value of type {type(value).__name__}, not a function"
        refusal = CallResult(
            exception_mro=("TypeError", "Exception", "BaseException"), message=text
        )
        return LiveResult(ExerciseResult("answered", (refusal,) * len(key.cases)))
    limit = kernel_time_limit(seconds)
    watched = _TracedFunction(value, _codes(key.carries_from, space), limit)
    outcomes = []
    try:
        with limit:
            for asked in key.inputs:
                got = watched.perform(asked)
                if "KeyboardInterrupt" in got.exception_mro or limit.reached():
                    raise KeyboardInterrupt
                outcomes.append(got)
    except KeyboardInterrupt:
        if not limit.reached():
            raise Interrupted from None
        answer = ExerciseResult("timeout", detail=f"did not finish within {seconds:g} s")
        return LiveResult(answer, frozenset(watched.called))
    return LiveResult(ExerciseResult("answered", tuple(outcomes)), frozenset(watched.called))


def _codes(names: Collection[str], space: Mapping[str, Any]) -> dict[CodeType, str]:
    codes = {name: getattr(space.get(name), "__code__", None) for name in names}
    return {code: name for name, code in codes.items() if isinstance(code, CodeType)}


@dataclass
class _TracedFunction:
    """The student's function; notes which others it calls, and in which line it raises."""

    function: Callable[..., Any]
    others: Mapping[CodeType, str]
    limit: KernelTimeLimit
    called: set[str] = field(default_factory=set)
    line: int | None = None

    def perform(self, asked: CaseInput) -> CallResult:
        driver = compile_driver(asked.driver) if asked.driver else None
        with self._noting_calls():
            got = call_and_record(self, asked, driver)
        return replace(got, line=self.line) if got.exception_mro else got

    def __call__(self, *args: Any) -> Any:
        try:
            self.limit.in_student_code = True
            try:
                return self.function(*args)
            finally:
                self.limit.in_student_code = False
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
        """The innermost line in the function's own cell."""
        code = getattr(self.function, "__code__", None)
        line = None
        trace = error.__traceback__
        while trace is not None and code is not None:
            if trace.tb_frame.f_code.co_filename == code.co_filename:
                line = trace.tb_lineno
            trace = trace.tb_next
        return line
