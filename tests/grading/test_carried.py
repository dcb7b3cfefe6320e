"""Whole submissions with wrong primitives, by somebody who had not seen the grader.

`carry2/` holds them; their first lines say what is wrong in each, and whether the dependent
functions are right given that. Nobody may be charged twice, and nobody get a grader error.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grading.grader import judge_file
from autograder.submission import read_source
from tests.grading.test_answer_bank import Bench, bench  # noqa: F401
from tests.paths import DATA

DEPENDENTS = ("choose_learning_rate", "train_with_early_stopping")
FILES = sorted((DATA / "carry2").glob("*.py"))
# With a mistake of its own in one dependent function; the other one is right.
OWN = {
    "26_own_extra_mistake_late": "train_with_early_stopping",
    "27_own_extra_mistake_largest": "choose_learning_rate",
}
# Two mistakes in one primitive: a form that the dependents make up for, and one without a name.
# A right primitive in its place has another form, and the student's own is a wrong one: neither
# source tells that the dependents are right, so they are charged.
BOTH_IN_ONE = {"38_gradient_dict_of_a_third"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_mistake_is_charged_once_in_whatever_form_it_is_used(bench: Bench, path: Path) -> None:  # noqa: F811
    source = read_source(path.read_bytes(), path.name, bench.material)
    verdicts = judge_file(source, bench.exam, bench.sandbox).verdicts
    assert not [v for v in verdicts.values() if v.status == "grader_error"]
    assert any(v.status != "passed" for name, v in verdicts.items() if name not in DEPENDENTS)
    for name in DEPENDENTS:
        full = verdicts[name].points == verdicts[name].max_points
        fair = OWN.get(path.stem) != name and path.stem not in BOTH_IN_ONE
        assert full == fair, (name, verdicts[name])


def test_the_samples_are_many() -> None:
    assert len(FILES) >= 32
