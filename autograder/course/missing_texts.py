"""What an exercise must say in every language that its course declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from autograder.course.exercise import Exercise
from autograder.course.misconception import TEXTS
from autograder.course.plain_signs import hidden_sign
from autograder.course.source_position import definition_of, line_of
from autograder.errors import did_you_mean
from autograder.text.catalogue import LANGUAGES

_TO_DO = re.compile(r"\W*(TODO|TBD|FIXME|XXX)\b")


def missing_texts(exercise: Exercise, languages: Sequence[str]) -> list[str]:
    """What lacks a text in a language that the course declares, a sentence each with its place."""
    faults = []
    path = exercise.folder / "exercise.py"
    known = {*languages, *LANGUAGES}

    def wanted(place: str, what: str, texts: Mapping[str, object]) -> None:
        for language in languages:
            if _is_blank(texts.get(language)):
                faults.append(f"{place}: {what} has no text in '{language}'.")
            if sign := _hidden_sign(texts.get(language)):
                faults.append(
                    f"{place}: {what} holds the control character {sign!r} in '{language}'.\n"
                    "  A backslash begins one: double it, or write r before the quotes."
                )
        for language in set(texts) - known:
            hint = did_you_mean(str(language), sorted(known))
            faults.append(
                f"{place}: {what} has a text in {language!r}, which is no language of the course: "
                f"{', '.join(languages)}." + (f"\n  {hint}" if hint else "")
            )

    def named(name: str, texts: Mapping[str, object]) -> None:
        wanted(line_of(path, name), name, texts)

    def differ(what: str, texts: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Each place has a text of its own."""
        seen: dict[tuple[str, str], str] = {}
        for place, each in texts:
            for language in languages:
                text = " ".join(str(each.get(language, "")).split())
                other = seen.setdefault((language, text), place)
                if text and other is not place:
                    faults.append(
                        f"{place}: {what} has the same text in '{language}' as that of {other}: "
                        f"{text:.60}\n  Say what this one is."
                    )

    def alike(name: str, lists: Mapping[str, Sequence[object]]) -> None:
        counts = {language: len(lists[language]) for language in languages if language in lists}
        if len(set(counts.values())) > 1:
            each = ", ".join(f"{number} in '{language}'" for language, number in counts.items())
            faults.append(
                f"{line_of(path, name)}: {name} must have as many items in each language, got "
                f"{each}."
            )

    named("TITLE", exercise.title)
    if exercise.kind == "function":
        docstrings = dict(exercise.docstrings)
        if "en" not in languages:  # the function's own docstring is in the one language, then
            docstrings.setdefault(languages[0], docstrings.pop("en", ""))
        wanted(definition_of(path, exercise.name), "the docstring (DOCSTRING)", docstrings)
    if exercise.kind == "variable":
        named("DOCSTRING", exercise.docstrings)
    if exercise.kind == "written":
        named("QUESTION", exercise.docstrings)
        named("RUBRIC", exercise.rubric)
        alike("RUBRIC", exercise.rubric)
    else:
        named("HINTS", exercise.hints)
        alike("HINTS", exercise.hints)
        lines = zip_longest(*(exercise.hints.get(lang, ()) for lang in languages), fillvalue="")
        hints = line_of(path, "HINTS")
        differ(
            "a hint",
            (
                (f"{hints} (hint {number})", dict(zip(languages, line, strict=True)))
                for number, line in enumerate(lines, 1)
            ),
        )
        differ("a check", ((line_of(path, x.name), x.says) for x in exercise.checks))
        differ(
            "the title of a misconception",
            (
                (
                    wrong.place,
                    {lang: wrong.texts.get(lang, {}).get("title", "") for lang in languages},
                )
                for wrong in exercise.misconceptions.values()
            ),
        )
    for check in exercise.checks:
        place = line_of(path, check.name)
        wanted(place, f"check '{check.name}'", check.says)
        if check.hint and any(check.hint > len(hints) for hints in exercise.hints.values()):
            faults.append(
                f"{place}: check '{check.name}' names hint {check.hint}; HINTS has fewer."
            )
    for wrong in exercise.misconceptions.values():
        if not wrong.formula:
            faults.append(f"{wrong.place}: misconception '{wrong.id}' has no formula.")
        for text in TEXTS:
            found = {lang: wrong.texts.get(lang, {}).get(text) for lang in languages}
            wanted(wrong.place, f"misconception '{wrong.id}', {text},", found)
        wanted(wrong.place, f"misconception '{wrong.id}'", wrong.texts)
    return list(dict.fromkeys(faults))


def _hidden_sign(text: object) -> str:
    """The first sign of a text, or of the texts in it, that cannot be shown."""
    if isinstance(text, str):
        return hidden_sign(text)
    if isinstance(text, Mapping):
        text = list(text.values())
    return next(filter(None, map(_hidden_sign, text)), "") if isinstance(
        text, (list, tuple)
    ) else ""  # fmt: skip


def _is_blank(text: object) -> bool:
    """Whether nothing can be read: no text, one still to be written, or a list with such."""
    if isinstance(text, str):
        return not text.strip(" \t\n.…-?") or _TO_DO.match(text) is not None
    if isinstance(text, (list, tuple)):
        return not text or any(map(_is_blank, text))
    if isinstance(text, Mapping):  # an item of a rubric, or the texts of a misconception
        return not text or _is_blank(text.get("text", "given"))
    return not text
