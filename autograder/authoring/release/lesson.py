"""Parse lesson.py into the cells of one language.

The source is `solutions/<assignment>/lesson.py` in jupytext's percent format: a cell with
`lang="ja"` or `lang="en"` is only for that language, `exercise="name"` marks the place of
an exercise, `section="name"` begins a section that feedback refers to, and cells tagged
"demo" are shown but never run in grading.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.release.percent_format import ParsedCell, parse_percent
from autograder.course.assignment import Assignment
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.course.exercise_folder import read_text
from autograder.course.lesson_code import bound_names
from autograder.course.source_position import line_of
from autograder.errors import CourseError, UserError, did_you_mean, suggestion
from autograder.submission.ipython import strip_magics
from autograder.text.catalogue import LANGUAGES, translate

LESSON_FILE = "lesson.py"
_OPTIONS = {"lang", "exercise", "section", "tags"}
MEANT = "raises-exception"  # Jupyter's tag for a cell that is meant to raise
_TAGS = ("demo", "hide-input", MEANT)  # those with a meaning; others are allowed
_NAME = re.compile(r"[\w-]+")
_KIND = re.compile(r"\[\w*\]")
# The text after "# %%", for the author, and jupytext's records of blank lines.
_OF_JUPYTEXT = ("title", "lines_to_next_cell", "lines_to_end_of_cell_marker")


@dataclass(frozen=True)
class LessonCell:
    """One cell of the source.

    kind: "markdown" or "code".
    language: None for all languages.
    """

    id: str
    kind: str
    source: str
    language: str | None = None
    exercise: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether it is a code cell that is not run in grading."""
        return "demo" in self.tags


def read_lesson(assignment: Assignment, library: ExerciseLibrary) -> list[LessonCell]:
    """The cells of all languages; without a lesson.py, a plain list of the exercises.

    Raises CourseError for unknown options, languages and exercises, and for exercises that
    are missing, appear twice, or name a section that the lesson does not have.
    """
    path = assignment.folder / LESSON_FILE
    if not path.exists():
        return _plain_lesson(assignment, library)
    try:
        parsed = parse_percent(read_text(path))
    except (UserError, ModuleNotFoundError):  # AUTOGRADER_CACHE, the encoding, no jupytext
        raise
    except Exception as error:
        raise CourseError(f"{path}: not a lesson in percent format: {error}") from error
    cells = [_cell(number, cell, path, assignment) for number, cell in enumerate(parsed, 1)]
    _check(cells, assignment, library, path)
    return cells


def refuse_sections_of_no_lesson(assignment: Assignment, library: ExerciseLibrary) -> None:
    """Raise CourseError if an exercise names a section and there is no lesson.

    Only for a release: a class can still be graded.
    """
    path = assignment.folder / LESSON_FILE
    for name in assignment.points if not path.exists() else ():
        if section := library[name].section:
            raise CourseError(
                f"{library[name].line_of('SECTION')}: SECTION names "
                f"'{section}', a section of {path.name}, which is not there.\n"
                f'  Write SECTION = "", or {path}.'
            )


def allowed_packages(assignment: Assignment, language: str) -> str:
    """The sentence that says what student code may import."""
    if not assignment.packages:
        return translate("release.packages-none", language)
    return translate("release.packages", language, packages=", ".join(assignment.packages))


def in_language(cells: Sequence[LessonCell], language: str) -> list[LessonCell]:
    """The cells shown in one language."""
    return [cell for cell in cells if cell.language in (None, language)]


def _cell(number: int, cell: ParsedCell, path: Path, assignment: Assignment) -> LessonCell:
    options = dict(cell.metadata)
    where = f"{path}: cell {number} ({_begin(cell.source)})"
    kind = _KIND.match(str(options.get("title", "")))
    if kind or cell.kind == "raw":
        raise CourseError(
            f"{where} has the unknown kind '{kind[0] if kind else '[raw]'}'; it may have: "
            "[markdown], or none for code."
        )
    for own in _OF_JUPYTEXT:
        options.pop(own, None)
    unknown = sorted(set(options) - _OPTIONS)
    if unknown:
        raise CourseError(
            f"{where} has the unknown option '{unknown[0]}'; "
            f"it may have: {', '.join(sorted(_OPTIONS))}."
        )
    language: str | None = options.get("lang")
    if language not in (None, *LANGUAGES):
        raise CourseError(f"{where}: lang is one of {', '.join(LANGUAGES)}; got {language!r}.")
    if language and language not in assignment.languages:
        raise CourseError(
            f"{where} is in '{language}', which course.yaml does not declare: nobody would see "
            f"it.\n  Take it out, or write: languages: "
            f"[{', '.join((*assignment.languages, language))}]"
        )
    for option in ("exercise", "section"):
        if option in options and not _NAME.fullmatch(str(options[option])):
            raise CourseError(
                f"{where}: {option} must be a name of letters, digits, '-' and '_', got "
                f"{options[option]!r}."
            )
    if "exercise" in options and cell.source.strip():
        raise CourseError(f"{where} marks an exercise's place, so it must be empty.")
    if "exercise" in options and {"section", "tags"} & set(options):
        raise CourseError(
            f"{where} marks an exercise's place, which has no section and no tags.\n"
            "  Give them to a cell above it."
        )
    if "section" in options and cell.kind != "markdown":
        raise CourseError(
            f"{where} begins a section, so it must be text: # %% [markdown] "
            f'section="{options["section"]}"'
        )
    tags = tuple(options.get("tags", ()))
    for tag in tags:
        if tag not in _TAGS and (near := did_you_mean(tag, _TAGS)):
            raise CourseError(f"{where} has the tag '{tag}', which means nothing.\n  {near}")
    return LessonCell(
        id=f"lesson-{number:03d}",
        kind=cell.kind,
        source=cell.source,
        language=language,
        exercise=str(options.get("exercise", "")),
        section=str(options.get("section", "")),
        tags=tags,
    )


