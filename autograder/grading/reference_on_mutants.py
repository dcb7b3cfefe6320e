"""Run the reference of a dependent exercise on mutants of its primitives' diagnosed mistakes.

With a wrong primitive the margins of the hidden inputs no longer hold: two right versions of
another primitive (a loss with a small guard, one with a large guard) may lead to different
outcomes, and both are right. So a case is compared with the outcome of every right version of
the other primitives (the reference and the author's `right/` answers), and with what is between.

Equality proves something only if most mutants of the dependent exercise itself give different
outcomes on the same primitives, and so does a function that never looks at the data: wrong
primitives may make the reference crash, or give the same answer on every input.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, islice, product
from typing import Any

from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.course.cases import same_for_every_seed
from autograder.course.exercise import ExerciseLibrary
from autograder.course.misconception import compose_edits
from autograder.course.mutant_runs import MUTANT_SECONDS, run_mutant
from autograder.course.reference import load_function
from autograder.course.time_limit import time_limit
from autograder.course.weak_memo import WeakMemo
from autograder.errors import GraderError
from autograder.grading.clock import check_time, seconds_left
from autograder.grading.compare import check_passes, is_correct
from autograder.grading.trivial_answers import is_trivial
from autograder.grading.value_range import ValueRange
from autograder.models import CallResult, CaseInput

MAX_COMBINATIONS = 16  # combinations of the mutants of a submission's diagnosed mistakes
MAX_VERSIONS = 64  # combinations of right versions of the other primitives
MIN_DIFFERENT = 0.7  # of the mutants must differ from the reference
MAX_KNOWN = 24  # sets of diagnosed mistakes whose combinations are kept for an exercise

Diagnoses = Mapping[str, tuple[str, ...]]  # identifiers of misconceptions, by primitive
Primitives = Mapping[str, Callable[..., Any]]


def equals_reference_on_mutants(
    library: ExerciseLibrary,
    key: AnswerKey,
    outcomes: Sequence[CallResult],
    named: Diagnoses,
) -> bool:
    """Whether the outcomes are the reference's on these mistakes, and whether that is proof."""
    if is_trivial(key, outcomes):
        return False
    return any(
        combination.accepts(key, outcomes) and combination.tells_apart(key)
        for combination in _combinations(library, key, named)
    ) and not _is_trivial_where_drawn(library, key, outcomes)


def _is_trivial_where_drawn(
    library: ExerciseLibrary, key: AnswerKey, outcomes: Sequence[CallResult]
) -> bool:
    """Whether the outcomes are trivial on the inputs that differ from seed to seed."""
    fixed = same_for_every_seed(library[key.exercise], key.inputs)
    drawn = [index for index, same in enumerate(fixed) if not same]
    if not drawn:
        return False
    cases = tuple(key.cases[index] for index in drawn)
    return is_trivial(replace(key, cases=cases), [outcomes[index] for index in drawn])


@dataclass
class _Combination:
    """One combination of mutants, with the reference's outcomes for each right version.

    versions: the primitives, mutants and right versions together; the references first.
    """

    library: ExerciseLibrary
    exercise: str
    versions: Sequence[Primitives]
    given: dict[tuple[int, int], CallResult] = field(default_factory=dict)  # by version and case
    ranges: dict[int, list[ValueRange]] = field(default_factory=dict)
    proves: bool | None = None

    def accepts(self, key: AnswerKey, outcomes: Sequence[CallResult]) -> bool:
        return all(
            self._accepts_case(key, index, got) for index, got in enumerate(outcomes)
        ) and len(outcomes) == len(key.cases)

    def tells_apart(self, key: AnswerKey) -> bool:
        """Whether most mutants of the dependent exercise give different outcomes."""
        if self.proves is None:
            exercise = self.library[self.exercise]
            inputs = [case.input for case in key.cases]
            sources = [w.sources(exercise.reference)[0] for w in exercise.misconceptions.values()]
            different = sum(
                not self.accepts(
                    key, _run(self.library, self.exercise, source, inputs, self.versions[0])
                )
                for source in sources
            )
            self.proves = different >= max(1.0, MIN_DIFFERENT * len(sources))
        return self.proves

    def _accepts_case(self, key: AnswerKey, index: int, got: CallResult) -> bool:
        case = key.cases[index]
        for version in range(len(self.versions)):
            if _passes(key, case, self._outcome(key, version, index), got):
                return True
        return any(_passes(key, case, each, got) for each in self._between(key, index, got))

    def _outcome(self, key: AnswerKey, version: int, index: int) -> CallResult:
        if (version, index) not in self.given:
            reference = self.library[self.exercise].reference
            inputs = [key.cases[index].input]
            [self.given[version, index]] = _run(
                self.library, self.exercise, reference, inputs, self.versions[version]
            )
        return self.given[version, index]

    def _between(self, key: AnswerKey, index: int, got: CallResult) -> Iterator[CallResult]:
        """The nearest value to this one within the range of the versions' outcomes."""
        if got.exception_mro:
            return
        if index not in self.ranges:
            values = [self._outcome(key, version, index) for version in range(len(self.versions))]
            self.ranges[index] = ValueRange.of(v.value for v in values if not v.exception_mro)
        for each in self.ranges[index]:
            nearest = each.nearest(got.value)
            if nearest is not None:
                yield CallResult(nearest)


