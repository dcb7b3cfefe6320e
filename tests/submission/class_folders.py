"""Folders and archives of a small class, and what is found in them."""

import io
import tarfile
import zipfile
from pathlib import Path

from autograder.models import Submission
from autograder.submission.collect import SubmissionSet, find_submissions, read_submission
from tests.submission.material import ALPHA, BETA, RELEASED, code, notebook

PY = ALPHA.encode()


IPYNB = notebook(code(BETA))


def write(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def find(path: Path) -> SubmissionSet:
    return find_submissions(path, "small-lesson", ["other-lesson"])


def read(path: Path) -> dict[str, Submission]:
    return {one.student: read_submission(one, RELEASED) for one in find(path).students}


def files(path: Path) -> dict[str, list[str]]:
    return {
        name: [s.path for s in one.sources if not s.problem] for name, one in read(path).items()
    }


def problem(submission: Submission) -> str:
    (source,) = submission.sources
    return source.problem["en"]
