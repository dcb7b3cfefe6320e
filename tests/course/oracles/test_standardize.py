"""standardize agrees with scikit-learn and SciPy."""

from __future__ import annotations

import numpy as np
import pytest

TEMPLATE = """
def standardize(X_train, X_new):
    a, c = np.array(X_train, dtype=float), np.array(X_new, dtype=float)
    m, s0 = a.mean(axis=0), a.std(axis=0)
    s = np.where(s0 == 0, 1, s0)
    return {}
"""

WRONG = {  # none of them is in the catalogue
    "adds 1e-8 to every deviation": "(a - m) / (s0 + 1e-8), (c - m) / (s0 + 1e-8)",
    "adds 1e-5 to every deviation": "(a - m) / (s + 1e-5), (c - m) / (s + 1e-5)",
    "adds 1e-5 to every variance": "(a - m) / np.sqrt(s**2 + 1e-5), (c - m) / np.sqrt(s**2 + 1e-5)",
    "a least deviation": "(a - m) / np.maximum(s0, 1e-8), (c - m) / np.maximum(s0, 1e-8)",
    "drops constant columns": "((a - m) / s)[:, s0 > 0], ((c - m) / s)[:, s0 > 0]",
    "leaves constant columns as they are": (
        "np.where(s0 == 0, a, (a - m) / s), np.where(s0 == 0, c, (c - m) / s)"
    ),
    "new data in a constant column become 0": (
        "np.where(s0 == 0, 0, (a - m) / s), np.where(s0 == 0, 0, (c - m) / s)"
    ),
    "own mean for new data": "(a - m) / s, (c - c.mean(axis=0)) / s",
    "training data only": "(a - m) / s",
    "new data untouched": "(a - m) / s, c",
    "results swapped": "(c - m) / s, (a - m) / s",
    "median": "(a - np.median(a, axis=0)) / s, (c - np.median(a, axis=0)) / s",
    "largest value": "a / np.abs(a).max(axis=0), c / np.abs(a).max(axis=0)",
    "divides by 255": "a / 255, c / 255",
    "divides by the range": "(a - m) / np.ptp(a, axis=0), (c - m) / np.ptp(a, axis=0)",
    "clips": "np.clip((a - m) / s, -1, 1), np.clip((c - m) / s, -1, 1)",
    "multiplies": "(a - m) * s, (c - m) * s",
    "single precision": "((a - m) / s).astype(np.float32), ((c - m) / s).astype(np.float32)",
}


@pytest.mark.parametrize("n, m, d", [(2, 1, 1), (5, 3, 4), (30, 7, 3), (3, 3, 3)])
def test_it_agrees_with_scikit_learn(reference, n, m, d):
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    rng = np.random.default_rng(8)
    X_train, X_new = rng.normal(3, 5, (n, d)), rng.normal(-1, 2, (m, d))
    X_train[:, 0] = 4.25  # a constant column
    scaler = preprocessing.StandardScaler().fit(X_train)
    Z_train, Z_new = reference("standardize")(X_train, X_new)
    np.testing.assert_allclose(Z_train, scaler.transform(X_train), rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(Z_new, scaler.transform(X_new), rtol=1e-10, atol=1e-12)


def test_its_training_part_agrees_with_scipys_zscore(reference):
    stats = pytest.importorskip("scipy.stats")
    X = np.random.default_rng(9).normal(2, 3, (12, 4))
    np.testing.assert_allclose(reference("standardize")(X, X[:1])[0], stats.zscore(X), rtol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_a_constant_column_has_a_deviation_of_exactly_0_and_no_other_has_a_small_one(
    cases_of, seed
):
    for case in cases_of("standardize", seed):
        deviation = np.asarray(case.args[0], dtype=float).std(axis=0)
        assert ((deviation == 0) | (deviation > 9e-5)).all()
        assert (deviation == 0).any() == (case.group == "constant")


def test_the_docstrings_examples_are_true(failed_examples):
    assert failed_examples("standardize") == []


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_answer_outside_the_catalogue_loses_points_and_gets_no_name(verdict_on, wrong):
    verdict = verdict_on("standardize", TEMPLATE.format(wrong))
    assert verdict.points < verdict.max_points
    assert verdict.diagnosis == ()
