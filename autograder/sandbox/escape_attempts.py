"""How does one try to get through each wall?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.models import Answer


@dataclass(frozen=True)
class Loot:
    """What there is to steal: a file, an environment variable, a port that listens."""

    file: str
    variable: str
    port: int


@dataclass(frozen=True)
class Probe:
    """A function that tries to get through, and what it returns if the wall holds."""

    name: str
    keeps: str
    source: str
    holds: Callable[[Answer], bool]
    args: tuple[Any, ...] = ()


def _refused(answer: Answer) -> bool:
    """The attempt raised."""
    return answer.status == "answered" and bool(answer.outcomes[0].raised)


def _returned(value: object) -> Callable[[Answer], bool]:
    def check(answer: Answer) -> bool:
        seen = answer.outcomes[0] if answer.outcomes else None
        return seen is not None and not seen.raised and bool(seen.value == value)

    return check


def _ended(answer: Answer) -> bool:
    return answer.status == "timeout"


def probes_for(loot: Loot) -> list[Probe]:
    return [
        Probe(
            "files",
            "the course, home folders and the rest of the disk",
            "def files(path):\n    return open(path).read()",
            _refused,
            (loot.file,),
        ),
        Probe(
            "environment",
            "environment variables, where tokens and passwords live",
            "def environment(name):\n    return os.environ.get(name)",
            _returned(None),
            (loot.variable,),
        ),
        Probe(
            "network",
            "the network",
            "def network(port):\n    socket.create_connection(('127.0.0.1', port), 0.5)",
            _refused,
            (loot.port,),
        ),
        Probe(
            "processes",
            "other processes: signals, /proc",
            "def processes():\n"
            "    seen = [p for p in os.listdir('/proc') if p.isdigit()]\n"
            "    return [os.getppid(), seen]",
            _returned([0, []]),
        ),
        Probe(
            "neighbours",
            "what another submission left behind",
            "def neighbours():\n"
            "    found = os.path.exists('mine')\n"
            "    open('mine', 'w').close()\n"
            "    return found or os.getcwd() != '/scratch'",
            _returned(False),
        ),
        Probe(
            "calls",
            "starting processes and programs",
            "def calls():\n    return os.fork()",
            _refused,
        ),
        Probe(
            "memory",
            "using up the memory",
            "def memory():\n    return len(bytearray(400_000_000))",
            _refused,
        ),
        Probe(
            "threads",
            "starting threads without end",
            "def threads():\n"
            "    stop = threading.Event()\n"
            "    for _ in range(64):\n"
            "        threading.Thread(target=stop.wait, daemon=True).start()",
            _refused,
        ),
        Probe(
            "disk",
            "filling the disk",
            "def disk():\n"
            "    for i in range(8):\n"
            "        open(str(i), 'wb').write(b'x' * 1_000_000)",
            _refused,
        ),
        Probe(
            "clock",
            "running for ever",
            "def clock():\n    while True: pass",
            _ended,
        ),
    ]
