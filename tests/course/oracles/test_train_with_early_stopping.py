"""train_with_early_stopping agrees with PyTorch and scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest

NAME = "train_with_early_stopping"

TEMPLATE = """
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X, y = np.array(X_train, dtype=float), np.array(y_train, dtype=float)
    Xv, yv = np.array(X_val, dtype=float), np.array(y_val, dtype=float)
    predict = lambda X, w, b: 1 / (1 + np.exp(-(X @ w + b)))
    bce = lambda y, p: float(-np.mean(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9)))
    w, b = np.zeros(X.shape[1]), 0.0
    lowest, best_w, best_b, waited = np.inf, w.copy(), b, 0
    history = {"train": [], "val": []}
    for epoch in range(max_epochs):
        p = predict(X, w, b)
        grad_w, grad_b = X.T @ (p - y) / len(y) + 2 * lam * w, np.mean(p - y)
        old_w, old_b = w.copy(), b
        w = w - lr * grad_w
        b = b - lr * grad_b
        train, val = bce(y, predict(X, w, b)), bce(yv, predict(Xv, w, b))
        history["train"].append(train)
        history["val"].append(val)
        if val < lowest:
            lowest, best_w, best_b, waited = val, w.copy(), b, 0
        else:
            waited += 1
            if waited >= patience:
                break
    return best_w, best_b, history
"""

WRONG = {  # none of them is in the catalogue; each replaces one thing by another
    "equal is better": ("val < lowest", "val <= lowest"),
    "only a strict rise counts": ("        else:", "        elif val > lowest:"),
    "a smallest gain": ("val < lowest", "val < lowest - 1e-4"),
    "a tiny smallest gain": ("val < lowest", "val < lowest - 1e-6"),
    "compares with the epoch before": (
        "        else:",
        "        elif val < history['val'][-2]:\n            waited = 0\n        else:",
    ),
    "counts without 'in a row'": ("b, 0\n        else", "b, waited\n        else"),
    "one epoch early": (">= patience", ">= patience - 1"),
    "compares with the untrained loss": ("= np.inf, w", "= bce(yv, predict(Xv, w, b)), w"),
    "weights before the step": ("val, w.copy(), b, 0", "val, old_w, old_b, 0"),
    "losses before the step": (
        "bce(y, predict(X, w, b)), bce(yv, predict(Xv, w, b))",
        "bce(y, p), bce(yv, predict(Xv, old_w, old_b))",
    ),
    "training loss before the step": ("bce(y, predict(X, w, b))", "bce(y, p)"),
    "history with the untrained model": (
        '"train": [], "val": []',
        '"train": [np.log(2)], "val": [np.log(2)]',
    ),
    "history up to the best": (
        "best_b, history",
        "best_b, {k: v[: 1 + int(np.argmin(history['val']))] for k, v in history.items()}",
    ),
    "losses changed round": ("(train)", "(val)"),
    "rounded history": ("append(val)", "append(round(val, 5))"),
    "sums for means": ("float(-np.mean", "float(-np.sum"),
    "last bias": ("return best_w, best_b", "return best_w, b"),
    "no bias": ("b - lr * grad_b", "0.0"),
    "bias summed": ("np.mean(p - y)", "np.sum(p - y)"),
    "mean over the validation rows": ("/ len(y)", "/ len(yv)"),
    "penalty over n": ("2 * lam * w", "2 * lam * w / len(y)"),
    "L1 penalty": ("2 * lam * w", "lam * np.sign(w)"),
    "penalty in the training history": ("append(train)", "append(train + lam * w @ w)"),
    "decay without the learning rate": ("w - lr * grad_w", "(w - lr * grad_w) * (1 - 2 * lam)"),
    "the bias sees the new weights": ("b - lr * grad_b", "b - lr * np.mean(predict(X, w, b) - y)"),
    "one epoch too many": ("range(max_epochs)", "range(max_epochs + 1)"),
    "one epoch too few": ("range(max_epochs)", "range(max(1, max_epochs - 1))"),
    "a learning rate that decays": ("range(max_epochs):", "range(max_epochs):\n        lr *= 0.99"),
    "best by accuracy": ("val < lowest", "epoch == 0 or val < 0.9 * lowest"),
    "another key": ('"train"', '"training"'),
    "no history": ("best_b, history", "best_b"),
    "another order": ("best_w, best_b, history", "history, best_w, best_b"),
    "a column": ("return best_w", "return best_w[:, None]"),
    "a list of weights": ("return best_w", "return best_w.tolist()"),
    "bias in an array": ("best_b, history", "np.array([best_b]), history"),
    "untrained": ("return best_w, best_b", "return 0 * best_w, 0.0"),
    "the caller's labels changed": (
        "return best_w",
        "y_train[0] = 1 - y_train[0]\n    return best_w",
    ),
}


def by_pytorch(X, y, X_val, y_val, lr, lam, max_epochs, patience):
    """The same training by autograd on the logits, weight_decay = 2 lam on the weights alone."""
    torch = pytest.importorskip("torch")
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    X, y, X_val, y_val = (torch.tensor(np.asarray(a, dtype=float)) for a in (X, y, X_val, y_val))
    model = torch.nn.Linear(X.shape[1], 1, dtype=torch.float64)
    for parameter in model.parameters():
        torch.nn.init.zeros_(parameter)
    groups = [{"params": [model.weight], "weight_decay": 2 * lam}, {"params": [model.bias]}]
    optimiser = torch.optim.SGD(groups, lr=lr)
    history, states = {"train": [], "val": []}, []
    for _ in range(max_epochs):
        optimiser.zero_grad()
        bce(model(X)[:, 0], y).backward()
        optimiser.step()
        with torch.no_grad():
            history["train"].append(bce(model(X)[:, 0], y).item())
            history["val"].append(bce(model(X_val)[:, 0], y_val).item())
            states.append((model.weight[0].numpy().copy(), model.bias.item()))
        if len(states) - 1 - np.argmin(history["val"]) == patience:
            break
    return (*states[int(np.argmin(history["val"]))], history)


@pytest.mark.parametrize("seed", range(4))
def test_the_training_is_that_of_pytorch(reference, cases_of, seed):
    for case in cases_of(NAME, seed):
        w, b, history = reference(NAME)(*case.args)
        torch_w, torch_b, torch_history = by_pytorch(*case.args)
        for key in ("train", "val"):
            assert len(history[key]) == len(torch_history[key])
            np.testing.assert_allclose(history[key], torch_history[key], rtol=1e-8, atol=1e-8)
        np.testing.assert_allclose(w, torch_w, rtol=1e-8, atol=1e-12)
        np.testing.assert_allclose(b, torch_b, rtol=1e-8, atol=1e-12)


def test_long_training_ends_at_scikit_learn_s_minimum(reference):
    """LogisticRegression minimises C Σ BCE + ½ Σ w²: C = 1 / (2 lam n) makes it ours."""
    linear_model = pytest.importorskip("sklearn.linear_model")
    rng = np.random.default_rng(4)
    X, lam = rng.normal(size=(20, 3)), 0.05
    y = (X[:, 0] + rng.normal(size=20) > 0).astype(float)
    w, b, _ = reference(NAME)(X, y, X, y, 1.0, lam, 600, 600)
    model = linear_model.LogisticRegression(C=1 / (2 * lam * len(y)), tol=1e-10).fit(X, y)
    np.testing.assert_allclose(w, model.coef_[0], atol=1e-5)
    np.testing.assert_allclose(b, model.intercept_[0], atol=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_no_guard_of_the_loss_decides_when_to_stop(cases_of, seed):
    """Right answers may differ by 1e-7 in the logarithm: all keep far from a tie."""
    for case in cases_of(NAME, seed):
        if case.group in ("plateau", "creeps"):  # these live on equal and on tiny steps
            continue
        losses = np.array(by_pytorch(*case.args)[2]["val"])
        lowest_before = np.minimum.accumulate(losses)[:-1]
        assert np.min(np.abs(losses[1:] - lowest_before), initial=1.0) > 20 * case.slack


def test_each_group_of_cases_shows_what_it_is_for(reference, cases_of):
    """Each group shows what it is for, in the reference's own history."""
    seen = set()
    for case in cases_of(NAME, 5):
        history = reference(NAME)(*case.args)[2]
        train, val = history["train"], history["val"]
        max_epochs, patience = case.args[-2:]
        best = int(np.argmin(val))
        if case.group in ("patience-one", "overfits", "recovers", "together", "plateau"):
            assert len(val) == best + 1 + patience < max_epochs
        if case.group == "overfits":
            assert all(np.diff(train) < 0)
        if case.group == "recovers":
            assert any(np.diff(val[: best + 1]) > 0)
        if case.group == "to-the-end":
            assert len(val) == max_epochs > best + 1
        if case.group == "plateau":
            assert len(set(val)) == 1
        if case.group == "creeps":
            assert all(0 < -gain < 1e-6 for gain in np.diff(val))
        seen.add(case.group)
    assert {"patience-one", "overfits", "recovers", "to-the-end", "plateau", "creeps"} <= seen


