import math

import numpy as np


def _sig(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def _final(X, y, lr, steps):
    n, d = len(X), len(X[0])
    w, b = [0.0] * d, 0.0
    for _ in range(steps):
        e = [_sig(sum(a * c for a, c in zip(r, w)) + b) - t for r, t in zip(X, y)]
        w = [w[j] - lr * sum(e[i] * X[i][j] for i in range(n)) / n for j in range(d)]
        b -= lr * sum(e) / n
    p = [min(max(_sig(sum(a * c for a, c in zip(r, w)) + b), 1e-12), 1 - 1e-12) for r in X]
    return -sum(t * math.log(q) + (1 - t) * math.log(1 - q) for t, q in zip(y, p)) / n


def choose_learning_rate(X, y, candidates, steps):
    X, y = np.asarray(X, float).tolist(), np.asarray(y, float).tolist()
    losses = {float(lr): _final(X, y, lr, steps) for lr in candidates if lr == lr}
    good = {lr: v for lr, v in losses.items() if v < math.log(2)}
    if not good:
        raise ValueError
    return min(good, key=good.get)
