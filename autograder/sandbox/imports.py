"""Refuse imports of packages that a course does not list, inside the sandbox.

Whatever else is installed in the grader's environment, a student's own machine refuses the
same imports, with the same message.
"""

from __future__ import annotations

import builtins
import sys
import types
from collections.abc import Collection, Sequence
from importlib.machinery import ModuleSpec
from typing import Any

OURS = "autograder"
_BUILT = "_sysconfigdata"  # its record of how Python was built
_CHECKS = f"{OURS}.selfcheck"  # imported by the notebook's own cells; here it does nothing


def refusal(package: str, packages: Sequence[str]) -> str:
    """The message of an exception that names a package and what may be used instead."""
    allowed = ", ".join(["the standard library", *packages])
    return f"package '{package}' may not be used; allowed: {allowed}"


def is_allowed(package: str, packages: Collection[str]) -> bool:
    """Whether a module belongs to the standard library or to one of the packages."""
    standard = package in sys.stdlib_module_names or package.startswith(_BUILT)
    return standard or package in packages


def restrict_imports(module: str, packages: Sequence[str], importable: Collection[str]) -> None:
    """Let this process import only the standard library and `importable`; student code less.

    module: the name of the module in which student code runs; it may import only `packages`.
    """
    packages, importable = tuple(packages), frozenset(importable)  # student code cannot change
    for name in list(sys.modules):
        stays = name in (OURS, _CHECKS, module, "__main__")
        if not stays and not is_allowed(name.partition(".")[0], importable):
            del sys.modules[name]
    sys.meta_path.insert(0, _RefusingFinder(packages, importable))
    original = builtins.__import__

    def import_listed(
        name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> types.ModuleType:
        if level == 0 and isinstance(globals, dict) and globals.get("__name__") == module:
            top = str(name).partition(".")[0]
            if top not in (module, OURS) and not is_allowed(top, packages):
                raise ModuleNotFoundError(refusal(top, packages), name=top)
        return original(name, globals, locals, fromlist, level)

    builtins.__import__ = import_listed


class _RefusingFinder:
    """The first finder to be asked, in whatever way something is imported."""

    def __init__(self, packages: Sequence[str], importable: Collection[str]) -> None:
        self.packages = packages
        self.importable = importable

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        top = name.partition(".")[0]
        if is_allowed(top, self.importable):
            return None
        raise ModuleNotFoundError(refusal(top, self.packages), name=name)
