"""Answer keys: inputs, expected outcomes and the outcomes of every misconception.

An AnswerKey holds all that judging needs, as data. `build_answer_key` computes it from an
exercise and a seed, once per class; `key_to_json`/`key_from_json` write the public
key of the self-check, which holds no reference, only numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from autograder.author import Check, Plot
from autograder.course.source_position import line_of
from autograder.course.time_limit import time_limit
from autograder.errors import CourseError
from autograder.models import CallResult, CaseInput, ExerciseKind
from autograder.sandbox.calls import call_and_record
from autograder.sandbox.plain_data import opaque_part, plain_from_json, plain_to_json, to_plain

if TYPE_CHECKING:  # the self-check reads keys, and has no exercises to make them from
    from autograder.course.cases import DrawnCase
    from autograder.course.exercise import Exercise, ExerciseLibrary
    from autograder.course.misconception import Misconception

Outcomes = tuple[CallResult, ...]
MODEL_SECONDS = 10.0  # for a reference or a wrong model to answer all cases


class ModelTimeoutError(CourseError):
    """A reference or a wrong model that does not end."""


@dataclass(frozen=True)
class KeyCase:
    """One case with its answer.

    raises: name of the exception that the contract asks for, "" for a value.
    """

    group: str
    input: CaseInput
    expected: CallResult
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
    credits: by misconception the share of the points that it leaves; None: no credit is given.
    """

    exercise: str
    kind: ExerciseKind
    points: float
    depends: tuple[str, ...]
    checks: tuple[Check, ...]
    cases: tuple[KeyCase, ...]
    mutants: Mapping[str, tuple[Outcomes, ...]]
    make_pair_mutants: Callable[[], Iterator[tuple[tuple[str, str], Outcomes]]] | None = field(
        default=None, compare=False
    )
    credits: Mapping[str, float] | None = None

    @cached_property
    def pair_mutants(self) -> tuple[tuple[tuple[str, str], Outcomes], ...]:
        return tuple(self.make_pair_mutants()) if self.make_pair_mutants else ()

    @property
    def inputs(self) -> tuple[CaseInput, ...]:
        return tuple(item.input for item in self.cases)


def build_answer_key(
    library: ExerciseLibrary, name: str, points: float, seed: int, credit: bool = True
) -> AnswerKey:
    """Compute the key of one exercise; CourseError if the reference breaks its own cases.

    credit: whether a proved mistake leaves a share of the points.
    """
    from autograder.course.cases import draw_cases
    from autograder.course.misconception import compose_edits

    exercise = library[name]
    drawn = draw_cases(exercise, seed)
    inputs = [each.input for each in drawn]
    what = f"{_place(exercise)}: the reference of '{name}'"
    reference = _run_limited(library, name, exercise.reference, inputs, what)
    items = tuple(map(_key_case, drawn, reference))
    _refuse_nothing(exercise, items)

    wrongs = exercise.misconceptions.values()

    def pairs() -> Iterator[tuple[tuple[str, str], Outcomes]]:
        for first, second in combinations(wrongs, 2):
            for source in compose_edits(first, second, exercise.reference):
                both = f"{first.place}: '{first.id}' and '{second.id}' together"
                with suppress(ModelTimeoutError):  # nobody is diagnosed as what never ends
                    yield (first.id, second.id), _run_limited(library, name, source, inputs, both)

    def models(wrong: Misconception) -> Iterator[Outcomes]:
        what = f"{wrong.place}: misconception '{wrong.id}'"
        for source in wrong.sources(exercise.reference):
            yield _run_limited(library, name, source, inputs, what)

    return AnswerKey(
        exercise=name,
        kind=exercise.kind,
        points=points,
        depends=exercise.depends,
        checks=exercise.checks,
        cases=items,
        mutants={wrong.id: tuple(models(wrong)) for wrong in wrongs},
        make_pair_mutants=pairs,
        credits={wrong.id: wrong.credit for wrong in wrongs} if credit else None,
    )


def run_mutant(
    library: ExerciseLibrary, name: str, source: str, inputs: list[CaseInput], **replaced: Any
) -> Outcomes:
    """What the function (or value) of a source gives on each input. Raises CourseError."""
    from autograder.course.exercise import load_function

    try:
        model = load_function(library, name, source, **replaced)
    except Exception as error:
        raise CourseError(f"cannot be run: {type(error).__name__}: {error}.") from error
    except SystemExit as error:
        raise CourseError("ends the program: SystemExit.") from error
    if library[name].kind == "variable":
        return tuple(CallResult(value=to_plain(model)) for _ in inputs)
    if not callable(model):
        raise CourseError(f"defines no function '{name}'.\n  Begin it with: def {name}(")
    return tuple(call_and_record(model, case) for case in inputs)


def _run_limited(
    library: ExerciseLibrary, name: str, source: str, inputs: list[CaseInput], what: str
) -> Outcomes:
    """The same of an author's source, within a time limit.

    what: how a message calls it ("misconceptions.yaml:3: misconception 'a'").
    """
    outcomes: Outcomes = ()
    with time_limit(MODEL_SECONDS) as limit:
        try:
            outcomes = run_mutant(library, name, source, inputs)
        except CourseError as error:
            raise CourseError(f"{what} {error}") from error
    if limit.exceeded:
        raise ModelTimeoutError(
            f"{what} does not end within {MODEL_SECONDS:g} s on all cases together.\n"
            "  Bound its loops, or make the cases smaller."
        )
    return outcomes


