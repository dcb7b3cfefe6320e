"""Answer keys: inputs, expected outcomes and the outcomes of every misconception.

An AnswerKey holds all that judging needs, as data. `build_answer_key` computes it from an
exercise and a seed, once per class, or takes it from the cache (`cached_keys`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from autograder.author import Case, Check, Plot
from autograder.course.comparison_rules import KIT_RULES, Rules
from autograder.course.mutant_runs import MutantRun, run_limited, run_mutant
from autograder.course.quantity import in_base_unit
from autograder.errors import CourseError
from autograder.models import CallResult, CaseInput, ExerciseKind, Outcomes
from autograder.sandbox.plain_data import opaque_part
from autograder.values import modules_of

if TYPE_CHECKING:  # the self-check reads keys, and has no exercises to make them from
    from autograder.course.cases import DrawnCase
    from autograder.course.exercise import Exercise, ExerciseLibrary
    from autograder.course.misconception import Misconception
    from autograder.course.slips import Slip

__all__ = ["AnswerKey", "KeyCase", "PairMutant", "build_answer_key", "run_mutant"]


@dataclass(frozen=True)
class KeyCase:
    """One case with its answer.

    raises: name of the exception that the contract asks for, "" for a value.
    message: what the exception's text must hold.
    printed: whether what is printed is a part of what is expected.
    units, rules: as in `Case` and `Rules`.
    hidden: the public key does not hold it.
    one_of: of the public key of a multiple choice: any of these will do.
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
    message: str = ""
    printed: bool = False
    units: Mapping[str, float] | None = None
    rules: Rules = KIT_RULES
    one_of: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class PairMutant:
    """Two misconceptions at once, as one mutant."""

    names: tuple[str, str]
    run: MutantRun


@dataclass(frozen=True)
class AnswerKey:
    """The key of one exercise.

    carries_from: the exercises whose mistakes cost nothing here; () where CARRY is False.
    mutants: by misconception the outcomes of each of its mutants, one a case.
    make_pair_mutants: makes the pairs of edits that compose; their outcomes are computed when
        asked for.
    make_slips: makes the nameless mutants, see `slips`; none has run.
    credits: by misconception the share of the points that it leaves; None: no credit is given.
    """

    exercise: str
    kind: ExerciseKind
    points: float
    carries_from: tuple[str, ...]
    checks: tuple[Check, ...]
    cases: tuple[KeyCase, ...]
    mutants: Mapping[str, tuple[Outcomes, ...]]
    make_pair_mutants: Callable[[], Iterator[PairMutant]] | None = field(
        default=None, compare=False
    )
    credits: Mapping[str, float] | None = None
    make_slips: Callable[[], Iterator[Slip]] | None = field(default=None, compare=False)

    @cached_property
    def lazy_pair_mutants(self) -> tuple[PairMutant, ...]:
        """The pairs, none of which has run yet."""
        return tuple(self.make_pair_mutants()) if self.make_pair_mutants else ()

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """The nameless slips, each run as far as somebody asked."""
        return tuple(self.make_slips()) if self.make_slips else ()

    @cached_property
    def pair_mutants(self) -> tuple[tuple[tuple[str, str], Outcomes], ...]:
        """The pairs with all their outcomes, which takes seconds; without those that never end."""
        ran = ((pair.names, pair.run.first(len(self.cases))) for pair in self.lazy_pair_mutants)
        return tuple((names, tuple(outcomes)) for names, outcomes in ran if outcomes is not None)

    @property
    def inputs(self) -> tuple[CaseInput, ...]:
        return tuple(case.input for case in self.cases)


def build_answer_key(
    library: ExerciseLibrary,
    name: str,
    points: float,
    seed: int,
    credit: bool = True,
    cached: bool = True,
) -> AnswerKey:
    """Compute the key of one exercise; CourseError if the reference breaks its own cases.

    credit: whether a proved mistake leaves a share of the points.
    cached: whether the cache on disk may be used; not where students' code could reach it.
    """
    from autograder.course import cached_keys
    from autograder.course.misconception import compose_edits
    from autograder.course.slips import slips, telling_case

    exercise = library[name]
    kept = cached_keys.load(library, name, seed) if cached else None
    cases, mutants = kept or _compute(library, name, seed)
    if cached and kept is None:
        cached_keys.store(library, name, seed, cases, mutants)
    inputs = [case.input for case in cases]
    wrongs = exercise.misconceptions.values()

    def pairs() -> Iterator[PairMutant]:
        for first, second in combinations(wrongs, 2):
            for source in compose_edits(first, second, exercise.reference):
                what = f"{first.place}: '{first.id}' and '{second.id}' together"
                yield PairMutant(
                    (first.id, second.id), MutantRun(library, name, source, inputs, what)
                )

    return AnswerKey(
        exercise=name,
        kind=exercise.kind,
        points=points,
        carries_from=exercise.depends if exercise.carry else (),
        checks=exercise.checks,
        cases=cases,
        mutants=mutants,
        make_pair_mutants=pairs,
        credits={wrong.id: wrong.credit for wrong in wrongs} if credit else None,
        make_slips=(lambda: slips(library, name, inputs, telling_case(cases))) if credit else None,
    )


