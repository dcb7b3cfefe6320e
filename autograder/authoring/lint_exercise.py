"""Lint an exercise: faults and notes about its texts, plots and cases."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from autograder.author import Plot
from autograder.course.answer_key import AnswerKey
from autograder.course.cases import same_for_every_seed
from autograder.course.exercise import Exercise
from autograder.grading.plot_data import MAX_NUMBERS, can_be_drawn
from autograder.grading.structure import direct_cases
from autograder.models import PlainValue

_SHORTEST = 6  # characters of an informative line, without spaces
_Place = tuple[str, ...]


def told_answer_faults(exercise: Exercise, languages: Sequence[str]) -> Iterator[str]:
    """Lines of the solution that occur in a text for students, one sentence per line."""
    telling = [(line, re.compile(_anywhere(line))) for line in _telling_lines(exercise)]
    for language in languages:
        docstring = exercise.line_of("DOCSTRING" if language != "en" else "def ")
        places = [("docstring", docstring, exercise.docstrings.get(language, ""))]
        hints = exercise.line_of("HINTS")
        places += [("hint", hints, each) for each in exercise.hints.get(language, ())]
        for wrong in exercise.misconceptions.values():
            what = f"text of misconception '{wrong.id}'"
            texts = wrong.texts.get(language, {}).values()
            places += [(what, wrong.place, each) for each in texts]
        for what, place, text in places:
            for line, pattern in telling:
                if pattern.search(text):
                    yield (
                        f"{place}: the {language} {what} holds a line of the solution: {line}\n"
                        "  Say in words what is to be done."
                    )


def _telling_lines(exercise: Exercise) -> list[str]:
    """The statements of the solution that compute something."""
    if exercise.kind != "function":
        return []
    found = []
    for node in ast.walk(ast.parse(exercise.reference)):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.Return)) and node.value is not None:
            inner = ast.walk(node.value)
            works = any(
                isinstance(x, (ast.BinOp, ast.Call, ast.Compare, ast.BoolOp)) for x in inner
            )
            line = ast.unparse(node)
            if works and len(line.replace(" ", "")) >= _SHORTEST and line not in exercise.before:
                found.append(line)
    return found


def _anywhere(line: str) -> str:
    """A pattern for the line with any spaces between its words and symbols."""
    words = re.findall(r"\w+|[^\w\s]", line)
    return r"(?<!\w)" + r"[ \t]*".join(map(re.escape, words)) + r"(?!\w)"


def plot_faults(exercise: Exercise, key: AnswerKey, languages: Sequence[str]) -> Iterator[str]:
    """What is wrong with the plots of an exercise's cases, one sentence each with its place."""
    found: dict[str, tuple[Plot, list[bool]]] = {}
    for case in key.cases:
        if case.plot is not None:
            drawn = case.raises != "" or can_be_drawn(case.plot, case.expected.value)
            found.setdefault(repr(case.plot), (case.plot, []))[1].append(drawn)
    for plot, drawn_at in found.values():
        where = f"{exercise.line_of(plot.kind)}: the plot {plot.kind!r}"
        for name, texts in (("title", plot.title), ("x", plot.x), ("y", plot.y)):
            lacking = [each for each in languages if not texts.get(each)]
            if lacking and (texts or name == "title"):
                yield f"{where} has no {name} in '{lacking[0]}'."
        if not any(drawn_at):
            yield (
                f"{where} is never drawn: no case's result has such a part, of at most "
                f"{MAX_NUMBERS} numbers in all.\n  Correct kind, part or lines."
            )


def fixed_case_notes(exercise: Exercise, key: AnswerKey) -> Iterator[str]:
    """Notes for the author on cases that are all hidden, or the same for every class."""
    place = exercise.line_of("def cases")
    if key.cases and all(case.hidden for case in key.cases):
        yield (
            f"{place}: every case is hidden, so that the self-check can say nothing.\n"
            "  Yield one case without hidden=True."
        )
    asked = [case for case in key.cases if case.input.args]
    if exercise.kind != "function" or len(asked) < len(key.cases):
        return
    if not any(case.hidden for case in asked) and all(
        same_for_every_seed(exercise, [case.input for case in asked])
    ):
        yield (
            f"{place}: every class gets the same cases, and the self-check shows them: a "
            "look-up of their answers earns all points.\n"
            "  Draw the arguments of one case from rng, or give one hidden=True."
        )


def number_type_notes(exercise: Exercise, key: AnswerKey) -> Iterator[str]:
    """A note if results mix int and float: 0.0 would be wrong where the reference gives 0."""
    seen: dict[_Place, dict[str, int]] = {}
    for index in direct_cases(key):
        for place, kind in _numbers(key.cases[index].expected.value, ()):
            seen.setdefault(place, {}).setdefault(kind, index)
    for kinds in seen.values():
        if set(kinds) == {"int", "float"}:
            yield (
                f"{exercise.definition}: the reference gives an int in case {kinds['int']} and a "
                f"float in case {kinds['float']}; where it gives an int, a float is wrong.\n"
                "  If a float is meant, write it so: 0.0, float(…)."
            )
            return


def _numbers(value: PlainValue, place: _Place) -> Iterator[tuple[_Place, str]]:
    """The kind of each single number in a result; items of a list share one place."""
    if type(value) in (int, float):
        yield place, type(value).__name__
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            name = str(index) if isinstance(value, tuple) else ""
            yield from _numbers(item, (*place, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _numbers(item, (*place, "{}"))
