"""Run chunks of grading tasks in a Dask worker, in separate grading processes.

A submission may kill the process that grades it. If that were the Dask worker, the scheduler
would give the same task to the next worker, again and again, and a cluster whose workers are not
restarted would soon have none. So each worker thread starts one supervisor (this module as a
program, since a process with threads must not be forked), which forks graders as `local_executor`
does: a task that kills several graders in a row is given up as `LostTask`.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import autograder
from autograder.batch.worker_pool import WorkerPool, end_with
from autograder.errors import GraderError, KitError

if TYPE_CHECKING:
    from autograder.batch.submission_grader import GraderRecipe

Found = list[tuple[int, Any]]  # index of a task, and its result
_MAIN = "from autograder.batch.cluster_worker import serve; serve()"
_PATH = "import sys; sys.path.insert(0, sys.argv[1]); "


class SupervisorLost(Exception):
    """A thread's supervisor died, with the whole chunk."""


# --- in the Dask worker ---------------------------------------------------------------

_held = threading.local()  # a supervisor ends with the thread that started it


def grade_chunk(name: str, recipe: bytes, chunk: Found) -> Found:
    """Grade with this thread's supervisor, which is started when it is first needed.

    name: of the recipe. Raises KitError as a grader does, or SupervisorLost.
    """
    held: _Supervisor | None = getattr(_held, "supervisor", None)
    if held is None or held.name != name:
        if held is not None:
            held.close()
        held = _held.supervisor = _Supervisor(name, recipe)
    try:
        return held.grade(chunk)
    except (OSError, EOFError, pickle.UnpicklingError, KitError) as error:
        held.close()  # after an error, a new one starts from the beginning
        _held.supervisor = None
        if isinstance(error, KitError):
            raise
        raise SupervisorLost(f"the process that grades for a Dask worker died: {error}") from None


class _Supervisor:
    def __init__(self, name: str, recipe: bytes) -> None:
        self.name = name
        package = str(Path(autograder.__file__).parent.parent)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PATH + _MAIN, package],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.recipe: bytes | None = recipe

    def grade(self, chunk: Found) -> Found:
        pipe, answers = self.process.stdin, self.process.stdout
        assert pipe is not None and answers is not None
        pickle.dump((self.recipe, chunk), pipe)
        pipe.flush()
        self.recipe = None
        found: Found | KitError = pickle.load(answers)  # from our own child
        if isinstance(found, KitError):
            raise found
        return found

    def close(self) -> None:
        """End it. Its graders notice and end their sandboxes."""
        self.process.terminate()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()


# --- in the supervisor ------------------------------------------------------------------


def serve() -> None:
    """Answer chunks from standard input until it ends."""
    end_with(os.getppid())
    questions = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # so that printed text is not taken for an answer
    with tempfile.TemporaryDirectory(prefix="course-") as folder, contextlib.ExitStack() as stack:
        pool: WorkerPool | None = None
        while True:
            try:
                recipe, chunk = pickle.load(questions)
            except EOFError:
                return
            found: Found | KitError
            try:
                if pool is None:
                    made: GraderRecipe = pickle.loads(zlib.decompress(recipe))
                    pool = WorkerPool(made.prepare(Path(folder)), (), 1, 1, made.hanging_seconds)
                    stack.callback(pool.stop)
                found = list(pool.more(dict(chunk)))
            except KitError as error:
                found = error
            except Exception as fault:
                found = GraderError(f"{type(fault).__name__}: {fault}")
            pickle.dump(found, answers)
            answers.flush()
