"""Draw random inputs from each exercise's whole input space.

They are independent of the exercise's own cases: all sizes, signs and magnitudes, special
values, lists, edge cases. A mutant that is right on all of them is considered equivalent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.author import Case

Rng = np.random.Generator


def compute_attention(rng: Rng) -> Iterator[Case]:
    while True:
        n_q, n_k, d_k, d_v = _sizes(rng, 4)
        Q, K, V = _array(rng, (n_q, d_k)), _array(rng, (n_k, d_k)), _array(rng, (n_k, d_v))
        top = np.abs(Q @ K.T).max()
        if top > 1e4 or (rng.random() < 0.1 and top > 0):
            Q *= rng.uniform(0.1, 1) * 1e4 / top
            top = np.abs(Q @ K.T).max()
        yield Case("space", _dressed(rng, Q, K, V), extreme=bool(top > 300))


def feed_forward(rng: Rng) -> Iterator[Case]:
    while True:
        n, d_model, d_ff = _sizes(rng, 3)
        shapes = ((n, d_model), (d_model, d_ff), (d_ff,), (d_ff, d_model), (d_model,))
        yield Case("space", _dressed(rng, *(_array(rng, shape) for shape in shapes)))


def bce_loss(rng: Rng) -> Iterator[Case]:
    while True:
        shape = _shape(rng)
        y, p = rng.random(shape), rng.random(shape)
        kind = rng.integers(6)
        if kind < 2:
            y = np.round(y)
        elif kind == 2:
            y = np.full(shape, rng.random())
        if rng.random() < 0.2:
            p = np.where(rng.random(shape) < 0.5, p, 1 - p * 1e-3)
        if rng.random() < 0.2:
            p = np.where(rng.random(shape) < 0.5, p, 10.0 ** rng.uniform(-4, 0, shape))
        if rng.random() < 0.25:  # certain predictions; any cost between the guards' is right
            certain = rng.random(shape) < 0.5
            p = np.where(certain, np.round(p), np.clip(p, 0.01, 0.99))
            y = np.where(certain, np.round(y), y)
            wrong = np.mean(certain & (p != y))
            rest = np.mean(np.where(certain, 0.0, _bce(y, np.where(certain, 0.5, p))))
            p_rest = np.where(certain, 1.0, p)
            slack = 1.1e-7 * float(np.mean(y / p_rest + (1 - y) / (1 - np.where(certain, 0, p))))
            bounds = (rest + 14 * wrong - slack - 1e-9, rest + 1000 * wrong + slack + 1e-9)
            bounds = (float(bounds[0]), float(bounds[1]))
            # With several faults, the guard decides which side they come down on.
            separable = bool(y.size == 1 and wrong)
            args = _dressed(rng, y, p)
            yield Case("space", args, bounds=bounds, extreme=True, probe=separable)
            continue
        slack = 1.01e-7 * float(np.mean(y / p + (1 - y) / (1 - p)))
        calm = bool(np.all((p > 0.05) & (p < 0.95)))  # no guard, however large, shows here
        yield Case("space", _dressed(rng, y, p), slack=slack, probe=calm)


def bce_gradient(rng: Rng) -> Iterator[Case]:
    while True:
        n, d = _sizes(rng, 2)
        y, p = rng.random(n), rng.random(n)
        if rng.random() < 0.6:
            y = np.round(y)
        if rng.random() < 0.2:
            p = np.round(p)
        yield Case("space", _dressed(rng, _array(rng, (n, d)), y, p))


def sgd_step(rng: Rng) -> Iterator[Case]:
    while True:
        shape = _shape(rng)
        lr = rng.choice([1.0, 2.0, 0.1, 0.01, 10.0 ** rng.uniform(-4, 2)])
        w, grad = _array(rng, shape), _array(rng, shape)
        yield Case("space", (*_dressed(rng, w, grad), float(lr)))


def l2_penalty(rng: Rng) -> Iterator[Case]:
    while True:
        lam = rng.choice([0.0, 1.0, 0.01, 10.0 ** rng.uniform(-5, 2)])
        yield Case("space", (*_dressed(rng, _array(rng, _shape(rng))), _number(rng, lam)))


def batch_predict(rng: Rng) -> Iterator[Case]:
    while True:
        n, d = _sizes(rng, 2)
        X, w = _array(rng, (n, d)), _array(rng, (d,))
        b = rng.choice([0.0, rng.normal(), 10 * rng.normal()])
        top = np.abs(X @ w).max()
        if top > 9_000 or (rng.random() < 0.1 and top > 0):
            X = X * rng.uniform(0.1, 1) * 9_000 / top
        elif top > 30 and rng.random() < 0.7:
            X = X * rng.uniform(1, 10) / top
        top = np.abs(X @ w + b).max()
        yield Case("space", (*_dressed(rng, X, w), _number(rng, b)), extreme=bool(top > 300))


def standardize(rng: Rng) -> Iterator[Case]:
    while True:
        n, m, d = _sizes(rng, 3)
        size, middle = 10.0 ** rng.uniform(-1, 3, d), rng.normal(0, 3, d)
        X = size * (middle + rng.normal(size=(n + m, d)))
        if rng.random() < 0.2:
            X = np.round(X)
        constant = (rng.random(d) < 0.15) | (n == 1)
        X[:n, constant] = rng.choice([0.0, 1.0, -2.5, 96.0, 0.25], size=int(constant.sum()))
        spread = np.ptp(X[:n], axis=0)
        least = np.maximum(0.02, 1e-2 * np.abs(X[:n]).max(axis=0))
        if np.any((spread > 0) & (X[:n].std(axis=0) < least)):
            continue  # adding 1e-8 to the deviation is right too
        X[n:] *= rng.choice([1.0, 1.0, 100.0])
        yield Case("space", _dressed(rng, X[:n], X[n:]), extreme=bool(np.any(spread == 0)))


def choose_learning_rate(rng: Rng) -> Iterator[Case]:
    while True:
        n, d, steps = (int(k) for k in rng.integers(1, (15, 6, 16)))
        X, y = (rng.normal(size=(n, d)) * 10.0 ** rng.uniform(-1, 1, d)).round(2), _labels(rng, n)
        rates = [float(f"{r:.3g}") for r in 10.0 ** rng.uniform(-2.5, 1.5, rng.integers(1, 8))]
        rates = rates[:1] if rng.random() < 0.1 else rates
        runs = [_run(X, y, X, y, lr, 0.0, steps) for lr in rates]
        losses = np.array([run[-1].val for run in runs])
        least = np.array([run[-1].guarded for run in runs])
        # A guard of 1e-7 may lower a loss, but must not decide.
        gaps = np.diff(np.sort([*losses, np.log(2)]))
        decided = np.sort([*losses[losses < np.log(2)], np.log(2)])
        if gaps.min() < 1e-4 or np.any((losses > np.log(2)) & (least < np.log(2) + 1e-4)):
            continue
        if len(decided) > 1 and np.any(
            losses[losses < np.log(2)] - least[losses < np.log(2)] > np.diff(decided).min() / 4
        ):
            continue
        none = losses.min() > np.log(2)
        if rng.random() < 0.2:
            rates.insert(int(rng.integers(len(rates) + 1)), float("nan"))
        y = y.tolist() if rng.random() < 0.2 else y
        X = X.tolist() if rng.random() < 0.2 else X
        yield Case("space", (X, y, rates, steps), raises=ValueError if none else None)


def train_with_early_stopping(rng: Rng) -> Iterator[Case]:
    while True:
        n, d, m, epochs, patience = (int(k) for k in rng.integers(1, (14, 6, 14, 25, 6)))
        true_w = 2 * rng.normal(size=d)
        X, X_val = rng.normal(size=(n, d)).round(1), rng.normal(size=(m, d)).round(1)
        y, y_val = (np.round(1 / (1 + np.exp(-x @ true_w))) for x in (X, X_val))
        y = np.where(rng.random(n) < 0.25, 1 - y, y)
        lr = float(f"{10.0 ** rng.uniform(-2, 0.8):.3g}")
        lam = float(rng.choice([0.0, 0.01, 0.1, 10.0 ** rng.uniform(-3, 0)]))
        run = _run(X, y, X_val, y_val, lr, lam, epochs)
        val, cost = np.array([e.val for e in run]), max(e.cost for e in run)
        lowest = np.minimum.accumulate(val)[:-1]
        if epochs > 1 and np.abs(val[1:] - lowest).min() < max(2e-7, 2 * cost):
            continue
        if max(e.highest for e in run) > 12:
            continue
        data = _dressed(rng, X, y, X_val, y_val)
        yield Case("space", (*data, lr, lam, epochs, patience), slack=cost + 1e-9)


SPACES: dict[str, Callable[[Rng], Iterator[Case]]] = {
    f.__name__: f
    for f in (
        compute_attention, feed_forward, bce_loss, bce_gradient, sgd_step, l2_penalty,
        batch_predict, choose_learning_rate, train_with_early_stopping, standardize,
    )
}  # fmt: skip
SAMPLES = {"choose_learning_rate": 400, "train_with_early_stopping": 300}


def sample(name: str, seed: int = 0) -> list[Case]:
    """Inputs from one exercise's space."""
    stream = SPACES[name](np.random.default_rng([seed, 99]))
    return [next(stream) for _ in range(SAMPLES.get(name, 1000))]