def python_of(cell: LessonCell) -> str:
    """A code cell as Python: code that only IPython understands does nothing."""
    try:
        ast.parse(cell.source)
    except SyntaxError:
        return strip_magics(cell.source)
    return cell.source


def _begin(source: str) -> str:
    return repr(source.strip().split("\n")[0][:40])


def _check(
    cells: Sequence[LessonCell], assignment: Assignment, library: ExerciseLibrary, path: Path
) -> None:
    names = list(assignment.points)
    written = {cell.language for cell in cells if cell.source.strip()}
    for cell in cells:
        _check_code(cell, names, path)
    for language in assignment.languages:
        if written and not written & {language, None}:
            raise CourseError(f"{path}: the lesson has no cell in '{language}'.")
        seen = in_language(cells, language)
        placed = [cell.exercise for cell in seen if cell.exercise]
        sections = [cell.section for cell in seen if cell.section]
        if twice := sorted({each for each in sections if sections.count(each) > 1}):
            raise CourseError(
                f"{path}: section '{twice[0]}' begins {sections.count(twice[0])} times in the "
                f"{language} lesson.\n  Give each section a name of its own."
            )
        for name in placed:
            if name not in names:
                raise CourseError(
                    f"{line_of(path, name)}: exercise '{name}' is not in "
                    f"course.yaml.{suggestion(name, names)}"
                )
        for name in names:
            if placed.count(name) != 1:
                raise CourseError(
                    f"{path}: exercise '{name}' appears {placed.count(name)} times in the "
                    f'{language} lesson.\n  Mark its place once: # %% exercise="{name}"'
                )
            section = library[name].section
            if section and section not in sections:
                raise CourseError(
                    f"{path}: exercise '{name}' refers to section '{section}', which the "
                    f'{language} lesson lacks.\n  Begin it: # %% [markdown] section="{section}"'
                )


def _check_code(cell: LessonCell, names: Sequence[str], path: Path) -> None:
    """A code cell must be Python, except for magics, and must not bind an exercise's name."""
    if cell.kind != "code":
        return
    where = f"{path}: cell {int(cell.id[-3:])} ({_begin(cell.source)})"
    try:
        tree = ast.parse(python_of(cell))
    except SyntaxError as error:
        raise CourseError(f"{where} is not Python: {error.msg}, line {error.lineno}.") from error
    for node in tree.body:
        for name in bound_names(node):
            if name in names:
                raise CourseError(
                    f"{where} defines '{name}', which is an exercise: it would give the answer "
                    "away, or stand for it.\n  Rename it."
                )


def _plain_lesson(assignment: Assignment, library: ExerciseLibrary) -> list[LessonCell]:
    cells = [
        LessonCell(f"title-{language}", "markdown", f"# {assignment.title[language]}", language)
        for language in assignment.languages
    ]
    cells.append(LessonCell("imports", "code", "import numpy as np"))
    for name, points in assignment.points.items():
        for language in assignment.languages:
            text = _heading(library[name], language, points)
            cells.append(LessonCell(f"{name}-title-{language}", "markdown", text, language))
        cells.append(LessonCell(f"{name}-place", "code", "", exercise=name))
    return cells


def _heading(exercise: Exercise, language: str, points: float) -> str:
    unit = translate("release.points", language, points=points)
    lines = [f"## {exercise.title.get(language, exercise.name)}{unit}"]
    if exercise.kind == "variable":
        lines.append(exercise.docstrings.get(language, ""))
    return "\n\n".join(filter(None, lines))
