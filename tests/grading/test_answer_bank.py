"""The grader judges 701 answers that were written independently of it.

`answers/<exercise>/<kind>__<ids>__<n>.py` were written from the contract alone, without a look
at the grader: `right` in many styles, `single` and `double` misconceptions (their identifiers
in the name), `outside` faults that the catalogue does not know. `answers/carry` are whole
files with a wrong primitive. The figures are printed with `-s`.

`style-…` and `near-…` in place of a number came later, from somebody who knew the grader: right
answers in unusual styles, and wrong ones that are nearly right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml

from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.errors import IsolationError
from autograder.grading.exam import Exam, build_exam, open_exam_sandbox
from autograder.grading.grader import judge_file
from autograder.models import CodeUnit, Source, Verdict
from autograder.sandbox import Sandbox
from autograder.submission import Handout, read_source
from tests.paths import DATA, ROOT

HERE = Path(__file__).parent
SEED = 20_261_124


@dataclass(frozen=True)
class Bench:
    """An exam with a warm sandbox."""

    exam: Exam
    sandbox: Sandbox
    material: Handout

    def verdict(self, path: Path) -> Verdict:
        """Judge one answer, the references standing in for what it depends on."""
        name = path.parent.name
        source = read_source(path.read_bytes(), path.name, self.material)
        own = {defined for unit in source.units for defined in unit.defines}
        depends = self.exam.library[name].depends
        given = [CodeUnit("import numpy as np", "line 1")]
        given += [
            CodeUnit(self.exam.library[d].reference, d, (d,)) for d in depends if d not in own
        ]
        keys = {d: self.exam.keys[d] for d in (*depends, name)}
        return judge_file(
            Source(path.name, (*given, *source.units)),
            replace(self.exam, keys=keys),
            self.sandbox,
        ).verdicts[name]


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    course = load_course(ROOT)
    assignment = course.assignment("transformer-basics")
    library = load_library(assignment.folder, list(assignment.points))
    exam = build_exam(assignment.name, library, assignment.points, SEED)
    try:
        sandbox = open_exam_sandbox(assignment, exam, "bubblewrap")
    except IsolationError:
        sandbox = open_exam_sandbox(assignment, exam, "process")
    with closing(sandbox):
        yield Bench(exam, sandbox, Handout(assignment.name, assignment.base, {}))


def answers(kind: str) -> list[Path]:
    return sorted((DATA / "answers").glob(f"*/{kind}__*.py"))


def ids(path: Path) -> set[str]:
    return set(path.stem.split("__")[1].split("+"))


def describe(path: Path, verdict: Verdict) -> str:
    return (
        f"{path.parent.name}/{path.name}: {verdict.status} {verdict.points:g} {verdict.diagnosis}"
    )


def test_every_right_answer_of_any_style_gets_full_points(bench: Bench) -> None:
    verdicts = {path: bench.verdict(path) for path in answers("right")}
    refused = [describe(p, v) for p, v in verdicts.items() if v.points < v.max_points]
    print(f"right answers accepted: {len(verdicts) - len(refused)}/{len(verdicts)}")
    assert len(verdicts) > 100
    assert refused == []


@pytest.mark.parametrize(
    ("kind", "named", "misnamed"), [("single", 0.97, 0.005), ("double", 0.8, 0.02)]
)
def test_misconceptions_are_caught_and_named(
    bench: Bench, kind: str, named: float, misnamed: float
) -> None:
    verdicts = {path: bench.verdict(path) for path in answers(kind)}
    count: Counter[str] = Counter()
    for path, verdict in verdicts.items():
        found = set(verdict.diagnosis)
        count["exact"] += found == ids(path)
        count["false"] += bool(found - ids(path))
        assert verdict.points < verdict.max_points, describe(path, verdict)
    total = len(verdicts)
    print(f"{kind}: {count['exact']}/{total} named, {count['false']} falsely")
    assert count["exact"] >= named * total
    assert count["false"] <= misnamed * total


def test_faults_outside_the_catalogue_are_caught_and_get_no_name(bench: Bench) -> None:
    verdicts = {path: bench.verdict(path) for path in answers("outside")}
    passed = [describe(p, v) for p, v in verdicts.items() if v.points >= v.max_points]
    named = [describe(p, v) for p, v in verdicts.items() if v.diagnosis]
    print(f"outside: {len(verdicts) - len(passed)}/{len(verdicts)} caught, {len(named)} named")
    assert passed == []
    assert len(named) <= 0.01 * len(verdicts), named


CARRY: dict[str, dict[str, str]] = yaml.safe_load((DATA / "answers_carry.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(CARRY))
def test_a_mistake_is_charged_once(bench: Bench, name: str) -> None:
    path = DATA / "answers" / "carry" / name
    verdicts = judge_file(
        read_source(path.read_bytes(), name, bench.material), bench.exam, bench.sandbox
    ).verdicts
    for exercise, wanted in CARRY[name].items():
        full = verdicts[exercise].points >= verdicts[exercise].max_points
        assert full == (wanted == "carried"), describe(path, verdicts[exercise])
