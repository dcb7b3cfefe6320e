"""Prove single exercises: every right and wrong answer goes through sandbox and judge.

What a test suite is to code, `prove` is to exercises: it submits the stubs, the
references, every wrong model and every pair of edits that composes, through the
same sandbox and the same judge as a student's work, and looks for each of them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from autograder.authoring.examples import failing_examples
from autograder.course.answer_key import AnswerKey
from autograder.course.exercise import Exercise, ExerciseLibrary
from autograder.course.misconception import TEXTS, compose_edits
from autograder.errors import did_you_mean
from autograder.grading.batch_compare import compare_all
from autograder.grading.behaviour import behaves_like
from autograder.grading.exam import Exam
from autograder.grading.judge import judge
from autograder.models import CodeUnit, ExerciseResult, Verdict
from autograder.sandbox import Sandbox
from autograder.text.catalogue import LANGUAGES


@dataclass
class ProofResult:
    """What was found of one exercise.

    named: by misconception (or "a + b") how each of its models was diagnosed.
    faults: what is not sound, one sentence each, with its repair.
    notes: what an author may want to know, and may leave as it is.
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
    exam: Exam, name: str, sandbox: Sandbox, languages: Sequence[str] = LANGUAGES
) -> ProofResult:
    """Grade every known right and wrong answer of one exercise.

    languages: those that the course declares.
    """
    proof = ProofResult(name)
    exercise = exam.library[name]
    proof.faults += missing_texts(exercise, languages)
    if exercise.kind == "written":
        return proof
    key = exam.keys[name]
    trial = TrialRun(exam.library, key, sandbox)
    proof.faults += failing_examples(exercise, exam.library, languages)
    _prove_stub(exercise, trial, proof, languages)
    _prove_right(exercise, trial, proof)
    _prove_wrong(exercise, trial, proof)
    _prove_pairs(exercise, trial, proof)
    return proof


@dataclass(frozen=True)
class TrialRun:
    """Hands a source in as a student would, its primitives being the references."""

    library: ExerciseLibrary
    key: AnswerKey
    sandbox: Sandbox

    def verdict(self, source: str) -> Verdict:
        name = self.key.exercise
        units = [CodeUnit("import numpy as np", "line 1")]
        for other in primitives(self.library, name):
            units.append(CodeUnit(self.library[other].reference, other))
        units.append(CodeUnit(source, name, (name,)))
        answer: ExerciseResult = self.sandbox.run(units, [name]).answers[name]
        return judge(self.key, answer)


def primitives(library: ExerciseLibrary, name: str) -> Iterator[str]:
    """The exercises that one depends on, directly or not, deepest first."""
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
        verdict = trial.verdict(stub)
        if verdict.status != "not_attempted" or verdict.points:
            proof.faults.append(
                f"the {language} stub must be 'not_attempted' with 0 points, got "
                f"'{verdict.status}' with {verdict.points:g}."
            )


