import itertools

import numpy as np


def _epochs(X, y, lr, lam):
    theta, A = np.zeros(X.shape[1] + 1), np.c_[np.ones(len(X)), X]
    mask = np.r_[0.0, np.ones(X.shape[1])]
    while True:
        p = np.exp(-np.logaddexp(0, -A @ theta))
        theta = theta - lr * (A.T @ (p - y) / len(y) + 2 * lam * mask * theta)
        yield theta


def _cost(X, y, theta):
    z = X @ theta[1:] + theta[0]
    return float((np.logaddexp(0, z) - y * z).mean())


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    Xt, yt, Xv, yv = [np.asarray(a, float) for a in (X_train, y_train, X_val, y_val)]
    best_at, best, thetas, h = 0, np.inf, [], {"train": [], "val": []}
    for i, theta in enumerate(itertools.islice(_epochs(Xt, yt, lr, lam), max_epochs)):
        thetas.append(theta)
        h["train"].append(_cost(Xt, yt, theta))
        h["val"].append(_cost(Xv, yv, theta))
        if h["val"][i] < best:
            best, best_at = h["val"][i], i
        if i - best_at >= patience:
            break
    return thetas[best_at][1:], thetas[best_at][0], h
