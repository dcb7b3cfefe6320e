"""Answer keys: inputs, expected outcomes and the outcomes of every misconception.

An AnswerKey holds everything that judging needs, as data; `key_builder` computes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from autograder.author import Check, Plot
from autograder.course.comparison_rules import KIT_RULES, Rules
from autograder.models import CallResult, CaseInput, ExerciseKind, Outcomes
from autograder.sandbox.values import modules_of

if TYPE_CHECKING:  # the self-check reads keys and has no exercises to build them from
    from autograder.course.mutant_runs import MutantRun
    from autograder.course.slips import Slip


@dataclass(frozen=True)
class KeyCase:
    """One case with its answer.

    raises: name of the exception that the contract asks for, "" for a value.
    message: what the exception's text must contain.
    printed: whether the printed output is part of what is expected.
    units, rules: as in `Case` and `Rules`.
    hidden: left out of the public key.
    one_of: in the public key of a multiple choice: any of these is accepted.
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
    """Two misconceptions combined in one mutant."""

    names: tuple[str, str]
    run: MutantRun


@dataclass(frozen=True)
class AnswerKey:
    """The key of one exercise.

    carries_from: the exercises whose mistakes cost nothing here; () if CARRY is False.
    mutants: the outcomes of each mutant, one per case, by misconception.
    make_pair_mutants: makes the pairs of edits that compose; their outcomes are computed on
        demand.
    make_slips: makes the nameless mutants, not yet run; see `slips`.
    credits: the share of the points that each misconception leaves; None: no credit is given.
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
        """The nameless slips, each run only as far as needed so far."""
        return tuple(self.make_slips()) if self.make_slips else ()

    @cached_property
    def pair_mutants(self) -> tuple[tuple[tuple[str, str], Outcomes], ...]:
        """The pairs with all their outcomes, without those that never end; this takes seconds."""
        ran = ((pair.names, pair.run.first(len(self.cases))) for pair in self.lazy_pair_mutants)
        return tuple((names, tuple(outcomes)) for names, outcomes in ran if outcomes is not None)

    @property
    def inputs(self) -> tuple[CaseInput, ...]:
        return tuple(case.input for case in self.cases)


class LazyMutants(Mapping[str, tuple[Outcomes, ...]]):
    """The mutants by misconception as stored in a file, read only when a submission fails.

    read: converts a stored mutant to outcomes.
    """

    def __init__(
        self, data: Mapping[str, Any], read: Callable[[Any], tuple[Outcomes, ...]]
    ) -> None:
        self._data = data
        self._convert = read
        self._read: dict[str, tuple[Outcomes, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Outcomes, ...]:
        if name not in self._read:
            self._read[name] = self._convert(self._data[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


def modules_needed(keys: Iterable[AnswerKey]) -> tuple[str, ...]:
    """The modules whose types occur in inputs or expected results."""
    found: set[str] = set()
    for key in keys:
        for case in key.cases:
            found |= modules_of(case.input.args) | modules_of(case.expected.value)
    return tuple(sorted(found))
