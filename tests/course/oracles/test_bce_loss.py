"""bce_loss agrees with scikit-learn and PyTorch, with any reasonable guard."""

from __future__ import annotations

import numpy as np
import pytest

TEMPLATE = """
def bce_loss(y_true, y_pred):
    y, raw = np.array(y_true, dtype=float), np.array(y_pred, dtype=float)
    p = np.clip(raw, 1e-9, 1 - 1e-9)
    losses = -y * np.log(p) - (1 - y) * np.log(1 - p)
    return {}
"""

WRONG = {  # none of them is in the catalogue
    "tells 0 from 1 with a comparison": "np.mean(np.where(y == 1, -np.log(p), -np.log(1 - p)))",
    "rounds soft labels": "np.mean(np.where(y > 0.5, -np.log(p), -np.log(1 - p)))",
    "mean over the first axis": "losses.mean(axis=0)",
    "divides by the number of rows": "losses.sum() / len(y)",
    "divides by n - 1": "losses.sum() / max(1, losses.size - 1)",
    "a wrong sign inside": "-np.mean(y * np.log(p) - (1 - y) * np.log(1 - p))",
    "log(1 + p)": "-np.mean(y * np.log1p(p) + (1 - y) * np.log1p(1 - p))",
    "hinge": "np.mean(np.maximum(0, 1 - (2 * y - 1) * (2 * p - 1)))",
    "median": "np.median(losses)",
    "the worst": "losses.max()",
    "root of the squared error": "np.sqrt(np.mean((y - p) ** 2))",
    "half": "0.5 * losses.mean()",
    "focal": "np.mean(-y * (1 - p) ** 2 * np.log(p) - (1 - y) * p**2 * np.log(1 - p))",
    "accuracy": "np.mean((p > 0.5) == (y > 0.5))",
    "shape (1,)": "losses.mean().reshape(1)",
    "always 20": "20.0",
    "always 0": "0.0",
}

GUARDS = {
    f"{how} {size}": text.format(size)
    for size in ("1e-7", "1e-8", "1e-9", "1e-12", "1e-15")
    for how, text in {
        "clips at": "p, q = np.clip(p, {0}, 1 - {0}), 1 - np.clip(p, {0}, 1 - {0})",
        "adds": "p, q = p + {0}, 1 - p + {0}",
        "raises to": "p, q = np.maximum(p, {0}), np.maximum(1 - p, {0})",
    }.items()
}

GUARDED = """
def bce_loss(y_true, y_pred):
    y, p = np.array(y_true, dtype=float), np.array(y_pred, dtype=float)
    {before}
    {guard}
    log_p, log_q = np.log(p), np.log(q)
    return {result}
"""

RIGHT = "-np.mean(y * log_p + (1 - y) * log_q)"

FAULTS = {
    "missing-minus": ("", "np.mean(y * log_p + (1 - y) * log_q)"),
    "sum-not-mean": ("", "-np.sum(y * log_p + (1 - y) * log_q)"),
    "missing-negative-class": ("", "-np.mean(y * log_p)"),
    "missing-positive-class": ("", "-np.mean((1 - y) * log_q)"),
    "log-base-2": ("", "-np.mean(y * log_p + (1 - y) * log_q) / np.log(2)"),
    "log-base-10": ("", "-np.mean(y * log_p + (1 - y) * log_q) / np.log(10)"),
    "swapped-arguments": ("y, p = p, y", RIGHT),
    "sigmoid-twice": ("p = 1 / (1 + np.exp(-p))", RIGHT),
    "thresholds-predictions": ("p = np.round(p)", RIGHT),
    "no-mean": ("", "-(y * log_p + (1 - y) * log_q)"),
}


def draw(seed, shape, soft):
    rng = np.random.default_rng(seed)
    y = rng.uniform(size=shape) if soft else rng.integers(2, size=shape).astype(float)
    return y, rng.uniform(0.01, 0.99, shape)


