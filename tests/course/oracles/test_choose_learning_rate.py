"""choose_learning_rate chooses as PyTorch does, and its inputs expose wrong choices."""

from __future__ import annotations

import math

import numpy as np
import pytest

NAME = "choose_learning_rate"

TEMPLATE = """
def choose_learning_rate(X, y, candidates, steps):
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    sigmoid = lambda z: 0.5 * (1 + np.tanh(z / 2))
    def bce(p):
        return -np.mean(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))
    def train(lr):
        w, b = np.zeros(X.shape[1]), 0.0
        losses = []
        for _ in range(steps):
            p = sigmoid(X @ w + b)
            grad_w, grad_b = X.T @ (p - y) / len(y), np.mean(p - y)
            w, b = w - lr * grad_w, b - lr * grad_b
            losses.append(bce(sigmoid(X @ w + b)))
        return losses
    best, lowest = None, np.log(2)
    for lr in candidates:
        losses = train(lr)
        loss = losses[-1]
        if loss < lowest:
            best, lowest = lr, loss
    if best is None:
        raise ValueError("none")
    return best
"""

WRONG = {  # none of them is in the catalogue; each replaces one thing by another
    "one step too few": ("range(steps)", "range(max(1, steps - 1))"),
    "one step too many": ("range(steps)", "range(steps + 1)"),
    "always 100 steps": ("range(steps)", "range(100)"),
    "no bias": ("np.mean(p - y)", "0.0"),
    "sum of the gradient": ("/ len(y), np.mean(p - y)", ", np.sum(p - y)"),
    "weights alone summed": ("/ len(y), np", ", np"),
    "bias alone summed": ("np.mean(p - y)", "np.sum(p - y)"),
    "n − 1 in the mean": ("/ len(y), np", "/ (len(y) - 1), np"),
    "mean over the features": ("/ len(y), np", "/ X.shape[1], np"),
    "gradient of the squared error": ("(p - y) / len", "((p - y) * p * (1 - p)) / len"),
    "regularised": ("/ len(y), np", "/ len(y) + 0.02 * w, np"),
    "clipped gradient": ("w, b = w - lr * grad_w", "w, b = w - lr * np.clip(grad_w, -1, 1)"),
    "a learning rate that decays": ("(steps):", "(steps):\n            lr = 0.8 * lr"),
    "weights from 1": ("np.zeros", "np.ones"),
    "the bias sees the new weights": (
        "w, b = w - lr * grad_w, b - lr * grad_b",
        "w = w - lr * grad_w; b = b - lr * np.mean(sigmoid(X @ w + b) - y)",
    ),
    "lowest loss on the way": ("losses[-1]", "min(losses) if lr == lr else lr"),
    "compared with the first loss recorded": (
        "if loss < lowest",
        "if loss <= losses[0] and (best is None or loss < lowest)",
    ),
    "only what never rises": ("if loss", "if all(np.diff([np.log(2), *losses]) <= 0) and loss"),
    "last that falls": ("if loss < lowest", "if loss < np.log(2)"),
    "squared error": ("return -np.mean", "return np.log(16) * np.mean((y - p) ** 2) + 0 *"),
    "wrong predictions": ("return -np.mean", "return np.mean((p > 0.5) != y) + 0 *"),
    "compared with log10 2": ("np.log(2)", "np.log10(2)"),
    "the loss": ("return best", "return lowest"),
    "whole numbers": ("return best", "return int(best)"),
    "a tuple": ("return best", "return best, lowest"),
    "its place": ("    return best", "    return list(candidates).index(best)"),
    "None if there is none": ('raise ValueError("none")', "return None"),
    "the smallest if there is none": ('raise ValueError("none")', "return min(candidates)"),
    "another exception": ('raise ValueError("none")', "raise KeyError"),
    "stops at nan": ("losses = train(lr)", "if lr != lr: break\n        losses = train(lr)"),
    "stops at the first that diverges": (
        "if loss <",
        "if loss > np.log(2): break\n        if loss <",
    ),
    "refuses all if one diverges": (
        "if loss <",
        "if loss > np.log(2): raise ValueError\n        if loss <",
    ),
    "sorts the candidates": ("best, lowest = None", "candidates.sort()\n    best, lowest = None"),
    "always raises": ("best, lowest = None", "raise ValueError\n    best, lowest = None"),
    "the first": ("best, lowest = None", "return candidates[0]\n    best, lowest = None"),
}


def losses_by_pytorch(X, y, lr, steps):
    """Loss before each step and after the last, by autograd on the logits."""
    torch = pytest.importorskip("torch")
    model = torch.nn.Linear(X.shape[1], 1, dtype=torch.float64)
    for parameter in model.parameters():
        torch.nn.init.zeros_(parameter)
    optimiser = torch.optim.SGD(model.parameters(), lr=lr)
    inputs, labels = torch.tensor(X), torch.tensor(y)
    losses = []
    for _ in range(steps + 1):
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(model(inputs)[:, 0], labels)
        loss.backward()
        losses.append(loss.item())
        optimiser.step()
    return losses


@pytest.mark.parametrize("seed", range(3))
def test_the_choice_is_that_of_pytorch_and_never_a_close_one(reference, cases_of, seed):
    for case in cases_of(NAME, seed):
        X, y, candidates, steps = case.args
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        runs = {lr: losses_by_pytorch(X, y, lr, steps) for lr in candidates if lr == lr}
        final = {lr: losses[-1] for lr, losses in runs.items()}
        near = sorted([*final.values(), math.log(2)])
        assert min(np.diff(near), default=1.0) > 1e-4  # the contract's margin
        eligible = {lr: loss for lr, loss in final.items() if loss < math.log(2)}
        if eligible:
            assert reference(NAME)(*case.args) == min(eligible, key=eligible.get)
        else:
            assert case.raises is ValueError
            with pytest.raises(ValueError):
                reference(NAME)(*case.args)


def test_every_seed_finds_its_draws_and_asks_for_both_answers(cases_of):
    for seed in range(100, 120):
        cases = cases_of(NAME, seed)
        assert {case.group for case in cases} == {
            "small", "one-candidate", "none", "nan", "lists", "ordinary", "limit", "zero-start",
        }  # fmt: skip


def test_the_template_of_the_wrong_answers_is_right(verdict_on):
    assert verdict_on(NAME, TEMPLATE).status == "passed"


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_answer_outside_the_catalogue_loses_points_and_gets_no_name(
    verdict_on, fault, seed
):
    old, new = WRONG[fault]
    assert old in TEMPLATE
    verdict = verdict_on(NAME, TEMPLATE.replace(old, new), seed)
    assert verdict.points < 10
    assert verdict.diagnosis == ()


def test_an_argmin_over_everything_has_two_names(verdict_on):
    source = TEMPLATE.replace(
        "best, lowest = None",
        "return candidates[int(np.argmin([train(lr)[-1] for lr in candidates]))]\n"
        "    best, lowest = None",
    )
    assert set(verdict_on(NAME, source).diagnosis) == {"accepts-divergence", "nan-wins"}


def test_raising_always_earns_nothing(verdict_on):
    assert verdict_on(NAME, f"def {NAME}(*args): raise ValueError").points == 0


def test_the_docstrings_show_what_the_reference_gives(failed_examples):
    assert failed_examples(NAME) == []
