"""Test which protections really hold on this machine.

`examine` opens a sandbox and attacks it: each wall is tested by a small submission that
tries to break through, never by reading a setting.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import KitError
from autograder.models import CaseInput, CodeUnit
from autograder.sandbox import Isolation, Sandbox
from autograder.sandbox.attempt import SandboxPlan
from autograder.sandbox.escape_attempts import Bait, EscapeAttempt, escape_attempts
from autograder.sandbox.limits import Limits

_LIMITS = Limits(wall_seconds=1, cpu_seconds=1, memory_mb=128, processes=8, file_mb=2)


@dataclass(frozen=True)
class WallReport:
    """One wall and whether it held.

    protects: what it keeps student code from.
    found: what happened, if it did not hold.
    repair: how to fix it.
    """

    name: str
    protects: str
    holds: bool
    found: str = ""
    repair: str = ""


def report(say: Callable[[str], object]) -> int:
    """Report which walls hold; return 0 if all do, else 1. For the command line."""
    walls = examine()
    for wall in walls:
        keeps = "✓ {:12} keeps" if wall.holds else "✗ {:12} does NOT keep"
        say(f"{keeps.format(wall.name)} student code from {wall.protects}")
    for text in dict.fromkeys(f"{w.found}\n{w.repair}" for w in walls if not w.holds):
        say(f"\n{text}")
    if all(wall.holds for wall in walls):
        say("\nStudent code can be isolated on this machine.")
        return 0
    return 1


def examine(isolation: Isolation = "bubblewrap") -> list[WallReport]:
    """Attack a sandbox with this isolation on this machine; one report per wall."""
    with _secrets() as planted:
        probes = escape_attempts(planted)
        try:
            sandbox = _open(isolation, probes)
        except KitError as refusal:
            why, _, repair = str(refusal).partition("To fix it:")
            return [
                WallReport(p.name, p.protects, False, why.strip(), repair.strip()) for p in probes
            ]
        try:
            return [_wall(probe, sandbox) for probe in probes]
        finally:
            sandbox.close()


def _open(
    isolation: Isolation, probes: list[EscapeAttempt], _without: Collection[str] = ()
) -> Sandbox:
    plan = SandboxPlan(
        cases={probe.name: (CaseInput(probe.args),) for probe in probes},
        kinds={probe.name: "function" for probe in probes},
        limits={probe.name: _LIMITS for probe in probes},
        loading=_LIMITS,
        total_seconds=20.0,
    )
    if isolation == "process":
        from autograder.sandbox.process_sandbox import ProcessSandbox

        return ProcessSandbox(plan)
    from autograder.sandbox.bubblewrap_sandbox import BubblewrapSandbox

    return BubblewrapSandbox(plan, _without=_without)


def _wall(probe: EscapeAttempt, sandbox: Sandbox) -> WallReport:
    # Run twice: the second submission must not find what the first leaves behind.
    unit = CodeUnit(f"import os, socket, threading\n{probe.source}", probe.name, (probe.name,))
    for _ in range(2):
        answer = sandbox.run([unit], [probe.name]).answers[probe.name]
    if probe.holds(answer):
        return WallReport(probe.name, probe.protects, True)
    seen = answer.outcomes[0] if answer.outcomes else answer
    repair = (
        "use --isolation bubblewrap" if sandbox.isolation == "process" else "please report this"
    )
    return WallReport(probe.name, probe.protects, False, f"got through: {seen!r}"[:300], repair)


@contextlib.contextmanager
def _secrets() -> Iterator[Bait]:
    """Something to steal: a file, an environment variable, a listening port."""
    name = f"AUTOGRADER_DOCTOR_{secrets.token_hex(4).upper()}"
    home = Path.home() if os.access(Path.home(), os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=home) as folder, socket.socket() as listener:
        file = Path(folder) / "secret.txt"
        file.write_text("secret")
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        os.environ[name] = "secret"
        try:
            yield Bait(str(file), name, listener.getsockname()[1])
        finally:
            del os.environ[name]