def _sizes(rng: Rng, count: int) -> list[int]:
    """Mostly small, sometimes 1, sometimes all equal, sometimes dozens."""
    kind = rng.random()
    if kind < 0.1:
        return [int(rng.integers(1, 5))] * count
    sizes = rng.integers(1, 8, count)
    if kind < 0.2:
        sizes[rng.integers(count)] = rng.integers(8, 45)
    return [int(k) for k in sizes]


def _shape(rng: Rng) -> tuple[int, ...]:
    kind = rng.random()
    if kind < 0.1:
        return ()
    if kind < 0.6:
        return tuple(_sizes(rng, 1))
    return tuple(_sizes(rng, 2 if kind < 0.85 else 3))


def _array(rng: Rng, shape: tuple[int, ...]) -> np.ndarray:
    """Numbers of one or many magnitudes, of one or both signs; integers, zeros."""
    kind = rng.random()
    x = rng.normal(size=shape)
    if kind < 0.4:
        x *= rng.choice([0.01, 0.1, 1.0, 3.0, 10.0, 100.0])
    elif kind < 0.5:
        x *= 10.0 ** rng.uniform(-3, 3, shape)
    elif kind < 0.65:
        x = np.round(3 * x)
    elif kind < 0.75:
        x = np.abs(x)
    elif kind < 0.8:
        x = -np.abs(x)
    elif kind < 0.85:
        x = np.where(rng.random(shape) < 0.5, 0.0, x)
    elif kind < 0.88:
        x = np.full(shape, rng.normal())
    elif kind < 0.91 and len(shape) > 1:
        x = np.repeat(x[:1], shape[0], axis=0)
    elif kind < 0.93:
        x = np.zeros(shape)
    return np.asarray(x, dtype=float)


