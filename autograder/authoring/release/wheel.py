"""Build a wheel of the installed package for students.

It is written from the installed files, so that it needs no network, build tool or source tree,
and the same package always gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import autograder
from autograder.errors import DISTRIBUTION, UserError

_TIME = (1980, 1, 1, 0, 0, 0)
_LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}
_WHEEL = "Wheel-Version: 1.0\nGenerator: autograder\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def wheel() -> tuple[str, bytes]:
    """The wheel's file name and bytes. UserError if the package's metadata are missing."""
    found = _installed()
    stem = f"{found.metadata['Name'].replace('-', '_')}-{found.version}"
    info = f"{stem}.dist-info"
    package = Path(autograder.__file__).parent
    files = {
        f"{package.name}/{path.relative_to(package).as_posix()}": path.read_bytes()
        for path in sorted(package.rglob("*"))
        if path.is_file() and not _LEFT_OUT & set(path.parts)
    }
    for name in ("METADATA", "entry_points.txt"):
        files[f"{info}/{name}"] = (found.read_text(name) or "").encode()
    files[f"{info}/WHEEL"] = _WHEEL.encode()
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD").encode()
    return f"{stem}-py3-none-any.whl", zip_bytes(files.items())


def _installed() -> metadata.Distribution:
    """The distribution that this package was installed as: a fork may have a different name."""
    try:
        return metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        pass
    for found in metadata.distributions():
        if found.entry_points.select(group="console_scripts", value="autograder.cli:main"):
            return found
    raise UserError(
        f"{DISTRIBUTION} is not installed, so its metadata cannot be copied.\n"
        "  Install it first: python -m pip install -e ."
    )


def repack(distribution: str) -> tuple[str, bytes]:
    """The wheel of a pure-Python package that is installed here: its file name and bytes."""
    found = metadata.distribution(distribution)
    stem = f"{found.metadata['Name'].replace('-', '_').lower()}-{found.version}"
    files = {
        path.as_posix(): Path(str(found.locate_file(path))).read_bytes()
        for path in sorted(found.files or ())
        if not _LEFT_OUT & set(path.parts)
        and ".." not in path.parts
        and path.name not in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
        and path.suffix not in (".so", ".pyd")  # only speeds up what also works without it
    }
    files[f"{stem}.dist-info/RECORD"] = _record(files, f"{stem}.dist-info/RECORD").encode()
    return f"{stem}-py3-none-any.whl", zip_bytes(files.items())


def zip_bytes(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip archive of these files; the same files always give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if data.startswith(b"#!") else 0o644) << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return buffer.getvalue()


def _record(files: dict[str, bytes], itself: str) -> str:
    lines = [f"{name},{_digest(data)},{len(data)}" for name, data in files.items()]
    return "\n".join([*lines, f"{itself},,"]) + "\n"


def _digest(data: bytes) -> str:
    raw = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return f"sha256={raw.rstrip(b'=').decode()}"
