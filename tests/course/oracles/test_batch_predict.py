"""batch_predict agrees with SciPy and scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest

TEMPLATE = """
def batch_predict(X, w, b):
    X, w = np.array(X, dtype=float), np.array(w, dtype=float)
    z = X @ w + b
    s = lambda z: 0.5 * (1 + np.tanh(z / 2))
    return {}
"""

WRONG = {  # none of them is in the catalogue
    "clips z at 15": "s(np.clip(z, -15, 15))",
    "clips probabilities": "np.clip(s(z), 1e-6, 1 - 1e-6)",
    "relu": "np.maximum(z, 0)",
    "hard sigmoid": "np.clip(z / 6 + 0.5, 0, 1)",
    "subtracts b": "s(X @ w - b)",
    "sigmoid twice": "s(s(z))",
    "rounds": "s(z).round(4)",
    "a list": "s(z).tolist()",
    "one mean": "s(z).mean()",
    "always one half": "np.full(len(X), 0.5)",
    "X transposed": "s(X.T @ w + b)",
    "b as a factor": "s(X @ w * b)",
    "sigmoid of the inputs": "s(X) @ w + b",
    "arctan": "0.5 + np.arctan(z) / np.pi",
    "tanh squeezed": "(1 + np.tanh(z)) / 2",
    "b for each feature": "s(X @ (w + b))",
    "single precision": "s(z).astype(np.float32)",
    "a row": "s(z)[None]",
}


@pytest.mark.parametrize("n, d", [(1, 1), (1, 5), (7, 2), (4, 4)])
@pytest.mark.parametrize("size", [1.0, 100.0, 4000.0])
def test_it_agrees_with_scipy(reference, n, d, size):
    special = pytest.importorskip("scipy.special")
    rng = np.random.default_rng(6)
    X, w, b = size * rng.normal(size=(n, d)), rng.normal(size=d), -0.4
    got = reference("batch_predict")(X, w, b)
    np.testing.assert_allclose(got, special.expit(X @ w + b), rtol=1e-10, atol=1e-300)


def test_it_agrees_with_a_logistic_regression_of_scikit_learn(reference):
    linear_model = pytest.importorskip("sklearn.linear_model")
    rng = np.random.default_rng(7)
    X, y = rng.normal(size=(30, 3)), np.arange(30) % 2
    model = linear_model.LogisticRegression().fit(X, y)
    got = reference("batch_predict")(X, model.coef_[0], model.intercept_[0])
    np.testing.assert_allclose(got, model.predict_proba(X)[:, 1], rtol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_only_the_large_inputs_saturate_the_sigmoid(cases_of, seed):
    sizes = []
    for case in cases_of("batch_predict", seed):
        X, w = (np.asarray(arg, dtype=float) for arg in case.args[:2])
        z = np.abs(X @ w + case.args[2])
        if case.group == "large":
            sizes.append(z.max())
        else:
            assert z.max() < 12
    assert max(sizes) == pytest.approx(10_000)
    assert min(sizes) > 710  # where exp overflows


def test_the_docstrings_examples_are_true(failed_examples):
    assert failed_examples("batch_predict") == []


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_answer_outside_the_catalogue_loses_points_and_gets_no_name(verdict_on, wrong):
    verdict = verdict_on("batch_predict", TEMPLATE.format(wrong))
    assert verdict.points < verdict.max_points
    assert verdict.diagnosis == ()
