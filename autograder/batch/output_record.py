"""OUT/.written.json: the results, marks and course from which the files in OUT were written.

A run with nothing to do compares it and writes nothing. Paths are relative, so that OUT may move.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.errors import UserError
from autograder.files import write_atomically
from autograder.grading.store.class_list import CLASS_LIST
from autograder.grading.store.gradebook_marks import read_marks
from autograder.grading.store.results import RESULTS
from autograder.grading.store.run_record import RunConfig
from autograder.report.class_report.class_rows import STUDENTS, student_page_name
from autograder.report.rendering import feedback_path

OUTPUTS = ".written.json"


def cached_outputs(out: Path, course_print: str, run: RunConfig) -> dict[str, str] | None:
    """What an earlier run wrote from the same results and the same course, if all is there."""
    try:
        noted = json.loads((out / OUTPUTS).read_text(encoding="utf-8"))
        files = {name: out / path for name, path in noted["files"].items()}
        if noted["of"] != _fingerprint(out, course_print, run):
            return None
        whole = all(path.exists() for path in (*files.values(), *_pages(out)))
        return {name: str(path) for name, path in files.items()} if whole else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def record_outputs(out: Path, course_print: str, run: RunConfig, files: Mapping[str, str]) -> None:
    """Note what was written, for the next run."""
    inside = {name: _within(out, Path(path)) for name, path in files.items()}
    noted = {"of": _fingerprint(out, course_print, run), "files": inside}
    write_atomically(out / OUTPUTS, json.dumps(noted) + "\n")


def forget_outputs(out: Path) -> None:
    """Files are about to be written: until they are, nothing is known of them."""
    (out / OUTPUTS).unlink(missing_ok=True)


def _within(out: Path, path: Path) -> str:
    """A path relative to OUT; as it is where it is in another place."""
    return str(path.relative_to(out)) if path.is_relative_to(out) else str(path.absolute())


def _pages(out: Path) -> Iterator[Path]:
    """The pages of every student."""
    with (out / RESULTS).open("rb") as lines:
        for line in lines:
            grade = json.loads(line)
            yield feedback_path(out, grade["student"], grade["assignment"])
            yield out / STUDENTS / student_page_name(grade["student"])


def _fingerprint(out: Path, course_print: str, run: RunConfig) -> list[Any]:
    digests = []
    for name in (RESULTS, CLASS_LIST):
        with (out / name).open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
    try:
        marks = repr(read_marks(out, run.assignment))
    except UserError as error:
        marks = str(error)
    digests.append(hashlib.sha256(marks.encode("utf-8", "backslashreplace")).hexdigest())
    return [*digests, course_print, asdict(run)]
