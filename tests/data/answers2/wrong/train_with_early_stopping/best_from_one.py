# fault: The best starts at 1.
# ids: none
# kind: outside
import numpy as np


class EarlyStopper:
    def __init__(self, patience):
        self.patience, self.best, self.fails, self.state = patience, 1.0, 0, [np.zeros(1), 0.0]

    def update(self, value, *state):
        if value < self.best:
            self.best, self.fails, self.state = value, 0, [np.copy(s) for s in state]
        else:
            self.fails += 1
        return self.fails >= self.patience


def _p(X, w, b):
    return 1 / (1 + np.exp(-np.clip(X @ w + b, -600, 600)))


def _l(t, p):
    p = np.clip(p, 1e-8, 1 - 1e-8)
    return float(np.mean(-t * np.log(p) - (1 - t) * np.log(1 - p)))


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X_train, y_train, X_val, y_val = (np.asarray(v, dtype=float) for v in (X_train, y_train, X_val, y_val))
    stopper = EarlyStopper(patience)
    w, b = np.zeros(X_train.shape[1]), np.float64(0)
    history = dict(train=[], val=[])
    for epoch in range(1, max_epochs + 1):
        diff = _p(X_train, w, b) - y_train
        w, b = w - lr * (np.mean(diff[:, None] * X_train, axis=0) + 2 * lam * w), b - lr * np.mean(diff)
        history["train"].append(_l(y_train, _p(X_train, w, b)))
        history["val"].append(_l(y_val, _p(X_val, w, b)))
        if stopper.update(history["val"][-1], w, b):
            break
    return stopper.state[0], stopper.state[1], history
