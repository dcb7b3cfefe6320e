"""The child of a "process" sandbox, started by `process_spawn`.

The pipes are moved off the standard descriptors before student code runs, so that a print, or C
code that writes to descriptor 1, cannot corrupt a frame.
"""

from __future__ import annotations

import contextlib
import os
import sys

from autograder.sandbox.channel import Channel
from autograder.sandbox.imports import restrict_imports
from autograder.sandbox.protocol import read_exercises, read_request
from autograder.sandbox.rlimits import mapped_bytes, set_hard_limits, set_soft_limits
from autograder.sandbox.runner import MODULE, hide_package, serve
from autograder.sandbox.values import add_course_adapters, use_only


def main() -> None:
    """Serve one pass. The program's only argument is the folder that contains the package."""
    read_fd, write_fd = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    channel = Channel(read_fd, write_fd)
    exercises, loading, setup = read_exercises(channel.receive())
    request = read_request(channel.receive())
    use_only(setup.modules)
    if setup.adapters:
        add_course_adapters(setup.adapters, "values.py")
    mapped = mapped_bytes()
    set_hard_limits([loading, *(exercise.limits for exercise in exercises.values())], mapped)
    sys.path.remove(sys.argv[1])
    hide_package()
    restrict_imports(MODULE, setup.packages, setup.importable)
    with contextlib.suppress(EOFError, BrokenPipeError):
        serve(
            channel,
            request,
            exercises,
            loading,
            lambda limits: set_soft_limits(limits, mapped),
            setup.given,
        )
    os._exit(0)  # do not wait for threads, exit handlers or finalizers of student code
