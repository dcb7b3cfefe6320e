"""Digests of everything answer keys are computed from: a course's files and the engine itself."""

from __future__ import annotations

import hashlib
import platform
import sys
from pathlib import Path

import numpy as np

import autograder


def folder_digest(folder: Path) -> str:
    """A digest that changes with every file of a folder; equal for a copy of the folder."""
    return _digest(folder)


def package_digest(package: Path) -> str:
    """A digest that changes with every file of a package: code, templates, styles, messages."""
    return _digest(package, autograder.__version__, np.__version__)


def code_fingerprint() -> str:
    """Fingerprint of the package and of NumPy, as they were when this process started."""
    return _CODE


def entry_name(kind: str, *depends: object) -> str:
    """The name of a cache entry, made from everything it depends on.

    depends: values whose `repr` is equal whenever they are equal; the program, Python and the
        machine are added, since another processor may round differently.
    """
    where = (_CODE, sys.version, platform.platform(), platform.node())
    parts = repr((kind, depends, where)).encode("utf-8", "surrogatepass")
    return f"{kind}-{hashlib.sha256(parts).hexdigest()}"


def _digest(root: Path, *more: str) -> str:
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(root.rglob("*")):
        if "__pycache__" not in path.parts and path.is_file():
            name = path.relative_to(root).as_posix()
            total.update(f"\0{name}\0".encode("utf-8", "surrogateescape"))
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


# Computed at import: code that is edited later is not what this process runs.
_CODE = package_digest(Path(autograder.__file__).parent)
