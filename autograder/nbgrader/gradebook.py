"""How does a graded class get into nbgrader's gradebook, where formgrader finds it?

`write_gradebook` fills an nbgrader course folder (source/, submitted/, autograded/) and the
database from what `autograder grade` leaves in OUT. It may run again and again: what is the same
is left alone, what is other is written and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from autograder.course import Assignment, Course
from autograder.exercise import Library
from autograder.journal import write_atomically
from autograder.nbgrader.book import Book, open_book
from autograder.nbgrader.database import open_database, sqlite_url, writing
from autograder.nbgrader.engine import words_of
from autograder.nbgrader.handed_in import kept
from autograder.nbgrader.marking import marks_of
from autograder.nbgrader.marks import BATCH, Marks, write_marks
from autograder.nbgrader.place import Places, timestamp_in
from autograder.nbgrader.regrade import Change
from autograder.nbgrader.seeds import seed_of
from autograder.nbgrader.source import write_source
from autograder.nbgrader.verdicts import Words, graded_notebook, record_of
from autograder.records import Grade

GRADEBOOK = "gradebook.db"
CONFIG = "nbgrader_config.py"
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


@dataclass(frozen=True)
class Desk:
    """Where the gradebook of one run stands, and what it is written from.

    out: holds results.jsonl and sources/; gets gradebook.db and grading/.
    submissions: the folder they came from, for nbgrader's timestamps in it.
    stamps: of the exercises (`autograder.stamps`), to say later why points changed.
    seed: that of the grading; kept, so that a regrade by nbgrader asks the same.
    db_url: another database, e.g. postgresql+psycopg2://user@host/name.
    folder: another nbgrader course folder than OUT/grading.
    """

    course: Course
    assignment: Assignment
    library: Library
    out: Path
    language: str | None = None
    submissions: Path | None = None
    stamps: Mapping[str, str] = field(default_factory=dict)
    seed: int | None = None
    db_url: str | None = None
    folder: Path | None = None


def write_gradebook(desk: Desk, grades: Iterable[Grade]) -> Written:
    """Write a graded class for formgrader: the database, submitted/ and autograded/.

    Raises UserError if the database cannot be reached.
    """
    folder = desk.folder or desk.out / FOLDER
    url = desk.db_url or sqlite_url(_beside(desk) / GRADEBOOK)
    words = words_of(
        desk.course, desk.assignment, desk.library, desk.language or desk.course.language
    )
    write_source(desk.course, desk.assignment, folder, desk.language)
    if desk.seed is not None:
        seed_of(folder, desk.assignment.name, desk.seed)
    if desk.folder is None:
        write_atomically(desk.out / CONFIG, _config(desk))
    places = Places(folder, desk.assignment)
    changes: list[Change] = []
    count = 0
    engine = open_database(url)
    try:
        book = _open(engine, desk, words)
        for batch in _batches(_placed(grades, desk, places, words)):
            with writing(engine) as connection:
                changes += write_marks(connection, book, batch)
            count += len(batch)
        if count >= MANY:
            with writing(engine) as connection:
                connection.execute(sa.text("ANALYZE"))
    finally:
        engine.dispose()
    return Written(url, folder, tuple(changes))


_CONFIG = '''"""nbgrader on this grading: run its commands, and `jupyter lab`, in this folder."""

import sys
from pathlib import Path

COURSE = Path({course!r})
HERE = Path(__file__).parent
sys.path.insert(0, str(COURSE))

from autograder.nbgrader.config import configure  # noqa: E402

c = get_config()  # noqa: F821
# A gradebook in another place is taken from $NBGRADER_DB_URL.
configure(c, COURSE, HERE / {folder!r}, f"sqlite:///{{HERE / {gradebook!r}}}")
'''


def _config(desk: Desk) -> str:
    """What makes OUT a folder to run nbgrader and formgrader in."""
    course = str(desk.course.root.resolve())
    return _CONFIG.format(course=course, folder=FOLDER, gradebook=GRADEBOOK)


def _beside(desk: Desk) -> Path:
    return desk.folder or desk.out


def _open(engine: Engine, desk: Desk, words: Words) -> Book:
    about = desk.assignment
    with writing(engine) as connection:
        return open_book(
            connection,
            course_id(desk.course),
            about.name,
            about.base,
            words.released,
            about.due,
        )


def _placed(grades: Iterable[Grade], desk: Desk, places: Places, words: Words) -> Iterator[Marks]:
    """The marks of each grade, its files being where formgrader looks for them."""
    for grade in grades:
        student = grade.student
        before = now = places.record(student)
        shown = kept(desk.out, grade)
        moment = places.timestamp(student)
        if desk.submissions:
            moment = timestamp_in(desk.submissions / student / desk.assignment.name)
        places.submit(student, shown, moment)
        if grade.status == "grader_error":
            places.remove(student)
        else:
            now = record_of(grade, shown, words, desk.stamps)
            if now != before:
                places.put(student, graded_notebook(grade, shown, words, now))
        yield marks_of(grade, words, moment, before, now)


def _batches(marks: Iterator[Marks]) -> Iterator[list[Marks]]:
    while batch := list(islice(marks, BATCH)):
        yield batch