def _key_case(drawn: DrawnCase, outcome: CallResult) -> KeyCase:
    case, where = drawn.case, drawn.where
    raises = case.raises.__name__ if case.raises else ""
    if bool(outcome.exception_mro) != bool(raises) or (
        raises and raises not in outcome.exception_mro
    ):
        got = outcome.exception_mro[0] if outcome.exception_mro else "a value"
        raise CourseError(
            f"{where}: wanted {raises or 'a value'} from the reference, got {got}"
            + (f": {outcome.message}" if outcome.message else ".")
        )
    if outcome.warnings or outcome.mutated_args:
        raise CourseError(
            f"{where}: the reference must be silent and leave its arguments alone, "
            f"got {outcome.warnings or f'changed arguments {outcome.mutated_args}'}."
        )
    if (opaque := opaque_part(outcome.value)) is not None:
        raise CourseError(
            f"{where}: the reference returns {opaque.type_name}, which cannot be compared.\n"
            "  Return numbers, texts, arrays, or lists, tuples and dicts of these; or let a "
            "driver take it apart."
        )
    if case.bounds is not None and not _within(outcome.value, case.bounds):
        raise CourseError(
            f"{where}: the reference must lie within the bounds {case.bounds}, got "
            f"{outcome.value!r}."
        )
    return KeyCase(
        group=case.group,
        input=drawn.input,
        expected=outcome,
        raises=raises,
        slack=float(case.slack),
        bounds=case.bounds,
        extreme=case.extreme,
        probe=case.probe,
        plot=case.plot,
    )


def _place(exercise: Exercise) -> str:
    start = exercise.source.split(exercise.name)[0] if exercise.kind == "function" else ""
    return line_of(exercise.folder / "exercise.py", start + exercise.name)


def _within(value: Any, bounds: tuple[float, float]) -> bool:
    try:
        return bool(bounds[0] <= float(value) <= bounds[1])
    except (TypeError, ValueError):
        return False


def _refuse_nothing(exercise: Exercise, items: Iterable[KeyCase]) -> None:
    """A function that returns nothing at all would be right whatever it does."""
    if all(item.expected.value is None and not item.raises for item in items):
        raise CourseError(
            f"{_place(exercise)}: the reference of '{exercise.name}' gives None for "
            "every case, so nothing would be compared.\n"
            "  Return the result, or let a driver return what is to be seen."
        )


def key_to_json(key: AnswerKey) -> dict[str, Any]:
    """The key as JSON-able data; pairs are left out, they would weigh a megabyte."""
    return {
        "exercise": key.exercise,
        "kind": key.kind,
        "points": key.points,
        "depends": list(key.depends),
        "credits": None if key.credits is None else dict(key.credits),
        "checks": [asdict(check) for check in key.checks],
        "items": [
            {
                **{k: v for k, v in asdict(item).items() if k not in ("input", "expected")},
                "args": [plain_to_json(arg) for arg in item.input.args],
                "driver": item.input.driver,
                "expected": _outcome_to_json(item.expected),
            }
            for item in key.cases
        ],
        "models": {
            name: [_model_to_json(key.cases, model) for model in models]
            for name, models in key.mutants.items()
        },
    }


def key_from_json(data: Mapping[str, Any]) -> AnswerKey:
    """The inverse of `key_to_json`."""
    items = []
    for entry in data["items"]:
        rest = {k: v for k, v in entry.items() if k not in ("args", "driver", "expected")}
        rest["bounds"] = tuple(rest["bounds"]) if rest["bounds"] else None
        rest["plot"] = _plot_from_json(rest.get("plot"))
        asked = CaseInput(tuple(map(plain_from_json, entry["args"])), entry["driver"])
        items.append(KeyCase(input=asked, expected=_outcome_from_json(entry["expected"]), **rest))
    return AnswerKey(
        exercise=data["exercise"],
        kind=data["kind"],
        points=data["points"],
        depends=tuple(data["depends"]),
        checks=tuple(Check(**{**check, "on": tuple(check["on"])}) for check in data["checks"]),
        cases=tuple(items),
        mutants=_LazyModels(data["models"]),
        credits=data.get("credits"),
    )


class _LazyModels(Mapping[str, tuple[Outcomes, ...]]):
    """Mutants as stored in a file, read only when a submission fails."""

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


def _model_to_json(items: Iterable[KeyCase], model: Outcomes) -> list[dict[str, Any] | None]:
    """Of the probes alone: nothing else of a wrong model is ever looked at."""
    both = zip(items, model, strict=True)
    return [_outcome_to_json(outcome) if item.probe else None for item, outcome in both]


def _outcome_to_json(outcome: CallResult) -> dict[str, Any]:
    if outcome.exception_mro:
        return {"raised": list(outcome.exception_mro)}
    data: dict[str, Any] = {"value": plain_to_json(outcome.value)}
    if outcome.warnings:
        data["warnings"] = list(outcome.warnings)
    if outcome.mutated_args:
        data["mutated"] = list(outcome.mutated_args)
    return data


def _outcome_from_json(data: Mapping[str, Any] | None) -> CallResult:
    if data is None:
        return CallResult()
    return CallResult(
        value=plain_from_json(data.get("value")),
        exception_mro=tuple(data.get("raised", ())),
        warnings=tuple(data.get("warnings", ())),
        mutated_args=tuple(data.get("mutated", ())),
    )
