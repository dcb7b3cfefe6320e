"""The references of transformer-block against PyTorch and against finite differences."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest

torch = pytest.importorskip("torch")
functional = torch.nn.functional

EPS = 1e-5
PARAMETERS = (
    "gamma1", "beta1", "W_Q", "W_K", "W_V", "W_O", "gamma2", "beta2", "W1", "b1", "W2", "b2",
)  # fmt: skip


def tensor(array):
    return torch.tensor(np.asarray(array, dtype=float), dtype=torch.float64, requires_grad=True)


def close(got, wanted, rtol=1e-9, atol=1e-11):
    np.testing.assert_allclose(got, wanted.detach().numpy(), rtol=rtol, atol=atol)


def slope(loss, array):
    """The gradient of loss() by moving one number of the array at a time."""
    found = np.zeros(array.shape)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + 1e-6
        up = loss()
        array[place] = kept - 1e-6
        found[place] = (up - loss()) / 2e-6
        array[place] = kept
    return found


def block_params(rng, d, d_ff):
    shapes = dict.fromkeys(("W_Q", "W_K", "W_V", "W_O"), (d, d))
    shapes |= dict.fromkeys(("gamma1", "beta1", "gamma2", "beta2", "b2"), (d,))
    shapes |= {"W1": (d, d_ff), "b1": (d_ff,), "W2": (d_ff, d)}
    return {name: rng.normal(0, 0.7, shapes[name]) for name in PARAMETERS}


@pytest.mark.parametrize("shape", [(2, 2, 3, 1), (3, 5, 4, 2), (6, 4, 2, 3)])
def test_masked_attention_agrees_with_pytorch(reference, rng, shape):
    n_q, n_k, d_k, d_v = shape
    Q, K, V = rng.normal(size=(n_q, d_k)), rng.normal(size=(n_k, d_k)), rng.normal(size=(n_k, d_v))
    mask = rng.random((n_q, n_k)) < 0.6
    mask[:, 0] = True
    output, weights = reference("masked_attention")(Q, K, V, mask)
    wanted = functional.scaled_dot_product_attention(
        tensor(Q), tensor(K), tensor(V), attn_mask=torch.from_numpy(mask)
    )
    close(output, wanted)
    assert np.all(weights[~mask] == 0)


@pytest.mark.parametrize(("n", "d_model", "heads"), [(3, 4, 1), (4, 6, 3), (5, 8, 2)])
def test_several_heads_agree_with_pytorchs_multihead_attention(reference, rng, n, d_model, heads):
    X, *W = rng.normal(size=(n, d_model)), *rng.normal(size=(4, d_model, d_model))
    mask = reference("attention_mask")(np.arange(1, n + 1), 0, True)
    module = torch.nn.MultiheadAttention(
        d_model, heads, bias=False, batch_first=True, dtype=torch.float64
    )
    with torch.no_grad():  # PyTorch multiplies by the transposed weight
        module.in_proj_weight.copy_(torch.from_numpy(np.vstack([each.T for each in W[:3]])))
        module.out_proj.weight.copy_(torch.from_numpy(W[3].T))
    hidden = torch.from_numpy(~mask)  # and its True means hidden
    x = tensor(X)[None]
    wanted, maps = module(x, x, x, attn_mask=hidden, average_attn_weights=False)
    output, weights = reference("multi_head_attention")(X, *W, heads, mask)
    close(output, wanted[0])
    close(weights, maps[0])


@pytest.mark.parametrize(("n", "d_model", "heads"), [(3, 4, 1), (4, 6, 3)])
def test_the_gradient_of_attention_agrees_with_autograd(reference, rng, n, d_model, heads):
    X, dout = rng.normal(size=(2, n, d_model))
    W = list(rng.normal(0, 0.7, (4, d_model, d_model)))
    mask = np.tri(n, dtype=bool)
    x, *w = map(tensor, [X, *W])
    q, k, v = ((x @ each).reshape(n, heads, d_model // heads).transpose(0, 1) for each in w[:3])
    joined = functional.scaled_dot_product_attention(q, k, v, attn_mask=torch.from_numpy(mask))
    output = joined.transpose(0, 1).reshape(n, d_model) @ w[3]
    output.backward(torch.from_numpy(dout))
    found = reference("multi_head_backward")(dout, X, *W, heads, mask)
    for got, leaf in zip(found, [x, *w], strict=True):
        close(got, leaf.grad)


def test_the_positions_are_those_of_the_paper(reference):
    encoding = reference("positional_encoding")(20, 10)
    for p in range(20):
        for i in range(5):
            angle = p / math.pow(10000.0, 2 * i / 10)
            assert encoding[p, 2 * i] == pytest.approx(math.sin(angle), abs=1e-12)
            assert encoding[p, 2 * i + 1] == pytest.approx(math.cos(angle), abs=1e-12)


def test_attention_alone_does_not_know_the_order(reference, rng):
    X, *W = rng.normal(size=(4, 6)), *rng.normal(size=(4, 6, 6))
    everything, order = np.ones((4, 4), dtype=bool), [2, 0, 3, 1]
    attend = reference("multi_head_attention")
    before, after = attend(X, *W, 2, everything)[0], attend(X[order], *W, 2, everything)[0]
    np.testing.assert_allclose(before[order], after, atol=1e-12)


@pytest.mark.parametrize(("n", "d", "eps"), [(1, 3, EPS), (4, 5, EPS), (3, 3, 0.1)])
def test_layer_norm_and_its_gradients_agree_with_pytorch(reference, rng, n, d, eps):
    x, dy = rng.normal(1.0, 2.0, (n, d)), rng.normal(size=(n, d))
    gamma, beta = rng.normal(size=d), rng.normal(size=d)
    leaves = [tensor(x), tensor(gamma), tensor(beta)]
    wanted = functional.layer_norm(leaves[0], (d,), leaves[1], leaves[2], eps)
    close(reference("layer_norm")(x, gamma, beta, eps), wanted)
    wanted.backward(torch.from_numpy(dy))
    found = reference("layer_norm_backward")(dy, x, gamma, eps)
    for got, leaf in zip(found, leaves, strict=True):
        close(got, leaf.grad, rtol=1e-8)


def test_cross_entropy_and_its_gradient_agree_with_pytorch(reference, rng):
    logits, targets = rng.normal(0, 3, (9, 5)), rng.integers(1, 5, 9)
    targets[[2, 5, 8]] = 0
    leaf = tensor(logits)
    wanted = functional.cross_entropy(leaf, torch.from_numpy(targets), ignore_index=0)
    wanted.backward()
    assert reference("cross_entropy")(logits, targets, 0) == pytest.approx(wanted.item(), rel=1e-12)
    close(reference("cross_entropy_gradient")(logits, targets, 0), leaf.grad)


def test_the_block_agrees_with_pytorchs_encoder_layer(reference, rng):
    n, d, d_ff, heads = 4, 6, 10, 2
    p, x = block_params(rng, d, d_ff), rng.normal(size=(n, d))
    mask = np.tri(n, dtype=bool)
    layer = torch.nn.TransformerEncoderLayer(
        d, heads, d_ff, dropout=0.0, norm_first=True, batch_first=True, dtype=torch.float64
    )
    values = {
        "self_attn.in_proj_weight": np.vstack([p[name].T for name in ("W_Q", "W_K", "W_V")]),
        "self_attn.in_proj_bias": np.zeros(3 * d),
        "self_attn.out_proj.weight": p["W_O"].T, "self_attn.out_proj.bias": np.zeros(d),
        "norm1.weight": p["gamma1"], "norm1.bias": p["beta1"],
        "norm2.weight": p["gamma2"], "norm2.bias": p["beta2"],
        "linear1.weight": p["W1"].T, "linear1.bias": p["b1"],
        "linear2.weight": p["W2"].T, "linear2.bias": p["b2"],
    }  # fmt: skip
    layer.load_state_dict({name: torch.from_numpy(value) for name, value in values.items()})
    wanted = layer(tensor(x)[None], src_mask=torch.from_numpy(~mask))
    close(reference("block_forward")(x, p, heads, mask), wanted[0])


def test_the_gradients_of_the_block_agree_with_finite_differences(reference, rng):
    n, d, d_ff, heads = 3, 4, 5, 2
    p, (x, dy) = block_params(rng, d, d_ff), rng.normal(size=(2, n, d))
    mask, forward = np.tri(n, dtype=bool), reference("block_forward")
    dx, grads = reference("block_backward")(dy, x, p, heads, mask)
    assert grads.keys() == p.keys()
    for name, array in [("x", x), *p.items()]:
        measured = slope(lambda: float(np.sum(dy * forward(x, p, heads, mask))), array)
        got = dx if name == "x" else grads[name]
        np.testing.assert_allclose(got, measured, rtol=2e-6, atol=1e-7, err_msg=name)


def test_ten_steps_of_adam_agree_with_pytorch(reference, rng):
    start, scale = rng.normal(size=6), np.array([1.0, 40.0, 0.1, 3.0, 1e-4, 7.0])
    leaf = tensor(start)
    optimiser = torch.optim.Adam([leaf], lr=0.1)
    w, m, v = start, np.zeros(6), np.zeros(6)
    for t in range(1, 11):
        optimiser.zero_grad()
        (0.5 * torch.from_numpy(scale) * leaf**2).sum().backward()
        optimiser.step()
        w, m, v = reference("adam_step")(w, scale * w, m, v, t, 0.1)
        close(w, leaf)


def test_the_warm_up_peaks_at_its_end(reference):
    rates = [reference("warmup_rate")(t, 0.3, 12) for t in range(1, 100)]
    assert int(np.argmax(rates)) == 11
    assert max(rates) == pytest.approx(0.3)


def test_a_target_is_the_token_after_its_input(reference, rng):
    words = rng.integers(1, 7, (5, 3))
    rows = np.hstack([words, np.full((5, 1), 7), words[:, ::-1], np.full((5, 1), 8)])
    inputs, targets = reference("teacher_forcing")(rows, 7, 0)
    np.testing.assert_array_equal(inputs, rows[:, :-1])
    np.testing.assert_array_equal(targets[:, 3:], rows[:, 4:])
    assert not targets[:, :3].any()


def test_the_docstrings_examples_are_true(library, reference):
    for name, exercise in library.items():
        if exercise.kind != "function":
            continue
        for language, text in exercise.docstrings.items():
            space = {name: reference(name), "np": np}
            test = doctest.DocTestParser().get_doctest(text, space, name, language, 0)
            failures: list[str] = []
            doctest.DocTestRunner(verbose=False).run(test, out=failures.append)
            assert test.examples, f"the {language} docstring of {name} has no example"
            assert not failures, "".join(failures)


@pytest.mark.parametrize("seed", range(5))
def test_the_small_transformer_learns_to_reverse_whatever_the_seed(library, reference, seed):
    cases = list(library["train_until_right"].case_generator(np.random.default_rng(seed)))
    [case] = [each for each in cases if each.group == "reverses"]
    assert case.driver(reference("train_until_right"), *case.args) == 1.0


def test_the_block_with_a_state_adds_up_what_autograd_adds_up(reference, rng):
    d, d_ff, heads = 4, 5, 2
    p = block_params(rng, d, d_ff)
    block = reference("TransformerBlock")(p, heads)
    leaves = {name: tensor(value) for name, value in p.items()}

    def forward(x, mask):
        def norm(z, stage):
            return functional.layer_norm(
                z, (d,), leaves["gamma" + stage], leaves["beta" + stage], EPS
            )

        a = norm(x, "1")
        q, k, v = (
            (a @ leaves[name]).reshape(len(x), heads, d // heads).transpose(0, 1)
            for name in ("W_Q", "W_K", "W_V")
        )
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=torch.from_numpy(mask))
        middle = x + seen.transpose(0, 1).reshape(len(x), d) @ leaves["W_O"]
        hidden = torch.relu(norm(middle, "2") @ leaves["W1"] + leaves["b1"])
        return middle + hidden @ leaves["W2"] + leaves["b2"]

    for n in (3, 2):  # as with PyTorch, gradients stay until they are cleared
        (x, dy), mask = rng.normal(size=(2, n, d)), np.tri(n, dtype=bool)
        leaf = tensor(x)
        wanted = forward(leaf, mask)
        wanted.backward(torch.from_numpy(dy))
        close(block.forward(x, mask), wanted)
        close(block.backward(dy), leaf.grad, rtol=1e-7, atol=1e-9)
    for name, each in leaves.items():
        close(block.grads[name], each.grad, rtol=1e-7, atol=1e-9)
    block.clear()
    assert not any(each.any() for each in block.grads.values())
