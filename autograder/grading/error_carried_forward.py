"""Error carried forward: a dependent function that is right given the mistakes of its primitives.

There are two ways to show it, and neither asks a student's process how its primitives behave:

* the student's dependent function is run again with right primitives in place of some of
  the wrong ones; a mistake that the function compensates for stays in;
* if the remaining mistakes are diagnosed, the reference is run on their mutants, on the
  trusted side, and the outcomes are compared (`reference_on_mutants`).

Either way the outcomes are compared with values that the trusted side computed. Only the
verdict of a helped run is kept: what it returns, prints or raises may contain values that a
reference returned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from autograder.course.answer_key import AnswerKey
from autograder.course.exercise import ExerciseLibrary
from autograder.grading.clock import Clock, check_time
from autograder.grading.judge_safely import judge_safely, without_large_values
from autograder.grading.reference_on_mutants import equals_reference_on_mutants
from autograder.models import CodeUnit, ExerciseResult, Verdict
from autograder.sandbox import Sandbox

Names = frozenset[str]
MAX_WRONG = 5  # primitives of one exercise whose subsets are tried; if more, only all together


@dataclass(frozen=True)
class Rerun:
    """What is needed to run a dependent exercise of one submission again."""

    units: Sequence[CodeUnit]
    sandbox: Sandbox
    clock: Clock

    def answer(self, name: str, replaced: Names) -> tuple[ExerciseResult, Names]:
        """The exercise's answer with these functions replaced, and which of them it called."""
        check_time()
        transcript = self.clock.run(self.sandbox, self.units, [name], replaced)
        return transcript.answers[name], frozenset(transcript.asked)


def error_carried_forward(
    library: ExerciseLibrary,
    key: AnswerKey,
    own: Verdict,
    answer: ExerciseResult,
    wrong: Mapping[str, Verdict],
    rerun: Rerun,
) -> Verdict:
    """The verdict of a dependent exercise whose primitives `wrong` are not right.

    own, answer: its verdict and answer with the student's own primitives.
    Raises GraderTimeUpError or SubmissionTimeUpError if the time is up before that is known.
    """
    best = own
    runs: list[tuple[Names, Names, ExerciseResult]] = []  # replaced, called of these, answer
    if own.status != "not_attempted":  # a stub stays one, whatever is replaced
        runs.append((frozenset(), frozenset(), without_large_values(key, answer)))
    for replaced in _subsets([name for name in wrong if library[name].kind == "function"]):
        # Replaced primitives that were not called might as well have been the student's own.
        if any(needed <= replaced < before for before, needed, _ in runs):
            continue
        got, asked = rerun.answer(key.exercise, replaced)
        got = without_large_values(key, got)
        helped = judge_safely(key, got)
        if helped.status == "passed":
            return _full_points_carried(key, own, wrong)
        if helped.status == "not_attempted":
            continue
        runs.append((replaced, asked, got))
        better = helped.points > best.points or (best is own and helped.points == best.points)
        if got.status == "answered" and helped.status == "failed" and better:
            best = helped  # the dependent's own mistake, without those of the primitives
    for replaced, _, got in runs:
        still_wrong = {name: verdict for name, verdict in wrong.items() if name not in replaced}
        if _equals(library, key, got, still_wrong):
            return _full_points_carried(key, own, wrong)
    return best if best is own else _without_values(best, own)


def right_on_right_primitives(
    library: ExerciseLibrary, key: AnswerKey, own: Verdict, rerun: Rerun
) -> Verdict:
    """The verdict of a dependent whose primitives pass all their checks.

    A primitive may still differ from the reference where no check looks, as with nan. That is
    not the dependent's mistake if it is right with right primitives.
    """
    primitives = frozenset(name for name in key.carries_from if library[name].kind == "function")
    if not primitives:
        return own
    answer, asked = rerun.answer(key.exercise, primitives)
    helped = judge_safely(key, answer)
    if helped.status != "passed" or not asked:
        return own
    return replace(_full_points_carried(key, own, {}), carried=False)


def _subsets(names: Sequence[str]) -> Iterator[Names]:
    """All of them together first, then one fewer at a time."""
    least = 1 if len(names) <= MAX_WRONG else len(names)
    for size in range(len(names), least - 1, -1):
        yield from map(frozenset, combinations(names, size))


def _equals(
    library: ExerciseLibrary,
    key: AnswerKey,
    answer: ExerciseResult,
    still_wrong: Mapping[str, Verdict],
) -> bool:
    """Whether the outcomes are those of the reference on the mutants of diagnosed mistakes.

    still_wrong: the wrong primitives that are the student's own in this run. The dependent may
    compensate for some of them, and then gives what it would with right ones.
    """
    if answer.status != "answered" or len(answer.outcomes) != len(key.cases):
        return False
    named = {name: verdict.diagnosis for name, verdict in still_wrong.items() if verdict.diagnosis}
    return any(
        equals_reference_on_mutants(
            library, key, answer.outcomes, {name: named[name] for name in chosen}
        )
        for chosen in _subsets(list(named))
    )


def _full_points_carried(key: AnswerKey, own: Verdict, wrong: Mapping[str, Verdict]) -> Verdict:
    return Verdict(
        "passed",
        key.points,
        key.points,
        tuple(replace(c, passed=True, points=c.max_points) for c in own.checks),
        carried=True,
        carried_from=tuple(wrong),
    )


def _without_values(helped: Verdict, own: Verdict) -> Verdict:
    """The verdict of a helped run without its values; values of the unhelped run stay.

    Field by field, so that a new field of Verdict stays private until it is added here.
    """
    failing = {check.name for check in helped.checks if not check.passed}
    shown = own.counterexample
    return Verdict(
        helped.status,
        helped.points,
        helped.max_points,
        helped.checks,
        helped.diagnosis,
        counterexample=shown if shown and shown.check in failing else None,
        evidence=own.evidence,
    )
