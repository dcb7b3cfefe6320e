"""The grader judges answers of a second bank, written from the contract without sight of it.

`answers2/right` are right answers in many styles. `answers2/wrong` begin with what is wrong:
`ids` are the identifiers of the catalogue that fit, if any, and no other may be named.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.grading.test_answer_bank import Bench, bench, describe
from tests.paths import DATA

__all__ = ["bench"]

BANK = DATA / "answers2"
RIGHT = sorted((BANK / "right").glob("*/*.py"))
WRONG = sorted((BANK / "wrong").glob("*/*.py"))
EXERCISES = sorted({path.parent.name for path in WRONG})

# What its writer took for a fault of another kind, and behaves exactly like one of the catalogue.
SAME_AS = {
    "aliased_best.py": "returns-last-weights",  # the best weights are the array that goes on
    "clip_at_100.py": "clips-gradient",
}
# A single number may be a NumPy scalar of any kind, and as float32 it is within the tolerance.
RIGHT_AFTER_ALL = {"l2_penalty/float32.py"}


def known_ids(path: Path) -> set[str]:
    """The misconceptions that its writer saw in it."""
    found = re.search(r"^# ids:(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{path}: no line '# ids:'"
    return {*re.split(r"[,\s]+", found[1].strip()), SAME_AS.get(path.name, "none")}


def test_the_bank_is_whole() -> None:
    assert (len(RIGHT), len(WRONG), len(EXERCISES)) == (88, 213, 11)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_right_answer_gets_full_points(bench: Bench, exercise: str) -> None:
    answers = [path for path in RIGHT if path.parent.name == exercise]
    verdicts = {path: bench.verdict(path) for path in answers}
    assert [describe(p, v) for p, v in verdicts.items() if v.points < v.max_points] == []


@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_wrong_answer_gets_full_points_or_a_wrong_name(bench: Bench, exercise: str) -> None:
    answers = [path for path in WRONG if path.parent.name == exercise]
    answers = [path for path in answers if f"{exercise}/{path.name}" not in RIGHT_AFTER_ALL]
    verdicts = {path: bench.verdict(path) for path in answers}
    assert [describe(p, v) for p, v in verdicts.items() if v.points >= v.max_points] == []
    misnamed = [describe(p, v) for p, v in verdicts.items() if set(v.diagnosis) - known_ids(p)]
    assert misnamed == []
