"""Run a submission inside this process, where no other can be started, as in a browser.

It gets its own namespace, the imports that the course lists, an empty folder, no keyboard and
the time limits of grading: what grading would not find is not found here either. Code can still
damage the process, but both belong to the student, as does the machine.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import random
import sys
import tempfile
import types
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.course.answer_key import AnswerKey
from autograder.models import CodeUnit, CodeUnitError, ExerciseResult, Transcript
from autograder.sandbox import Isolation
from autograder.sandbox.calls import CapturedOutput, file_name
from autograder.sandbox.limits import Limits
from autograder.sandbox.runner import MODULE, describe_failure, execute_unit
from autograder.selfcheck.kernel_time_limit import kernel_time_limit
from autograder.selfcheck.listed_imports import listed_imports_only
from autograder.selfcheck.notebook_runner import Interrupted, run_live

_SHELL = ("get_ipython", "display")  # IPython makes them built-in


class InlineSandbox:
    """A `Sandbox` without a process."""

    isolation: Isolation = "process"

    def __init__(
        self,
        keys: Mapping[str, AnswerKey],
        limits: Mapping[str, Limits],
        loading: Limits,
        packages: Sequence[str],
    ) -> None:
        self.keys = keys
        self.limits = limits
        self.loading = loading
        self.packages = packages
        self.total_seconds = loading.total_seconds

    def run(
        self,
        units: Sequence[CodeUnit],
        names: Sequence[str],
        stand_ins: Collection[str] = (),
        end: float | None = None,
    ) -> Transcript:
        """Like any sandbox; a stand-in counts as asked if the function itself is called.

        Raises Interrupted if the student stops it.
        """
        printed = CapturedOutput(self.loading.output_kb * 1024)
        with _own_module() as space, _as_in_grading(), listed_imports_only(space, self.packages):
            errors = self._load(units, space, printed)
            answers: dict[str, ExerciseResult] = {}
            called: set[str] = set()
            for name in names:
                live = run_live(self.keys[name], space, self.limits[name].wall_seconds)
                answers[name] = live.answer
                called |= live.called
        asked = tuple(sorted(called & set(stand_ins)))
        return Transcript(answers, errors, printed.text(), asked)

    def close(self) -> None:
        """Nothing was started."""

    def _load(
        self, units: Sequence[CodeUnit], space: dict[str, Any], printed: CapturedOutput
    ) -> tuple[CodeUnitError, ...]:
        errors = []
        flags = 0
        for index, unit in enumerate(units):
            limit = kernel_time_limit(self.loading.wall_seconds)
            name = file_name(index, unit.origin)
            try:
                with (
                    limit,
                    contextlib.redirect_stdout(printed),
                    contextlib.redirect_stderr(printed),
                ):
                    limit.in_student_code = True
                    try:
                        flags |= execute_unit(unit.source, name, space, space, flags)
                    finally:
                        limit.in_student_code = False
            except BaseException as error:
                if limit.reached():
                    text = f"did not finish within {limit.seconds:g} s"
                    errors.append(CodeUnitError(index, "timeout", message=text))
                elif isinstance(error, KeyboardInterrupt):
                    raise Interrupted from None
                else:
                    kind, message, line = describe_failure(error)
                    errors.append(CodeUnitError(index, "raised", kind, message, line))
        return tuple(errors)


@contextlib.contextmanager
def _own_module() -> Iterator[dict[str, Any]]:
    """A new namespace under the module name that it has in grading."""
    module = types.ModuleType(MODULE)
    before = sys.modules.get(MODULE)
    sys.modules[MODULE] = module
    try:
        yield module.__dict__
    finally:
        del sys.modules[MODULE]
        if before is not None:
            sys.modules[MODULE] = before


@contextlib.contextmanager
def _as_in_grading() -> Iterator[None]:
    """Set an empty folder, no keyboard, and the seeds of grading; restore everything afterwards."""
    asked, folder = builtins.input, os.getcwd()  # noqa: PTH109
    states = random.getstate(), np.random.get_state()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        kept = {name: vars(builtins).pop(name) for name in _SHELL if name in vars(builtins)}
        builtins.input = _no_keyboard
        random.seed(0)
        np.random.seed(0)
        os.chdir(scratch)
        try:
            yield
        finally:
            builtins.input = asked
            vars(builtins).update(kept)
            random.setstate(states[0])
            np.random.set_state(states[1])
            os.chdir(folder)


def _no_keyboard(*_: object) -> str:
    raise EOFError("EOF when reading a line")
