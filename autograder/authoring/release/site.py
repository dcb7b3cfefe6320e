"""Write a static web site in which the lesson's notebook runs in the browser, without installing.

`release --site DIR` writes a JupyterLite site with the Pyodide kernel: the notebooks in both
languages, the data of the self-check, this package as a wheel. Any web server can serve it.
The browser fetches Python, NumPy and Matplotlib from Pyodide's own release.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from autograder.authoring.release.released_files import render
from autograder.authoring.release.site_page import site_page
from autograder.authoring.release.wheel import repack, wheel
from autograder.course.assignment import Assignment
from autograder.course.config import Course
from autograder.errors import UserError, install_extra
from autograder.files import make_folder, write_file
from autograder.selfcheck.data import DATA_FILE

# The Pyodide release that was tested with the kernel's version in the extra `site`.
PYODIDE_URL = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/pyodide.js"
LITE = "lite"  # JupyterLite's folder within the site
_MARKER = ".autograder-site"
_KERNEL = "@jupyterlite/pyodide-kernel-extension"
_WANTED = ("jupyterlite-core", "jupyterlite-pyodide-kernel", "jupyter-server", "comm")
# Loaded together while Python starts; the kernel would ask for most of them one by one.
_PACKAGES = ("numpy", "micropip", "ssl", "sqlite3", "jedi", "ipython")
_DOWNLOAD = "docmanager:download"
_OVERRIDES = {
    # All cells are rendered, so that links to a section and the browser's own search find them.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    # JupyterLite's notebook page has this command, but neither a menu entry nor a button for it.
    "@jupyterlab/mainmenu-extension:plugin": {
        "menus": [{"id": "jp-mainmenu-file", "items": [{"command": _DOWNLOAD, "rank": 4}]}]
    },
    "@jupyterlab/notebook-extension:panel": {
        "toolbar": [{"name": "download", "command": _DOWNLOAD, "rank": 15}]
    },
}
_TIMESTAMP = "315532800"  # 1980-01-01, so that the same course gives the same files
_MINUTES = 10


def write_site(
    course: Course, assignments: Sequence[Assignment], folder: Path, pyodide: str = PYODIDE_URL
) -> Path:
    """Write the site for these assignments into a folder; return its first page.

    folder: new, empty, or an earlier site, which is replaced.
    pyodide: the address of pyodide.js, with Pyodide's packages beside it.
    """
    _check_installed()
    _check_folder(folder)
    with tempfile.TemporaryDirectory(prefix="autograder-site-") as scratch:
        source, built = Path(scratch) / "source", Path(scratch) / "built"
        _write_source(course, assignments, source, pyodide)
        _build(source, built)
        make_folder(folder)
        write_file(folder / _MARKER, b"Written by `autograder release --site`.\n")
        if (folder / LITE).exists():
            shutil.rmtree(folder / LITE)
        shutil.copytree(built, folder / LITE)
    page = folder / "index.html"
    write_file(page, site_page(course, assignments).encode())
    return page


def _check_installed() -> None:
    for distribution in _WANTED:
        try:
            metadata.distribution(distribution)
        except metadata.PackageNotFoundError as error:
            raise UserError(
                f"A site needs {distribution}, which is not installed.\n"
                f"  Install it: {install_extra('site')}"
            ) from error


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder}: a folder is wanted for the site, got a file.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARKER).is_file():
        raise UserError(
            f"{folder}: has files in it and is not an earlier site.\n"
            "  Name a new folder, or an empty one."
        )


def _write_source(
    course: Course, assignments: Sequence[Assignment], source: Path, pyodide: str
) -> None:
    """Write what JupyterLite builds a site from: contents, wheels, settings."""
    files: dict[str, bytes] = {}
    for assignment in assignments:
        for language in course.languages:
            rendered = render(course, assignment, language)
            for name in (f"{assignment.base}.ipynb", DATA_FILE):
                files[f"files/{assignment.name}/{language}/{name}"] = rendered[name]
    kit, kit_bytes = wheel()
    comm, comm_bytes = repack("comm")  # the kernel needs it, and Pyodide's release lacks it
    cards = dict(map(repack, ("jinja2", "markupsafe")))
    for name, data in {**cards, kit: kit_bytes, comm: comm_bytes}.items():
        files[f"pypi/{name}"] = data
    files["overrides.json"] = json.dumps(_OVERRIDES).encode()
    settings = _settings(course, (*cards, kit), pyodide)
    files["jupyter-lite.json"] = json.dumps(settings).encode()
    for name, data in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(data)


def _settings(course: Course, wheels: Iterable[str], pyodide: str) -> dict[str, Any]:
    kernel = {
        "pyodideUrl": pyodide,
        # Everything the site needs is in it or in Pyodide's release; nothing else is contacted.
        "disablePyPIFallback": True,
        # Addresses are relative to the kernel's own script, below LITE/extensions/.
        "loadPyodideOptions": {
            "packages": [*_PACKAGES, *(f"../../../../pypi/{name}" for name in wheels)]
        },
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": course.name.get(course.language, "Notebook"),
            "appUrl": "./notebooks",
            "litePluginSettings": {f"{_KERNEL}:kernel": kernel},
        },
    }


def _build(source: Path, built: Path) -> None:
    command = [
        sys.executable,
        *("-m", "jupyterlite_core", "build", "--no-sourcemaps", "--no-unused-shared-packages"),
        # Of all that is installed here, only the kernel belongs in the site.
        *("--ignore-sys-prefix", f"--LiteBuildConfig.federated_extensions={_kernel_extension()}"),
        *("--apps", "notebooks", "--apps", "tree", "--contents", str(source / "files")),
        *("--lite-dir", str(source), "--output-dir", str(built)),
        *("--source-date-epoch", _TIMESTAMP),
    ]
    try:
        run = subprocess.run(
            command, cwd=source, capture_output=True, text=True, timeout=60 * _MINUTES, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UserError(f"JupyterLite did not build the site within {_MINUTES} minutes.") from error
    if run.returncode != 0 or not (built / "notebooks" / "index.html").is_file():
        last = "\n  ".join((run.stdout + run.stderr).strip().splitlines()[-15:])
        raise UserError(f"JupyterLite could not build the site:\n  {last}")


def _kernel_extension() -> Path:
    folder = Path(sysconfig.get_path("data")) / "share" / "jupyter" / "labextensions" / _KERNEL
    if not (folder / "package.json").is_file():
        raise UserError(
            f"{folder}: the Pyodide kernel's files are not here.\n"
            "  Install it again: python -m pip install --force-reinstall jupyterlite-pyodide-kernel"
        )
    return folder
