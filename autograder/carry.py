"""Was a mistake made elsewhere, and only carried forward?

A dependent function is right given its primitives if it is right once right
primitives stand in for the student's, or if it equals the reference run on the
student's primitives. The reference itself stays on the trusted side both times:
stand-ins ask over the wire, and the student's primitives are called over it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.compare import holds, right
from autograder.errors import GraderError
from autograder.exercise import Library
from autograder.judge import judge
from autograder.key import AnswerKey, Item, run_model
from autograder.records import Answer, Outcome, Unit, Verdict
from autograder.sandbox import Sandbox
from autograder.stand_ins import stand_ins

TELLING = 0.7  # of the wrong models, to be told from the reference on a student's primitives


class _StudentRaised(Exception):
    """A student's primitive raised, so the reference has nothing to go on with."""


def carry_forward(
    library: Library,
    key: AnswerKey,
    direct: Verdict,
    answer: Answer,
    wrong: Mapping[str, Verdict],
    units: Sequence[Unit],
    sandbox: Sandbox,
) -> Verdict:
    """The verdict of a dependent exercise whose primitives `wrong` are not right.

    wrong: the verdicts of those primitives, by name.
    direct, answer: its verdict and answer with the student's own primitives.
    Nothing that the code prints in these runs is kept: they may hold what the
    reference answered.
    """
    asked: set[str] = set()
    functions = stand_ins(library, wrong, asked)  # the student's right ones stay
    transcript = sandbox.run(units, [key.exercise], stand_ins=functions)
    helped_answer = transcript.answers[key.exercise]
    helped = replace(judge(key, helped_answer), printed="")
    if helped.status == "passed":
        return replace(helped, carried=True, carried_from=tuple(wrong))
    # One that raised "not done yet" itself, on every case, cannot equal any reference.
    possible = direct.status != "not_attempted" and not asked >= set(wrong)
    named = all(verdict.diagnosis for verdict in wrong.values())
    if possible and _equals_reference_on(library, key, answer, units, sandbox, named):
        return Verdict(
            "passed",
            key.points,
            key.points,
            tuple(replace(c, passed=True, points=c.max_points) for c in direct.checks),
            carried=True,
            carried_from=tuple(wrong),
        )
    if helped_answer.status == "answered" and helped.points >= direct.points:
        return helped  # its own mistake, seen without those of the primitives
    return direct


def _equals_reference_on(
    library: Library,
    key: AnswerKey,
    answer: Answer,
    units: Sequence[Unit],
    sandbox: Sandbox,
    named: bool,
) -> bool:
    """Whether the outcomes are those of the reference run on the student's primitives.

    Case by case, so that most mistakes are found to be others after the first. Equality
    proves nothing where the primitives say nothing (a loss that is always 0): unless each
    of their mistakes is `named`, most wrong models must still come out otherwise on them.
    """
    if answer.status != "answered":
        return False
    faults: list[GraderError] = []
    givens: list[Outcome] = []
    with sandbox.talk(units) as student:

        def remote(name: str) -> Callable[..., Any]:
            def call(*args: Any) -> Any:
                try:
                    outcome: Outcome = student.call(name, *args)
                except GraderError as fault:
                    faults.append(fault)
                    raise
                if outcome.raised:
                    raise _StudentRaised(outcome.raised[0])
                return outcome.value

            return call

        remotes = {name: remote(name) for name in key.depends}
        exercise = library[key.exercise]

        def model(source: str, item: Item) -> Outcome:
            [outcome] = run_model(library, key.exercise, source, [item.input], **remotes)
            if faults:
                raise faults[0]
            return outcome

        for item, got in zip(key.items, answer.outcomes, strict=True):
            given = model(exercise.reference, item)
            if "_StudentRaised" in given.raised or not _passes(key, item, given, got):
                return False
            givens.append(given)
        if named:
            return True
        wrongs = [w.sources(exercise.reference)[0] for w in exercise.misconceptions.values()]
        seen = sum(
            any(
                not _passes(key, item, given, model(source, item))
                for item, given in zip(key.items, givens, strict=True)
            )
            for source in wrongs
        )
    return seen >= TELLING * len(wrongs) and not all(given.raised for given in givens)


def _passes(key: AnswerKey, item: Item, given: Outcome, got: Outcome) -> bool:
    """Whether every check that looks at an item holds there, `given` being what is expected."""
    item = replace(item, expected=given, raises=given.raised[0] if given.raised else "")
    whole = right(item, got)
    return all(
        holds(check, item, got, whole)
        for check in key.checks
        if not check.on or item.group in check.on
    )
