"""sgd_step agrees with PyTorch's SGD and the theory of ½ λ w²."""

from __future__ import annotations

import numpy as np
import pytest

TEMPLATE = """
def sgd_step(w, grad, lr):
    w, grad = np.array(w, dtype=float), np.array(grad, dtype=float)
    return {}
"""

WRONG = {  # none of them is in the catalogue
    "half a step": "w - 0.5 * lr * grad",
    "rounds": "np.round(w - lr * grad, 6)",
    "a list": "(w - lr * grad).tolist()",
    "single precision": "(w - lr * grad).astype(np.float32)",
    "flattens": "(w - lr * grad).ravel()",
    "transposes": "(w - lr * grad).T",
    "lr as a change": "w - lr",
    "moving average": "(1 - lr) * w + lr * grad",
    "damps": "w - lr / (1 + lr) * grad",
    "never above a learning rate of 1": "w - min(lr, 1.0) * grad",
    "root of the learning rate": "w - lr**0.5 * grad",
    "square of the gradient": "w - lr * grad**2",
    "size of the gradient": "w - lr * np.abs(grad)",
    "gradient over its length": "w - lr * grad / max(grad.size, 1)",
    "sum of the gradient": "w - lr * grad.sum()",
    "clips at 10000": "w - lr * np.clip(grad, -1e4, 1e4)",
    "clips the weights": "np.clip(w - lr * grad, -10, 10)",
    "Adagrad": "w - lr * grad / np.sqrt(grad**2 + 1e-8)",
    "the old weights": "w",
    "zeros": "np.zeros_like(w)",
    "nothing": "None",
}

WRONG_SOURCES = {
    "momentum kept between calls": """
velocity = 0.0
def sgd_step(w, grad, lr):
    global velocity
    grad = np.asarray(grad, dtype=float)
    if np.shape(velocity) != grad.shape:
        velocity = np.zeros(grad.shape)
    velocity = 0.9 * velocity + grad
    return np.asarray(w, dtype=float) - lr * velocity
""",
    "a learning rate that decays from call to call": """
calls = 0
def sgd_step(w, grad, lr):
    global calls
    calls += 1
    return np.asarray(w, dtype=float) - lr * 0.999 ** (calls - 1) * np.asarray(grad, dtype=float)
""",
    "integers cut off": """
def sgd_step(w, grad, lr):
    new = np.array(w)
    new[...] = new - lr * np.asarray(grad)
    return new
""",
    "the first axis alone": """
def sgd_step(w, grad, lr):
    return np.array([w[i] - lr * grad[i] for i in range(len(w))])
""",
}


@pytest.mark.parametrize("shape", [(), (1,), (5,), (2, 3), (4, 1, 2)])
@pytest.mark.parametrize("lr", [0.01, 0.7, 3.0])
def test_the_step_is_that_of_pytorch(reference, shape, lr):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    w, grad = rng.normal(size=shape), 10 * rng.normal(size=shape)
    parameter = torch.tensor(w, requires_grad=True)
    parameter.grad = torch.tensor(grad)
    torch.optim.SGD([parameter], lr=lr).step()
    new = reference("sgd_step")(w, grad, lr)
    np.testing.assert_allclose(new, parameter.detach().numpy(), rtol=1e-12)
    assert np.shape(new) == shape


def test_the_loss_on_the_way_is_what_theory_says(reference, cases_of):
    """w_t = (1 − λ lr)ᵗ w_0, so the loss is multiplied by (1 − λ lr)² at each step."""
    descents = [case for case in cases_of("sgd_step") if case.group.endswith("verges")]
    for case in descents:
        lam, lr, start, steps = case.args
        losses = np.array(case.driver(reference("sgd_step"), *case.args))
        first = 0.5 * lam * np.sum(start**2)
        np.testing.assert_allclose(losses, first * (1 - lam * lr) ** (2 * np.arange(steps + 1)))
        assert (losses[-1] > losses[0]) == (case.group == "diverges") == (lr > 2 / lam)
    assert {case.group for case in descents} == {"converges", "diverges"}


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_answer_outside_the_catalogue_loses_points_and_gets_no_name(verdict_on, fault):
    verdict = verdict_on("sgd_step", TEMPLATE.format(WRONG[fault]))
    assert verdict.points < 10
    assert verdict.diagnosis == ()


@pytest.mark.parametrize("fault", WRONG_SOURCES)
def test_what_one_plain_call_does_not_show_loses_points_too(verdict_on, fault):
    verdict = verdict_on("sgd_step", WRONG_SOURCES[fault])
    assert 0 <= verdict.points < 10
    assert verdict.diagnosis == ()


NOT_NEW = {
    "one buffer for all calls": """
buffers = {}
def sgd_step(w, grad, lr):
    w = np.asarray(w, dtype=float)
    out = buffers.setdefault(w.shape, np.empty(w.shape))
    return np.subtract(w, lr * np.asarray(grad, dtype=float), out=out)
""",
    "w itself if lr is 0": """
def sgd_step(w, grad, lr):
    w = np.asarray(w, dtype=float)
    return w if lr == 0 else w - lr * np.asarray(grad, dtype=float)
""",
    "what it has for the same w": """
known = {}
def sgd_step(w, grad, lr):
    w = np.asarray(w, dtype=float)
    key = w.shape, w.tobytes(), lr
    if key not in known:
        known[key] = w - lr * np.asarray(grad, dtype=float)
    return known[key]
""",
    "a view of w if the gradient is 0": """
def sgd_step(w, grad, lr):
    w = np.asarray(w, dtype=float)
    return w - lr * np.asarray(grad, dtype=float) if np.any(grad) else w[...]
""",
}


@pytest.mark.parametrize("source", NOT_NEW.values(), ids=NOT_NEW)
def test_what_is_returned_is_an_array_of_its_own(verdict_on, source):
    verdict = verdict_on("sgd_step", source)
    assert [check.name for check in verdict.checks if not check.passed] == ["arguments-unchanged"]
    assert verdict.diagnosis == ()
    assert "two_steps" in verdict.counterexample.call


def test_clipping_is_seen_in_the_divergence(verdict_on):
    source = TEMPLATE.format("w - lr * np.clip(grad, -1e3, 1e3)")
    passed = {check.name: check.passed for check in verdict_on("sgd_step", source).checks}
    assert passed["converges-below-the-limit"]
    assert not passed["diverges-above-the-limit"]


def test_a_changed_argument_costs_a_point_and_no_more(verdict_on):
    source = """
def sgd_step(w, grad, lr):
    w = np.asarray(w, dtype=float)
    w -= lr * np.asarray(grad)
    return w
"""
    verdict = verdict_on("sgd_step", source)
    assert verdict.points == 9
    assert verdict.diagnosis == ("changes-in-place",)


def test_the_docstrings_show_what_the_reference_gives(failed_examples):
    assert failed_examples("sgd_step") == []
