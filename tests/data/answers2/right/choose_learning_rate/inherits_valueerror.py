from dataclasses import dataclass, field

import numpy as np


class NothingLearns(ValueError):
    pass


@dataclass
class Run:
    lr: float
    w: np.ndarray
    b: float = 0.0
    loss: float = field(default=float("inf"))


def choose_learning_rate(X, y, candidates, steps):
    X, y = np.asarray(X, float), np.asarray(y, float)
    runs = [Run(float(lr), np.zeros(X.shape[1])) for lr in candidates if not np.isnan(lr)]
    for r in runs:
        for _ in range(int(steps)):
            e = (1 + np.tanh((X @ r.w + r.b) / 2)) / 2 - y
            r.w, r.b = r.w - r.lr * X.T @ e / len(e), r.b - r.lr * e.sum() / len(e)
        p = (1 + np.tanh((X @ r.w + r.b) / 2)) / 2
        r.loss = float(np.mean(-y * np.log(np.maximum(p, 1e-10)) - (1 - y) * np.log(np.maximum(1 - p, 1e-10))))
    runs = sorted((r for r in runs if r.loss < np.log(2.0)), key=lambda r: r.loss)
    if runs:
        return runs[0].lr
    raise NothingLearns("all candidates end at or above log 2")
