"""feed_forward agrees with PyTorch."""

from __future__ import annotations

import numpy as np
import pytest

TEMPLATE = """
def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (np.array(a, dtype=float) for a in (x, W1, b1, W2, b2))
    h = x @ W1 + b1
    return {}
"""

WRONG = {  # none of them is in the catalogue
    "absolute value": "np.abs(h) @ W2 + b2",
    "leaky": "np.where(h > 0, h, 0.01 * h) @ W2 + b2",
    "gelu": "(h / (1 + np.exp(-1.702 * h))) @ W2 + b2",
    "softplus": "np.log1p(np.exp(h)) @ W2 + b2",
    "elu": "np.where(h > 0, h, np.expm1(np.minimum(h, 0))) @ W2 + b2",
    "capped at 1": "np.clip(h, 0, 1) @ W2 + b2",
    "keeps the negative part": "np.minimum(h, 0) @ W2 + b2",
    "a step": "(h > 0) @ W2 + b2",
    "adds the input again": "x + np.maximum(h, 0) @ W2 + b2",
    "relu of the input": "(np.maximum(x, 0) @ W1 + b1) @ W2 + b2",
    "columns for rows": "W2 @ np.maximum(W1 @ x + b1, 0) + b2",
    "transposed weights": "np.maximum(x @ W1.T + b1, 0) @ W2 + b2",
    "subtracts the bias": "np.maximum(x @ W1 - b1, 0) @ W2 + b2",
    "softmax": "np.exp(h) / np.exp(h).sum(axis=1, keepdims=True) @ W2 + b2",
    "first token only": "(np.maximum(h, 0) @ W2 + b2)[0]",
    "the input": "x",
}


@pytest.mark.parametrize("n, d_model, d_ff", [(1, 1, 1), (2, 3, 5), (6, 4, 2), (3, 3, 3)])
def test_it_agrees_with_pytorch(reference, n, d_model, d_ff):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(3)
    shapes = [(n, d_model), (d_model, d_ff), (d_ff,), (d_ff, d_model), (d_model,)]
    arguments = [rng.normal(size=shape) for shape in shapes]
    x, W1, b1, W2, b2 = map(torch.from_numpy, arguments)
    linear = torch.nn.functional.linear
    wanted = linear(torch.relu(linear(x, W1.T, b1)), W2.T, b2)
    got = reference("feed_forward")(*arguments)
    np.testing.assert_allclose(got, wanted.numpy(), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_the_inputs_show_both_sides_of_the_relu_and_both_signs_of_the_output(
    reference, cases_of, seed
):
    for case in cases_of("feed_forward", seed):
        x, W1, b1, _, _ = (np.asarray(arg, dtype=float) for arg in case.args)
        before = x @ W1 + b1
        if case.group == "positive":
            assert (before > 0).all()
    outputs = [reference("feed_forward")(*case.args) for case in cases_of("feed_forward", seed)]
    assert min(output.min() for output in outputs) < 0 < max(output.max() for output in outputs)


def test_the_docstrings_examples_are_true(failed_examples):
    assert failed_examples("feed_forward") == []


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_answer_outside_the_catalogue_loses_points_and_gets_no_name(verdict_on, wrong):
    verdict = verdict_on("feed_forward", TEMPLATE.format(wrong))
    assert verdict.points <= 0.8 * verdict.max_points
    assert verdict.diagnosis == ()


def test_single_precision_costs_the_check_on_float64_alone(verdict_on):
    verdict = verdict_on(
        "feed_forward", TEMPLATE.format("(np.maximum(h, 0) @ W2 + b2).astype(np.float32)")
    )
    assert [check.name for check in verdict.checks if not check.passed] == ["float64"]
    assert (verdict.form, verdict.diagnosis) == ("float32", ())
