"""Files that an earlier version of the kit wrote import it by the paths of that version."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_an_existing_nbgrader_config_finds_its_function(tmp_path: Path) -> None:
    source = "from autograder.nbgrader.config import configure; print(configure.__name__)"
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert done.stdout == "configure\n"


def test_an_uploaded_gradescope_archive_finds_its_program(tmp_path: Path) -> None:
    program = "autograder.export.gradescope_run"
    verb = [sys.executable, "-m", program, str(tmp_path / "no-archive")]
    done = subprocess.run(verb, capture_output=True, text=True, timeout=60)
    assert "no-archive: no such folder" in done.stdout and not done.stderr
