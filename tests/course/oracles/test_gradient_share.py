"""gradient_share is what the lesson's own numbers give."""

from __future__ import annotations

import math

import pytest


def test_the_reference_is_the_share_in_the_source_s_own_code(reference):
    """Observation 1 to 3 as the source wrote them, once with and once without the 0.1."""
    score = 0.8 / math.sqrt(2)
    weight = math.exp(score) / (math.exp(score) + 1)
    x, w = [weight, 1 - weight, 1.0], [0.3, 0.9, 0.0]

    def predict(w, bias=0.0):
        return 1 / (1 + math.exp(-sum(xi * wi for xi, wi in zip(x, w, strict=True)) - bias))

    y = predict(w)
    grad = -(1.0 - y) * y * (1 - y)
    w_new = [wi - 0.1 * grad * xi for wi, xi in zip(w, x, strict=True)]
    share = (predict(w_new) - y) / (predict(w_new, 0.1) - y)
    assert abs(reference("gradient_share") - share) < 1e-4


@pytest.mark.parametrize(
    "value", ["0.12", "0.1201", "np.float64(0.12)", "np.array(0.1198)", "0.125"]
)
def test_any_number_within_five_thousandths_is_right(verdict_on, value):
    assert verdict_on("gradient_share", f"gradient_share = {value}").status == "passed"


@pytest.mark.parametrize(
    "value",
    [
        "0.88",
        "0.5",
        "0.113",
        "-0.12",
        "float('nan')",
        "0.003139",
        "True",
    ],
)
def test_anything_else_is_wrong(verdict_on, value):
    verdict = verdict_on("gradient_share", f"gradient_share = {value}")
    assert (verdict.status, verdict.points, verdict.diagnosis) == ("failed", 0, ())


@pytest.mark.parametrize(
    ("value", "form", "points"),
    [("12.01", "percent", 8), ("'0.12'", "text", 8), ("[0.12]", "extra-axis", 8)],
)
def test_the_right_number_in_another_form_is_named(verdict_on, value, form, points):
    verdict = verdict_on("gradient_share", f"gradient_share = {value}")
    assert (verdict.status, verdict.form, verdict.points) == ("failed", form, points)


def test_what_was_left_as_it_stood_is_not_attempted(verdict_on):
    assert verdict_on("gradient_share", "gradient_share = None").status == "not_attempted"
