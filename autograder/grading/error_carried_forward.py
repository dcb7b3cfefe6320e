"""Was a mistake made elsewhere, and only carried forward?

A dependent function is right given its primitives if it is right once right
primitives stand in for the student's, or if it equals the reference run on the
student's primitives. The reference itself stays on the trusted side both times:
stand-ins ask over the wire, and the student's primitives are called over it.

A student's process that is asked one call at a time knows that it is, and may answer as it
likes. So where the mistakes have names, their wrong models are run here; the student is only
asked where these come out otherwise, and must answer as they do all but a few times. All
questions are asked once more, of a fresh process and in another order.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product
from typing import Any

from autograder.course.answer_key import AnswerKey, KeyCase, run_mutant
from autograder.course.exercise import ExerciseLibrary, load_function
from autograder.course.misconception import compose_edits
from autograder.errors import GraderError
from autograder.grading.compare import check_passes, is_correct, values_match
from autograder.grading.judge import judge
from autograder.grading.reference_calls import reference_callbacks
from autograder.models import CallResult, CaseInput, CodeUnit, ExerciseResult, Verdict
from autograder.sandbox import Sandbox
from autograder.sandbox.calls import call_and_record
from autograder.sandbox.plain_data import deep_copy, identical, to_plain

MAX_MUTANTS = 16  # combinations of the wrong models of a submission's named mistakes
MIN_CONSISTENT = 0.8  # of its answers must be those of its named mistake; on ties variants differ
MIN_TOLD_APART = 0.7  # of the wrong models, to be told from the reference on a student's primitives

Models = Mapping[str, Sequence[Callable[..., Any]]]  # by primitive, variants of one mistake
Asked = tuple[str, Any, CallResult]  # primitive, arguments, what the student's answered


class _StudentRaised(Exception):
    """A student's primitive raised, so the reference has nothing to go on with."""


def error_carried_forward(
    library: ExerciseLibrary,
    key: AnswerKey,
    direct: Verdict,
    answer: ExerciseResult,
    wrong: Mapping[str, Verdict],
    units: Sequence[CodeUnit],
    sandbox: Sandbox,
) -> Verdict:
    """The verdict of a dependent exercise whose primitives `wrong` are not right.

    wrong: the verdicts of those primitives, by name.
    direct, answer: its verdict and answer with the student's own primitives.
    Nothing that the code prints in these runs is kept: they may hold what the
    reference answered.
    """
    asked: set[str] = set()
    functions = reference_callbacks(library, wrong, asked)  # the student's right ones stay
    transcript = sandbox.run(units, [key.exercise], stand_ins=functions)
    helped_answer = transcript.answers[key.exercise]
    helped = replace(judge(key, helped_answer), stdout="")
    if helped.status == "passed":
        return replace(helped, carried=True, carried_from=tuple(wrong))
    # One that raised "not done yet" itself, on every case, cannot equal any reference.
    possible = direct.status != "not_attempted" and not asked >= set(wrong)
    if (
        possible
        and answer.status == "answered"
        and _matches_reference(library, key, answer, wrong, units, sandbox)
    ):
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


def _matches_reference(
    library: ExerciseLibrary,
    key: AnswerKey,
    answer: ExerciseResult,
    wrong: Mapping[str, Verdict],
    units: Sequence[CodeUnit],
    sandbox: Sandbox,
) -> bool:
    """Whether the outcomes are those of the reference on the student's primitives."""
    if not all(verdict.diagnosis for verdict in wrong.values()):
        return _matches_reference_on_student_code(library, key, answer, units, sandbox)
    models = {name: list(_mutants(library, name, wrong.get(name))) for name in key.depends}
    return _matches_reference_on_mutants(
        library, key, answer, models
    ) or _matches_reference_on_student_code(library, key, answer, units, sandbox, models)


def _matches_reference_on_mutants(
    library: ExerciseLibrary, key: AnswerKey, answer: ExerciseResult, models: Models
) -> bool:
    """Whether the outcomes are those of the reference on the named mistakes of its primitives."""
    reference = library[key.exercise].reference
    for chosen in islice(product(*models.values()), MAX_MUTANTS):
        inputs = [item.input for item in key.cases]
        primitives = dict(zip(models, chosen, strict=True))
        given = run_mutant(library, key.exercise, reference, inputs, **primitives)
        if all(
            _passes(key, item, each, got)
            for item, each, got in zip(key.cases, given, answer.outcomes, strict=True)
        ):
            return True
    return False