def right_answers(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """All sources known to be right: the reference under every docstring, and `right/*.py`."""
    yield "the reference", exercise.reference
    for name, source in exercise.right_answers.items():
        yield f"right/{name}", source


def _prove_right(exercise: Exercise, trial: TrialRun, proof: ProofResult) -> None:
    for where, source in right_answers(exercise):
        verdict = trial.verdict(source)
        proof.right += 1
        if verdict.status == "passed" and verdict.points == verdict.max_points:
            proof.right_passed += 1
            continue
        failed = ", ".join(check.name for check in verdict.checks if not check.passed)
        proof.faults.append(
            f"{where} must pass with full points, got '{verdict.status}' "
            f"(failing: {failed}; {_example(verdict)})."
        )


def _prove_wrong(exercise: Exercise, trial: TrialRun, proof: ProofResult) -> None:
    for wrong in exercise.misconceptions.values():
        for number, source in enumerate(wrong.sources(exercise.reference)):
            verdict = trial.verdict(source)
            which = wrong.id if number == 0 else f"{wrong.id}, variant {number}"
            proof.wrong += 1
            proof.named.setdefault(wrong.id, []).append(verdict.diagnosis)
            if verdict.points >= verdict.max_points:
                proof.faults.append(f"misconception '{which}' loses no points: no check sees it.")
                continue
            proof.wrong_caught += 1
            if verdict.diagnosis != (wrong.id,):
                twins = _twins(trial.key, wrong.id, number)
                proof.faults.append(
                    f"misconception '{which}' must be diagnosed as itself and nothing else, got "
                    f"{list(verdict.diagnosis) or 'an abstention'}: {twins}."
                )


def _twins(key: AnswerKey, name: str, number: int) -> str:
    """Which other misconceptions do the same on every probe."""
    own = key.mutants[name][number]
    probes = [i for i, item in enumerate(key.cases) if item.probe]
    rights = compare_all(key, own)
    twins = [
        other
        for other, models in key.mutants.items()
        if other != name
        and any(
            all(behaves_like(key.cases[i], model[i], own[i], rights[i], good[i]) for i in probes)
            for model, good in ((model, compare_all(key, model)) for model in models)
        )
    ]
    if not twins:
        return "no probe shows it"
    both = " and ".join(f"'{each}'" for each in (name, *twins))
    return f"no probe tells {both} apart"


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


def missing_texts(exercise: Exercise, languages: Sequence[str]) -> list[str]:
    """What lacks a text in a language that the course declares, a sentence each."""
    faults = []
    known = {*languages, *LANGUAGES}

    def wanted(what: str, texts: Mapping[str, object]) -> None:
        for language in languages:
            if _is_blank(texts.get(language)):
                faults.append(f"{what} has no text in '{language}'.")
            if sign := _control_character(texts.get(language)):
                faults.append(
                    f"{what} holds the control character {sign!r} in '{language}'.\n"
                    "  A backslash begins one: double it, or write r before the quotes."
                )
        for language in set(texts) - known:
            hint = did_you_mean(str(language), sorted(known))
            faults.append(
                f"{what} has a text in {language!r}, which is no language of the course: "
                f"{', '.join(languages)}." + (f"\n  {hint}" if hint else "")
            )

    def alike(what: str, lists: Mapping[str, Sequence[object]]) -> None:
        counts = {language: len(lists[language]) for language in languages if language in lists}
        if len(set(counts.values())) > 1:
            each = ", ".join(f"{number} in '{language}'" for language, number in counts.items())
            faults.append(f"{what} must have as many items in each language, got {each}.")

    wanted("TITLE", exercise.title)
    if exercise.kind == "function":
        docstrings = dict(exercise.docstrings)
        if "en" not in languages:  # the function's own docstring is in the one language, then
            docstrings.setdefault(languages[0], docstrings.pop("en", ""))
        wanted("the docstring (DOCSTRING)", docstrings)
    if exercise.kind == "variable":
        wanted("DOCSTRING", exercise.docstrings)
    if exercise.kind == "written":
        wanted("QUESTION", exercise.docstrings)
        wanted("RUBRIC", exercise.rubric)
        alike("RUBRIC", exercise.rubric)
    else:
        wanted("HINTS", exercise.hints)
        alike("HINTS", exercise.hints)
    for check in exercise.checks:
        wanted(f"check '{check.name}'", check.says)
        if check.hint and any(check.hint > len(hints) for hints in exercise.hints.values()):
            faults.append(f"check '{check.name}' names hint {check.hint}; HINTS has fewer.")
    for wrong in exercise.misconceptions.values():
        if not wrong.formula:
            faults.append(f"misconception '{wrong.id}' has no formula.")
        for text in TEXTS:
            found = {lang: wrong.texts.get(lang, {}).get(text) for lang in languages}
            wanted(f"misconception '{wrong.id}', {text},", found)
        wanted(f"misconception '{wrong.id}'", wrong.texts)
    return list(dict.fromkeys(faults))


def _control_character(text: object) -> str:
    """The first sign of a text that cannot be shown, such as that of a backslash and an a."""
    if isinstance(text, str):
        return next((x for x in text if (x < " " and x not in "\n\t") or x == "\x7f"), "")
    if isinstance(text, Mapping):
        text = list(text.values())
    return next(filter(None, map(_control_character, text)), "") if isinstance(
        text, (list, tuple)
    ) else ""  # fmt: skip


def _is_blank(text: object) -> bool:
    """Whether nothing can be read: no text, or a list with an item of none."""
    if isinstance(text, str):
        return not text.strip()
    if isinstance(text, (list, tuple)):
        return not text or any(map(_is_blank, text))
    if isinstance(text, Mapping):  # an item of a rubric, or the texts of a misconception
        return not text or _is_blank(text.get("text", "-"))
    return not text


def _example(verdict: Verdict) -> str:
    shown = verdict.counterexample
    if shown is None:
        return verdict.message or "no counterexample"
    return f"{shown.call}: expected {shown.expected}, got {shown.got}"


def format_table(proofs: Sequence[ProofResult]) -> str:
    """The proofs as a table: kill rate, false rejections, diagnosis, per exercise."""
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
