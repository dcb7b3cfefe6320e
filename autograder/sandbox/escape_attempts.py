"""Small submissions that each try to break one protection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.models import ExerciseResult


@dataclass(frozen=True)
class Bait:
    """Things to steal: a file, an environment variable, a listening port."""

    file: str
    variable: str
    port: int


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


def escape_attempts(loot: Bait) -> list[EscapeAttempt]:
    return [
        EscapeAttempt(
            "files",
            "the course, home folders and the rest of the disk",
            "def files(path):\n    return open(path).read()",
            _refused,
            (loot.file,),
        ),
        EscapeAttempt(
            "environment",
            "environment variables, where tokens and passwords live",
            "def environment(name):\n    return os.environ.get(name)",
            _returned(None),
            (loot.variable,),
        ),
        EscapeAttempt(
            "network",
            "the network",
            "def network(port):\n    socket.create_connection(('127.0.0.1', port), 0.5)",
            _refused,
            (loot.port,),
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
        EscapeAttempt(
            "clock",
            "running forever",
            "def clock():\n    while True: pass",
            _ended,
        ),
    ]
