"""Supervise one submission: deadlines, crashes and retries.

This is the trusted side of one submission. When a child dies or hangs (see `attempt`), the unit
or exercise that was running is blamed; a fresh child continues without it.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence

from autograder.errors import GraderError
from autograder.models import CodeUnit, CodeUnitError, ExerciseResult, Transcript
from autograder.sandbox.attempt import (
    Attempt,
    ChildDiedError,
    RestartRequestedError,
    RetryStepByStepError,
    RunState,
    SandboxPlan,
)
from autograder.sandbox.child_connection import START_SECONDS, Connect
from autograder.sandbox.protocol import Request
from autograder.sandbox.reference_process import ReferenceProcess

MAX_KILLS = 10


def supervise(
    connect: Connect,
    plan: SandboxPlan,
    units: Sequence[CodeUnit],
    names: Sequence[str],
    stand_ins: Collection[str],
    references: ReferenceProcess | None,
    end: float | None,
    step_by_step: bool = True,
) -> Transcript:
    """Run the units and the named exercises to the end, whatever they do.

    stand_ins, end: as in `Sandbox.run`. references: answers the calls of stand-ins.
    step_by_step: False lets the child report in few messages, which is cheaper; a pass that
        fails is then run again step by step.
    Raises GraderError if the child fails before student code runs.
    """
    if stand_ins and references is not None:
        references.start()
    latest = time.monotonic() + plan.total_seconds
    state = RunState(list(names), latest if end is None else min(end, latest))
    while _has_time(state, plan):
        request = Request(
            units=tuple((unit.source, unit.origin) for unit in units),
            names=tuple(state.pending),
            stand_ins=tuple(stand_ins),
            skip=tuple(sorted(state.fatal_units)),
            step_by_step=step_by_step,
        )
        link = connect(request)
        attempt = Attempt(link, plan, state, request, references)
        try:
            attempt.run()
        except RetryStepByStepError:
            step_by_step = True
        except RestartRequestedError:
            pass
        except ChildDiedError as death:
            # Otherwise it is tried again alone: an earlier exercise may have caused the crash.
            if death.fate != "crashed" or death.unit is not None or not attempt.answered:
                attribute_failure(state, death)
        finally:
            link.end()
    errors = {**state.raised, **state.fatal_units}
    return Transcript(
        state.answers,
        tuple(errors[i] for i in sorted(errors)),
        state.printed,
        tuple(sorted(state.asked)),
    )


def _has_time(state: RunState, plan: SandboxPlan) -> bool:
    """Whether there is something left to run and time for it; without time, give up on it."""
    if state.pending and time.monotonic() >= state.end:
        text = f"not run: the submission had used up its {plan.total_seconds:g} s"
        _give_up(state, ExerciseResult("timeout", detail=text))
    return bool(state.pending)


def try_once(connect: Connect, plan: SandboxPlan) -> None:
    """Start and end a child without student code. Raises GraderError."""
    request = Request(units=(), step_by_step=True)
    link = connect(request)
    try:
        end = time.monotonic() + START_SECONDS
        Attempt(link, plan, RunState([], end), request, None).load()
    except ChildDiedError as death:
        raise GraderError(f"the sandbox died at its start: {death.detail}") from None
    finally:
        link.end()


def attribute_failure(state: RunState, death: ChildDiedError) -> None:
    """Skip what the child died in; give up after MAX_KILLS places."""
    if death.unit is None:
        state.answers[state.pending.pop(0)] = ExerciseResult(death.fate, detail=death.detail)
        return
    state.fatal_units[death.unit] = CodeUnitError(death.unit, death.fate, message=death.detail)
    if len(state.fatal_units) >= MAX_KILLS:
        text = f"not run: {MAX_KILLS} places of the submission killed or hung its process"
        _give_up(state, ExerciseResult(death.fate, detail=text))


def _give_up(state: RunState, answer: ExerciseResult) -> None:
    for name in state.pending:
        state.answers[name] = answer
    state.pending.clear()
