# fault: Last weights and no penalty.
# ids: returns-last-weights,penalty-not-in-gradient
# kind: double
import numpy as np


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X, t = np.asarray(X_train, float), np.asarray(y_train, float)
    V, u = np.asarray(X_val, float), np.asarray(y_val, float)
    cost = lambda z, y: np.mean(np.logaddexp(0.0, z) - y * z)
    w, b, history = np.zeros(X.shape[1]), 0.0, {"train": [], "val": []}
    kept, since = None, 0
    for _ in range(max_epochs):
        d = np.exp(-np.logaddexp(0.0, -(X @ w + b))) - t
        w, b = w - lr * (d @ X) / d.size, b - lr * np.average(d)
        history["train"] += [cost(X @ w + b, t)]
        history["val"] += [cost(V @ w + b, u)]
        if kept is None or history["val"][-1] < kept[0]:
            kept, since = (history["val"][-1], w, b), 0
            continue
        since += 1
        if since == patience:
            break
    return w, b, history
