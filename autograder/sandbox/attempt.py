"""One child process, from its start to its last answer or its death.

The trusted side of one attempt at a submission: `Attempt` keeps the deadlines and checks every
frame. Any failure becomes a ChildDiedError that names the unit or exercise that was running.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from autograder.errors import GraderError
from autograder.models import CallResult, CaseInput, CodeUnitError, ExerciseResult
from autograder.sandbox.child_connection import (
    START_SECONDS,
    ChildConnection,
    ChildExitedError,
    DeadlineExceededError,
)
from autograder.sandbox.limits import Limits
from autograder.sandbox.protocol import (
    MAX_ASK_BYTES,
    ExerciseSpec,
    Request,
    Setup,
    read_index,
    read_outcome,
    read_status,
    read_text,
    too_large,
)
from autograder.sandbox.reference_process import ReferenceProcess
from autograder.sandbox.serialization import Frame, WireError

BUFFERED_SECONDS = 1.0  # a buffered pass that is silent this long is run again step by step
MAX_ASKS = 50_000
MAX_KEPT = 24 << 20  # bytes of memory that all answers of one run may take
_NO_ANSWER = "its process sent what is no answer"

FailureKind = Literal["timeout", "crashed"]


@dataclass(frozen=True)
class SandboxPlan:
    """Settings shared by a whole class."""

    cases: Mapping[str, tuple[CaseInput, ...]]
    kinds: Mapping[str, str]
    limits: Mapping[str, Limits]
    loading: Limits
    total_seconds: float
    references: Mapping[str, str] = field(default_factory=dict)
    setup: Setup = field(default_factory=Setup)

    def exercises(self, names: Sequence[str]) -> dict[str, ExerciseSpec]:
        return {
            name: ExerciseSpec(
                self.kinds.get(name, "function"), self.cases[name], self.limits[name]
            )
            for name in names
        }


@dataclass
class RunState:
    """Everything known about one submission so far."""

    pending: list[str]
    end: float
    answers: dict[str, ExerciseResult] = field(default_factory=dict)
    fatal_units: dict[int, CodeUnitError] = field(default_factory=dict)
    raised: dict[int, CodeUnitError] = field(default_factory=dict)
    printed: str = ""
    asks: int = 0
    kept: int = 0
    asked: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Turn:
    """What the child is running, and its deadline. unit: None while an exercise runs."""

    limits: Limits
    deadline: float
    unit: int | None = None


class RetryStepByStepError(Exception):
    """A buffered pass failed; a step-by-step pass will show where."""


class RestartRequestedError(Exception):
    """The child has given some answers, and asks for a fresh child for the rest."""


class ChildDiedError(Exception):
    def __init__(self, fate: FailureKind, detail: str, unit: int | None = None) -> None:
        super().__init__(fate, detail, unit)
        self.fate: FailureKind = fate
        self.detail = detail
        self.unit = unit


class Attempt:
    """One child process, from its start to its last answer or its death."""

    def __init__(
        self,
        link: ChildConnection,
        plan: SandboxPlan,
        state: RunState,
        request: Request,
        references: ReferenceProcess | None,
    ) -> None:
        self.link = link
        self.plan = plan
        self.state = state
        self.request = request
        self.references = references
        self.answered = 0

    def run(self) -> None:
        self.load()
        while self.state.pending:
            self._exercise(self.state.pending[0])

    def load(self) -> None:
        """Wait for the units. Raises ChildDiedError with the unit that was running."""
        self._await_ready()
        errors: dict[int, CodeUnitError] = {}
        left = [i for i in range(len(self.request.units)) if i not in self.request.skip]
        turn = self._turn(self.plan.loading, left)
        while True:
            frame = self._frame(turn, "u l q")
            with self._checked(turn):
                if frame.kind == "q":  # a cell that calls a replaced function
                    self._reply(frame, turn)
                    continue
                if frame.kind == "l":
                    [printed] = frame.values
                    limit = self.plan.loading.output_kb * 1024
                    self.state.printed = read_text(printed, limit)
                    self.state.raised = errors
                    return
                index = read_index(frame.values[0])
                if index not in left:
                    raise WireError("a unit out of turn")
                left = left[left.index(index) + 1 :]
                if len(frame.values) > 1:
                    _, error, message, line = frame.values
                    errors[index] = CodeUnitError(
                        index,
                        "raised",
                        read_text(error),
                        read_text(message),
                        None if line is None else read_index(line),
                    )
            turn = self._turn(self.plan.loading, left)

    def _await_ready(self) -> None:
        """Wait for "ready". Before it no student code runs, so any failure is an internal error.

        In a buffered pass "ready" arrives together with what follows, so the cause is unknown.
        """
        buffered = not self.request.step_by_step
        seconds = BUFFERED_SECONDS if buffered else START_SECONDS
        try:
            frame = self.link.receive(time.monotonic() + seconds)
        except (DeadlineExceededError, ChildExitedError, WireError) as error:
            if buffered:
                raise RetryStepByStepError from None
            if isinstance(error, DeadlineExceededError):
                text = f"the sandbox did not start within {START_SECONDS:g} s"
                raise GraderError(text) from None
            text = f"the sandbox died at its start: {error} (status {self.link.end()})"
            raise GraderError(text) from None
        if frame.kind != "r" and buffered:  # student code may have written before "ready"
            raise RetryStepByStepError
        if frame.kind == "g":
            raise GraderError(f"the sandbox could not be set up: {frame.values[0]}")
        if frame.kind != "r":
            raise GraderError(f"the sandbox began with a frame of kind {frame.kind!r}")

    def _exercise(self, name: str) -> None:
        turn = self._turn(self.plan.limits[name])
        while True:
            frame = self._frame(turn, "a q d")
            with self._checked(turn):
                if frame.kind == "d":
                    if not self.answered:
                        raise WireError("a fresh start for nothing")
                    raise RestartRequestedError
                if frame.kind == "q":
                    self._reply(frame, turn)
                    continue
                answered, said, outcomes, _ = frame.values
                status = read_status(said)
                if read_text(answered) != name:
                    raise WireError("an answer to what was not asked")
                is_variable = self.plan.kinds.get(name) == "variable"
                wanted = 1 if is_variable else len(self.plan.cases[name])
                if type(outcomes) is not list or len(outcomes) != wanted * (status == "answered"):
                    raise WireError("an answer with too few or too many outcomes")
                read = tuple(map(read_outcome, outcomes))
                answer = ExerciseResult(status, self._with_room(read, frame), size=frame.size)
            self.state.answers[name] = answer
            self.state.pending.pop(0)
            self.answered += 1
            return

    def _with_room(self, outcomes: tuple[CallResult, ...], frame: Frame) -> tuple[CallResult, ...]:
        """The outcomes, without their values if the run's answers are too large together."""
        if self.state.kept + frame.weight > MAX_KEPT:
            return tuple(got if got.exception_mro else too_large(got) for got in outcomes)
        self.state.kept += frame.weight
        return outcomes

    def _reply(self, frame: Frame, turn: _Turn) -> None:
        name, args = frame.values
        self.state.asks += 1
        known = self.references is not None and read_text(name) in self.request.stand_ins
        if type(args) is not tuple or not known:
            raise WireError("a question that makes no sense")
        if frame.size > MAX_ASK_BYTES:  # forged: the child's own proxies send less
            raise WireError("a question longer than any exercise needs")
        if self.state.asks > MAX_ASKS:
            text = f"more than {MAX_ASKS} calls of other exercises' functions"
            raise ChildDiedError("timeout", text, turn.unit)
        assert self.references is not None
        self.state.asked.add(name)
        try:
            self.link.send(self.references.answer(name, args), turn.deadline)
        except (DeadlineExceededError, ChildExitedError) as end:
            raise self._death(end, turn) from None

    def _turn(self, limits: Limits, left: Sequence[int] = ()) -> _Turn:
        """The turn of the next unit or an exercise, within what is left of the total time."""
        deadline = min(time.monotonic() + limits.wall_seconds, self.state.end)
        return _Turn(limits, deadline, left[0] if left else None)

    def _frame(self, turn: _Turn, kinds: str) -> Frame:
        buffered, deadline = not self.request.step_by_step, turn.deadline
        if buffered:
            deadline = min(deadline, time.monotonic() + BUFFERED_SECONDS)
        try:
            frame = self.link.receive(deadline)
            if frame.kind not in kinds:
                raise WireError(f"a frame of kind {frame.kind!r} out of turn")
            return frame
        except (DeadlineExceededError, ChildExitedError, WireError) as end:
            if buffered:
                raise RetryStepByStepError from None
            raise self._death(end, turn) from None

    @contextlib.contextmanager
    def _checked(self, turn: _Turn) -> Iterator[None]:
        """Treat an invalid field as the death of this pass."""
        try:
            yield
        except (WireError, ValueError, IndexError, TypeError):
            if not self.request.step_by_step:
                raise RetryStepByStepError from None
            raise ChildDiedError("crashed", _NO_ANSWER, turn.unit) from None

    def _death(self, end: Exception, turn: _Turn) -> ChildDiedError:
        if isinstance(end, DeadlineExceededError):
            text = f"did not finish within {turn.limits.wall_seconds:g} s"
            return ChildDiedError("timeout", text, turn.unit)
        status = self.link.end()
        if isinstance(end, WireError):
            return ChildDiedError("crashed", _NO_ANSWER, turn.unit)
        if status == -24:  # SIGXCPU
            text = f"used more than {turn.limits.cpu_seconds:g} s of CPU time"
            return ChildDiedError("timeout", text, turn.unit)
        return ChildDiedError("crashed", describe_exit(status), turn.unit)


def describe_exit(status: int | None) -> str:
    """How a process ended, as text."""
    if status is None or status == 0:
        return "its process ended before it had answered"
    if status > 0:
        return f"its process ended itself with exit code {status}"
    return f"its process was killed by signal {-status}"
