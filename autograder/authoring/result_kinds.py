"""Whether a reference gives an int where, on another case, it gives a float at the same place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.course.answer_key import AnswerKey
from autograder.course.exercise import Exercise
from autograder.course.source_position import definition_of
from autograder.grading.structure import direct_cases
from autograder.models import PlainValue

_Place = tuple[str, ...]


def mixed_numbers(exercise: Exercise, key: AnswerKey) -> Iterator[str]:
    """A note where it does: 0.0 would be wrong where the reference happens to give 0."""
    seen: dict[_Place, dict[str, int]] = {}
    for index in direct_cases(key):
        for place, kind in _numbers(key.cases[index].expected.value, ()):
            seen.setdefault(place, {}).setdefault(kind, index)
    for kinds in seen.values():
        if set(kinds) == {"int", "float"}:
            where = definition_of(exercise.folder / "exercise.py", exercise.name)
            yield (
                f"{where}: the reference gives an int in case {kinds['int']} and a float in case "
                f"{kinds['float']}; where it gives an int, a float is wrong.\n"
                "  If a float is meant, write it so: 0.0, float(…)."
            )
            return


def _numbers(value: PlainValue, place: _Place) -> Iterator[tuple[_Place, str]]:
    """The kind of each single number of a result; the items of a list stand at one place."""
    if type(value) in (int, float):
        yield place, type(value).__name__
    elif isinstance(value, (list, tuple)):
        parts: list[tuple[str, Any]] = [
            (str(i) if isinstance(value, tuple) else "", item) for i, item in enumerate(value)
        ]
        for name, item in parts:
            yield from _numbers(item, (*place, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _numbers(item, (*place, "{}"))
