"""Find the assignment that a student is working on, and read the work."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UserError
from autograder.models import Source
from autograder.selfcheck.data import DATA_FILE, PublicData, read_data
from autograder.submission import read_source
from autograder.submission.read_errors import read_error as problem_words
from autograder.text.catalogue import translate

ENDINGS = (".ipynb", ".py")  # in a tie the first counts, as in grading


@dataclass(frozen=True)
class Workspace:
    """An assignment's folder on the student's machine.

    only: the one file to check; None for the files with the released names.
    """

    folder: Path
    data: PublicData
    only: Path | None = None

    @property
    def files(self) -> list[Path]:
        """The existing files that may contain the student's work."""
        if self.only is not None:
            return [self.only]
        named = [self.folder / f"{self.data.handout.base}{ending}" for ending in ENDINGS]
        return [path for path in named if path.is_file()]

    def read(self, language: str) -> list[Source]:
        """Every file, parsed; UserError in the student's language if there is none."""
        sources = [_read(path, self.data) for path in self.files]
        if not sources:
            base = self.data.handout.base
            raise UserError(
                translate("errors.no-file", language, folder=self.folder.resolve(), base=base)
            )
        return sources

    def named(self, name: str, language: str) -> str:
        """The exercise's name, if the exercise exists; else UserError."""
        if name in self.data.exercises:
            return name
        near = difflib.get_close_matches(name, self.data.exercises, 1)
        suggestion = translate("errors.suggestion", language, name=near[0]) if near else ""
        names = ", ".join(self.data.exercises)
        raise UserError(
            translate("errors.no-exercise", language, name=name, suggestion=suggestion, names=names)
        )


def find_workspace(place: Path | None, language: str | None = None) -> Workspace:
    """The assignment of a file or folder (here, if None). Raises UserError if there is none."""
    place = place or Path()
    if not place.exists():
        raise UserError(translate("errors.not-there", language or "en", file=place))
    if place.is_file() and place.suffix.lower() not in ENDINGS:
        raise UserError(translate("errors.not-ours", language or "en", file=place))
    folder = place if place.is_dir() else place.parent
    path = folder / DATA_FILE
    if not path.is_file() and place.is_dir():
        # In a course's own folder, its only assignment is meant.
        below = sorted(folder.glob(f"assignments/*/{DATA_FILE}"))
        path = below[0] if len(below) == 1 else path
    if not path.is_file():
        raise UserError(no_workspace_message(folder))
    return Workspace(path.parent, read_data(path), place if place.is_file() else None)


def no_workspace_message(folder: Path) -> str:
    """The message that there is no assignment here, in both languages: none is known yet."""
    return (
        f"{folder.resolve()}: {DATA_FILE} がありません。課題のフォルダで実行してください。\n"
        f"  There is no {DATA_FILE} here. Run this in the assignment's folder, "
        "with all the files it came with."
    )


def _read(path: Path, data: PublicData) -> Source:
    try:
        return read_source(path.read_bytes(), path.name, data.handout)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Source(path.name, problem=problem_words("unreadable", name=path.name, reason=reason))
