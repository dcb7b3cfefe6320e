"""l2_penalty agrees with PyTorch's weight decay and scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest

TEMPLATE = """
def l2_penalty(w, lam):
    w = np.array(w, dtype=float)
    return {}
"""

WRONG = {  # none of them is in the catalogue
    "vectors only": "lam * (w @ w)",
    "the first axis alone": "lam * np.sum(w**2, axis=0)",
    "an array of one": "lam * np.sum(w**2, keepdims=True)",
    "largest weight": "lam * np.max(w**2)",
    "square of the sum": "lam * np.sum(w) ** 2",
    "size of the sum": "lam * abs(np.sum(w))",
    "skips the last weight": "lam * np.sum(w.ravel()[:-1] ** 2)",
    "cubes": "lam * np.sum(w**3)",
    "twice": "2 * lam * np.sum(w**2)",
    "adds lam": "lam + np.sum(w**2)",
    "root of lam": "np.sqrt(lam) * np.sum(w**2)",
    "gradient": "2 * lam * w",
    "positive weights only": "lam * np.sum(np.maximum(w, 0) ** 2)",
    "around the mean": "lam * np.sum((w - w.mean()) ** 2)",
    "elastic net": "lam * np.sum(w**2 + np.abs(w))",
    "whole numbers": "int(lam * np.sum(w**2))",
    "rounds": "round(float(lam * np.sum(w**2)), 6)",
    "spectral norm": "lam * np.linalg.norm(w, 2) ** 2 if w.ndim == 2 else lam * np.sum(w**2)",
    "text": "str(lam * np.sum(w**2))",
    "zero": "0.0",
}


@pytest.mark.parametrize("shape", [(), (1,), (5,), (2, 3), (4, 1, 2)])
def test_its_gradient_is_the_weight_decay_of_pytorch(reference, shape):
    """SGD with weight_decay = 2 lam steps down the penalty: autograd of lam Σ w² agrees."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(2)
    w, lam = rng.normal(size=shape), 0.03
    decayed = torch.tensor(w, requires_grad=True)
    decayed.grad = torch.zeros_like(decayed)
    torch.optim.SGD([decayed], lr=1.0, weight_decay=2 * lam).step()
    leaf = torch.tensor(w, requires_grad=True)
    penalty = lam * leaf.square().sum()
    penalty.backward()
    np.testing.assert_allclose(reference("l2_penalty")(w, lam), penalty.item(), rtol=1e-12)
    np.testing.assert_allclose(decayed.detach(), leaf.detach() - leaf.grad, rtol=1e-12)


def test_ridge_regression_minimises_squares_plus_this_penalty(reference):
    """Ridge(alpha) minimises ‖y − X w‖² + alpha Σ w²: any way from its w is a way up."""
    linear_model = pytest.importorskip("sklearn.linear_model")
    rng = np.random.default_rng(3)
    X, y, alpha = rng.normal(size=(12, 4)), rng.normal(size=12), 0.7

    def objective(w):
        return np.sum((y - X @ w) ** 2) + reference("l2_penalty")(w, alpha)

    best = linear_model.Ridge(alpha=alpha, fit_intercept=False, tol=1e-12).fit(X, y).coef_
    around = [objective(best + 1e-3 * rng.normal(size=4)) for _ in range(50)]
    assert min(around) > objective(best)


def test_the_lesson_gets_its_regularised_loss(reference):
    penalty = reference("l2_penalty")([0.305573432, 0.903165546, 0.008738978], 0.01)
    assert abs(0.467565785 + penalty - 0.476657) < 2e-6


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_answer_outside_the_catalogue_loses_points_and_gets_no_name(verdict_on, fault):
    verdict = verdict_on("l2_penalty", TEMPLATE.format(WRONG[fault]))
    assert verdict.points < 10
    assert verdict.diagnosis == ()


def test_changing_the_weights_costs_a_point(verdict_on):
    source = """
def l2_penalty(w, lam):
    w = np.asarray(w, dtype=float)
    w *= w
    return lam * w.sum()
"""
    assert verdict_on("l2_penalty", source).points == 9


def test_the_docstrings_show_what_the_reference_gives(failed_examples):
    assert failed_examples("l2_penalty") == []
