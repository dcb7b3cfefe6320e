"""Judge one mutant and check the verdict.

Runs in-process, on trusted sources only: a mutant is an edit of the course's own files.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import FrameType

import numpy as np

from autograder.authoring.prove_exercise import right_answers
from autograder.course.answer_key import AnswerKey, KeyCase
from autograder.course.exercise import ExerciseLibrary
from autograder.course.exercise_library import load_library
from autograder.course.key_builder import build_answer_key
from autograder.course.misconception import compose_edits
from autograder.course.mutant_runs import run_mutant
from autograder.course.reference import load_function
from autograder.course.unforeseen_mutants import Mutant, mutate
from autograder.grading.check_results import run_checks
from autograder.grading.compare import is_correct, overflows, same_in_any_type
from autograder.grading.matching_mutants import proved_misconceptions
from autograder.grading.vectorised_compare import compare_all
from autograder.models import CallResult, CaseInput, Outcomes
from autograder.sandbox.calls import call_and_record, compile_driver
from autograder.sandbox.plain_data import to_plain

from .faults import faults
from .spaces import SPACES, sample

SOLUTIONS = Path(__file__).parents[2] / "solutions" / "transformer-basics"
SECONDS = 1.0  # for one call


class TooLong(BaseException):
    """A mutant's call does not terminate."""


def _alarm(number: int, frame: FrameType | None) -> None:
    raise TooLong


@dataclass(frozen=True)
class Found:
    """What happened to one mutant.

    fate: "killed", "equivalent", or "survived" (wrong somewhere, full points for a seed).
    example: an input on which a survivor is wrong.
    names: the judge's diagnosis, by seed; wrong: names that it does not behave like.
    """

    origin: str
    label: str
    source: str
    fate: str
    example: str = ""
    names: tuple[tuple[str, ...], ...] = ()
    wrong: tuple[tuple[str, ...], ...] = ()


