"""Run untrusted student code and return plain data.

Only `open_sandbox` and the shape of what it gives. This file is imported inside the
sandbox too, so it imports nothing of the trusted side until it is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from autograder.models import CaseInput, CodeUnit, Transcript
    from autograder.sandbox.limits import Limits
    from autograder.sandbox.process_spawn import Child
    from autograder.sandbox.protocol import Setup

Isolation = Literal["bubblewrap", "process"]
Kind = Literal["function", "variable"]

TOTAL_SECONDS = 120.0


class Sandbox(Protocol):
    """Runs student code apart. Not for use by two threads at once."""

    isolation: Isolation
    total_seconds: float  # wall time of one submission, all of its runs together

    def run(
        self,
        units: Sequence[CodeUnit],
        names: Sequence[str],
        stand_ins: Collection[str] = (),
        end: float | None = None,
    ) -> Transcript:
        """Execute the units in one namespace, then each named exercise on its cases.

        stand_ins: names of the student's functions that are replaced, from the moment that
            they are defined, by stubs that ask `references` over the wire.
        end: when, by time.monotonic(), the submission's time is up; by default after
            `total_seconds`.
        Raises GraderError for an internal error, never for a student's mistake.
        """

    def close(self) -> None:
        """End every process; the sandbox is of no use afterwards."""


def open_sandbox(
    isolation: Isolation,
    cases: Mapping[str, tuple[CaseInput, ...]],
    kinds: Mapping[str, Kind],
    limits: Mapping[str, Limits],
    *,
    loading: Limits | None = None,
    total_seconds: float = TOTAL_SECONDS,
    references: Mapping[str, str] | None = None,
    ready: Child | None = None,
    setup: Setup | None = None,
) -> Sandbox:
    """Make ready to run submissions on these cases.

    cases, kinds, limits: by exercise name; `limits` may leave out exercises.
    loading: bounds one unit while it is executed; by default the widest of `limits`.
    total_seconds: wall time of one submission, all restarts together.
    references: by name, sources of what answers in place of a student's function.
    setup: what is made ready before student code runs, such as modules whose types are compared,
        and what student code may import; by default NumPy.
    ready: a child started beforehand (`process_spawn`); for "process" only.
    Open it in the thread that uses it: its worker ends when that thread does.
    Raises IsolationError where the isolation asked for cannot be had.
    """
    from autograder.sandbox.attempt import SandboxPlan
    from autograder.sandbox.limits import Limits, widest
    from autograder.sandbox.packages import importable_names
    from autograder.sandbox.protocol import Setup

    setup = setup or Setup()
    plan = SandboxPlan(
        cases=dict(cases),
        kinds=dict(kinds),
        limits={name: limits.get(name, Limits()) for name in cases},
        loading=loading or widest(limits.values()),
        total_seconds=total_seconds,
        references=dict(references or {}),
        setup=replace(setup, importable=importable_names((*setup.packages, *setup.modules))),
    )
    if isolation == "process":
        from autograder.sandbox.process_sandbox import ProcessSandbox

        return ProcessSandbox(plan, ready)
    from autograder.sandbox.bubblewrap_sandbox import BubblewrapSandbox

    return BubblewrapSandbox(plan)
