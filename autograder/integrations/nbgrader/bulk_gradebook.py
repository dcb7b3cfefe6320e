"""Write a whole graded class into nbgrader's course folder and gradebook.

`write_gradebook` fills an nbgrader course folder (submitted/, autograded/) and the database from
what `autograder grade` leaves in OUT; source/ is written when nbgrader is started there. It can
be run repeatedly: unchanged entries are left alone, changed ones are written and reported.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from autograder.course.config import Course
from autograder.files import os_errors_as_user_error, write_atomically
from autograder.grading.store.due_times import submission_time
from autograder.grading.store.gradebook_marks import GRADEBOOK, NBGRADER_FOLDER
from autograder.grading.store.hidden_seeds import get_or_create_seed
from autograder.grading.store.run_context import RunContext
from autograder.integrations.nbgrader.database import (
    DATABASE_VARIABLE,
    db_errors_as_user_error,
    open_database,
    shown_url,
    sqlite_url,
    transaction,
)
from autograder.integrations.nbgrader.engine import notebook_context
from autograder.integrations.nbgrader.late_penalties import write_penalties
from autograder.integrations.nbgrader.notebook_feedback import (
    NotebookContext,
    Record,
    graded_notebook,
    regrade_record,
)
from autograder.integrations.nbgrader.paths import (
    CoursePaths,
    secret_in,
    timestamp_in,
    write_timestamp,
)
from autograder.integrations.nbgrader.schema import as_utc, upsert_assignment
from autograder.integrations.nbgrader.score_changes import ScoreChange
from autograder.integrations.nbgrader.scores_from_grade import scores_from_grade
from autograder.integrations.nbgrader.submitted_file import SubmittedFile, archived_file
from autograder.integrations.nbgrader.write_scores import CHUNK, SubmissionScores, write_scores
from autograder.models import Grade, SubmissionInfo

CONFIG = "nbgrader_config.py"
MANY = 500  # submissions from which ANALYZE is worth the time


@dataclass(frozen=True)
class GradebookResult:
    """The gradebook's path, and what a regrade changed. notices: for the TA."""

    url: str
    folder: Path
    changes: tuple[ScoreChange, ...]
    notices: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The database's file; for a database server, the course folder."""
        url = make_url(self.url)
        is_file = url.get_backend_name() == "sqlite" and url.database
        return Path(url.database or "") if is_file else self.folder

    def __str__(self) -> str:
        return f"{shown_url(self.url)} and {self.folder}"


def course_id(course: Course) -> str:
    """The course's name as used in nbgrader's folders and rows: deep-learning."""
    parts = re.findall(r"[a-z0-9]+", course.name.get("en", "").lower())
    return "-".join(parts) or "course"


def write_gradebook(
    context: RunContext, grades: Iterable[Grade], db_url: str | None = None
) -> GradebookResult:
    """Write a graded class for formgrader: the database, submitted/ and autograded/.

    db_url: a database instead of OUT/gradebook.db, e.g. postgresql+psycopg2://user@host/name;
        by default $NBGRADER_DB_URL.
    Raises UserError if the database cannot be reached, is locked, or is damaged, and if a file
    cannot be written.
    """
    folder = context.out / NBGRADER_FOLDER
    url = db_url or os.environ.get(DATABASE_VARIABLE) or sqlite_url(context.out / GRADEBOOK)
    with os_errors_as_user_error(folder), db_errors_as_user_error(url):
        changes, notices = _write(context, grades, folder, url)
        return GradebookResult(url, folder, tuple(changes), tuple(notices))