def _run(
    library: ExerciseLibrary,
    name: str,
    source: str,
    inputs: Sequence[CaseInput],
    primitives: Primitives,
) -> tuple[CallResult, ...]:
    """The outcomes of a source with these primitives, within the submission's remaining time."""
    check_time()
    found: tuple[CallResult, ...] = ()
    with time_limit(seconds_left(MUTANT_SECONDS)) as limit:
        found = run_mutant(library, name, source, inputs, **primitives)
    if limit.exceeded:
        check_time()
        raise GraderError(
            f"the reference of '{name}' does not end within {MUTANT_SECONDS:g} s on mutants "
            "of what it calls.\n  Bound its loops."
        )
    return found


@WeakMemo
def _known(_: AnswerKey) -> OrderedDict[Any, list[_Combination]]:
    return OrderedDict()


def _combinations(library: ExerciseLibrary, key: AnswerKey, named: Diagnoses) -> list[_Combination]:
    """The combinations of mutants; the latest are kept for the rest of a class."""
    known = _known(key)
    diagnosed = tuple(sorted(named.items()))
    if diagnosed not in known:
        variants = {name: _mutants(library, name, ids) for name, ids in named.items()}
        others = {
            name: _right_versions(library, name) for name in key.carries_from if name not in named
        }
        known[diagnosed] = [
            _Combination(
                library,
                key.exercise,
                [
                    {**dict(zip(variants, chosen, strict=True)), **rest}
                    for rest in _version_sets(others)
                ],
            )
            for chosen in islice(product(*variants.values()), MAX_COMBINATIONS)
        ]
        if len(known) > MAX_KNOWN:
            known.popitem(last=False)
    known.move_to_end(diagnosed)
    return known[diagnosed]


def _mutants(library: ExerciseLibrary, name: str, ids: tuple[str, ...]) -> list[Any]:
    """The mutants of a primitive for its diagnosis, ready to be called."""
    exercise = library[name]
    found = [exercise.misconceptions[each] for each in ids]
    sources = (
        found[0].sources(exercise.reference)
        if len(found) == 1
        else compose_edits(found[0], found[1], exercise.reference)
    )
    return [load_function(library, name, source) for source in sources]


def _right_versions(library: ExerciseLibrary, name: str) -> list[Any]:
    """The reference of a primitive, and each right answer that its author wrote."""
    exercise = library[name]
    sources = (exercise.reference, *exercise.right_answers.values())
    return [load_function(library, name, source) for source in sources]


def _version_sets(others: Mapping[str, Sequence[Any]]) -> list[Primitives]:
    """The references together; then with one or two of them replaced by other right versions."""
    references = {name: versions[0] for name, versions in others.items()}
    found: list[Primitives] = [references]
    for size in (1, 2):
        for names in combinations(others, size):
            rest: Iterable[tuple[Any, ...]] = product(*(others[name][1:] for name in names))
            found += [{**references, **dict(zip(names, each, strict=True))} for each in rest]
    return found[:MAX_VERSIONS]


def _passes(key: AnswerKey, case: KeyCase, given: CallResult, got: CallResult) -> bool:
    """Whether every check that looks at a case holds there if `given` is what is expected.

    An exception counts as an answer only if the exercise asks for it somewhere.
    """
    if given.exception_mro and not any(
        each.raises in given.exception_mro for each in key.cases if each.raises
    ):
        return False
    case = replace(
        case, expected=given, raises=given.exception_mro[0] if given.exception_mro else ""
    )
    right = is_correct(case, got)
    return all(
        check_passes(check, case, got, right) for check in key.checks if check.looks_at(case.group)
    )