class Bench:
    """One exercise's keys from several seeds, and its outcomes on the whole input space."""

    def __init__(self, name: str, seeds: int) -> None:
        self.name = name
        self.library: ExerciseLibrary = load_library(SOLUTIONS, [name])
        self.keys: list[AnswerKey] = [
            build_answer_key(self.library, name, 10.0, 7_000 + seed) for seed in range(seeds)
        ]

    @cached_property
    def space(self) -> AnswerKey:
        """The key on random inputs of the whole input space, with every wrong model."""
        exercise = self.library[self.name]
        if self.name not in SPACES:
            return self.keys[0]
        cases = sample(self.name)
        inputs = [CaseInput(case.args) for case in cases]
        items = tuple(
            KeyCase("space", asked, outcome, case.raises.__name__ if case.raises else "",
                 case.slack, case.bounds, case.extreme, case.probe)
            for case, asked, outcome in zip(
                cases, inputs, run_mutant(self.library, self.name, exercise.reference, inputs),
                strict=True,
            )
        )  # fmt: skip
        for item in items:
            if not is_correct(item, item.expected) or item.expected.warnings:
                raise AssertionError(f"the reference is not right on {item}")
        models = {
            wrong.id: tuple(
                run_mutant(self.library, self.name, source, inputs)
                for source in wrong.sources(exercise.reference)
            )
            for wrong in exercise.misconceptions.values()
        }
        return AnswerKey(self.name, exercise.kind, 10.0, (), (), items, models)

    def refused(self) -> list[str]:
        """Known right answers that are wrong on the space, which is then a fault of the space."""
        founds = [
            self._passed(where, ("unchanged", source))
            for where, source in right_answers(self.library[self.name])
        ]
        return [
            f"{found.origin}: {found.example}" for found in founds if found.fate != "equivalent"
        ]

    def mutants(self) -> Iterator[tuple[str, Mutant]]:
        exercise = self.library[self.name]
        seen: set[str] = set()
        for where, source in right_answers(exercise):
            for label, mutant in mutate(source):
                if mutant not in seen:
                    seen.add(mutant)
                    yield where, (label, mutant)
        if exercise.kind == "function":
            kinds = [_kind(arg) for arg in self.space.cases[0].input.args]
            yield from (
                ("the reference", fault) for fault in faults(self.name, exercise.reference, kinds)
            )

    def try_out(self, origin: str, mutant: Mutant, thorough: bool = True) -> Found:
        """thorough: whether to diagnose it with every key, not only with the first."""
        label, source = mutant
        names: list[tuple[str, ...]] = []
        for key in self.keys:
            outcomes = self.run(source, key)
            if outcomes is None:
                break  # it does not end, or not even start, whatever the key
            verdicts = compare_all(key, outcomes)
            if all(check.passed for check in run_checks(key, outcomes, verdicts)):
                return self._passed(origin, mutant)
            if not names or thorough or names[0]:
                names.append(proved_misconceptions(key, outcomes, verdicts))
            elif verdicts.count(False) > 2:
                break
        wrong = {name for name in names if name and not self.behaves_like(name, source)}
        return Found(
            origin, label, source, "killed", names=tuple(names), wrong=tuple(sorted(wrong))
        )

    def _passed(self, origin: str, mutant: Mutant) -> Found:
        label, source = mutant
        outcomes = self.run(source, self.space)
        for i, item in enumerate(self.space.cases):
            if outcomes is None:
                return Found(origin, label, source, "survived", "does not end")
            got = outcomes[i]
            if not is_correct(item, got) or (got.warnings and not item.raises) or got.mutated_args:
                if (
                    self.name == "choose_learning_rate"
                    and is_correct(item, got)
                    and not got.mutated_args
                ):
                    continue  # a candidate that is nan may warn
                shown = ", ".join(str(np.asarray(arg).tolist())[:70] for arg in item.input.args)
                return Found(
                    origin, label, source, "survived",
                    f"({shown}) → {str(got.value)[:80]}{got.exception_mro[:1]}{got.warnings}"
                    f"{got.mutated_args} for {str(item.expected.value)[:80]}",
                )  # fmt: skip
        return Found(origin, label, source, "equivalent")

    def behaves_like(self, names: Sequence[str], source: str) -> bool:
        """Whether a mutant does what the named misconceptions do, on the whole input space."""
        outcomes = self.run(source, self.space)
        if outcomes is None:
            return False
        return any(self._same(model, outcomes) for model in self._models(tuple(names)))

    def _same(self, model: Outcomes, outcomes: Outcomes) -> bool:
        """Whether two behave alike on all inputs; how and where they overflow does not count."""
        triples = list(zip(self.space.cases, model, outcomes, strict=True))
        only_overflows = all(item.extreme or is_correct(item, wrong) for item, wrong, _ in triples)
        for item, wrong, got in triples:
            if not item.probe or any(isinstance(arg, list) for arg in item.input.args):
                continue  # not handling lists may be a second fault, beside the named one
            if item.bounds is not None and not (overflows(wrong) or overflows(got)):
                if _side(item, wrong) != _side(item, got):
                    return False
                continue
            if item.extreme and not item.raises:
                if only_overflows and (is_correct(item, got) or overflows(got)):
                    continue
                if overflows(wrong) or overflows(got):
                    if overflows(got) and not overflows(wrong):
                        return False
                    continue
            same = is_correct(item, wrong) == is_correct(item, got) and (
                is_correct(item, got)
                or bool(wrong.exception_mro)
                or (
                    not got.exception_mro
                    and same_in_any_type(wrong.value, got.value, item.slack, item.rules)
                )
            )
            if not same or (not item.raises and bool(wrong.mutated_args) != bool(got.mutated_args)):
                return False
            if (
                is_correct(item, got)
                and not item.raises
                and bool(got.warnings) > bool(wrong.warnings)
            ):
                return False
        return True

    def _models(self, names: tuple[str, ...]) -> tuple[Outcomes, ...]:
        if len(names) == 1:
            return self.space.mutants[names[0]]
        exercise = self.library[self.name]
        first, second = (exercise.misconceptions[name] for name in names)
        return tuple(
            run_mutant(self.library, self.name, source, list(self.space.inputs))
            for source in compose_edits(first, second, exercise.reference)
        )

    def run(self, source: str, key: AnswerKey) -> Outcomes | None:
        """All outcomes, or None if it cannot be run or does not terminate."""
        signal.signal(signal.SIGALRM, _alarm)
        try:
            signal.setitimer(signal.ITIMER_REAL, 10 * SECONDS)
            model = load_function(self.library, self.name, source)
        except BaseException:
            return None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if key.kind == "variable":
            return tuple(CallResult(value=to_plain(model)) for _ in key.cases)
        outcomes = []
        for asked in key.inputs:
            try:
                signal.setitimer(signal.ITIMER_REAL, SECONDS)
                outcome = call_and_record(
                    model, asked, asked.driver and compile_driver(asked.driver)
                )
            except TooLong:
                return None
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            if "TooLong" in outcome.exception_mro:
                return None
            outcomes.append(outcome)
        return tuple(outcomes)


def _side(item: KeyCase, got: CallResult) -> int | str:
    """-1, 0, 1: below, within, above the bounds of an item; otherwise a description."""
    assert item.bounds is not None
    if got.exception_mro or np.shape(got.value) != ():
        return f"{got.exception_mro[:1]}{np.shape(got.value)}"
    low, high = item.bounds
    return int(got.value > high) - int(got.value < low)


def _kind(arg: object) -> str:
    if type(arg) is int and not isinstance(arg, bool):
        return "count"
    return "number" if type(arg) is float else "array"
