"""Collect all texts of an exercise as small JSON-able data, which the self-check carries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from autograder.course.lesson_code import lesson_cells
from autograder.text.catalogue import LANGUAGES, join_cjk_lines, localized, translate
from autograder.text.sanitize import sanitize

if TYPE_CHECKING:  # the self-check has an exercise's texts, not the exercise
    from autograder.course.exercise import Exercise, ExerciseLibrary

ExerciseTexts = Mapping[str, Any]  # for one exercise
Titles = Mapping[str, Mapping[str, str]]  # by section of the lesson, by language

_HEADING = re.compile(r"^# #+ +(?P<title>.+?) *$", re.MULTILINE)
_FORMULAS = ("formula", "formulas")  # keys of a misconception's texts that are not languages
# These require the right value too, so with a wrong one nothing is known about them.
_NEED_RIGHT_VALUE = ("arguments", "silent")


def exercise_texts(exercise: Exercise, titles: Titles | None = None) -> dict[str, Any]:
    """All texts of an exercise as JSON-able data, in every language.

    titles: of the lesson's sections. The data contains no reference and no mutant.
    """
    return {
        "title": dict(exercise.title),
        "kind": exercise.kind,
        "formula": exercise.formula,
        "section": dict((titles or {}).get(exercise.section, {})),
        "checks": {check.name: dict(check.says) for check in exercise.checks},
        "later": [check.name for check in exercise.checks if check.aspect in _NEED_RIGHT_VALUE],
        "misconceptions": {
            wrong.id: {
                "formula": wrong.formula,
                **({"formulas": list(wrong.formulas)} if wrong.formulas else {}),
                **{k: dict(v) for k, v in wrong.texts.items()},
            }
            for wrong in exercise.misconceptions.values()
        },
        "hint_of": {check.name: check.hint for check in exercise.checks if check.hint},
        "hints": {language: list(hints) for language, hints in exercise.hints.items()},
    }


def assignment_texts(
    library: ExerciseLibrary, folder: Path | None = None
) -> dict[str, dict[str, Any]]:
    """`exercise_texts` for every exercise of an assignment, by name.

    folder: the assignment's, for the titles of the lesson's sections.
    """
    titles = section_titles(folder) if folder else {}
    return {name: exercise_texts(exercise, titles) for name, exercise in library.items()}


def section_titles(folder: Path) -> dict[str, dict[str, str]]:
    """The titles of the sections of an assignment's lesson, {} if it has no lesson.

    An exercise names its section (`SECTION = "observation-3"`). The lesson's cell that begins it
    has the same name, `# %% [markdown] lang="ja" section="observation-3"`, and its first heading
    is the title.
    """
    path = folder / "lesson.py"
    if not path.exists():
        return {}
    titles: dict[str, dict[str, str]] = {}
    for head, cell in lesson_cells(path.read_text(encoding="utf-8-sig")):
        section = re.search(r'section="([^"]+)"', head)
        language = re.search(r'lang="(\w+)"', head)
        heading = _HEADING.search(cell)
        if section and heading:
            for lang in [language[1]] if language else LANGUAGES:
                titles.setdefault(section[1], {})[lang] = heading["title"]
    return titles


class MisconceptionTexts(NamedTuple):
    """What a reader sees of a misconception in one language."""

    title: str
    why: str
    hint: str


def misconception_texts(own: ExerciseTexts, name: str, language: str) -> MisconceptionTexts:
    """The texts of one exercise's misconception; its identifier if it has no title."""
    texts = own.get("misconceptions", {}).get(name, {})
    found = localized({k: v for k, v in texts.items() if k not in _FORMULAS}, language) or {}
    title, why, hint = (join_cjk_lines(found.get(key, "")) for key in MisconceptionTexts._fields)
    unnamed = translate("explain.unnamed", language, id=sanitize(name))
    return MisconceptionTexts(title or unnamed, why, hint)
