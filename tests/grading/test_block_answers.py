"""The grader judges 255 answers to transformer-block; 242 were written without a look at it.

`block_answers/<exercise>/right__<style>.py` and `wrong__<slip>.py` were written from the
released assignment alone, before the checks, the misconceptions and the reference were read. 13 of
them were written by somebody who had seen the checks; they are not marked as such, so the bank as a
whole is not an independent test. The first line of a wrong one says what is wrong.
`block_answers.yaml` holds the names that a wrong one may get; most others are
beyond the catalogue and must stay without a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from autograder.course.config import load_course
from autograder.course.exercise_library import load_library
from autograder.errors import IsolationError
from autograder.grading.exam import build_exam, open_exam_sandbox
from autograder.models import Verdict
from autograder.submission import Handout
from tests.grading.test_answer_bank import Bench, describe
from tests.paths import DATA, ROOT

SEED = 20_261_128
NAMES: dict[str, list[str]] = yaml.safe_load((DATA / "block_answers.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    assignment = load_course(ROOT).assignment("transformer-block")
    library = load_library(assignment.folder, list(assignment.points))
    exam = build_exam(assignment.name, library, assignment.points, SEED)
    try:
        sandbox = open_exam_sandbox(assignment, exam, "bubblewrap")
    except IsolationError:
        sandbox = open_exam_sandbox(assignment, exam, "process")
    with closing(sandbox):
        yield Bench(exam, sandbox, Handout(assignment.name, assignment.base, {}))


def judged(bench: Bench, kind: str) -> dict[Path, Verdict]:
    paths = sorted((DATA / "block_answers").glob(f"*/{kind}__*.py"))
    assert {path.parent.name for path in paths} == set(bench.exam.keys)
    return {path: bench.verdict(path) for path in paths}


def test_every_right_answer_of_any_style_gets_full_points(bench: Bench) -> None:
    verdicts = judged(bench, "right")
    assert len(verdicts) >= 60
    assert [describe(p, v) for p, v in verdicts.items() if v.points < v.max_points] == []


def test_no_wrong_answer_gets_full_points_or_another_mistakes_name(bench: Bench) -> None:
    verdicts = judged(bench, "wrong")
    assert len(verdicts) >= 60
    assert [describe(p, v) for p, v in verdicts.items() if v.points >= v.max_points] == []
    names = {f"{p.parent.name}/{p.stem}": sorted(v.diagnosis) for p, v in verdicts.items()}
    assert names == {path: sorted(NAMES.get(path, [])) for path in names}
    assert set(names) >= set(NAMES)
