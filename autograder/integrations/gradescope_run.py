"""Grade one submission inside Gradescope's container.

`python -m autograder.integrations.gradescope_run /autograder` reads submission/ and source/ in
that folder and writes results/results.json. After an internal error the result has no score,
and the exit code makes Gradescope show a failed autograder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from autograder.command import GRADER_FAULT, OK, USAGE
from autograder.course.config import load_course
from autograder.files import write_file
from autograder.grading.exam import load_exam, open_exam_sandbox
from autograder.grading.grader import read_and_grade
from autograder.grading.store.hidden_seeds import derived_seed
from autograder.integrations.exports.gradescope import RESULT, fault, json_text, result_of
from autograder.integrations.gradescope_archive import COURSE, ORDER
from autograder.report.exercise_texts import assignment_texts
from autograder.sandbox import Isolation
from autograder.submission.collect import RawSubmission
from autograder.submission.files import walk_folder
from autograder.submission.read_errors import UnreadableFileError
from autograder.text.catalogue import LANGUAGES, translate

STUDENT = "submission"  # Gradescope knows who the student is


def main(arguments: Sequence[str]) -> int:
    """Grade the submission below the root and return the exit code."""
    root = Path(arguments[0] if arguments else "/autograder")
    if not root.is_dir():
        print(f"{root}: no such folder; expected the one that has submission/ and source/.")
        return USAGE
    place = root / "results" / RESULT
    began = time.monotonic()
    options: Mapping[str, Any] = {}
    try:
        options = json.loads((root / "source" / ORDER).read_text(encoding="utf-8"))
        result = _graded(root, options)
    except Exception:
        traceback.print_exc()  # for the staff: stdout and stderr are hidden from students
        language = options.get("language", "")
        result = fault(language if language in LANGUAGES else "en")
    result["execution_time"] = round(time.monotonic() - began, 3)
    write_file(place, json_text(result).encode("utf-8"))
    return OK if "score" in result else GRADER_FAULT


def _graded(root: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    course = load_course(root / "source" / COURSE)
    assignment = course.assignment(options["assignment"])
    exam, handout = load_exam(
        assignment, _seed(root, options), cast(Isolation, options["isolation"])
    )
    texts = assignment_texts(exam.library, assignment.folder)

    raw = RawSubmission(STUDENT, tuple(walk_folder(root / "submission")))
    sandbox = open_exam_sandbox(assignment, exam, cast(Isolation, options["isolation"]))
    try:
        if sandbox.isolation == "process":
            # Nothing else would hide the solutions from it. A container grades only once.
            shutil.rmtree(root / "source")
        found = read_and_grade(raw, handout, exam, sandbox)
    finally:
        sandbox.close()
    ours = [v.message for v in found.exercises.values() if v.status == "grader_error"]
    for why in filter(None, (found.message, *ours)):  # for the staff
        print(why, file=sys.stderr)
    result = result_of(found, texts, options["language"], course.reveal)
    result["extra_data"]["isolation"] = sandbox.isolation
    if sandbox.isolation == "process" and "score" in result:
        said = (result.get("output", ""), translate("page.isolation-process", options["language"]))
        result |= {"output": "\n\n".join(filter(None, said)), "output_format": "text"}
    return result


def _seed(root: Path, options: Mapping[str, Any]) -> int:
    """The seed of this student's attempt; the same when the same submission is graded again."""
    if "seed" in options:
        return int(options["seed"])
    try:
        metadata = json.loads((root / "submission_metadata.json").read_text(encoding="utf-8"))
        users = sorted(str(user.get("id", "")) for user in metadata.get("users", ()))
        parts = [*users, str(metadata["id"])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        parts = _digests(root / "submission")
    return derived_seed(str(options["secret"]), *parts)


def _digests(folder: Path) -> list[str]:
    """Digests of the files that can be read as a submission: no links, pipes or endless files."""
    found = []
    for entry in walk_folder(folder):
        if entry.read is not None:
            with contextlib.suppress(UnreadableFileError):
                found.append(hashlib.sha256(entry.read()).hexdigest())
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