@pytest.mark.parametrize("shape", [(1,), (9,), (3, 4), (2, 3, 2)])
@pytest.mark.parametrize("soft", [False, True])
def test_it_agrees_with_pytorch(reference, shape, soft):
    torch = pytest.importorskip("torch")
    y, p = draw(1, shape, soft)
    wanted = torch.nn.functional.binary_cross_entropy(torch.from_numpy(p), torch.from_numpy(y))
    assert reference("bce_loss")(y, p) == pytest.approx(wanted.item(), rel=1e-6)


def test_it_agrees_with_scikit_learn(reference):
    metrics = pytest.importorskip("sklearn.metrics")
    y, p = draw(2, 50, soft=False)
    assert reference("bce_loss")(y, p) == pytest.approx(metrics.log_loss(y, p), rel=1e-6)


@pytest.mark.parametrize("guard", GUARDS.values(), ids=GUARDS.keys())
def test_any_fair_guard_gets_full_points(verdict_on, guard):
    for seed in range(3):
        source = GUARDED.format(before="", guard=guard, result=RIGHT)
        assert verdict_on("bce_loss", source, seed).status == "passed"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_whatever_the_guard_beside_it(verdict_on, fault):
    before, result = FAULTS[fault]
    for name, guard in GUARDS.items():
        if fault == "thresholds-predictions" and name in ("adds 1e-15", "raises to 1e-15"):
            continue  # 1 − p is 1.1e-15 there or 1e-15: a value of its own each, not worth a model
        source = GUARDED.format(before=before, guard=guard, result=result)
        assert verdict_on("bce_loss", source).diagnosis == (fault,), name


@pytest.mark.parametrize("size", ["1e-2", "1e-3", "1e-4", "1e-5", "1e-6"])
@pytest.mark.parametrize(
    "guard",
    [
        "p, q = np.clip(p, {0}, 1 - {0}), 1 - np.clip(p, {0}, 1 - {0})",
        "p, q = p + {0}, 1 - p + {0}",
        "p, q = np.maximum(p, {0}), np.maximum(1 - p, {0})",
    ],
)
def test_a_guard_that_is_too_large_is_named_whatever_its_size(verdict_on, guard, size):
    source = GUARDED.format(before="", guard=guard.format(size), result=RIGHT)
    verdict = verdict_on("bce_loss", source)
    assert verdict.points < verdict.max_points
    assert verdict.diagnosis == ("clips-too-hard",)


def test_no_guard_is_named_whether_it_warns_or_raises(verdict_on):
    with_numpy = GUARDED.format(before="", guard="q = 1 - p", result=RIGHT)
    with_math = """
import math

def bce_loss(y_true, y_pred):
    pairs = list(zip(np.ravel(y_true).tolist(), np.ravel(y_pred).tolist()))
    return -sum(y * math.log(p) + (1 - y) * math.log(1 - p) for y, p in pairs) / len(pairs)
"""
    assert verdict_on("bce_loss", with_numpy).diagnosis == ("no-clipping",)
    assert verdict_on("bce_loss", with_math).diagnosis == ("no-clipping",)


def test_a_guard_that_writes_into_its_argument_loses_a_point(verdict_on):
    source = """
def bce_loss(y_true, y_pred):
    y, p = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    np.clip(p, 1e-9, 1 - 1e-9, out=p)
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))
"""
    verdict = verdict_on("bce_loss", source)
    assert [check.name for check in verdict.checks if not check.passed] == ["arguments-unchanged"]


def test_the_docstrings_examples_are_true(failed_examples):
    assert failed_examples("bce_loss") == []


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_answer_outside_the_catalogue_loses_points_and_gets_no_name(verdict_on, wrong):
    verdict = verdict_on("bce_loss", TEMPLATE.format(wrong))
    assert verdict.points < verdict.max_points
    assert verdict.diagnosis == ()
