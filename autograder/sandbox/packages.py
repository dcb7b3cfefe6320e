"""The installed packages that a sandbox needs: the course's, and what they depend on.

`course.yaml` lists packages by their import names. Student code may import only these
(`imports`), but their dependencies must be there for them to import.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from autograder.sandbox.protocol import DEFAULT_PACKAGES

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_FOR_AN_EXTRA = re.compile(r"\bextra\s*==")


def importable_names(packages: Sequence[str]) -> tuple[str, ...]:
    """The names that can be imported if these packages can, sorted."""
    return _importable_names(_tops(packages), _installed())


def library_files(packages: Sequence[str]) -> tuple[Path, ...]:
    """The files and folders in site-packages of these packages and their dependencies."""
    return _library_files(_tops(packages), _installed())


def _installed() -> tuple[tuple[str, int], ...]:
    """The folders of packages and when each last changed: what was found holds until then."""
    folders = (Path(path) for path in sys.path)
    return tuple((str(path), path.stat().st_mtime_ns) for path in folders if path.is_dir())


@lru_cache(maxsize=32)  # one process opens many sandboxes
def _importable_names(packages: tuple[str, ...], _: object) -> tuple[str, ...]:
    found = set(packages)
    for needed in _distributions(packages):
        if needed.metadata["Name"] not in found:  # reading the list of files takes time
            found |= {name.partition(".")[0] for name in _entries(needed)}
    return tuple(sorted(name for name in found if name.isidentifier()))


@lru_cache(maxsize=32)
def _library_files(packages: tuple[str, ...], _: object) -> tuple[Path, ...]:
    found: set[Path] = set()
    for distribution in _distributions(packages):
        root = Path(str(distribution.locate_file(""))).resolve()
        found |= {root / name for name in _entries(distribution)}
    return tuple(sorted(path for path in found if path.exists()))


def _tops(packages: Sequence[str]) -> tuple[str, ...]:
    """The top-level packages of these modules, and NumPy, which the kit itself uses."""
    return (*DEFAULT_PACKAGES, *(name.partition(".")[0] for name in packages))


def _distributions(packages: Sequence[str]) -> list[metadata.Distribution]:
    """The distributions of the packages, then those of all their dependencies; each once."""
    waiting = [name for package in packages for name in _providers(package)]
    found: dict[str, metadata.Distribution] = {}
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # needed only on other systems, or not installed
        for requirement in found[name].requires or ():
            if not _FOR_AN_EXTRA.search(requirement) and (of := _NAME.match(requirement)):
                waiting.append(of[0])
    return list(found.values())


def _providers(package: str) -> list[str]:
    """The distributions of a package, which mostly have its name."""
    try:
        metadata.distribution(package)
    except metadata.PackageNotFoundError:
        return list(metadata.packages_distributions().get(package, ()))
    return [package]


def _entries(distribution: metadata.Distribution) -> Iterator[str]:
    """The names at the top of site-packages that belong to a distribution."""
    files = distribution.files
    if not files:  # the system's own packages have no list
        name = str(distribution.metadata["Name"])
        yield from (name, f"{name}.libs", f"{name}.py")
        return
    tops = {file.parts[0] for file in files if file.parts}
    yield from (top for top in tops if top not in ("..", "__pycache__"))
