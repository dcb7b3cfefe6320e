"""Run references and mutants on the cases of an exercise, on the trusted side.

`run_mutant` runs a source on all cases. A `MutantRun` runs case by case, only as far as needed:
one of the first cases tells most pairs of mistakes from a submission.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from types import CodeType
from typing import TYPE_CHECKING, Any

from autograder.course.time_limit import errors_refused, no_hard_exit, time_limit
from autograder.errors import CourseError
from autograder.models import CallResult, CaseInput
from autograder.sandbox.calls import call_and_record, compile_driver, value_result

if TYPE_CHECKING:
    from autograder.course.exercise import ExerciseLibrary

MUTANT_SECONDS = 30.0  # for a reference or a mutant to answer all cases


def run_mutant(
    library: ExerciseLibrary, name: str, source: str, inputs: Sequence[CaseInput], **replaced: Any
) -> tuple[CallResult, ...]:
    """The outcome of a source's function (or value) on each input. Raises CourseError."""
    return tuple(_outcomes(library, name, source, inputs, **replaced))


def run_briefly(
    library: ExerciseLibrary, name: str, source: str, inputs: Sequence[CaseInput], seconds: float
) -> tuple[CallResult, ...] | None:
    """Like `run_mutant`, without warnings; None if it fails or takes too long."""
    with time_limit(seconds) as limit, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            outcomes = run_mutant(library, name, source, inputs)
        except CourseError:
            return None
    return None if limit.exceeded else outcomes


def run_limited(
    library: ExerciseLibrary, name: str, source: str, inputs: Sequence[CaseInput], what: str
) -> tuple[CallResult, ...]:
    """Like `run_mutant`, for an author's source, within a time limit.

    what: its name in messages ("misconceptions.yaml:3: misconception 'a'").
    """
    outcomes = MutantRun(library, name, source, inputs, what).first(len(inputs))
    if outcomes is None:
        raise CourseError(
            f"{what} does not end within {MUTANT_SECONDS:g} s on all cases together.\n"
            "  Bound its loops, or make the cases smaller."
        )
    return tuple(outcomes)


class MutantRun:
    """One mutant and its outcomes so far, in the order of the cases.

    The order is kept, so that a mutant with state answers as it would in a single run.
    """

    def __init__(
        self,
        library: ExerciseLibrary,
        name: str,
        source: str | CodeType,
        inputs: Sequence[CaseInput],
        what: str,
        seconds: float | None = None,
    ) -> None:
        self.what = what
        self._outcomes: list[CallResult] = []
        self._rest: Iterator[CallResult] | None = _outcomes(library, name, source, inputs)
        self._seconds = MUTANT_SECONDS if seconds is None else seconds  # remaining time
        self._error: CourseError | None = None

    def first(self, count: int) -> Sequence[CallResult] | None:
        """Its outcomes on at least the first `count` cases; None if it does not end in time.

        Raises CourseError on every call if it cannot be run.
        """
        if self._error is not None:
            raise self._error
        if self._rest is None:
            return None
        if len(self._outcomes) < count:
            self._go_on(count)
        return None if self._rest is None else self._outcomes

    def _go_on(self, count: int) -> None:
        rest, began = self._rest, time.monotonic()
        assert rest is not None
        with time_limit(self._seconds) as limit, no_hard_exit():
            try:
                while len(self._outcomes) < count and not limit.interrupted:
                    self._outcomes.append(next(rest))
            except CourseError as error:
                self._error = CourseError(f"{self.what} {error}")
                raise self._error from error
        self._seconds -= time.monotonic() - began
        if limit.exceeded or self._seconds <= 0:
            self._rest = None


def _outcomes(
    library: ExerciseLibrary,
    name: str,
    source: str | CodeType,
    inputs: Sequence[CaseInput],
    **replaced: Any,
) -> Iterator[CallResult]:
    """The outcomes of a source, input by input. Raises CourseError."""
    from autograder.course.reference import load_function

    def refusal(error: BaseException) -> CourseError:
        return CourseError(f"cannot be run: {type(error).__name__}: {error}.")

    with errors_refused(refusal):
        found = load_function(library, name, source, **replaced)
    if library[name].kind == "variable":
        yield from (value_result(found, case) for case in inputs)
        return
    if not callable(found):
        raise CourseError(f"defines no function '{name}'.\n  Begin it with: def {name}(")
    for case in inputs:
        yield call_and_record(found, case, _driver(case.driver) if case.driver else None)


@lru_cache(maxsize=256)
def _driver(source: str) -> Callable[..., Any]:
    return compile_driver(source)
