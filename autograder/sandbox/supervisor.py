"""Supervise one submission: deadlines, crashes and retries.

The trusted side of one submission. It keeps every deadline, checks every frame, and
when the child dies or hangs it blames the unit or exercise whose turn it was, starts
a fresh child without it and goes on with what is left.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from autograder.errors import GraderError
from autograder.models import (
    CallResult,
    CaseInput,
    CodeUnit,
    CodeUnitError,
    ExerciseResult,
    Transcript,
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

START_SECONDS = 30.0
BATCHED_SECONDS = 1.0  # a hasty pass that is silent for so long is begun again, carefully
MAX_KILLS = 10
MAX_ASKS = 50_000
MAX_KEPT = 24 << 20  # bytes of memory that all answers of one run may take

FailureKind = Literal["timeout", "crashed"]


class DeadlineExceededError(Exception):
    """Nothing came before the deadline."""


class ChildExitedError(Exception):
    """The child is dead; args[0] is the cause."""


class ChildConnection(Protocol):
    """One child, from the trusted side."""

    def receive(self, deadline: float) -> Frame:
        """The next frame. Raises Silence, Gone or WireError."""

    def send(self, frame: bytes, deadline: float) -> None:
        """Raises Silence or Gone."""

    def end(self) -> int | None:
        """Kill all that is left; gives the exit status (-N: signal N) if it is known."""


@dataclass(frozen=True)
class SandboxPlan:
    """What is the same for a whole class."""

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


Connect = Callable[[Request], ChildConnection]


@dataclass
class RunState:
    """All that is known of one submission so far."""

    units: Sequence[CodeUnit]
    pending: list[str]
    end: float
    answers: dict[str, ExerciseResult] = field(default_factory=dict)
    fatal_exercises: dict[int, CodeUnitError] = field(default_factory=dict)
    raised: dict[int, CodeUnitError] = field(default_factory=dict)
    printed: str = ""
    asks: int = 0
    kept: int = 0
    asked: set[str] = field(default_factory=set)


class RetryStepByStepError(Exception):
    """A batched pass went wrong; a step-by-step one will show where."""


class RestartRequestedError(Exception):
    """The child has answered something, and wants a fresh one for the rest."""


class ChildDiedError(Exception):
    def __init__(self, fate: FailureKind, detail: str, unit: int | None = None) -> None:
        super().__init__(fate, detail, unit)
        self.fate: FailureKind = fate
        self.detail = detail
        self.unit = unit


def supervise(
    connect: Connect,
    plan: SandboxPlan,
    units: Sequence[CodeUnit],
    names: Sequence[str],
    stand_ins: Collection[str] = (),
    references: ReferenceProcess | None = None,
    end: float | None = None,
    step_by_step: bool = True,
) -> Transcript:
    """Run the units and the named exercises to the end, whatever they do.

    stand_ins, end: as in `Sandbox.run`. references: answers what the stand-ins are asked.
    step_by_step: False lets the child report in few messages, which is cheaper; a pass that
        goes wrong is then begun again carefully.
    Raises GraderError when the child fails before student code has its turn.
    """
    if stand_ins and references is not None:
        references.start()
    latest = time.monotonic() + plan.total_seconds
    state = RunState(units, list(names), latest if end is None else min(end, latest))
    while _has_time(state, plan):
        request = _request(state, stand_ins, step_by_step)
        link = connect(request)
        now = Attempt(link, plan, state, request, references)
        try:
            now.run()
        except RetryStepByStepError:
            step_by_step = True
        except RestartRequestedError:
            pass
        except ChildDiedError as death:
            if death.fate != "crashed" or death.unit is not None or not now.answered:
                attribute_failure(
                    state, death
                )  # else it is asked alone: what came before it may have killed
        finally:
            link.end()
    errors = {**state.raised, **state.fatal_exercises}
    return Transcript(
        state.answers,
        tuple(errors[i] for i in sorted(errors)),
        state.printed,
        tuple(sorted(state.asked)),
    )


def _has_time(state: RunState, plan: SandboxPlan) -> bool:
    """Whether there is something left to run, and time for it; without time it is given up."""
    if state.pending and time.monotonic() >= state.end:
        text = f"not run: the submission had used up its {plan.total_seconds:g} s"
        _give_up(state, ExerciseResult("timeout", detail=text))
    return bool(state.pending)


def try_once(connect: Connect, plan: SandboxPlan) -> None:
    """Have a child start and end without student code. Raises GraderError."""
    request = Request(units=(), step_by_step=True)
    link = connect(request)
    try:
        end = time.monotonic() + START_SECONDS
        Attempt(link, plan, RunState([], [], end), request, None).load()
    except ChildDiedError as death:
        raise GraderError(f"the sandbox died at its start: {death.detail}") from None
    finally:
        link.end()


def _request(state: RunState, stand_ins: Collection[str], careful: bool) -> Request:
    return Request(
        units=tuple((unit.source, unit.origin) for unit in state.units),
        names=tuple(state.pending),
        stand_ins=tuple(stand_ins),
        skip=tuple(sorted(state.fatal_exercises)),
        step_by_step=careful,
    )


def attribute_failure(state: RunState, death: ChildDiedError) -> None:
    if death.unit is None:
        state.answers[state.pending.pop(0)] = ExerciseResult(death.fate, detail=death.detail)
        return
    state.fatal_exercises[death.unit] = CodeUnitError(death.unit, death.fate, message=death.detail)
    if len(state.fatal_exercises) >= MAX_KILLS:
        text = f"not run: {MAX_KILLS} places of the submission killed or hung its process"
        _give_up(state, ExerciseResult(death.fate, detail=text))


def _give_up(state: RunState, answer: ExerciseResult) -> None:
    for name in state.pending:
        state.answers[name] = answer
    state.pending.clear()


class Attempt:
    """One child, from its start to its last answer or its death."""

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
        self.turns = [i for i in range(len(request.units)) if i not in request.skip]

    def run(self) -> None:
        self.load()
        while self.state.pending:
            self._exercise(self.state.pending[0])

    def load(self) -> None:
        """Wait for the units. Raises Death at the unit whose turn was the last."""
        self._await_ready()
        errors: dict[int, CodeUnitError] = {}
        turn = 0
        deadline = self._deadline(self.plan.loading)
        while True:
            unit = self.turns[turn] if turn < len(self.turns) else None
            frame = self._frame(self.plan.loading, deadline, unit, "u l q")
            with _Checked(self, unit):
                if frame.kind == "q":  # a cell that calls a replaced function
                    self._reply(frame, deadline, self.plan.loading, unit)
                    continue
                deadline = self._deadline(self.plan.loading)
                if frame.kind == "l":
                    [printed] = frame.values
                    limit = self.plan.loading.output_kb * 1024
                    self.state.printed = read_text(printed, limit)
                    self.state.raised = errors
                    return
                index = read_index(frame.values[0])
                if index not in self.turns[turn:]:
                    raise WireError("a unit out of turn")
                turn = self.turns.index(index) + 1
                if len(frame.values) > 1:
                    _, error, message, line = frame.values
                    errors[index] = CodeUnitError(
                        index,
                        "raised",
                        read_text(error),
                        read_text(message),
                        None if line is None else read_index(line),
                    )

    def _await_ready(self) -> None:
        """Student code has not had its turn yet: whatever goes wrong here is our fault.

        In a hasty pass "ready" comes together with what follows, so nothing is known yet.
        """
        hasty = not self.request.step_by_step
        seconds = BATCHED_SECONDS if hasty else START_SECONDS
        try:
            frame = self.link.receive(time.monotonic() + seconds)
        except (DeadlineExceededError, ChildExitedError, WireError) as error:
            if hasty:
                raise RetryStepByStepError from None
            if isinstance(error, DeadlineExceededError):
                text = f"the sandbox did not start within {START_SECONDS:g} s"
                raise GraderError(text) from None
            text = f"the sandbox died at its start: {error} (status {self.link.end()})"
            raise GraderError(text) from None
        if frame.kind != "r" and hasty:  # student code may have been quicker than "ready"
            raise RetryStepByStepError
        if frame.kind == "g":
            raise GraderError(f"the sandbox could not be set up: {frame.values[0]}")
        if frame.kind != "r":
            raise GraderError(f"the sandbox began with a frame of kind {frame.kind!r}")

    def _exercise(self, name: str) -> None:
        limits = self.plan.limits[name]
        deadline = self._deadline(limits)
        while True:
            frame = self._frame(limits, deadline, None, "a q d")
            with _Checked(self, None):
                if frame.kind == "d":
                    if not self.answered:
                        raise WireError("a fresh start for nothing")
                    raise RestartRequestedError
                if frame.kind == "q":
                    self._reply(frame, deadline, limits, None)
                    continue
                answered, said, outcomes, _ = frame.values
                status = read_status(said)
                if read_text(answered) != name:
                    raise WireError("an answer to what was not asked")
                wanted = 1 if self.plan.kinds.get(name) == "variable" else None
                wanted = len(self.plan.cases[name]) if wanted is None else wanted
                if type(outcomes) is not list or len(outcomes) != wanted * (status == "answered"):
                    raise WireError("an answer with too few or too many outcomes")
                read = tuple(map(read_outcome, outcomes))
                answer = ExerciseResult(status, self._with_room(read, frame), size=frame.size)
            self.state.answers[name] = answer
            self.state.pending.pop(0)
            self.answered += 1
            return

    def _with_room(self, outcomes: tuple[CallResult, ...], frame: Frame) -> tuple[CallResult, ...]:
        """The outcomes, without their values where the run's answers are too large together."""
        if self.state.kept + frame.weight > MAX_KEPT:
            return tuple(got if got.exception_mro else too_large(got) for got in outcomes)
        self.state.kept += frame.weight
        return outcomes

    def _reply(self, frame: Frame, deadline: float, limits: Limits, unit: int | None) -> None:
        name, args = frame.values
        self.state.asks += 1
        known = self.references is not None and read_text(name) in self.request.stand_ins
        if type(args) is not tuple or not known:
            raise WireError("a question that makes no sense")
        if frame.size > MAX_ASK_BYTES:  # a forged one: the child's own proxies send less
            raise WireError("a question longer than any exercise needs")
        if self.state.asks > MAX_ASKS:
            raise ChildDiedError(
                "timeout", f"more than {MAX_ASKS} calls of other exercises' functions", unit
            )
        assert self.references is not None
        self.state.asked.add(name)
        try:
            self.link.send(self.references.answer(name, args), deadline)
        except (DeadlineExceededError, ChildExitedError) as end:
            raise self._death(end, limits, unit) from None

    def _deadline(self, limits: Limits) -> float:
        """A unit's or exercise's own limit; what is left of the total if that is less."""
        return min(time.monotonic() + limits.wall_seconds, self.state.end)

    def _frame(self, limits: Limits, deadline: float, unit: int | None, kinds: str) -> Frame:
        hasty = not self.request.step_by_step
        if hasty:
            deadline = min(deadline, time.monotonic() + BATCHED_SECONDS)
        try:
            frame = self.link.receive(deadline)
            if frame.kind not in kinds:
                raise WireError(f"a frame of kind {frame.kind!r} out of turn")
            return frame
        except (DeadlineExceededError, ChildExitedError, WireError) as end:
            if hasty:
                raise RetryStepByStepError from None
            raise self._death(end, limits, unit) from None

    def _death(self, end: Exception, limits: Limits, unit: int | None) -> ChildDiedError:
        if isinstance(end, DeadlineExceededError):
            return ChildDiedError(
                "timeout", f"did not finish within {limits.wall_seconds:g} s", unit
            )
        status = self.link.end()
        if isinstance(end, WireError):
            text = "its process sent what is no answer"
            return ChildDiedError("crashed", text, unit)
        if status == -24:  # SIGXCPU
            text = f"used more than {limits.cpu_seconds:g} s of CPU time"
            return ChildDiedError("timeout", text, unit)
        return ChildDiedError("crashed", describe_exit(status), unit)


class _Checked:
    """Turns a field that is not what it should be into the death of this pass."""

    def __init__(self, now: Attempt, unit: int | None) -> None:
        self.now = now
        self.unit = unit

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, (WireError, ValueError, IndexError, TypeError)):
            if not self.now.request.step_by_step:
                raise RetryStepByStepError from None
            raise ChildDiedError(
                "crashed", "its process sent what is no answer", self.unit
            ) from None


def describe_exit(status: int | None) -> str:
    """How a process ended, as text."""
    if status is None or status == 0:
        return "its process ended before it had answered"
    if status > 0:
        return f"its process ended itself with exit code {status}"
    return f"its process was killed by signal {-status}"
