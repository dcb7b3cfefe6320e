"""Find the notebook that a kernel belongs to, as it was last saved.

Colab gives the notebook as it is on the screen. Elsewhere it is a file: VS Code and Jupyter
tell the kernel its name; without one it is the released file in the assignment's folder.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.selfcheck.workspace import Workspace

COLAB_SECONDS = 5


@dataclass(frozen=True)
class SavedNotebook:
    """name: the file's. named: whether the front end named this file.

    when: the time of its last save.
    """

    name: str
    content: dict[str, Any]
    when: float
    named: bool = False


def named_files(space: Mapping[str, Any]) -> list[Path]:
    """The file that VS Code or Jupyter names; more than one if they disagree."""
    names = (space.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME"))
    return [Path(name) for name in names if isinstance(name, str) and Path(name).is_absolute()]


def saved_notebook(space: Mapping[str, Any], work: Workspace) -> SavedNotebook | None:
    """The notebook, None if it cannot be found or is not a notebook."""
    released = f"{work.data.handout.base}.ipynb"
    on_screen = _of_colab()
    if on_screen is not None:
        return SavedNotebook(released, on_screen, time.time(), named=True)
    # Jupyter also names a console's session; only a notebook is wanted here.
    named = [path for path in named_files(space) if path.suffix == ".ipynb" and path.is_file()]
    for path in (*named, work.folder / released):
        with contextlib.suppress(OSError, ValueError, RecursionError):
            when = path.stat().st_mtime
            content = json.loads(path.read_bytes())
            if isinstance(content, dict) and isinstance(content.get("cells"), list):
                return SavedNotebook(path.name, content, when, named=path in named)
    return None


def _of_colab() -> dict[str, Any] | None:
    if "google.colab" not in sys.modules:
        return None
    try:
        from google.colab import _message

        answer = _message.blocking_request("get_ipynb", timeout_sec=COLAB_SECONDS)
        content = answer["ipynb"]
    except Exception:  # undocumented, so it may change; then the cells that ran are judged
        return None
    return content if isinstance(content, dict) and isinstance(content.get("cells"), list) else None
