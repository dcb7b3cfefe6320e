"""Base class for our nbgrader preprocessors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, cast

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor
from sqlalchemy.engine import Connection
from traitlets import Enum, Integer, Unicode

from autograder.course.assignment import Assignment
from autograder.grading.store.hidden_seeds import get_or_create_seed
from autograder.grading.store.run_config import RunConfig
from autograder.integrations.nbgrader.database import open_database, transaction
from autograder.integrations.nbgrader.engine import NbgraderGrader, grader_for
from autograder.integrations.nbgrader.notebook_layout import Node
from autograder.integrations.nbgrader.paths import timestamp_in
from autograder.integrations.nbgrader.schema import AssignmentRows, upsert_assignment
from autograder.integrations.nbgrader.score_changes import ScoreChange
from autograder.integrations.nbgrader.write_scores import (
    SubmissionScores,
    upsert_submissions,
    write_scores,
)
from autograder.sandbox import Isolation

RESOURCE_KEY = "autograder"  # what we put into nbconvert's resources
_Gradebook = tuple[Connection, AssignmentRows]


class CoursePart(NbGraderPreprocessor):  # type: ignore[misc]
    """A preprocessor that knows the course; configured as `c.CoursePart`."""

    course = Unicode("", help="Folder of course.yaml.").tag(config=True)
    language = Unicode("", help="Of what students read: ja or en; default: the course's.").tag(
        config=True
    )
    seed = Integer(
        None,
        min=0,
        allow_none=True,
        help="Seed of the hidden inputs; default: the one kept in hidden_seeds.json.",
    ).tag(config=True)
    isolation = Enum(
        ("bubblewrap", "process"),
        default_value="bubblewrap",
        help="'process' does not isolate: for code you trust only.",
    ).tag(config=True)

    @property
    def directory(self) -> Any:
        """nbgrader's CourseDirectory."""
        above = self.parent
        while above is not None:
            if getattr(above, "coursedir", None) is not None:
                return above.coursedir
            above = above.parent
        raise RuntimeError("this preprocessor runs inside nbgrader's converters only")

    def submitted(self, about: Mapping[str, str]) -> Path:
        """The folder of the submission that nbgrader is processing."""
        step = self.directory.submitted_directory
        return Path(self.directory.format_path(step, about["student"], about["assignment"]))

    def enrol(self, about: Mapping[str, str]) -> None:
        """Give the submission its rows in the gradebook, empty or as they were."""
        moment = timestamp_in(self.submitted(about))
        with self._graded(about) as (connection, book):
            upsert_submissions(connection, book, {about["student"]: moment})

    def write(self, about: Mapping[str, str], scores: SubmissionScores) -> list[ScoreChange]:
        """Write the scores of one submission to the gradebook."""
        with self._graded(about) as (connection, book):
            return write_scores(connection, book, [scores])

    def _graded(self, about: Mapping[str, str]) -> AbstractContextManager[_Gradebook]:
        engine = self.engine(about["assignment"])
        return self.gradebook(engine.assignment, engine.context.released)

    @contextmanager
    def gradebook(self, assignment: Assignment, released: Node) -> Iterator[_Gradebook]:
        """One transaction in the gradebook, with the assignment up to date."""
        database = open_database(self.directory.db_url)
        try:
            with transaction(database) as connection:
                book = upsert_assignment(connection, self.course_id, assignment, released)
                if book.due_change:
                    self.log.warning("%s", book.due_change)
                yield connection, book
        finally:
            database.dispose()

    @property
    def course_id(self) -> str:
        return self.directory.course_id or "default_course"

    @property
    def course_folder(self) -> Path:
        return Path(self.course or self.directory.root)

    def engine(self, assignment: str) -> NbgraderGrader:
        """The warm engine for an assignment."""
        seed = get_or_create_seed(Path(self.directory.root), assignment, self.seed)
        isolation = cast("Isolation", self.isolation)
        return grader_for(self.course_folder, RunConfig(assignment, seed, isolation, self.language))


def as_nodes(content: dict[str, Any]) -> Any:
    """JSON-able data as nbformat nodes, which nbgrader works with."""
    return nbformat.from_dict(content)  # type: ignore[no-untyped-call]
