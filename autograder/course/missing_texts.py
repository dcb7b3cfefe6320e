"""Check that an exercise has its texts in every language that its course declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from autograder.course.exercise import Exercise
from autograder.course.misconception import TEXTS
from autograder.course.plain_signs import hidden_sign, is_blank
from autograder.errors import suggestion

RIGHT_VALUE = 0.8  # the credit from which a mistake is the right value in a wrong form


def missing_texts(exercise: Exercise, languages: Sequence[str]) -> list[str]:
    """A sentence with its place for each text that is missing or wrong in a declared language."""
    faults = _TextFaults(languages)
    _look_at_task(exercise, faults)
    written = exercise.kind == "written"
    name, lists = ("RUBRIC", exercise.rubric) if written else ("HINTS", exercise.hints)
    place = exercise.line_of(name)
    faults.look_at(place, name, lists)
    faults.count(place, name, lists)
    if not written:
        _look_for_twins(exercise, faults)
    _look_at_checks(exercise, faults)
    _look_at_misconceptions(exercise, faults)
    return list(dict.fromkeys(faults.found))


class _TextFaults:
    """Collects what is wrong with texts, as sentences with their places."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = languages
        self.found: list[str] = []

    def look_at(self, place: str, what: str, texts: Mapping[str, object]) -> None:
        """Note languages without a readable text, and languages that are not declared."""
        for language in self.languages:
            if _is_blank(texts.get(language)):
                self.found.append(f"{place}: {what} has no text in '{language}'.")
            if sign := _hidden_sign(texts.get(language)):
                self.found.append(
                    f"{place}: {what} holds the control character {sign!r} in '{language}'.\n"
                    "  A backslash begins one: double it, or write r before the quotes."
                )
        for language in sorted(map(str, set(texts) - set(self.languages))):
            hint = suggestion(language, self.languages)
            self.found.append(
                f"{place}: {what} has a text in {language!r}, which is not a language of the "
                f"course: {', '.join(self.languages)}.{hint}"
            )

    def compare(self, what: str, texts: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Note places with the same text."""
        seen: dict[tuple[str, str], str] = {}
        for place, each in texts:
            for language in self.languages:
                text = " ".join(str(each.get(language, "")).split())
                other = seen.setdefault((language, text), place)
                if text and other is not place:
                    self.found.append(
                        f"{place}: {what} has the same text in '{language}' as that of {other}: "
                        f"{text:.60}\n  Say what this one is."
                    )

    def count(self, place: str, name: str, lists: Mapping[str, Sequence[object]]) -> None:
        """Note lists that are not equally long in each language."""
        counts = {lang: len(lists[lang]) for lang in self.languages if lang in lists}
        if len(set(counts.values())) > 1:
            each = ", ".join(f"{number} in '{language}'" for language, number in counts.items())
            self.found.append(
                f"{place}: {name} must have as many items in each language, got {each}."
            )


def _look_at_task(exercise: Exercise, faults: _TextFaults) -> None:
    faults.look_at(exercise.line_of("TITLE"), "TITLE", exercise.title)
    if exercise.kind == "function":
        docstrings = dict(exercise.docstrings)
        if "en" not in faults.languages:  # the function's own docstring is in the one language
            docstrings.setdefault(faults.languages[0], docstrings.pop("en", ""))
        faults.look_at(exercise.definition, "the docstring (DOCSTRING)", docstrings)
    else:
        name = "DOCSTRING" if exercise.kind == "variable" else "QUESTION"
        faults.look_at(exercise.line_of(name), name, exercise.docstrings)


def _look_for_twins(exercise: Exercise, faults: _TextFaults) -> None:
    """Note hints, checks and misconceptions that share a text, so that nothing tells them apart."""
    languages = faults.languages
    lines = zip_longest(*(exercise.hints.get(lang, ()) for lang in languages), fillvalue="")
    hints = exercise.line_of("HINTS")
    faults.compare(
        "a hint",
        (
            (f"{hints} (hint {number})", dict(zip(languages, line, strict=True)))
            for number, line in enumerate(lines, 1)
        ),
    )
    faults.compare("a check", ((exercise.line_of(x.name), x.says) for x in exercise.checks))
    faults.compare(
        "the title of a misconception",
        (
            (wrong.place, {lang: wrong.texts.get(lang, {}).get("title", "") for lang in languages})
            for wrong in exercise.misconceptions.values()
        ),
    )


def _look_at_checks(exercise: Exercise, faults: _TextFaults) -> None:
    for check in exercise.checks:
        place = exercise.line_of(check.name)
        faults.look_at(place, f"check '{check.name}'", check.says)
        if check.hint and any(check.hint > len(hints) for hints in exercise.hints.values()):
            faults.found.append(
                f"{place}: check '{check.name}' names hint {check.hint}; HINTS has fewer."
            )


def _look_at_misconceptions(exercise: Exercise, faults: _TextFaults) -> None:
    for wrong in exercise.misconceptions.values():
        if not wrong.formula:
            faults.found.append(f"{wrong.place}: misconception '{wrong.id}' has no formula.")
        elif wrong.credit < RIGHT_VALUE and _plain(wrong.formula) == _plain(exercise.formula):
            faults.found.append(
                f"{wrong.place}: the formula of misconception '{wrong.id}' is FORMULA, the right "
                f"one: {wrong.formula}\n  Write what is computed with this mistake."
            )
        for text in TEXTS:
            found = {lang: wrong.texts.get(lang, {}).get(text) for lang in faults.languages}
            faults.look_at(wrong.place, f"misconception '{wrong.id}', {text},", found)
        faults.look_at(wrong.place, f"misconception '{wrong.id}'", wrong.texts)


def _plain(formula: str) -> str:
    return "".join(formula.split())


def _hidden_sign(text: object) -> str:
    """The first character of a text, or of the texts in it, that cannot be shown."""
    if isinstance(text, str):
        return hidden_sign(text)
    if isinstance(text, Mapping):
        text = list(text.values())
    if not isinstance(text, (list, tuple)):
        return ""
    return next(filter(None, map(_hidden_sign, text)), "")


def _is_blank(text: object) -> bool:
    """Whether a text is missing or still to be written, or is a list that contains such a text."""
    if isinstance(text, str):
        return is_blank(text)
    if isinstance(text, (list, tuple)):
        return not text or any(map(_is_blank, text))
    if isinstance(text, Mapping):  # an item of a rubric, or the texts of a misconception
        return not text or _is_blank(text.get("text", "given"))
    return not text
