"""Which misconception behaves like this submission?

A name is given only when it is proved: exactly one wrong model does what the
submission does, on every probe. If none does, exactly one pair of composed edits
may. Two explanations, or none, are an abstention.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.compare import alike, right, telling, withstands
from autograder.key import AnswerKey
from autograder.records import Outcome


def diagnose(key: AnswerKey, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Identifiers of the misconception(s) that the outcomes prove; () is an abstention.

    outcomes: one an item of the key, in its order.
    """
    verdicts = [right(item, got) for item, got in zip(key.items, outcomes, strict=True)]
    single = [
        name
        for name, models in key.models.items()
        if any(explains(key, model, outcomes, verdicts) for model in models)
    ]
    if single:
        return tuple(single) if len(single) == 1 else ()
    pairs = {pair for pair, model in key.pairs if explains(key, model, outcomes, verdicts)}
    return pairs.pop() if len(pairs) == 1 else ()


def explains(
    key: AnswerKey,
    model: Sequence[Outcome],
    outcomes: Sequence[Outcome],
    verdicts: Sequence[bool],
) -> bool:
    """Whether a wrong model does what the submission does, on every probe.

    At least one probe must be evidence: the model is wrong there with a value of
    its own, not merely by crashing. Where arithmetic overflows hangs on how a thing is
    written, so an extreme input at which only the model does says nothing.
    """
    mutation_matters = any(
        outcome.mutated for models in key.models.values() for m in models for outcome in m
    )
    evidence = False
    for item, wrong, got, good in zip(key.items, model, outcomes, verdicts, strict=True):
        if not item.probe or withstands(item, wrong, got):
            continue
        if not alike(item, wrong, got, good):
            return False
        if mutation_matters and not item.raises:
            if bool(wrong.mutated) != bool(got.mutated):
                return False
            evidence = evidence or bool(wrong.mutated)
        evidence = evidence or telling(item, wrong)
    return evidence
