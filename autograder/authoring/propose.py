"""Propose what an exercise lacks: cases that kill surviving mutants, names for common mistakes.

Every first-order mutant of the reference is judged like a submission. One that passes every
check is a survivor: it is equivalent, or a case is missing. Mutants that fail alike and have
no name are a group: perhaps a misconception is missing.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from autograder.course.answer_key import AnswerKey
from autograder.course.exercise import ExerciseLibrary
from autograder.course.key_builder import build_answer_key
from autograder.course.mutant_runs import run_briefly
from autograder.course.unforeseen_mutants import WRAPPERS, mutate
from autograder.grading.check_results import run_checks
from autograder.grading.compare import numbers
from autograder.grading.matching_mutants import proved_misconceptions
from autograder.grading.vectorised_compare import compare_all
from autograder.models import Outcomes

SECONDS = 1.0  # for one mutant to answer all cases
MORE_SEEDS = (1, 2)  # a survivor must pass with these inputs as well
SHOWN = 10


# Not a student's mistake: rounding and clipping show how precise the cases are, not gaps.
_UNLIKELY = tuple(WRAPPERS)


@dataclass
class Proposals:
    """What the mutants of one exercise show.

    survivors: what was changed in each mutant that passes every check.
    groups: what was changed in the mutants that fail alike and have no name, largest first.
    """

    exercise: str
    mutants: int = 0
    killed: int = 0
    named: int = 0
    survivors: list[str] = field(default_factory=list)
    groups: list[list[str]] = field(default_factory=list)


def propose(library: ExerciseLibrary, name: str, seed: int) -> Proposals:
    """Run all mutants of one exercise's reference."""
    found = Proposals(name)
    keys = [build_answer_key(library, name, 1.0, seed + more) for more in (0, *MORE_SEEDS)]
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for label, source in mutate(_bare(library[name].reference)):
        if "twice `" in label or label.endswith(_UNLIKELY):
            continue
        found.mutants += 1
        for key in keys:
            outcomes = run_briefly(library, name, source, key.inputs, SECONDS)
            if outcomes is None:  # it cannot be run, or does not terminate
                found.killed += 1
                break
            verdicts = compare_all(key, outcomes)
            if all(check.passed for check in run_checks(key, outcomes, verdicts)):
                continue
            found.killed += 1
            if proved_misconceptions(key, outcomes, verdicts):
                found.named += 1
            elif not all(got.exception_mro for got in outcomes):
                alike[_behaviour(key, outcomes)].append(label)
            break
        else:
            found.survivors.append(label)
    groups = [labels for labels in alike.values() if len(labels) > 1]
    found.groups = sorted(groups, key=len, reverse=True)
    return found


def _bare(source: str) -> str:
    """A source without its docstring, with the same line numbers."""
    tree = ast.parse(source)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) and len(node.body) > 1:
            lines = source.splitlines()
            first, last = node.body[0].lineno, node.body[0].end_lineno or node.body[0].lineno
            return "\n".join([*lines[: first - 1], *[""] * (last - first + 1), *lines[last:]])
    return source


def _behaviour(key: AnswerKey, outcomes: Outcomes) -> tuple[object, ...]:
    """The numbers from all probes to six digits; equal for mutants that behave alike."""
    parts: list[object] = []
    for case, got in zip(key.cases, outcomes, strict=True):
        if case.probe:
            leaves = [np.asarray(leaf, dtype=float).ravel() for leaf in numbers(got.value)]
            digits = [f"{value:.5e}" for leaf in leaves for value in leaf.tolist()]
            text = got.value if isinstance(got.value, str) else type(got.value).__name__
            parts.append((got.exception_mro[:1], bool(got.mutated_args), text, tuple(digits)))
    return tuple(parts)


def show_proposals(found: Proposals, say: Callable[[str], object]) -> None:
    """Print the survivors and the groups without a name."""
    say(
        f"{found.exercise}: {found.mutants} mutants, {found.killed} killed, "
        f"{found.named} named, {len(found.survivors)} survived, "
        f"{len(found.groups)} groups without a name"
    )
    alone = "survived (equivalent, or a case is missing)"
    for lines in (
        [f"  {alone}: {label}" for label in found.survivors],
        [f"  {len(labels)} alike without a name: {labels[0]}" for labels in found.groups],
    ):
        for line in lines[:SHOWN]:
            say(line)
        if len(lines) > SHOWN:
            say(f"  … and {len(lines) - SHOWN} more")
