"""What is asked, what is right, and what would each misconception give?

An AnswerKey holds all that judging needs, as data. `make_key` computes it from an
exercise and a seed, once per class; `key_to_json`/`key_from_json` write the public
key of the self-check, which holds no reference, only numbers.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.author import Case, Check, Plot
from autograder.errors import CourseError
from autograder.models import CaseInput, ExerciseKind, Outcome
from autograder.sandbox.calls import perform
from autograder.sandbox.plain_data import json_to_tree, to_plain, tree_to_json

if TYPE_CHECKING:  # the self-check reads keys, and has no exercises to make them from
    from autograder.course.exercise import Exercise, Library

Outcomes = tuple[Outcome, ...]


@dataclass(frozen=True)
class Item:
    """One case with its answer.

    raises: name of the exception that the contract asks for, "" for a value.
    """

    group: str
    input: CaseInput
    expected: Outcome
    raises: str = ""
    slack: float = 0.0
    bounds: tuple[float, float] | None = None
    extreme: bool = False
    probe: bool = True
    plot: Plot | None = None


@dataclass(frozen=True)
class AnswerKey:
    """The key of one exercise.

    models: by misconception the outcomes of each of its wrong models, one Outcome an item.
    pairs: the same for pairs of edits that compose; computed when first asked for.
    """

    exercise: str
    kind: ExerciseKind
    points: float
    depends: tuple[str, ...]
    checks: tuple[Check, ...]
    items: tuple[Item, ...]
    models: Mapping[str, tuple[Outcomes, ...]]
    make_pairs: Callable[[], Iterator[tuple[tuple[str, str], Outcomes]]] | None = field(
        default=None, compare=False
    )

    @cached_property
    def pairs(self) -> tuple[tuple[tuple[str, str], Outcomes], ...]:
        return tuple(self.make_pairs()) if self.make_pairs else ()

    @property
    def inputs(self) -> tuple[CaseInput, ...]:
        return tuple(item.input for item in self.items)


def make_key(library: Library, name: str, points: float, seed: int) -> AnswerKey:
    """Compute the key of one exercise; CourseError if the reference breaks its own cases."""
    from autograder.course.misconception import compose

    exercise = library[name]
    rng = np.random.default_rng([seed, zlib.crc32(name.encode())])
    cases = exercise.cases(rng)
    inputs = [_input(exercise, case) for case in cases]
    reference = run_model(library, name, exercise.reference, inputs)
    items = tuple(
        _item(exercise, i, case, asked, outcome)
        for i, (case, asked, outcome) in enumerate(zip(cases, inputs, reference, strict=True))
    )

    def pairs() -> Iterator[tuple[tuple[str, str], Outcomes]]:
        for first, second in combinations(exercise.misconceptions.values(), 2):
            for source in compose(first, second, exercise.reference):
                yield (first.id, second.id), run_model(library, name, source, inputs)

    return AnswerKey(
        exercise=name,
        kind=exercise.kind,
        points=points,
        depends=exercise.depends,
        checks=exercise.checks,
        items=items,
        models={
            wrong.id: tuple(
                run_model(library, name, source, inputs)
                for source in wrong.sources(exercise.reference)
            )
            for wrong in exercise.misconceptions.values()
        },
        make_pairs=pairs,
    )


def run_model(
    library: Library, name: str, source: str, inputs: list[CaseInput], **replaced: Any
) -> Outcomes:
    """What the function (or value) of a source gives on each input."""
    from autograder.course.exercise import realise

    try:
        model = realise(library, name, source, **replaced)
    except Exception as error:
        raise CourseError(
            f"{library[name].folder}: a model of '{name}' cannot be run: "
            f"{type(error).__name__}: {error}\n{source}"
        ) from error
    if library[name].kind == "variable":
        return tuple(Outcome(value=to_plain(model)) for _ in inputs)
    return tuple(perform(model, case) for case in inputs)


def _input(exercise: Exercise, case: Case) -> CaseInput:
    args = tuple(to_plain(arg) for arg in case.args)
    if case.driver is None:
        return CaseInput(args)
    return CaseInput(args, exercise.drivers[case.driver.__name__])


def _item(exercise: Exercise, i: int, case: Case, asked: CaseInput, outcome: Outcome) -> Item:
    where = f"{exercise.folder}/exercise.py: case {i} ('{case.group}')"
    raises = case.raises.__name__ if case.raises else ""
    if bool(outcome.raised) != bool(raises) or (raises and raises not in outcome.raised):
        raise CourseError(
            f"{where}: wanted {raises or 'a value'} from the reference, "
            f"got {outcome.raised[0] if outcome.raised else 'a value'}: {outcome.message}"
        )
    if outcome.warnings or outcome.mutated:
        raise CourseError(
            f"{where}: the reference must be silent and leave its arguments alone, "
            f"got {outcome.warnings or f'changed arguments {outcome.mutated}'}."
        )
    return Item(
        group=case.group,
        input=asked,
        expected=outcome,
        raises=raises,
        slack=float(case.slack),
        bounds=case.bounds,
        extreme=case.extreme,
        probe=case.probe,
        plot=case.plot,
    )


def key_to_json(key: AnswerKey) -> dict[str, Any]:
    """The key as JSON-able data; pairs are left out, they would weigh a megabyte."""
    return {
        "exercise": key.exercise,
        "kind": key.kind,
        "points": key.points,
        "depends": list(key.depends),
        "checks": [asdict(check) for check in key.checks],
        "items": [
            {
                **{k: v for k, v in asdict(item).items() if k not in ("input", "expected")},
                "args": [tree_to_json(arg) for arg in item.input.args],
                "driver": item.input.driver,
                "expected": _outcome_to_json(item.expected),
            }
            for item in key.items
        ],
        "models": {
            name: [_model_to_json(key.items, model) for model in models]
            for name, models in key.models.items()
        },
    }


def key_from_json(data: Mapping[str, Any]) -> AnswerKey:
    """The inverse of `key_to_json`."""
    items = []
    for entry in data["items"]:
        rest = {k: v for k, v in entry.items() if k not in ("args", "driver", "expected")}
        rest["bounds"] = tuple(rest["bounds"]) if rest["bounds"] else None
        rest["plot"] = _plot_from_json(rest.get("plot"))
        asked = CaseInput(tuple(map(json_to_tree, entry["args"])), entry["driver"])
        items.append(Item(input=asked, expected=_outcome_from_json(entry["expected"]), **rest))
    return AnswerKey(
        exercise=data["exercise"],
        kind=data["kind"],
        points=data["points"],
        depends=tuple(data["depends"]),
        checks=tuple(Check(**{**check, "on": tuple(check["on"])}) for check in data["checks"]),
        items=tuple(items),
        models=_Written(data["models"]),
    )


class _Written(Mapping[str, tuple[Outcomes, ...]]):
    """Wrong models as they stand in a file: most of it, and of use only to what fails."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._read: dict[str, tuple[Outcomes, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Outcomes, ...]:
        if name not in self._read:
            models = self._data[name]
            self._read[name] = tuple(tuple(map(_outcome_from_json, model)) for model in models)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


def _plot_from_json(data: Mapping[str, Any] | None) -> Plot | None:
    if data is None:
        return None
    lines = tuple((float(value), tuple(line)) for value, line in data["lines"])
    return Plot(**{**data, "lines": lines})


def _model_to_json(items: Iterable[Item], model: Outcomes) -> list[dict[str, Any] | None]:
    """Of the probes alone: nothing else of a wrong model is ever looked at."""
    both = zip(items, model, strict=True)
    return [_outcome_to_json(outcome) if item.probe else None for item, outcome in both]


def _outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    if outcome.raised:
        return {"raised": list(outcome.raised)}
    data: dict[str, Any] = {"value": tree_to_json(outcome.value)}
    if outcome.warnings:
        data["warnings"] = list(outcome.warnings)
    if outcome.mutated:
        data["mutated"] = list(outcome.mutated)
    return data


def _outcome_from_json(data: Mapping[str, Any] | None) -> Outcome:
    if data is None:
        return Outcome()
    return Outcome(
        value=json_to_tree(data.get("value")),
        raised=tuple(data.get("raised", ())),
        warnings=tuple(data.get("warnings", ())),
        mutated=tuple(data.get("mutated", ())),
    )
