"""Start a bare child process early, before heavy imports.

Nothing heavy is imported here: a self-check starts the child first, so that both load NumPy
at the same time.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from autograder.errors import GraderError
from autograder.sandbox.scratch_dir import Scratch, sweep

# What Python itself may need; anything else could be a secret.
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH")

_HOLDS_PACKAGE = str(Path(__file__).parents[2])
_FIND_PACKAGE = "import sys; sys.path.insert(0, sys.argv[1])"


@dataclass(frozen=True)
class Child:
    """A `python` that waits for its work, and its scratch folder."""

    process: subprocess.Popen[bytes]
    scratch: Scratch

    def kill(self) -> None:
        """End the child and, if there are process groups, whatever it has started."""
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(self.process.pid, 9)
            else:
                self.process.kill()

    def discard(self) -> None:
        """End an unused child and leave nothing behind."""
        with contextlib.suppress(OSError, ValueError), self.process:  # closes its pipes, waits
            self.kill()
        self.scratch.remove()


def spawn() -> Child:
    """Start a child. Raises GraderError if the machine cannot start a process."""
    scratch = Scratch()
    try:
        process = start_python("process_main", scratch.path)
    except GraderError:
        scratch.remove()
        raise
    sweep()  # while the child loads NumPy
    child = Child(process, scratch)
    weakref.finalize(child, scratch.remove)  # even if it is never used or discarded
    return child


def start_python(module: str, home: str | None = None) -> subprocess.Popen[bytes]:
    """A `python` that runs a module of this package and reads its work from a pipe.

    home: its current folder and HOME. Raises GraderError if the machine cannot start a process.
    """
    start = f"from autograder.sandbox.{module} import main; main()"
    try:
        return subprocess.Popen(
            [sys.executable, "-s", "-P", "-c", f"{_FIND_PACKAGE}; {start}", _HOLDS_PACKAGE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=home,
            env=_environment() | ({"HOME": home} if home else {}),
            start_new_session=True,
        )
    except OSError as error:
        raise GraderError(f"no process could be started: {error}") from None


def read_exactly(pipe: IO[bytes], size: int) -> bytes:
    """Exactly `size` bytes; EOFError if the other side goes away first."""
    piece = pipe.read(size)
    if len(piece) < size:
        raise EOFError("it closed its pipe")
    return piece


def _environment() -> dict[str, str]:
    """The environment of a child: nothing that could be a secret."""
    kept = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
    return {
        **kept,
        "PYTHONHASHSEED": "0",  # the same submission gives the same result
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
