# fault: > for >=.
# ids: patience-off-by-one
# kind: single
import math

import numpy as np


def _sig(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def _bce(y, p):
    return -sum(t * math.log(q + 1e-9) + (1 - t) * math.log(1 - q + 1e-9) for t, q in zip(y, p)) / len(y)


def _predict(X, w, b):
    return [_sig(sum(i * j for i, j in zip(r, w)) + b) for r in X]


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X, y, Xv, yv = (np.asarray(a, float).tolist() for a in (X_train, y_train, X_val, y_val))
    n, d = len(X), len(X[0])
    w, b = [0.0] * d, 0.0
    best_val, best_w, best_b, count = math.inf, list(w), b, 0
    train_losses, val_losses = [], []
    for _ in range(max_epochs):
        e = [p - t for p, t in zip(_predict(X, w, b), y)]
        w = [w[j] - lr * (sum(e[i] * X[i][j] for i in range(n)) / n + 2 * lam * w[j]) for j in range(d)]
        b = b - lr * sum(e) / n
        train_losses.append(_bce(y, _predict(X, w, b)))
        val_losses.append(_bce(yv, _predict(Xv, w, b)))
        if val_losses[-1] < best_val:
            best_val, best_w, best_b, count = val_losses[-1], list(w), b, 0
        else:
            count += 1
            if count > patience:
                break
    return np.array(best_w), best_b, {"train": train_losses, "val": val_losses}
