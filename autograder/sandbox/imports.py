"""Refuse imports of packages that a course does not list, inside the sandbox.

Whatever else the grader's environment holds: what is refused here is also what a student's
own machine refuses, in the same sentence.
"""

from __future__ import annotations

import builtins
import sys
import types
from collections.abc import Collection, Sequence
from importlib.machinery import ModuleSpec
from typing import Any

OURS = "autograder"
_BUILT = "_sysconfigdata"  # what the standard library notes of how Python was built
_CHECKS = f"{OURS}.selfcheck"  # the notebook's own cells import it; here it does nothing


def refusal(package: str, packages: Sequence[str]) -> str:
    """The sentence that names a package and what may be used; a message of an exception."""
    listed = ", ".join(packages) if packages else "no package"
    return f"package '{package}' may not be used; allowed: the standard library, {listed}"


def is_allowed(package: str, packages: Collection[str]) -> bool:
    """Whether a module of this name is the standard library's or of one of the packages."""
    standard = package in sys.stdlib_module_names or package.startswith(_BUILT)
    return standard or package in packages


def restrict_imports(module: str, packages: Sequence[str], importable: Sequence[str]) -> None:
    """Let this process import the standard library and `importable`, and student code less.

    module: the name of the module that student code runs in; it may import `packages` only.
    """
    listed, needed = tuple(packages), frozenset(importable)
    for name in list(sys.modules):
        stays = name in (OURS, _CHECKS, module, "__main__")
        if not stays and not is_allowed(name.partition(".")[0], needed):
            del sys.modules[name]
    sys.meta_path.insert(0, _Gate(listed, needed))
    original = builtins.__import__

    def import_listed(
        name: str,
        globals: Any = None,
        locals: Any = None,
        fromlist: Any = (),
        level: int = 0,
    ) -> types.ModuleType:
        if level == 0 and isinstance(globals, dict) and globals.get("__name__") == module:
            top = str(name).partition(".")[0]
            if top not in (module, OURS) and not is_allowed(top, listed):
                raise ModuleNotFoundError(refusal(top, listed), name=top)
        return original(name, globals, locals, fromlist, level)

    builtins.__import__ = import_listed


class _Gate:
    """Asked before any other finder, whoever imports and however."""

    def __init__(self, listed: Sequence[str], importable: frozenset[str]) -> None:
        self.listed = listed
        self.importable = importable

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        top = name.partition(".")[0]
        if is_allowed(top, self.importable):
            return None
        raise ModuleNotFoundError(refusal(top, self.listed), name=name)
