"""Find the misconception that behaves exactly like a submission.

A misconception is named only when it is proved: exactly one mutant does what the
submission does, on every probe. If none does, exactly one pair of composed edits
may. Two explanations, or none, lead to an abstention.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.course.answer_key import AnswerKey, PairMutant
from autograder.course.weak_memo import WeakMemo
from autograder.grading.behaviour import (
    behaves_like,
    is_evidence,
    own_exceptions,
    survives_overflow,
)
from autograder.grading.clock import check_time
from autograder.grading.compare import finite, is_correct, overflows
from autograder.grading.vectorised_compare import compare_all
from autograder.models import CallResult, Outcomes


@dataclass(frozen=True)
class _Mutant:
    """A mutant, with everything about it that is the same for every submission.

    right, telling, overflows: for each case, whether the mutant is right there, whether
        agreeing with it there is evidence, and whether its arithmetic overflows there.
    only_overflows: whether it is wrong only on probes where its arithmetic overflows.
    must_overflow: whether one of the two misconceptions of a pair is `only_overflows`.
    """

    names: tuple[str, ...]
    outcomes: Outcomes
    right: Sequence[bool]
    telling: Sequence[bool]
    overflows: Sequence[bool]
    only_overflows: bool
    must_overflow: bool


class _MutantIndex:
    """All mutants of a key, prepared once for a whole class."""

    def __init__(self, key: AnswerKey) -> None:
        self.single = [
            _prepared(key, (name,), mutant)
            for name, variants in key.mutants.items()
            for mutant in variants
        ]
        self.overflowing = frozenset(m.names[0] for m in self.single if m.only_overflows)
        self.mutation_matters = any(
            got.mutated_args for mutant in self.single for got in mutant.outcomes
        )
        # For each case, whether mutant and submission must be both right or both wrong there.
        self.must_agree = [
            case.probe and (bool(case.raises) or not case.extreme) for case in key.cases
        ]
        self.cases = key.cases
        self.own = own_exceptions(key.cases)
        self._pairs: list[_LazyPair] | None = None

    def pairs_like(self, key: AnswerKey, right_by_case: Sequence[bool]) -> Iterator[_Mutant]:
        """The pairs that are right on the same plain probes as a submission.

        Each runs only up to the first probe that tells it from the submission.
        """
        if self._pairs is None:
            self._pairs = list(map(_LazyPair, key.lazy_pair_mutants))
        for pair in self._pairs:
            check_time()
            if pair.is_right_where(key, self.must_agree, right_by_case):
                found = pair.prepared(key, self.overflowing)
                if found is not None:
                    yield found

    def matches(
        self, mutant: _Mutant, outcomes: Sequence[CallResult], right_by_case: Sequence[bool]
    ) -> bool:
        """Whether a mutant does what the submission does, and whether this is proof."""
        differ = zip(self.must_agree, mutant.right, right_by_case, strict=True)
        if any(must_agree and a != b for must_agree, a, b in differ):
            return False  # most mutants are ruled out here, before anything is compared
        return self.compare(mutant, outcomes, right_by_case) == (None, True)

    def compare(
        self, mutant: _Mutant, outcomes: Sequence[CallResult], right_by_case: Sequence[bool]
    ) -> tuple[int | None, bool]:
        """The first probe on which a mutant differs; if none, whether that is proof.

        At least one probe must be evidence: the mutant is wrong there with a value or an
        exception of the exercise's own, not merely by crashing. Where arithmetic overflows
        depends on how the code is written, so an extreme input at which only the mutant
        overflows proves nothing; but a submission diagnosed with an overflow must overflow
        somewhere, and raise no warning on other inputs where its result is right.
        """
        evidence = overflowed = False
        for i, (case, wrong, got) in enumerate(
            zip(self.cases, mutant.outcomes, outcomes, strict=True)
        ):
            if not case.probe:
                continue
            if self.must_agree[i] and mutant.right[i] != right_by_case[i]:
                return i, False
            if survives_overflow(case, wrong, got):
                continue
            changes = self.mutation_matters and not case.raises
            if (
                not behaves_like(case, wrong, got, right_by_case[i], mutant.right[i])
                or (self._raises_own(wrong) and not self._raises_own(got))
                or (changes and bool(wrong.mutated_args) != bool(got.mutated_args))
                or (
                    mutant.only_overflows
                    and self.must_agree[i]
                    and right_by_case[i]
                    and got.warnings
                )
            ):
                return i, False
            evidence = evidence or mutant.telling[i] or (changes and bool(wrong.mutated_args))
            overflowed = overflowed or mutant.overflows[i]
        return None, evidence and (overflowed or not mutant.must_overflow)

    def _raises_own(self, got: CallResult) -> bool:
        return not self.own.isdisjoint(got.exception_mro)


class _LazyPair:
    """A pair of misconceptions, and whether it is right on each of the first cases."""

    def __init__(self, pair: PairMutant) -> None:
        self.pair = pair
        self.right: list[bool] = []
        self.mutant: _Mutant | None = None

    def is_right_where(
        self, key: AnswerKey, must_agree: Sequence[bool], right_by_case: Sequence[bool]
    ) -> bool:
        for index, looked_at in enumerate(must_agree):
            if not looked_at:
                continue
            if len(self.right) <= index and not self._go_on(key, index + 1):
                return False  # it does not terminate
            if self.right[index] != right_by_case[index]:
                return False
        return True

    def prepared(self, key: AnswerKey, overflowing: frozenset[str]) -> _Mutant | None:
        if self.mutant is None:
            outcomes = self.pair.run.first(len(key.cases))
            if outcomes is not None:
                self.mutant = _prepared(key, self.pair.names, tuple(outcomes), overflowing)
        return self.mutant

    def _go_on(self, key: AnswerKey, count: int) -> bool:
        outcomes = self.pair.run.first(count)
        if outcomes is None:
            return False
        start = len(self.right)
        self.right += map(is_correct, key.cases[start:count], outcomes[start:count])
        return True


def _prepared(
    key: AnswerKey,
    names: tuple[str, ...],
    outcomes: Outcomes,
    overflowing: frozenset[str] = frozenset(),
) -> _Mutant:
    """overflowing: misconceptions that show only where a value overflows."""
    own = own_exceptions(key.cases)
    must = not overflowing.isdisjoint(names)
    right = compare_all(key, outcomes)
    overs, telling, by_overflow = [], [], []
    for case, got, good in zip(key.cases, outcomes, right, strict=True):
        over = case.extreme and not case.raises and overflows(got)
        overs.append(over)
        telling.append(
            (not good and not own.isdisjoint(got.exception_mro))
            or (
                is_evidence(case, got)
                and (len(names) == 1 or (finite(got) and not (over and must)))
            )
        )
        if case.probe and (over or not good):
            by_overflow.append(over)
    return _Mutant(
        names,
        outcomes,
        right,
        telling,
        overflows=overs,
        only_overflows=bool(by_overflow) and all(by_overflow),
        must_overflow=must,
    )


_mutant_index = WeakMemo(_MutantIndex)


def matching_variant(
    key: AnswerKey, name: str, outcomes: Sequence[CallResult], right_by_case: Sequence[bool]
) -> int:
    """The number of the misconception's mutant that does what the submission does; 0 if none."""
    known = _mutant_index(key)
    variants = [mutant for mutant in known.single if mutant.names == (name,)]
    agree = (known.matches(mutant, outcomes, right_by_case) for mutant in variants)
    return next((index for index, agrees in enumerate(agree) if agrees), 0)


