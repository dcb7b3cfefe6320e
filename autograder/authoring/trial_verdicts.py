"""Messages to an author about the verdicts on a stub, a right answer and a mutant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.course.answer_key import AnswerKey
from autograder.grading.behaviour import behaves_like
from autograder.grading.judge import judge
from autograder.grading.vectorised_compare import compare_all
from autograder.models import CallResult, ExerciseResult, Verdict


def judged(key: AnswerKey, outcomes: Sequence[CallResult]) -> Verdict:
    """The verdict on an answer that gave these outcomes."""
    return judge(key, ExerciseResult("answered", tuple(outcomes)))


def stub_fault(key: AnswerKey, verdict: Verdict, language: str) -> str:
    """What is wrong with the verdict on a stub, in a sentence; "" if nothing."""
    if verdict.status == "not_attempted" and not verdict.points:
        return ""
    said = (
        f"the {language} stub must be 'not_attempted' with 0 points, got "
        f"'{verdict.status}' with {verdict.points:g}."
    )
    if key.kind == "variable":
        return f"{said}\n  Above BEGIN SOLUTION the name must stand for None: {key.exercise} = None"
    return (
        f"{said}\n  Every case must reach the stub's NotImplementedError: a driver calls what it "
        "is given and lets\n  its exceptions pass, and no case asks for what the signature alone "
        "raises."
    )


def right_fault(verdict: Verdict, where: str) -> str:
    """What is wrong with the verdict on an answer that is known to be right; "" if nothing."""
    if verdict.status == "passed" and verdict.points == verdict.max_points:
        return ""
    failed = ", ".join(check.name for check in verdict.checks if not check.passed)
    return (
        f"{where} must pass with full points, got '{verdict.status}' "
        f"(failing: {failed}; {_example(verdict)})."
    )


def wrong_faults(key: AnswerKey, name: str, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """What is wrong with the verdicts on a misconception's mutants, one sentence each."""
    for number, verdict in enumerate(verdicts):
        which = _which(name, number)
        if verdict.points >= verdict.max_points:
            yield loses_nothing(name, number)
        elif verdict.diagnosis != (name,):
            yield (
                f"misconception '{which}' must be diagnosed as itself and nothing else, got "
                f"{list(verdict.diagnosis) or 'an abstention'}: {_twins(key, name, number)}."
            )


def loses_nothing(name: str, number: int) -> str:
    """The message that a mutant gets all points."""
    return f"misconception '{_which(name, number)}' loses no points: no check sees it."


def _which(name: str, number: int) -> str:
    return name if number == 0 else f"{name}, variant {number}"


def _twins(key: AnswerKey, name: str, number: int) -> str:
    """The other misconceptions that behave the same on every probe."""
    own = key.mutants[name][number]
    probes = [i for i, case in enumerate(key.cases) if case.probe]
    rights = compare_all(key, own)
    twins = [
        other
        for other, variants in key.mutants.items()
        if other != name
        and any(
            all(behaves_like(key.cases[i], mutant[i], own[i], rights[i], good[i]) for i in probes)
            for mutant, good in ((mutant, compare_all(key, mutant)) for mutant in variants)
        )
    ]
    if twins:
        both = " and ".join(f"'{each}'" for each in (name, *twins))
        return f"no probe tells {both} apart"
    wrong = [own[i] for i in probes if not rights[i]]
    if wrong and all(outcome.exception_mro for outcome in wrong):
        return (
            f"wherever it is wrong, it raises {wrong[0].exception_mro[0]}, as any answer that "
            "breaks does.\n"
            "  Add a case on which it returns a wrong value, or let the edit return one"
        )
    return "no probe shows it.\n  Add a case without probe=False on which it is wrong"


def _example(verdict: Verdict) -> str:
    shown = verdict.counterexample
    if shown is None:
        return verdict.message or "no counterexample"
    return f"{shown.call}: expected {shown.expected}, got {shown.got}"
