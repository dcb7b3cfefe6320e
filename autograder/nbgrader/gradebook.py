"""How does a graded class get into nbgrader's gradebook, where formgrader finds it?

`write_gradebook` makes a folder an nbgrader course folder with everything in it: source/,
submitted/, autograded/, and the database. It may run again and again: what is the same is left
alone, what is other is written and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from autograder.course import Assignment, Course
from autograder.exercise import Library
from autograder.nbgrader.book import open_book
from autograder.nbgrader.database import open_database, sqlite_url, writing
from autograder.nbgrader.engine import words_of
from autograder.nbgrader.handed_in import handed_in
from autograder.nbgrader.marking import marks_of
from autograder.nbgrader.marks import BATCH, Marks, write_marks
from autograder.nbgrader.place import Places, timestamp_in
from autograder.nbgrader.regrade import Change
from autograder.nbgrader.seeds import seed_of
from autograder.nbgrader.source import write_source
from autograder.nbgrader.verdicts import graded_notebook, record_of
from autograder.records import Grade
from autograder.release import released
from autograder.submission import Released
from autograder.submission.hand_in import HandIn

GRADEBOOK = "gradebook.db"
FOLDER = "grading"  # within an output folder: the course folder
MANY = 500  # submissions from which the database is told to look at its tables anew


@dataclass(frozen=True)
class Written:
    """Where it stands, and what a regrade changed."""

    url: str
    folder: Path
    changes: tuple[Change, ...]


def course_id(course: Course) -> str:
    """The course's name as nbgrader's folders and rows bear it: deep-learning."""
    words = re.findall(r"[a-z0-9]+", course.name.get("en", "").lower())
    return "-".join(words) or "course"


def write_gradebook(
    course: Course,
    assignment: Assignment,
    library: Library,
    grades: Sequence[Grade],
    hand_ins: Iterable[HandIn],
    out: Path,
    *,
    submissions: Path | None = None,
    language: str | None = None,
    material: Released | None = None,
    exam: Mapping[str, str] | None = None,
    seed: int | None = None,
    db_url: str | None = None,
) -> Written:
    """Write a graded class for formgrader: OUT/gradebook.db and the folder OUT/grading/.

    hand_ins: of the same students; a grade without one keeps the notebook that is there.
    submissions: the folder they came from, for nbgrader's timestamps in it.
    material: what students were handed, if it is at hand already.
    exam: `verdicts.exam_prints` of the keys, to say later why points changed.
    seed: that of the grading; kept, so that a regrade by nbgrader asks the same.
    db_url: another database, e.g. postgresql+psycopg2://user@host/name.
    Raises UserError if the database cannot be reached.
    """
    folder = out / FOLDER
    url = db_url or sqlite_url(out / GRADEBOOK)
    words = words_of(course, assignment, library, language or course.language)
    write_source(course, assignment, folder, language)
    if seed is not None:
        seed_of(folder, assignment.name, seed)
    places = Places(folder, assignment)
    material = material or released(course, assignment)
    by_student = {hand_in.student: hand_in for hand_in in hand_ins}
    batch: list[Marks] = []
    for grade in grades:
        before = places.record(grade.student)
        now = before
        hand_in = by_student.get(grade.student)
        if hand_in is not None:
            folder_of = (submissions or Path()) / grade.student / assignment.name
            places.submit(hand_in, timestamp_in(folder_of) if submissions else None)
        if grade.status == "grader_error":
            places.remove(grade.student)
        elif hand_in is not None:
            shown = handed_in(hand_in, grade, material)
            now = record_of(grade, shown, words, exam or {})
            if now != before:
                places.put(grade.student, graded_notebook(grade, shown, words, now))
        batch.append(marks_of(grade, words, places.timestamp(grade.student), before, now))
    engine = open_database(url)
    try:
        changes = _write(engine, course, assignment, words.released, batch)
    finally:
        engine.dispose()
    return Written(url, folder, tuple(changes))


def _write(
    engine: Engine,
    course: Course,
    assignment: Assignment,
    released_notebook: dict[str, object],
    marks: Sequence[Marks],
) -> list[Change]:
    with writing(engine) as connection:
        book = open_book(
            connection,
            course_id(course),
            assignment.name,
            assignment.base,
            released_notebook,
            assignment.due,
        )
    changes: list[Change] = []
    for start in range(0, len(marks), BATCH):
        with writing(engine) as connection:
            changes += write_marks(connection, book, marks[start : start + BATCH])
    if len(marks) >= MANY:
        with writing(engine) as connection:
            connection.execute(sa.text("ANALYZE"))
    return changes
