"""Known problems of plain nbgrader, and the same situations in this kit.

Each problem has two tests: plain nbgrader, on a notebook of its own kind, and our course. If a
test of the first kind fails, nbgrader has solved the problem and our part may go.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ..conftest import NbgraderCourse
from .plain_course import (
    make_plain_course,
)


@pytest.fixture
def plain(tmp_path: Path) -> NbgraderCourse:
    """A plain course with an assignment 'sums'."""
    return make_plain_course(tmp_path / "plain")
