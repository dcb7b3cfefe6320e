"""Each wall holds, and the attack on it gets through when that wall alone is gone.

Some walls cover for each other. Those that would hide the one under test are left out
on both sides, so that the only difference is the wall itself.
"""

import os
import socket
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from autograder.models import CaseInput, CodeUnit
from autograder.sandbox.attempt import SandboxPlan
from autograder.sandbox.bubblewrap_sandbox import BubblewrapSandbox
from autograder.sandbox.limits import Limits

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")
LIMITS = Limits(
    wall_seconds=20, cpu_seconds=1, memory_mb=128, processes=8, open_files=32, file_mb=2
)
THROUGH = "through"


@dataclass(frozen=True)
class Attack:
    """What is tried, and which other walls would stop it too.

    source: a function `f(secret)` that returns "through" if it gets through.
    twice: run in two submissions; the second counts.
    """

    source: str
    covered_by: tuple[str, ...] = ()
    twice: bool = False


ATTACKS = {
    "files": Attack(
        """
        def f(secret):
            for root in ("", "/host"):
                try:
                    return "through" if open(root + secret["file"]).read() else ""
                except OSError as error:
                    print(error)
        """
    ),
    "environment": Attack(
        """
        import os
        def f(secret):
            return "through" if secret["variable"] in os.environ else ""
        """
    ),
    "network": Attack(
        """
        import socket
        def f(secret):
            socket.create_connection(("127.0.0.1", secret["port"]), 0.5)
            return "through"
        """,
        covered_by=("seccomp",),
    ),
    "descriptors": Attack(
        """
        import os
        def f(secret):
            found = []
            for fd in range(256):
                try:
                    os.fstat(fd)
                    found.append(fd)
                except OSError:
                    pass
            return "through" if len(found) > 4 else ""
        """
    ),
    "pid": Attack(
        """
        import os
        def f(secret):
            parent = os.getppid()
            os.kill(parent, 0)
            return "through" if parent else ""
        """
    ),
    "group": Attack(
        """
        import os
        def f(secret):
            os.kill(0, 0)  # a signal to the whole group is not stopped by the namespace
            return "through" if os.getpgrp() != os.getpid() else ""
        """
    ),
    "proc": Attack(
        """
        import os
        def f(secret):
            return "through" if os.listdir("/proc") else ""
        """
    ),
    "scratch": Attack(
        """
        def f(secret):
            with open("note", "w") as file:  # without a scratch of its own there is none
                file.write("x")
            return ""
        """
    ),
    "ipc": Attack(
        """
        import ctypes
        def f(secret):
            libc = ctypes.CDLL(None)
            if libc.shmget(0x5EC4E7, 0, 0) >= 0:
                return "through"  # the segment of the submission before
            assert libc.shmget(0x5EC4E7, 4096, 0o1600) >= 0
        """,
        covered_by=("seccomp",),
        twice=True,
    ),
    "capabilities": Attack(
        """
        import socket
        def f(secret):
            socket.sethostname("mine")
            return "through"
        """,
        covered_by=("seccomp",),
    ),
    "seccomp": Attack(
        """
        import os
        def f(secret):
            child = os.fork()
            if child == 0:
                os._exit(0)
            os.waitpid(child, 0)
            return "through"
        """
    ),
    "processes": Attack(
        """
        import threading
        def f(secret):
            stop = threading.Event()
            for _ in range(64):
                threading.Thread(target=stop.wait, daemon=True).start()
            return "through"
        """,
        covered_by=("memory",),
    ),
    "memory": Attack(
        """
        def f(secret):
            return "through" if bytearray(300_000_000) else ""
        """
    ),
    "cpu": Attack(
        """
        import time
        def f(secret):
            while time.process_time() < 2.3:
                pass
            return "through"
        """
    ),
    "open-files": Attack(
        """
        import os
        def f(secret):
            for _ in range(40):
                os.pipe()
            return "through"
        """
    ),
    "file-size": Attack(
        """
        import errno
        def f(secret):
            try:
                with open("big", "wb") as file:
                    file.write(bytes(4_000_000))
            except OSError as error:
                # The scratch folder is full too, but says so with another error.
                return "through" if error.errno != errno.EFBIG else ""
            return "through"
        """
    ),
    "root": Attack(
        """
        import os
        def f(secret):
            return "through" if open("/host" + secret["private"]).read() else ""
        """,
        covered_by=("files",),
    ),
}


@pytest.fixture
def secret(monkeypatch):
    monkeypatch.setenv("COURSE_TOKEN", "hunter2")
    with tempfile.TemporaryDirectory() as folder, socket.socket() as listener:
        file, private = Path(folder) / "solution.py", Path(folder) / "private.txt"
        Path(folder).chmod(0o755)
        file.write_text("the reference")
        private.write_text("for its owner alone")
        private.chmod(0o600)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield {
            "file": str(file),
            "private": str(private),
            "variable": "COURSE_TOKEN",
            "port": listener.getsockname()[1],
        }


def seen(attack, secret, without):
    """What the attack came to, with these walls left out."""
    if attack is ATTACKS["root"] and os.getuid() != 0:
        pytest.skip("only root has root to give up")
    plan = SandboxPlan(
        cases={"f": (CaseInput((secret,)),)},
        kinds={"f": "function"},
        limits={"f": LIMITS},
        loading=LIMITS,
        total_seconds=60,
    )
    sandbox = BubblewrapSandbox(plan, _without=without)
    try:
        for _ in range(2 if attack.twice else 1):
            answer = sandbox.run([CodeUnit(dedent(attack.source), "cell 1")], ["f"]).answers["f"]
    finally:
        sandbox.close()
    return answer


def got_through(wall, answer):
    if answer.status != "answered":
        return False
    [outcome] = answer.outcomes
    if wall == "scratch":  # this wall gives something: a place to write
        return bool(outcome.exception_mro)
    return outcome.value == THROUGH


@pytest.mark.parametrize("wall", ATTACKS)
def test_a_wall_holds(wall, secret):
    answer = seen(ATTACKS[wall], secret, ATTACKS[wall].covered_by)
    assert not got_through(wall, answer), answer


@pytest.mark.parametrize("wall", ATTACKS)
def test_without_that_wall_alone_the_attack_gets_through(wall, secret):
    answer = seen(ATTACKS[wall], secret, (*ATTACKS[wall].covered_by, wall))
    assert got_through(wall, answer), answer
