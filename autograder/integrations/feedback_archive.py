"""Write an archive of feedback files, one per student, to upload to a platform."""

from __future__ import annotations

from collections.abc import Callable

from autograder.authoring.release.wheel import zip_bytes
from autograder.errors import UserError
from autograder.files import write_file
from autograder.integrations.finished_run import FinishedRun
from autograder.models import Grade, SubmissionInfo
from autograder.text.english_counts import some

_SHOWN = 20
FileOf = Callable[[Grade, SubmissionInfo], tuple[str, bytes] | None]


def write_feedback_archive(finished: FinishedRun, target: str, file_of: FileOf, none: str) -> str:
    """Write OUT/exports/<target>/<target>.zip; return its path and who is not in it.

    file_of: name and data of a student's file; None for students to leave out.
    none: the message if everybody is left out.
    """
    files: dict[str, bytes] = {}
    missing = []
    for grade in finished.grades:
        file = file_of(grade, finished.infos.get(grade.student, SubmissionInfo()))
        if file:
            files[file[0]] = file[1]
        else:
            missing.append(grade.student)
    if not files:
        raise UserError(f"--to {target}: {none}")
    path = finished.folder(target) / f"{target}.zip"
    write_file(path, zip_bytes(sorted(files.items())))
    return f"{path}\n  without: {some(missing, _SHOWN)}" if missing else str(path)