def _mutants(library: ExerciseLibrary, name: str, verdict: Verdict | None) -> Iterator[Any]:
    """What a primitive is by its diagnosis, ready to be called: the reference if it is right."""
    exercise = library[name]
    if verdict is None:
        yield load_function(library, name, exercise.reference)
        return
    found = [exercise.misconceptions[each] for each in verdict.diagnosis]
    sources = (
        found[0].sources(exercise.reference)
        if len(found) == 1
        else compose_edits(found[0], found[1], exercise.reference)
    )
    yield from (load_function(library, name, source) for source in sources)


def _matches_reference_on_student_code(
    library: ExerciseLibrary,
    key: AnswerKey,
    answer: ExerciseResult,
    units: Sequence[CodeUnit],
    sandbox: Sandbox,
    models: Models | None = None,
) -> bool:
    """Whether the outcomes are those of the reference run on the student's own primitives.

    Case by case, so that most mistakes are found to be others after the first. Equality
    proves nothing where the primitives say nothing (a loss that is always 0): most wrong
    models must still come out otherwise on them; or, where all mistakes have names, the
    primitives must be what these say.

    models: what each primitive is by its diagnosis; None if a mistake has no name.
    """
    faults: list[GraderError] = []
    givens: list[CallResult] = []
    asked: list[Asked] = []
    with sandbox.open_session(units) as student:

        def remote(name: str) -> Callable[..., Any]:
            def call(*args: Any) -> Any:
                try:
                    question = to_plain(args)
                    outcome: CallResult = student.call(name, *args)
                except GraderError as fault:
                    faults.append(fault)
                    raise
                asked.append((name, question, outcome))
                if outcome.exception_mro:
                    raise _StudentRaised(outcome.exception_mro[0])
                return deep_copy(outcome.value)

            return call

        remotes = {name: remote(name) for name in key.depends}
        exercise = library[key.exercise]

        def model(source: str, item: KeyCase) -> CallResult:
            [outcome] = run_mutant(library, key.exercise, source, [item.input], **remotes)
            if faults:
                raise faults[0]
            return outcome

        for item, got in zip(key.cases, answer.outcomes, strict=True):
            given = model(exercise.reference, item)
            if "_StudentRaised" in given.exception_mro or not _passes(key, item, given, got):
                return False
            givens.append(given)
        if models is not None:
            return _consistent_with_diagnosis(asked, models) and _is_deterministic(
                asked, units, sandbox
            )
        wrongs = [w.sources(exercise.reference)[0] for w in exercise.misconceptions.values()]
        seen = sum(
            any(
                not _passes(key, item, given, model(source, item))
                for item, given in zip(key.cases, givens, strict=True)
            )
            for source in wrongs
        )
    telling = seen >= MIN_TOLD_APART * len(wrongs) and not all(
        given.exception_mro for given in givens
    )
    return telling and _is_deterministic(asked, units, sandbox)


def _consistent_with_diagnosis(asked: Sequence[Asked], models: Models) -> bool:
    """Whether each primitive answered nearly always as one of its models does."""
    for name, variants in models.items():
        mine = [(args, outcome) for primitive, args, outcome in asked if primitive == name]
        agree = max(sum(_matches_mutant(model, *each) for each in mine) for model in variants)
        if agree < MIN_CONSISTENT * len(mine):
            return False
    return True


def _matches_mutant(model: Callable[..., Any], args: Any, outcome: CallResult) -> bool:
    given = call_and_record(model, CaseInput(args))
    if given.exception_mro or outcome.exception_mro:
        return bool(given.exception_mro and outcome.exception_mro)
    return values_match(given.value, outcome.value, 0.0)


def _is_deterministic(asked: Sequence[Asked], units: Sequence[CodeUnit], sandbox: Sandbox) -> bool:
    """Whether a fresh process gives the same answers in any order: else they were made up."""
    mixed = random.Random(len(asked)).sample(asked, len(asked))  # the same in each run
    with sandbox.open_session(units) as student:
        for name, args, before in mixed:
            again = student.call(name, *args)
            if again.exception_mro != before.exception_mro or not identical(
                again.value, before.value
            ):
                return False
    return True


def _passes(key: AnswerKey, item: KeyCase, given: CallResult, got: CallResult) -> bool:
    """Whether every check that looks at an item holds there, `given` being what is expected."""
    item = replace(
        item, expected=given, raises=given.exception_mro[0] if given.exception_mro else ""
    )
    whole = is_correct(item, got)
    return all(
        check_passes(check, item, got, whole)
        for check in key.checks
        if not check.on or item.group in check.on
    )