def _dressed(rng: Rng, *arrays: Any) -> tuple[Any, ...]:
    """As arrays, lists, or some of each; whole numbers as ints."""
    if rng.random() < 0.75:
        return arrays

    def as_list(x: Any) -> Any:
        whole = np.all(x == np.round(x)) and rng.random() < 0.7
        return (x.astype(int) if whole else x).tolist()

    return tuple(as_list(np.asarray(x)) if rng.random() < 0.7 else x for x in arrays)


def _number(rng: Rng, x: float) -> float | int:
    return int(x) if x == round(x) and rng.random() < 0.5 else float(x)


def _labels(rng: Rng, n: int) -> np.ndarray:
    return rng.integers(0, 2, n).astype(float)


def _bce(y: np.ndarray, p: np.ndarray) -> np.ndarray:
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@dataclass(frozen=True)
class Epoch:
    """For one epoch: the validation loss, its minimum with a guard of 1e-7, the change that such
    a guard can make in either loss, and the largest |z|."""

    val: float
    guarded: float
    cost: float
    highest: float


def _run(X: Any, y: Any, X_val: Any, y_val: Any, lr: float, lam: float, epochs: int) -> list[Epoch]:
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        error = 0.5 + 0.5 * np.tanh((X @ w + b) / 2) - y
        w, b = w - lr * (X.T @ error / len(y) + 2 * lam * w), b - lr * error.mean()
        losses = [
            np.logaddexp(0, np.where(t > 0.5, -z, z))
            for z, t in ((X @ w + b, y), (X_val @ w + b, y_val))
        ]
        guarded = [-np.log(np.exp(-loss) + 1.2e-7) for loss in losses]
        history.append(
            Epoch(
                val=float(losses[1].mean()),
                guarded=float(guarded[1].mean()),
                cost=max(float(np.mean(1.5e-7 * np.exp(np.minimum(x, 40)))) for x in losses),
                highest=float(max(np.abs(X @ w + b).max(), np.abs(X_val @ w + b).max())),
            )
        )
    return history
