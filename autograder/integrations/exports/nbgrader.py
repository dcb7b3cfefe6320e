"""Export to nbgrader's gradebook.

OUT/gradebook.db and the course folder OUT/grading/, which formgrader opens.
"""

from __future__ import annotations

from dataclasses import replace

from autograder.errors import UserError, install_extra
from autograder.grading.store.exam_cache import ExamCache
from autograder.grading.store.results import Results
from autograder.integrations.finished_run import FinishedRun


def write(finished: FinishedRun) -> str:
    try:
        from autograder.integrations.nbgrader.bulk_gradebook import write_gradebook
    except ModuleNotFoundError as error:
        raise UserError(
            f"--to nbgrader needs the package {error.name}, which is not installed.\n"
            f"  {install_extra('nbgrader')}"
        ) from error
    exam = ExamCache(finished.course, finished.assignment, finished.run, finished.out)
    context = replace(finished, fingerprints=exam.fingerprints)
    written = write_gradebook(context, Results(finished.out))
    said = (*written.notices, *(f"changed: {change}" for change in written.changes))
    return "\n".join([*said, str(written)])
