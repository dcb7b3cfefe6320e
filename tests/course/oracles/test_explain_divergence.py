"""The rubric of explain_divergence adds up, and its numbers are true."""

from __future__ import annotations

import pytest

from autograder.course.exercise_library import load_library
from tests.paths import ROOT

FOLDER = ROOT / "solutions" / "transformer-basics"
LANGUAGES = ("ja", "en")


@pytest.fixture(scope="module")
def rubric():
    return load_library(FOLDER, ["explain_divergence"])["explain_divergence"].rubric


def test_both_languages_give_the_same_ten_points(rubric):
    points = {language: [item["points"] for item in rubric[language]] for language in LANGUAGES}
    assert points["ja"] == points["en"]
    assert sum(points["en"]) == 10


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lr, weights", [(0.1, "1 → 0.6 → 0.36 → 0.216"), (0.6, "1 → −1.4 → 1.96")])
def test_the_example_of_the_rubric_is_what_gradient_descent_does(rubric, language, lr, weights):
    text = " ".join(item["text"] for item in rubric[language])
    w, ws, losses = 1.0, [], []
    for _ in range(4):
        ws.append(f"{w:.4g}".replace("-", "−"))
        losses.append(f"{0.5 * 4 * w**2:.4g}")
        w -= lr * 4 * w
    assert " → ".join(ws).startswith(weights)
    assert " → ".join(ws) in text
    assert losses[1] in text and losses[3].rstrip("0")[:5] in text
