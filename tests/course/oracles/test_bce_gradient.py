"""bce_gradient agrees with PyTorch's autograd and is the slope of bce_loss."""

from __future__ import annotations

import numpy as np
import pytest

TEMPLATE = """
def bce_gradient(X, y_true, y_pred):
    X, y, p = np.array(X, dtype=float), np.array(y_true, dtype=float), np.array(y_pred, dtype=float)
    e, n = p - y, len(y)
    return {}
"""

WRONG = {  # none of them is in the catalogue
    "only grad_w is a sum": "X.T @ e, e.mean()",
    "divides by d": "X.T @ e / X.shape[1], e.mean()",
    "divides by the size of X": "X.T @ e / X.size, e.mean()",
    "divides by n - 1": "X.T @ e / max(1, n - 1), e.mean()",
    "the wrong product": "X @ e / n, e.mean()",
    "the factor only in grad_w": "X.T @ (e * p * (1 - p)) / n, e.mean()",
    "twice too large": "2 * X.T @ e / n, 2 * e.mean()",
    "results swapped": "e.mean(), X.T @ e / n",
    "grad_w only": "X.T @ e / n",
    "one vector": "np.append(X.T @ e / n, e.mean())",
    "wrong sign of grad_b alone": "X.T @ e / n, -e.mean()",
    "forgets the labels": "X.T @ p / n, p.mean()",
    "absolute errors": "X.T @ np.abs(e) / n, np.abs(e).mean()",
    "squared errors": "X.T @ e**2 / n, np.mean(e**2)",
    "perceptron": "X.T @ ((p > 0.5) - y) / n, np.mean((p > 0.5) - y)",
    "mean of X times mean error": "X.mean(axis=0) * e.mean(), e.mean()",
    "nothing": "np.zeros(X.shape[1]), 0.0",
}


@pytest.mark.parametrize("n, d", [(1, 1), (1, 4), (6, 2), (3, 3), (20, 5)])
@pytest.mark.parametrize("soft", [False, True])
def test_it_agrees_with_pytorchs_autograd(reference, n, d, soft):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(4)
    X, w, b = rng.normal(size=(n, d)), rng.normal(size=d), 0.3
    y = rng.uniform(size=n) if soft else rng.integers(2, size=n).astype(float)
    tw, tb = torch.tensor(w, requires_grad=True), torch.tensor(b, requires_grad=True)
    p = torch.sigmoid(torch.from_numpy(X) @ tw + tb)
    torch.nn.functional.binary_cross_entropy(p, torch.from_numpy(y)).backward()
    grad_w, grad_b = reference("bce_gradient")(X, y, p.detach().numpy())
    np.testing.assert_allclose(grad_w, tw.grad.numpy(), rtol=1e-7, atol=1e-9)
    assert grad_b == pytest.approx(tb.grad.item(), rel=1e-5, abs=1e-7)


def test_it_is_the_slope_of_the_courses_own_loss(reference):
    optimize = pytest.importorskip("scipy.optimize")
    loss, predict = reference("bce_loss"), reference("batch_predict")
    rng = np.random.default_rng(5)
    X, y = rng.normal(size=(7, 3)), rng.integers(2, size=7).astype(float)
    point = rng.normal(size=4)

    def of(parameters):
        return loss(y, predict(X, parameters[:3], parameters[3]))

    grad_w, grad_b = reference("bce_gradient")(X, y, predict(X, point[:3], point[3]))
    slope = optimize.approx_fprime(point, of, 1e-7)
    np.testing.assert_allclose(np.append(grad_w, grad_b), slope, rtol=1e-4, atol=1e-6)


def test_the_docstrings_examples_are_true(failed_examples):
    assert failed_examples("bce_gradient") == []


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_answer_outside_the_catalogue_loses_points_and_gets_no_name(verdict_on, wrong):
    verdict = verdict_on("bce_gradient", TEMPLATE.format(wrong))
    assert verdict.points <= 0.8 * verdict.max_points
    assert verdict.diagnosis == ()


@pytest.mark.parametrize(
    "results", ["(X.T @ e / n)[:, None], e.mean()", "X.T @ e / n, np.array([e.mean()])"]
)
def test_one_axis_too_many_is_named_as_a_form_and_keeps_most_points(verdict_on, results):
    verdict = verdict_on("bce_gradient", TEMPLATE.format(results))
    assert (verdict.form, verdict.points, verdict.diagnosis) == ("extra-axis", 8, ())