def modules_needed(keys: Iterable[AnswerKey]) -> tuple[str, ...]:
    """The modules whose types are among the inputs or what is expected."""
    found: set[str] = set()
    for key in keys:
        for case in key.cases:
            found |= modules_of(case.input.args) | modules_of(case.expected.value)
    return tuple(sorted(found))


def _compute(
    library: ExerciseLibrary, name: str, seed: int
) -> tuple[tuple[KeyCase, ...], Mapping[str, tuple[Outcomes, ...]]]:
    """The cases with their answers, and by misconception what its mutants answer."""
    from autograder.course import key_checks
    from autograder.course.cases import draw_cases
    from autograder.course.exercise_parts import refuse_wrong_letters

    exercise = library[name]
    drawn = draw_cases(exercise, seed)
    inputs = [each.input for each in drawn]
    what = f"{key_checks.place_of(exercise)}: the reference of '{name}'"
    reference = run_limited(library, name, exercise.reference, inputs, what)
    printed = _printing_groups(exercise)
    cases = tuple(
        _key_case(each, got, exercise, printed is None or each.case.group in printed)
        for each, got in zip(drawn, reference, strict=True)
    )
    key_checks.refuse_nothing(exercise, cases)
    if exercise.choices:
        for case in cases:
            refuse_wrong_letters(exercise, case.expected.value)
    key_checks.refuse_empty_checks(exercise, cases)
    key_checks.refuse_twin_checks(exercise, cases)

    def again() -> Outcomes:
        backwards = run_limited(library, name, exercise.reference, inputs[::-1], what)
        return backwards[::-1]

    key_checks.refuse_what_changes(exercise, reference, again, [each.where for each in drawn])

    def variants(wrong: Misconception) -> Iterator[Outcomes]:
        what = f"{wrong.place}: misconception '{wrong.id}'"
        for source in wrong.sources(exercise.reference):
            yield run_limited(library, name, source, inputs, what)

    return cases, {wrong.id: tuple(variants(wrong)) for wrong in exercise.misconceptions.values()}


def _printing_groups(exercise: Exercise) -> set[str] | None:
    """The groups of which a check looks at what is printed; None for all of them."""
    checks = [check for check in exercise.checks if check.aspect == "printed"]
    if any(not check.on for check in checks):
        return None
    return {group for check in checks for group in check.on}


def _key_case(drawn: DrawnCase, outcome: CallResult, exercise: Exercise, printed: bool) -> KeyCase:
    case, where = drawn.case, drawn.where
    raises = case.raises.__name__ if case.raises else ""
    _check_outcome(case, raises, outcome, where)
    return KeyCase(
        group=case.group,
        input=drawn.input,
        expected=outcome,
        raises=raises,
        slack=float(case.slack),
        bounds=None if case.bounds is None else (float(case.bounds[0]), float(case.bounds[1])),
        extreme=case.extreme,
        probe=case.probe,
        plot=case.plot,
        message=case.message,
        printed=printed,
        units=case.units and {name: float(size) for name, size in case.units.items()},
        rules=exercise.rules,
        hidden=case.hidden,
    )


def _check_outcome(case: Case, raises: str, outcome: CallResult, where: str) -> None:
    """Raise CourseError where the reference does not do what its case asks for.

    raises: name of the exception that is asked for, "" for a value.
    """
    if bool(outcome.exception_mro) != bool(raises) or (
        raises and raises not in outcome.exception_mro
    ):
        got = outcome.exception_mro[0] if outcome.exception_mro else "a value"
        raise CourseError(
            f"{where}: wanted {raises or 'a value'} from the reference, got {got}"
            + (f": {outcome.message}" if outcome.message else ".")
        )
    if case.message and case.message not in outcome.message:
        raise CourseError(
            f"{where}: the reference's message must hold {case.message!r}, got {outcome.message!r}."
        )
    if case.units is not None and in_base_unit(outcome.value, case.units) is None:
        raise CourseError(
            f"{where}: the reference must give a number with one of the units "
            f"{', '.join(case.units)}, got {outcome.value!r}.\n"
            '  Write it like: "3.5 m/s", or (3.5, "m/s")'
        )
    if outcome.warnings or outcome.mutated_args:
        raise CourseError(
            f"{where}: the reference must be silent and leave its arguments alone, "
            f"got {outcome.warnings or f'changed arguments {outcome.mutated_args}'}."
        )
    if (opaque := opaque_part(outcome.value)) is not None:
        raise CourseError(
            f"{where}: the reference returns {opaque.type_name}, which cannot be compared.\n"
            "  Return values that docs/reference-exercise.md lists, or let a driver take it apart."
        )
    if case.bounds is not None and not _within(outcome.value, case.bounds):
        raise CourseError(
            f"{where}: the reference must lie within the bounds {case.bounds}, got "
            f"{outcome.value!r}."
        )


def _within(value: Any, bounds: tuple[float, float]) -> bool:
    try:
        return bool(bounds[0] <= float(value) <= bounds[1])
    except (TypeError, ValueError):
        return False
