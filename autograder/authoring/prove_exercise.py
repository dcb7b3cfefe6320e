"""Prove one exercise: its right and wrong answers, its marks, its texts and its cases.

`prove` is to exercises what a test suite is to code: it submits the stubs, the references,
every mutant and every pair of mutants that can be combined as a student would, to the same
sandbox and judge, and checks the verdict on each.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from autograder.authoring.fairness import fairness_faults
from autograder.authoring.lint_exercise import (
    fixed_case_notes,
    number_type_notes,
    plot_faults,
    told_answer_faults,
)
from autograder.authoring.trial_verdicts import right_fault, stub_fault, wrong_faults
from autograder.course.answer_key import AnswerKey
from autograder.course.examples import failing_examples
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.course.misconception import compose_edits
from autograder.course.missing_texts import missing_texts
from autograder.course.unlisted_imports import unlisted_imports
from autograder.grading.exam import Exam
from autograder.grading.judge import judge
from autograder.models import CodeUnit, Verdict
from autograder.sandbox import Sandbox
from autograder.sandbox.protocol import DEFAULT_PACKAGES
from autograder.text.catalogue import LANGUAGES


@dataclass
class ProofResult:
    """What was found about one exercise.

    named: for each misconception (or "a + b"), how each of its mutants was diagnosed.
    faults: what is not sound, one sentence each, with its repair.
    notes: what an author may want to know, but need not change.
    """

    exercise: str
    right: int = 0
    right_passed: int = 0
    wrong: int = 0
    wrong_caught: int = 0
    pairs: int = 0
    pairs_caught: int = 0
    pairs_named: int = 0
    pairs_misnamed: int = 0
    named: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def prove_exercise(
    exam: Exam,
    name: str,
    sandbox: Sandbox,
    languages: Sequence[str] = LANGUAGES,
    packages: Sequence[str] = DEFAULT_PACKAGES,
) -> ProofResult:
    """Make every check of one exercise: a new one is one more line here.

    languages, packages: as declared by the course.
    """
    proof = ProofResult(name)
    exercise = exam.library[name]
    proof.faults += missing_texts(exercise, languages)
    proof.faults += unlisted_imports(exercise, packages)
    if exercise.kind == "written":
        return proof
    key = exam.keys[name]
    trial = TrialRun(exam.library, key, sandbox)
    proof.faults += failing_examples(exercise, exam.library, languages)
    _prove_stub(exercise, trial, proof, languages)
    _prove_right(exercise, trial, proof)
    _prove_wrong(exercise, trial, proof)
    _prove_pairs(exercise, trial, proof)
    proof.faults += fairness_faults(key, exam.library)
    proof.faults += told_answer_faults(exercise, languages)
    proof.faults += plot_faults(exercise, key, languages)
    proof.notes += fixed_case_notes(exercise, key)
    proof.notes += number_type_notes(exercise, key)
    return proof


@dataclass(frozen=True)
class TrialRun:
    """Submits a source as a student would, with the references as its primitives."""

    library: ExerciseLibrary
    key: AnswerKey
    sandbox: Sandbox

    def verdict(self, source: str) -> Verdict:
        name = self.key.exercise
        units = [
            CodeUnit("import numpy as np", "line 1"),
            *(CodeUnit(self.library[p].reference, p) for p in primitives(self.library, name)),
            CodeUnit(source, name, (name,)),
        ]
        return judge(self.key, self.sandbox.run(units, [name]).answers[name])


def primitives(library: ExerciseLibrary, name: str) -> Iterator[str]:
    """The exercises that an exercise depends on, directly or indirectly, deepest first."""
    for other in library[name].depends:
        yield from primitives(library, other)
        yield other


def _prove_stub(
    exercise: Exercise, trial: TrialRun, proof: ProofResult, languages: Sequence[str]
) -> None:
    for language in languages:
        stub = exercise.stub(language)
        try:
            ast.parse(stub)
        except SyntaxError as error:
            proof.faults.append(f"the {language} stub does not compile: {error}.")
            continue
        if said := stub_fault(trial.key, trial.verdict(stub), language):
            proof.faults.append(said)


def right_answers(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """All sources known to be right: the reference and `right/*.py`."""
    yield "the reference", exercise.reference
    for name, source in exercise.right_answers.items():
        yield f"right/{name}", source


def _prove_right(exercise: Exercise, trial: TrialRun, proof: ProofResult) -> None:
    for where, source in right_answers(exercise):
        proof.right += 1
        if said := right_fault(trial.verdict(source), where):
            proof.faults.append(said)
        else:
            proof.right_passed += 1


def _prove_wrong(exercise: Exercise, trial: TrialRun, proof: ProofResult) -> None:
    for wrong in exercise.misconceptions.values():
        verdicts = [trial.verdict(source) for source in wrong.sources(exercise.reference)]
        proof.wrong += len(verdicts)
        proof.named[wrong.id] = [verdict.diagnosis for verdict in verdicts]
        proof.wrong_caught += sum(verdict.points < verdict.max_points for verdict in verdicts)
        proof.faults += wrong_faults(trial.key, wrong.id, verdicts)


def _prove_pairs(exercise: Exercise, trial: TrialRun, proof: ProofResult) -> None:
    for first, second in combinations(exercise.misconceptions.values(), 2):
        sources = compose_edits(first, second, exercise.reference)
        if not sources:
            continue
        verdict = trial.verdict(sources[0])
        proof.pairs += 1
        if verdict.points >= verdict.max_points:
            proof.faults.append(
                f"'{first.id}' and '{second.id}' together get full points: they cancel "
                "on every case."
            )
            continue
        proof.pairs_caught += 1
        both = {first.id, second.id}
        proof.pairs_named += set(verdict.diagnosis) == both
        proof.pairs_misnamed += bool(set(verdict.diagnosis) - both)


def format_table(proofs: Sequence[ProofResult]) -> str:
    """The proofs as a table, one row per exercise."""
    head = f"{'exercise':<28}{'right':>9}{'wrong caught':>14}{'diagnosed':>11}{'pairs caught':>14}"
    lines = [f"{head}{'both named':>12}{'misnamed':>10}"]
    for p in proofs:
        named = sum(d == (name,) for name, ds in p.named.items() for d in ds)
        lines.append(
            f"{p.exercise:<28}{f'{p.right_passed}/{p.right}':>9}"
            f"{f'{p.wrong_caught}/{p.wrong}':>14}{f'{named}/{p.wrong}':>11}"
            f"{f'{p.pairs_caught}/{p.pairs}':>14}{f'{p.pairs_named}/{p.pairs}':>12}"
            f"{p.pairs_misnamed:>10}"
        )
    return "\n".join(lines)
