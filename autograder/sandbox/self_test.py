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
from typing import Any

from autograder.errors import KitError
from autograder.models import CaseInput, CodeUnit, ExerciseResult
from autograder.sandbox import Isolation, Sandbox
from autograder.sandbox.attempt import SandboxPlan
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
    with _planted_attempts() as probes:
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
def _planted_attempts() -> Iterator[list[EscapeAttempt]]:
    """The attempts, while there is something to steal."""
    name = f"AUTOGRADER_DOCTOR_{secrets.token_hex(4).upper()}"
    home = Path.home() if os.access(Path.home(), os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=home) as folder, socket.socket() as listener:
        file = Path(folder) / "secret.txt"
        file.write_text("secret")
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        os.environ[name] = "secret"
        try:
            yield escape_attempts(str(file), name, listener.getsockname()[1])
        finally:
            del os.environ[name]


@dataclass(frozen=True)
class EscapeAttempt:
    """A function that tries to break out, and what it returns if the wall holds."""

    name: str
    protects: str
    source: str
    holds: Callable[[ExerciseResult], bool]
    args: tuple[Any, ...] = ()


def _refused(answer: ExerciseResult) -> bool:
    """Whether the attempt raised."""
    return answer.status == "answered" and bool(answer.outcomes[0].exception_mro)


def _returned(value: object) -> Callable[[ExerciseResult], bool]:
    def check(answer: ExerciseResult) -> bool:
        seen = answer.outcomes[0] if answer.outcomes else None
        return seen is not None and not seen.exception_mro and bool(seen.value == value)

    return check


def _ended(answer: ExerciseResult) -> bool:
    return answer.status == "timeout"


def escape_attempts(file: str, variable: str, port: int) -> list[EscapeAttempt]:
    """Attempts on a file, an environment variable, a listening port, and the process itself."""
    return [
        EscapeAttempt(
            "files",
            "the course, home folders and the rest of the disk",
            "def files(path):\n    return open(path).read()",
            _refused,
            (file,),
        ),
        EscapeAttempt(
            "environment",
            "environment variables, where tokens and passwords live",
            "def environment(name):\n    return os.environ.get(name)",
            _returned(None),
            (variable,),
        ),
        EscapeAttempt(
            "network",
            "the network",
            "def network(port):\n    socket.create_connection(('127.0.0.1', port), 0.5)",
            _refused,
            (port,),
        ),
        EscapeAttempt(
            "processes",
            "other processes: signals, /proc",
            "def processes():\n"
            "    seen = [p for p in os.listdir('/proc') if p.isdigit()]\n"
            "    return [os.getppid(), seen]",
            _returned([0, []]),
        ),
        EscapeAttempt(
            "neighbours",
            "what another submission left behind",
            "def neighbours():\n"
            "    found = os.path.exists('mine')\n"
            "    open('mine', 'w').close()\n"
            "    return found or os.getcwd() != '/scratch'",
            _returned(False),
        ),
        EscapeAttempt(
            "calls",
            "starting processes and programs",
            "def calls():\n    return os.fork()",
            _refused,
        ),
        EscapeAttempt(
            "memory",
            "using up the memory",
            "def memory():\n    return len(bytearray(400_000_000))",
            _refused,
        ),
        EscapeAttempt(
            "threads",
            "starting threads without end",
            "def threads():\n"
            "    stop = threading.Event()\n"
            "    for _ in range(64):\n"
            "        threading.Thread(target=stop.wait, daemon=True).start()",
            _refused,
        ),
        EscapeAttempt(
            "disk",
            "filling the disk",
            "def disk():\n"
            "    for i in range(8):\n"
            "        open(str(i), 'wb').write(b'x' * 1_000_000)",
            _refused,
        ),
        EscapeAttempt("clock", "running forever", "def clock():\n    while True: pass", _ended),
    ]
