"""How do the points get into nbgrader's gradebook?

OUT/gradebook.db and the course folder OUT/grading/, which formgrader opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.errors import UserError

if TYPE_CHECKING:
    from autograder.export.finished import Finished


def write(finished: Finished) -> str:
    try:
        from autograder.nbgrader.gradebook import Desk, write_gradebook
    except ModuleNotFoundError as error:
        raise UserError(
            f"--to nbgrader needs the package {error.name}, which is not installed.\n"
            "  python -m pip install 'transformer-autograder[ta]'"
        ) from error
    desk = Desk(
        course=finished.course,
        assignment=finished.assignment,
        library=finished.library,
        out=finished.out,
        language=finished.language,
        seed=finished.run.seed,
    )
    written = write_gradebook(desk, finished.grades)
    changed = f", {len(written.changes)} changed" if written.changes else ""
    return f"{written.url} and {written.folder}{changed}"
