"""Run untrusted student code and return plain data.

It has only `open_sandbox` and the interface of what that returns. The sandbox imports this
file too, so it imports nothing from the trusted side until it is needed.
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
    """Runs student code in isolation. Not thread-safe."""

    isolation: Isolation
    total_seconds: float  # wall time of one submission, for all its runs together

    def run(
        self,
        units: Sequence[CodeUnit],
        names: Sequence[str],
        stand_ins: Collection[str] = (),
        end: float | None = None,
    ) -> Transcript:
        """Execute the units in one namespace, then each named exercise on its cases.

        stand_ins: names of the student's functions that are replaced, as soon as they are
            defined, by stubs that ask `references` over the wire.
        end: when the submission's time is up, on the time.monotonic() clock; by default
            after `total_seconds`.
        Raises GraderError for an internal error, never for a student's mistake.
        """

    def close(self) -> None:
        """End every process; the sandbox cannot be used afterwards."""


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
    """Get ready to run submissions on these cases.

    cases, kinds, limits: by exercise name; `limits` may leave out exercises.
    loading: bounds one unit while it is executed; by default the widest of `limits`.
    total_seconds: wall time of one submission, all restarts together.
    references: sources, by name, of the functions that may replace a student's.
    setup: what is prepared before student code runs, such as modules whose types are compared,
        and what student code may import; by default NumPy.
    ready: a child started beforehand (`process_spawn`); for "process" only.
    Open it in the thread that uses it: its worker ends when that thread does.
    Raises IsolationError if the requested isolation is not available.
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