def matching_misconceptions(
    key: AnswerKey, outcomes: Sequence[CallResult], right_by_case: Sequence[bool]
) -> set[tuple[str, ...]]:
    """All single misconceptions that do what the submission does; if none, all such pairs."""
    known = _mutant_index(key)

    def explaining(mutants: Iterable[_Mutant]) -> set[tuple[str, ...]]:
        found: set[tuple[str, ...]] = set()
        for mutant in mutants:
            check_time()
            if mutant.names not in found and known.matches(mutant, outcomes, right_by_case):
                found.add(mutant.names)
        return found

    return explaining(known.single) or explaining(known.pairs_like(key, right_by_case))


def first_differences(
    key: AnswerKey, outcomes: Sequence[CallResult], right_by_case: Sequence[bool]
) -> dict[str, int | None]:
    """For each misconception, the first case where it differs from a submission, if any.

    If a misconception has several variants, the one that agrees longest counts.
    """
    known = _mutant_index(key)
    found: dict[str, int | None] = {}
    for name in key.mutants:
        variants = [mutant for mutant in known.single if mutant.names == (name,)]
        places = [known.compare(m, outcomes, right_by_case)[0] for m in variants]
        differ = [place for place in places if place is not None]
        found[name] = max(differ) if len(differ) == len(places) else None
    return found


def proved_misconceptions(
    key: AnswerKey, outcomes: Sequence[CallResult], right_by_case: Sequence[bool] | None = None
) -> tuple[str, ...]:
    """Identifiers of the misconception(s) that the outcomes prove; () is an abstention.

    outcomes: one per case of the key, in its order.
    right_by_case: `compare_all(key, outcomes)`, if the caller already has it.
    """
    right_by_case = compare_all(key, outcomes) if right_by_case is None else right_by_case
    found = matching_misconceptions(key, outcomes, right_by_case)
    return found.pop() if len(found) == 1 else ()
