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
_BUILT = "_sysconfigdata"  # its record of how Python was built
_CHECKS = f"{OURS}.selfcheck"  # the notebook's own cells import it; here it does nothing


def refusal(package: str, packages: Sequence[str]) -> str:
    """The sentence that names a package and what may be used; a message of an exception."""
    allowed = ", ".join(["the standard library", *packages])
    return f"package '{package}' may not be used; allowed: {allowed}"


def is_allowed(package: str, packages: Collection[str]) -> bool:
    """Whether a module belongs to the standard library or to one of the packages."""
    standard = package in sys.stdlib_module_names or package.startswith(_BUILT)
    return standard or package in packages


def restrict_imports(module: str, packages: Sequence[str], importable: Collection[str]) -> None:
    """Let this process import the standard library and `importable`, and student code less.

    module: the name of the module that student code runs in; it may import `packages` only.
    """
    packages, importable = tuple(packages), frozenset(importable)  # nobody changes them later
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
    """Asked before any other finder, whoever imports and however."""

    def __init__(self, packages: Sequence[str], importable: Collection[str]) -> None:
        self.packages = packages
        self.importable = importable

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        top = name.partition(".")[0]
        if is_allowed(top, self.importable):
            return None
        raise ModuleNotFoundError(refusal(top, self.packages), name=name)