def _write(
    context: RunContext, grades: Iterable[Grade], folder: Path, url: str
) -> tuple[list[ScoreChange], list[str]]:
    course, assignment = context.course, context.assignment
    texts = notebook_context(course, assignment, context.library, context.language)
    # nbgrader's own regrade then uses the same inputs.
    get_or_create_seed(folder, assignment.name, context.seed)
    write_atomically(context.out / CONFIG, _config(course))
    paths = CoursePaths(folder, assignment)
    changes: list[ScoreChange] = []
    count = 0
    engine = open_database(url)
    try:
        with transaction(engine) as connection:
            book = upsert_assignment(connection, course_id(course), assignment, texts.released)
        prepared = _prepared(grades, context, paths, texts)
        while chunk := list(islice(prepared, CHUNK)):
            with transaction(engine) as connection:
                changes += write_scores(connection, book, [scores for scores, _ in chunk])
            # Files are written after the database: the next run compares itself with them, and
            # if this one stops here, it finds again what to report and query.
            for _, write_files in chunk:
                write_files()
            count += len(chunk)
        write_penalties(engine, book, folder, assignment.late, context.infos)
        if count >= MANY:
            with transaction(engine) as connection:
                connection.execute(sa.text("ANALYZE"))
    finally:
        engine.dispose()
    return changes, [book.due_change] if book.due_change else []


_CONFIG = '''"""nbgrader on this grading: run its commands, and `jupyter lab`, in this folder."""

import sys
from pathlib import Path

COURSE = Path({course!r})
HERE = Path(__file__).parent
sys.path.insert(0, str(COURSE))

from autograder.integrations.nbgrader.config import configure  # noqa: E402

c = get_config()  # noqa: F821
# A gradebook in another place is taken from $NBGRADER_DB_URL.
configure(c, COURSE, HERE / {folder!r}, f"sqlite:///{{HERE / {gradebook!r}}}")

# This file is regenerated by each grading. Your own settings belong in {folder}/{name}:
load_subconfig({name!r}, path=str(HERE / {folder!r}))  # noqa: F821
'''


def _config(course: Course) -> str:
    """The configuration file that lets nbgrader and formgrader run in OUT."""
    root = str(course.root.resolve())
    return _CONFIG.format(course=root, folder=NBGRADER_FOLDER, gradebook=GRADEBOOK, name=CONFIG)


_Prepared = tuple[SubmissionScores, Callable[[], None]]  # the second writes its files


def _prepared(
    grades: Iterable[Grade], context: RunContext, paths: CoursePaths, texts: NotebookContext
) -> Iterator[_Prepared]:
    """The scores of each grade, and a function that puts its files where formgrader finds them."""
    infos = context.infos
    submissions, fingerprints = context.run.submissions, context.fingerprints or {}
    for grade in grades:
        before = now = paths.record(grade.student)
        shown = archived_file(context.out, grade)
        info = infos.get(grade.student, SubmissionInfo())
        folder = Path(submissions) / grade.student / context.assignment.name
        moment = (timestamp_in(folder) if submissions else None) or as_utc(
            submission_time(info, context.due)
        )
        if moment is None and not (submissions and folder.parent.exists()):
            moment = paths.timestamp(grade.student)  # it was submitted in an earlier run
        if grade.status != "grader_error":
            now = regrade_record(grade, shown, texts, fingerprints)
        write_files = partial(
            _write_submission,
            paths,
            grade,
            shown,
            texts,
            moment,
            None if now == before else now,
            secret_in(folder) or info.exchange_secret,
        )
        yield scores_from_grade(grade, texts, moment, before, now), write_files


def _write_submission(
    paths: CoursePaths,
    grade: Grade,
    shown: SubmittedFile,
    texts: NotebookContext,
    moment: datetime | None,
    record: Record | None,
    secret: str,
) -> None:
    """Write the submission and its graded notebook. record: None if the latter exists."""
    paths.submit(grade.student, shown, moment, secret)
    if grade.status == "grader_error":
        paths.remove(grade.student)
    elif record is not None:
        paths.write_graded_notebook(grade.student, graded_notebook(grade, shown, texts, record))
    else:
        write_timestamp(paths.autograded(grade.student), moment)
