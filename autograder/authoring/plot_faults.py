"""Plots that are never drawn, or whose texts lack a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.author import Plot
from autograder.course.answer_key import AnswerKey
from autograder.course.exercise import Exercise
from autograder.course.source_position import line_of
from autograder.grading.plot_data import MAX_NUMBERS, can_be_drawn


def plot_faults(exercise: Exercise, key: AnswerKey, languages: Sequence[str]) -> Iterator[str]:
    """What is wrong with the plots of an exercise's cases, a sentence each with its place."""
    found: dict[str, tuple[Plot, list[bool]]] = {}
    for case in key.cases:
        if case.plot is not None:
            drawn = case.raises != "" or can_be_drawn(case.plot, case.expected.value)
            found.setdefault(repr(case.plot), (case.plot, []))[1].append(drawn)
    for plot, drawn_at in found.values():
        where = f"{line_of(exercise.folder / 'exercise.py', plot.kind)}: the plot {plot.kind!r}"
        for name, texts in (("title", plot.title), ("x", plot.x), ("y", plot.y)):
            lacking = [each for each in languages if not texts.get(each)]
            if lacking and (texts or name == "title"):
                yield f"{where} has no {name} in '{lacking[0]}'."
        if not any(drawn_at):
            yield (
                f"{where} is never drawn: no case's result has such a part, of at most "
                f"{MAX_NUMBERS} numbers in all.\n  Correct kind, part or lines."
            )
