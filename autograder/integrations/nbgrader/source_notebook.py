"""Keep nbgrader's source/ folder up to date with solutions/.

`nbgrader generate_assignment` starts from source/<assignment>/. Here that folder is not for
editing: it is written from solutions/ when it is missing or older than the course.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from autograder import __version__
from autograder.course.assignment import Assignment
from autograder.course.config import Course
from autograder.course.config_parts import COURSE_FILE
from autograder.files import write_atomically, write_file

SOURCE = "source"


def source_fingerprint(course: Path, assignment: str) -> str:
    """A fingerprint that changes with every file that the assignment is made from."""
    total = hashlib.sha256(__version__.encode())
    for path in (course / COURSE_FILE, *_sources(course / "solutions" / assignment)):
        try:
            found = path.stat()
        except OSError:  # an editor may be replacing it right now
            continue
        total.update(f"{path.relative_to(course)}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return total.hexdigest()


def write_source(course: Course, assignment: Assignment, folder: Path) -> bool:
    """Write source/<assignment>/ into an nbgrader course folder, if necessary.

    It includes the released .py, README and self-check, so that nbgrader releases them too.
    Returns whether it was written.
    """
    target = folder / SOURCE / assignment.name
    stamp = folder / SOURCE / f".{assignment.name}"
    now = f"{source_fingerprint(course.root, assignment.name)} {course.language}"
    if target.is_dir() and stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return False
    from autograder.authoring.release.released_files import complete, instructor_notebook

    files = complete(course, assignment)
    files[f"{assignment.base}.ipynb"] = instructor_notebook(course, assignment)
    for name, data in files.items():
        write_file(target / name, data)
    write_atomically(stamp, now)
    return True


def _sources(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(("_", ".")))
        yield from (Path(where) / name for name in sorted(files) if name.endswith((".py", ".yaml")))
