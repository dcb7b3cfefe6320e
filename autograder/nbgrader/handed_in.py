"""Which file of a hand-in counted, and what is to be shown of it?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autograder.nbgrader.shape import HandedIn
from autograder.records import Grade
from autograder.submission import Released
from autograder.submission.choice import unpacked
from autograder.submission.entries import in_folder
from autograder.submission.hand_in import HandIn, read_hand_in
from autograder.submission.problems import Refused, printable

_SHOWN = (120, 300)  # lengths to which the readers cut a file's name


def in_submitted(student: str, folder: Path) -> HandIn:
    """What lies in nbgrader's submitted/<student>/<assignment>/."""
    return HandIn(student, tuple(in_folder(folder)))


def handed_in(hand_in: HandIn, grade: Grade, released: Released) -> HandedIn:
    """The file that the grade names, and its bytes; the problem if it names none."""
    shown = HandedIn(grade.file, None, grade.written)
    if "unreadable" in grade.notes:
        sources = read_hand_in(hand_in, released).sources
        problems = [source.problem for source in sources if source.problem]
        return replace(shown, problem=next(iter(problems), None))
    for entry in unpacked(hand_in.entries)[0]:
        if entry.read and grade.file in {printable(entry.name, limit) for limit in _SHOWN}:
            try:
                return replace(shown, data=entry.read())
            except Refused as refusal:
                return replace(shown, problem=refusal.words)
    return shown
