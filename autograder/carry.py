"""Was a mistake made elsewhere, and only carried forward?

A dependent function is right given its primitives if it is right once right
primitives stand in for the student's, or if it equals the reference run on the
student's primitives. The reference itself stays on the trusted side both times:
stand-ins ask over the wire, and the student's primitives are called over it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.errors import GraderError
from autograder.exercise import Library, realise
from autograder.judge import judge
from autograder.key import AnswerKey, run_model
from autograder.records import Answer, Outcome, Unit, Verdict
from autograder.sandbox import Sandbox


@dataclass
class _Counted:
    """The references of the primitives, noting which of them were asked."""

    functions: Mapping[str, Callable[..., Any]]
    asked: set[str] = field(default_factory=set)

    def stand_ins(self) -> dict[str, Callable[..., Any]]:
        def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
            def call(*args: Any) -> Any:
                self.asked.add(name)
                return function(*args)

            return call

        return {name: counted(name, function) for name, function in self.functions.items()}


def carry_forward(
    library: Library,
    key: AnswerKey,
    direct: Verdict,
    answer: Answer,
    wrong: Sequence[str],
    units: Sequence[Unit],
    sandbox: Sandbox,
) -> Verdict:
    """The verdict of a dependent exercise whose primitives `wrong` are not right.

    direct, answer: its verdict and answer with the student's own primitives.
    Nothing that the code prints in these runs is kept: they may hold what the
    reference answered.
    """
    counted = _Counted(
        {name: realise(library, name, library[name].reference) for name in key.depends}
    )
    transcript = sandbox.run(units, [key.exercise], stand_ins=counted.stand_ins())
    helped_answer = transcript.answers[key.exercise]
    helped = replace(judge(key, helped_answer), printed="")
    if helped.status == "passed":
        return replace(helped, carried=True, carried_from=tuple(wrong))
    all_replaced = counted.asked >= set(wrong)
    if not all_replaced and _equals_reference_on(library, key, answer, units, sandbox):
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


class _StudentRaised(Exception):
    """A student's primitive raised, so the reference has nothing to go on with."""


def _equals_reference_on(
    library: Library,
    key: AnswerKey,
    answer: Answer,
    units: Sequence[Unit],
    sandbox: Sandbox,
) -> bool:
    """Whether the outcomes are those of the reference run on the student's primitives."""
    if answer.status != "answered":
        return False
    faults: list[GraderError] = []
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
        reference = library[key.exercise].reference
        given = run_model(library, key.exercise, reference, list(key.inputs), **remotes)
    if faults:
        raise faults[0]
    if any("_StudentRaised" in outcome.raised for outcome in given):
        return False
    if all(outcome.raised for outcome in given):
        return False
    items = tuple(
        replace(item, expected=outcome, raises=outcome.raised[0] if outcome.raised else "")
        for item, outcome in zip(key.items, given, strict=True)
    )
    return judge(replace(key, items=items, models={}, make_pairs=None), answer).status == "passed"