def test_the_template_of_the_wrong_answers_is_right(verdict_on):
    assert verdict_on(NAME, TEMPLATE).status == "passed"


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_answer_outside_the_catalogue_loses_points_and_gets_no_name(verdict_on, fault):
    old, new = WRONG[fault]
    assert old in TEMPLATE
    verdict = verdict_on(NAME, TEMPLATE.replace(old, new))
    assert verdict.points < 10
    assert verdict.diagnosis == ()


def test_a_best_w_that_is_only_an_alias_is_named(verdict_on):
    source = TEMPLATE.replace("val, w.copy(), b, 0", "val, w, b, 0").replace("w = w - ", "w -= ")
    verdict = verdict_on(NAME, source)
    assert verdict.diagnosis == ("returns-last-weights",)
    assert verdict.points == 6.25


def test_a_fault_in_one_part_leaves_the_points_of_the_others(verdict_on):
    source = TEMPLATE.replace(" + 2 * lam * w", "")
    failed = {check.name for check in verdict_on(NAME, source).checks if not check.passed}
    assert failed == {"penalty", "losses-without-penalty", "all-together", "lists"}


def test_every_seed_finds_its_draws(cases_of):
    for seed in range(100, 115):
        assert len(cases_of(NAME, seed)) == 16


def test_the_docstrings_show_what_the_reference_gives(failed_examples):
    assert failed_examples(NAME) == []
