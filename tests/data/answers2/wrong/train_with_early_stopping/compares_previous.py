# fault: Compares with the epoch before, not with the best.
# ids: none
# kind: outside
import numpy as np


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X, y = np.asarray(X_train, float), np.asarray(y_train, float)
    Xv, yv = np.asarray(X_val, float), np.asarray(y_val, float)

    def sigmoid(z):
        return 0.5 * (1 + np.tanh(z / 2))

    def loss(t, p):
        return float(-np.mean(t * np.log(p + 1e-9) + (1 - t) * np.log(1 - p + 1e-9)))

    w, b = np.zeros(X.shape[1]), 0.0
    best = (float("inf"), w, b)
    history = {"train": [], "val": []}
    bad = 0
    for epoch in range(max_epochs):
        err = sigmoid(X @ w + b) - y
        w = w - lr * (X.T @ err / len(y) + 2 * lam * w)
        b = float(b - lr * err.mean())
        history["train"].append(loss(y, sigmoid(X @ w + b)))
        history["val"].append(loss(yv, sigmoid(Xv @ w + b)))
        if len(history["val"]) < 2 or history["val"][-1] < history["val"][-2]:
            best = (history["val"][-1], w.copy(), b)
            bad = 0
        else:
            bad += 1
        if bad >= patience:
            break
    return best[1], best[2], history
