"""Keep OUT/.answers.jsonl: the code compared for each student, so that it is not parsed again.

One line per student, with the digest of what it was made from (see `PageRecord`). A line that
cannot be read, or was made from something else, is ignored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.files import atomic_open
from autograder.report.similarity.answer_code import StudentCode, answer_from_json, answer_to_json

ANSWERS = ".answers.jsonl"


def read_codes(out: Path, digests: Mapping[str, str]) -> Iterator[tuple[str, StudentCode | None]]:
    """Students whose digest is unchanged, with their code; None: nothing to compare."""
    try:
        with (out / ANSWERS).open(encoding="utf-8") as lines:
            for each in map(json.loads, lines):
                student = each["student"]
                if digests.get(student) == each["of"]:
                    yield student, _from_json(each["code"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return


def write_codes(out: Path, digests: Mapping[str, str], codes: Mapping[str, StudentCode]) -> None:
    """Record the code of every student who has a digest, for the next run."""
    with atomic_open(out / ANSWERS) as file:
        for student, digest in digests.items():
            line = {"student": student, "of": digest, "code": _to_json(codes.get(student))}
            file.write(f"{json.dumps(line)}\n".encode())


def _to_json(code: StudentCode | None) -> Any:
    if code is None:
        return None
    answers = {name: answer_to_json(answer) for name, answer in code.answers.items()}
    return {"answers": answers, "fingerprints": dict(code.fingerprints)}


def _from_json(data: Any) -> StudentCode | None:
    if data is None:
        return None
    answers = {name: answer_from_json(answer) for name, answer in data["answers"].items()}
    return StudentCode(answers, data["fingerprints"])
