"""compute_attention agrees with PyTorch and SciPy."""

from __future__ import annotations

import numpy as np
import pytest

SHAPES = [(1, 1, 1, 1), (1, 2, 3, 4), (3, 5, 4, 2), (4, 4, 2, 6), (7, 3, 8, 5)]

TEMPLATE = """
def compute_attention(Q, K, V):
    Q, K, V = np.array(Q, dtype=float), np.array(K, dtype=float), np.array(V, dtype=float)
    s = Q @ K.T / np.sqrt(Q.shape[1])
    e = np.exp(s - s.max(axis=1, keepdims=True))
    w = e / e.sum(axis=1, keepdims=True)
    {}
    return w @ V, w
"""

WRONG = {  # none of them is in the catalogue
    "shifts by the wrong axis": "e = np.exp(s - s.max(axis=0)); w = e / e.sum(1, keepdims=True)",
    "forgets keepdims": "w = e / e.sum(axis=1)",
    "clips the scores": "e = np.exp(np.clip(s, -700, 700)); w = e / e.sum(1, keepdims=True)",
    "adds to the denominator": "w = e / (e.sum(1, keepdims=True) + 1e-4)",
    "rounds": "w = w.round(4)",
    "only the best key": "w = np.eye(len(K))[s.argmax(axis=1)]",
    "masks the future": "w = np.tril(w); w = w / w.sum(axis=1, keepdims=True)",
    "two to the power": "e = 2.0 ** (s - s.max(1, keepdims=True)); w = e / e.sum(1, keepdims=True)",
    "negative scores": "e = np.exp(s.min(1, keepdims=True) - s); w = e / e.sum(1, keepdims=True)",
    "all keys alike": "w = np.full(s.shape, 1 / len(K))",
    "absolute scores": "w = np.abs(s) / np.abs(s).sum(axis=1, keepdims=True)",
    "softmax twice": "w = np.exp(w); w = w / w.sum(axis=1, keepdims=True)",
    "scale of the lesson's example": (
        "e = np.exp((s - s.max(1, keepdims=True)) * np.sqrt(Q.shape[1] / 2));"
        "w = e / e.sum(1, keepdims=True)"
    ),
    "scale by the number of queries": (
        "e = np.exp((s - s.max(1, keepdims=True)) * np.sqrt(Q.shape[1] / len(Q)));"
        "w = e / e.sum(1, keepdims=True)"
    ),
    "weights turned round": "return w @ V, w.T",
    "single precision": "w = w.astype(np.float32)",
    "nested lists": "return (w @ V).tolist(), w.tolist()",
    "a third result": "return w @ V, w, s",
    "adds the values up": "return w @ V * len(V), w",
    "plain mean of the values": "return np.repeat(V.mean(axis=0)[None], len(Q), axis=0), w",
    "first query only": "return (w @ V)[:1], w[:1]",
    "integers cut off": "return np.array((w @ V).astype(int), dtype=float), w",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [1.0, 40.0])
def test_it_agrees_with_pytorch(reference, shape, size):
    functional = pytest.importorskip("torch.nn.functional")
    torch = pytest.importorskip("torch")
    n_q, n_k, d_k, d_v = shape
    rng = np.random.default_rng(7)
    Q, K = size * rng.normal(size=(n_q, d_k)), size * rng.normal(size=(n_k, d_k))
    V = rng.normal(size=(n_k, d_v))
    output, _ = reference("compute_attention")(Q, K, V)
    wanted = functional.scaled_dot_product_attention(*map(torch.from_numpy, (Q, K, V)))
    np.testing.assert_allclose(output, wanted.numpy(), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_its_weights_agree_with_scipy(reference, shape):
    special = pytest.importorskip("scipy.special")
    n_q, n_k, d_k, d_v = shape
    rng = np.random.default_rng(8)
    Q, K = rng.normal(size=(n_q, d_k)), rng.normal(size=(n_k, d_k))
    _, weights = reference("compute_attention")(Q, K, np.ones((n_k, d_v)))
    np.testing.assert_allclose(weights, special.softmax(Q @ K.T / np.sqrt(d_k), axis=1), rtol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_it_agrees_with_pytorch_on_the_inputs_it_is_judged_on(reference, cases_of, seed):
    functional = pytest.importorskip("torch.nn.functional")
    torch = pytest.importorskip("torch")
    for case in cases_of("compute_attention", seed):
        output, _ = reference("compute_attention")(*case.args)
        tensors = [torch.tensor(arg, dtype=torch.float64) for arg in case.args]
        wanted = functional.scaled_dot_product_attention(*tensors)
        np.testing.assert_allclose(output, wanted.numpy(), rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_the_large_scores_are_large_but_no_larger_than_promised(cases_of, seed):
    for case in cases_of("compute_attention", seed):
        Q, K = (np.asarray(arg, dtype=float) for arg in case.args[:2])
        largest = np.abs(Q @ K.T / np.sqrt(K.shape[1])).max()
        assert 1_000 < largest <= 10_000.0001 if case.group == "large" else largest < 120


def test_the_docstrings_examples_are_true(failed_examples):
    assert failed_examples("compute_attention") == []


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_answer_outside_the_catalogue_loses_points_and_gets_no_name(verdict_on, wrong):
    verdict = verdict_on("compute_attention", TEMPLATE.format(wrong))
    assert verdict.points < verdict.max_points
    assert verdict.diagnosis == ()


def test_an_answer_that_remembers_an_earlier_call_loses_points(verdict_on):
    source = TEMPLATE.format("memory.append(w); w = memory[0] if len(memory) > 5 else w")
    assert verdict_on("compute_attention", "memory = []\n" + source).points < 5


def test_scaling_the_queries_in_place_costs_the_arguments_check_alone(verdict_on):
    source = """
def compute_attention(Q, K, V):
    Q, K, V = np.asarray(Q, dtype=float), np.asarray(K, dtype=float), np.asarray(V, dtype=float)
    Q /= np.sqrt(Q.shape[1])
    s = Q @ K.T
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) @ V, e / e.sum(axis=1, keepdims=True)
"""
    verdict = verdict_on("compute_attention", source)
    assert [check.name for check in verdict.checks if not check.passed] == ["arguments-unchanged"]
