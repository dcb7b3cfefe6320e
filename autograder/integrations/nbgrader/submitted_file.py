"""Which file of a hand-in counted, and what is to be shown of it?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autograder.grading.store.submitted_files import kept_path
from autograder.integrations.nbgrader.notebook_layout import HandedIn
from autograder.models import Grade
from autograder.report.error_messages import reword
from autograder.report.sanitize import clean
from autograder.submission.collect import HandIn
from autograder.submission.file_selection import unpacked
from autograder.submission.files import in_folder
from autograder.submission.read_errors import Refused, printable

_LONGEST = 300  # to which the readers cut a file's name


def in_submitted(student: str, folder: Path) -> HandIn:
    """What lies in nbgrader's submitted/<student>/<assignment>/."""
    return HandIn(student, tuple(in_folder(folder)))


def handed_in(hand_in: HandIn, grade: Grade) -> HandedIn:
    """The file that a grade names, read from the hand-in; the problem if there is none."""
    data = None
    for entry in unpacked(hand_in.entries)[0]:
        if entry.read and grade.file and printable(entry.name, _LONGEST) == grade.file:
            try:
                data = entry.read()
            except Refused as refusal:
                return replace(_shown(grade), problem=refusal.words)
    return replace(_shown(grade), data=data)


def kept(out: Path, grade: Grade) -> HandedIn:
    """The same from OUT/sources, where `autograder grade` keeps the file that counted."""
    path = kept_path(out, grade)
    return replace(_shown(grade), data=path.read_bytes() if path else None)


def _shown(grade: Grade) -> HandedIn:
    said = next((v.message for v in grade.exercises.values() if v.message), "")
    problem = {}
    for language in ("ja", "en"):
        words = reword(clean(said, 700), language)
        problem[language] = words.friendly or words.original
    unreadable = "unreadable" in grade.notes
    return HandedIn(grade.file, None, grade.written, problem if unreadable else None)
