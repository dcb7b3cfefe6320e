"""Export to nbgrader's gradebook.

OUT/gradebook.db and the course folder OUT/grading/, which formgrader opens.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import UserError
from autograder.grading.store.exam_cache import ExamCache
from autograder.sandbox import Isolation

if TYPE_CHECKING:
    from autograder.integrations.finished_run import FinishedRun


def write(finished: FinishedRun) -> str:
    try:
        from autograder.integrations.nbgrader.bulk_gradebook import GradebookTarget, write_gradebook
    except ModuleNotFoundError as error:
        raise UserError(
            f"--to nbgrader needs the package {error.name}, which is not installed.\n"
            "  python -m pip install 'transformer-autograder[ta]'"
        ) from error
    run = finished.run
    isolation: Isolation = "process" if run.isolation == "process" else "bubblewrap"
    target = GradebookTarget(
        course=finished.course,
        assignment=finished.assignment,
        library=finished.library,
        out=finished.out,
        language=finished.language,
        submissions=Path(run.submissions) if run.submissions else None,
        fingerprints=ExamCache(
            finished.course, finished.assignment, run.seed, isolation, finished.out
        ).fingerprints,
        seed=run.seed,
    )
    written = write_gradebook(target, finished.grades)
    return "\n".join([*(f"changed: {change}" for change in written.changes), str(written)])
