"""Compute the answer key of an exercise for a seed, once per class.

The expensive part, cases with answers and outcomes of mutants, is taken from the disk cache if
it is there (`cached_keys`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from autograder.course import cached_keys
from autograder.course.answer_key import AnswerKey, KeyCase, PairMutant
from autograder.course.cases import DrawnCase, draw_cases
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.course.key_checks import (
    refuse_empty_answers,
    refuse_empty_checks,
    refuse_twin_checks,
    refuse_wrong_letters,
    refuse_wrong_outcome,
)
from autograder.course.misconception import Misconception, compose_edits
from autograder.course.mutant_runs import MutantRun, run_limited
from autograder.course.repeatability import refuse_unrepeatable
from autograder.course.slips import slips, telling_case
from autograder.models import CallResult, Outcomes


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
    cached: whether the disk cache may be used; False if students' code could reach it.
    """
    exercise = library[name]
    kept = cached_keys.load(library, name, seed) if cached else None
    cases, mutants = kept or _compute(library, name, seed)
    if cached and kept is None:
        cached_keys.store(library, name, seed, cases, mutants)
    inputs = [case.input for case in cases]
    misconceptions = exercise.misconceptions.values()

    def pairs() -> Iterator[PairMutant]:
        for first, second in combinations(misconceptions, 2):
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
        credits={wrong.id: wrong.credit for wrong in misconceptions} if credit else None,
        make_slips=(lambda: slips(library, name, inputs, telling_case(cases))) if credit else None,
    )


def _compute(
    library: ExerciseLibrary, name: str, seed: int
) -> tuple[tuple[KeyCase, ...], Mapping[str, tuple[Outcomes, ...]]]:
    """The cases with their answers, and the outcomes of mutants by misconception."""
    exercise = library[name]
    drawn = draw_cases(exercise, seed)
    inputs = [each.input for each in drawn]
    what = f"{exercise.definition}: the reference of '{name}'"
    reference = run_limited(library, name, exercise.reference, inputs, what)
    printed = _printing_groups(exercise)
    cases = tuple(
        _key_case(each, got, exercise, printed is None or each.case.group in printed)
        for each, got in zip(drawn, reference, strict=True)
    )
    refuse_empty_answers(exercise, cases)
    if exercise.choices:
        for case in cases:
            refuse_wrong_letters(exercise, case.expected.value)
    refuse_empty_checks(exercise, cases)
    refuse_twin_checks(exercise, cases)

    def again() -> Outcomes:
        backwards = run_limited(library, name, exercise.reference, inputs[::-1], what)
        return backwards[::-1]

    refuse_unrepeatable(exercise, reference, again, [each.where for each in drawn])

    def variants(wrong: Misconception) -> Iterator[Outcomes]:
        what = f"{wrong.place}: misconception '{wrong.id}'"
        for source in wrong.sources(exercise.reference):
            yield run_limited(library, name, source, inputs, what)

    return cases, {wrong.id: tuple(variants(wrong)) for wrong in exercise.misconceptions.values()}


def _printing_groups(exercise: Exercise) -> set[str] | None:
    """The groups whose printed output a check looks at; None for all groups."""
    checks = [check for check in exercise.checks if check.aspect == "printed"]
    if any(not check.on for check in checks):
        return None
    return {group for check in checks for group in check.on}


def _key_case(drawn: DrawnCase, outcome: CallResult, exercise: Exercise, printed: bool) -> KeyCase:
    case, where = drawn.case, drawn.where
    raises = case.raises.__name__ if case.raises else ""
    refuse_wrong_outcome(case, raises, outcome, where)
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
