"""Digests of what answer keys are computed from: a course's files and the engine itself."""

from __future__ import annotations

import hashlib
import platform
import sys
from pathlib import Path

import numpy as np

import autograder


def folder_digest(folder: Path) -> str:
    """Changes whenever a file in a folder does; the same for a copy of the folder."""
    return _digest(folder)


def package_digest(package: Path) -> str:
    """Changes with every file of a package: code, templates, styles, messages."""
    return _digest(package, autograder.__version__, np.__version__)


def code_fingerprint() -> str:
    """Fingerprint of the package and of NumPy, as they were when this process began."""
    return _CODE


def entry_name(kind: str, *depends: object) -> str:
    """A name in the cache of all that an entry depends on.

    depends: what has the same `repr` wherever it is the same; the program, Python and the machine
        are added, since another processor may round otherwise.
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


# Taken at once: what is edited later is not the code that this process runs.
_CODE = package_digest(Path(autograder.__file__).parent)
