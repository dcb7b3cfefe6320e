"""The notebook's check where NumPy gives no warnings, as in a browser: it claims no more."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.report.exercise_feedback import ExerciseFeedback
from autograder.selfcheck import numpy_warnings
from autograder.selfcheck.data import DATA_FILE, PublicData, read_data
from autograder.selfcheck.notebook_verdict import kernel_feedback
from tests.paths import DATA, ROOT

BANK = DATA / "answers" / "batch_predict"


@pytest.fixture(scope="module")
def data() -> PublicData:
    return read_data(ROOT / "assignments" / "transformer-basics" / DATA_FILE)


@pytest.fixture
def silent_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    """NumPy as WebAssembly has it: an overflow goes unnoticed."""
    monkeypatch.setattr(numpy_warnings, "numpy_warns", lambda: False)
    quiet = {"divide": "ignore", "over": "ignore", "invalid": "ignore", "under": "ignore"}
    monkeypatch.setattr("autograder.sandbox.calls.NUMPY_DEFAULT", quiet)


def feedback(data: PublicData, answer: str) -> ExerciseFeedback:
    key = data.exercises["batch_predict"].key
    assert key is not None
    space: dict[str, Any] = {}
    exec((BANK / f"{answer}.py").read_text("utf-8"), space)
    return kernel_feedback(key, data, space)


def test_an_ordinary_numpy_gives_warnings() -> None:
    assert numpy_warnings.numpy_warns()


def test_the_probe_leaves_numpy_as_it_was() -> None:
    numpy_warnings.numpy_warns.cache_clear()
    before = np.geterr()
    numpy_warnings.numpy_warns()
    assert np.geterr() == before


@pytest.mark.usefixtures("silent_numpy")
@pytest.mark.parametrize("answer", ["right__none__1", "single__overflowing-sigmoid__1"])
def test_a_claim_about_warnings_is_unchecked_and_earns_nothing(
    data: PublicData, answer: str
) -> None:
    shown = feedback(data, answer)
    assert shown.status == "passed" and not shown.perfect
    assert shown.unchecked and not shown.fails
    assert all("警告" in view.description for view in shown.unchecked)
    assert shown.points == sum(view.points for view in shown.holds) < shown.max_points
    assert shown.status_word == "確かめた範囲では合格"
    assert "採点では確かめます" in shown.about


@pytest.mark.usefixtures("silent_numpy")
def test_a_wrong_value_is_explained_as_everywhere(data: PublicData) -> None:
    shown = feedback(data, "single__missing-bias__1")
    assert shown.status == "failed" and shown.diagnoses


def test_with_warnings_nothing_is_held_back(data: PublicData) -> None:
    shown = feedback(data, "right__none__1")
    assert shown.perfect and shown.points == shown.max_points and shown.about == ""
