"""Let a student's code in this process import what the course lists, and nothing else.

A kernel holds whatever the student has installed; in grading the import would be refused. The
self-check says so in the same words, before a point is lost. Whichever way the import goes (the
statement, `__import__`, importlib), it counts as the student's if nothing but the standard
library stands between.
"""

from __future__ import annotations

import builtins
import importlib
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from autograder.sandbox.imports import OURS, is_allowed, refusal

_CHECKS = f"{OURS}.selfcheck"


@contextmanager
def listed_imports_only(space: Mapping[str, Any], packages: Sequence[str]) -> Iterator[None]:
    """Meanwhile code of this namespace imports the standard library and these packages only."""
    original = builtins.__import__
    machinery: Any = importlib._bootstrap
    found = machinery._gcd_import

    def refuse(name: object) -> None:
        top = str(name).partition(".")[0]
        if top != OURS and not is_allowed(top, packages) and _is_students(space):
            raise ModuleNotFoundError(refusal(top, packages), name=top)

    def import_listed(
        name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> types.ModuleType:
        if level == 0:
            refuse(name)
            if name == _CHECKS and globals is space:
                return _QUIET if fromlist else original(OURS)
        return original(name, globals, locals, fromlist, level)

    def find_listed(name: str, package: str | None = None, level: int = 0) -> types.ModuleType:
        refuse(package if level else name)
        module: types.ModuleType = found(name, package, level)
        return module

    builtins.__import__ = import_listed
    machinery._gcd_import = find_listed
    try:
        yield
    finally:
        builtins.__import__ = original
        machinery._gcd_import = found


def _is_students(space: Mapping[str, Any]) -> bool:
    """Whether the nearest caller that is not the standard library's is the student's code."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_globals is space:
            return True
        name = str(frame.f_globals.get("__name__", ""))
        ours = name == __name__
        if not ours and name.partition(".")[0] not in sys.stdlib_module_names:
            return False
        frame = frame.f_back  # type: ignore[assignment]
    return False


def _quiet_checks() -> types.ModuleType:
    """A self-check that does nothing: else a check would check itself."""
    module = types.ModuleType(_CHECKS)
    module.check = module.hint = lambda *args, **options: None  # type: ignore[attr-defined]
    return module


_QUIET = _quiet_checks()
