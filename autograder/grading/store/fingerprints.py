"""Fingerprints of everything a verdict depends on except the submission.

One per exercise: the same fingerprint and submission give the same verdict. The set of
fingerprints is cached under the files it comes from, so that a run with nothing to do need
not even compute the keys.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from autograder.course.assignment import Assignment
from autograder.course.cached_keys import content_digest, with_dependencies
from autograder.course.config import Course
from autograder.course.config_parts import COURSE_FILE
from autograder.course.digests import code_fingerprint
from autograder.grading.exam import Exam
from autograder.submission import Handout
from autograder.submission.collect import RawSubmission

_OF_TOOLS = {"__pycache__", ".ipynb_checkpoints"}


def exercise_fingerprints(exam: Exam, assignment: Assignment) -> dict[str, str]:
    """For each automatic exercise: hash its key, its limits, and the references it may use."""
    entries = {entry.name: entry for entry in assignment.exercises}
    widest = sorted({repr(entry.limits) for entry in assignment.exercises})
    return {
        name: _digest(
            content_digest(key),
            (key.kind, key.points, key.carries_from, key.credits),
            [asdict(check) for check in key.checks],
            asdict(entries[name]),
            assignment.packages,
            widest,  # the widest limits apply while the units are loaded
            {
                each: (
                    exam.library[each].before,
                    exam.library[each].reference,
                    tuple(exam.library[each].right_answers.values()),
                )
                for each in with_dependencies(exam.library, name)
            },
            [
                (wrong.id, wrong.edits, wrong.variants, wrong.function, wrong.functions)
                for wrong in exam.library[name].misconceptions.values()
            ],
        )
        for name, key in exam.keys.items()
    }


def course_files(course: Course) -> dict[str, bytes]:
    """All files that keys and pages are made from, by path within the course."""
    paths = [course.root / COURSE_FILE]
    for folder in sorted({each.folder for each in course.assignments.values()}):
        paths += [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        path.relative_to(course.root).as_posix(): path.read_bytes()
        for path in paths
        if not _OF_TOOLS & set(path.parts)
    }


def run_fingerprint(files: Mapping[str, bytes], *more: str) -> str:
    """A fingerprint that is equal for the same course, engine and NumPy."""
    return _digest({name: _hash(data) for name, data in files.items()}, code_fingerprint(), more)


def submission_fingerprint(raw: RawSubmission, salt: str) -> str:
    """A fingerprint that is equal for the same files, student and salt."""
    total = hashlib.sha256(f"{salt}\0{raw.student}\0".encode("utf-8", "surrogatepass"))
    for entry in raw.entries:
        total.update(f"{entry.name}\0".encode("utf-8", "surrogatepass"))
        try:
            data = entry.read() if entry.read else repr((entry.refused, entry.fault)).encode()
        except Exception as error:  # reported when the submission is read
            data = repr(error).encode("utf-8", "backslashreplace")
        total.update(hashlib.sha256(data).digest())
    return total.hexdigest()


def submission_salt(
    handout: Handout, exam_written: tuple[str, ...], isolation: str, seed: int
) -> str:
    """Fingerprint of what all exercises share: how submissions are read and where they run."""
    return _digest(handout.to_json(), exam_written, isolation, seed, code_fingerprint())


def _digest(*parts: Any) -> str:
    return _hash(json.dumps(parts, sort_keys=True, default=str).encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
