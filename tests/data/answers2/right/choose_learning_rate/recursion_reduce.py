import functools

import numpy as np


def _descend(X, y, lr, w, b, left):
    if left == 0:
        z = X @ w + b
        return float(np.mean(np.logaddexp(0, z) - y * z))
    e = np.exp(-np.logaddexp(0, -(X @ w + b))) - y
    return _descend(X, y, lr, w - lr * X.T @ e / len(y), b - lr * e.mean(), left - 1)


def choose_learning_rate(X, y, candidates, steps):
    X, y = np.asarray(X, float), np.asarray(y, float)
    run = functools.partial(_descend, X, y, w=np.zeros(X.shape[1]), b=0.0, left=steps)
    best = functools.reduce(lambda acc, lr: (lambda v: (lr, v) if v < acc[1] else acc)(run(lr=lr)), candidates, (None, np.log(2)))
    if best[0] is None:
        raise ValueError("none")
    return float(best[0])
