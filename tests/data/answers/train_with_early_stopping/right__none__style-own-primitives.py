import numpy as np
from collections import defaultdict
sig = lambda z: 0.5 + 0.5 * np.tanh(z / 2)
bce = lambda y, z: float(np.mean(np.logaddexp(0, z) - y * z))
def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    A, y, C, v = (np.array(t, dtype=float) for t in (X_train, y_train, X_val, y_val))
    n, d = A.shape; w = np.zeros(d); b = np.zeros(())
    h = defaultdict(list); best = None
    for ep in range(1, max_epochs + 1):
        r = sig(A @ w + b) - y
        w, b = w - lr * (A.T @ r / n + 2 * lam * w), b - lr * r.mean()
        h["train"] += [bce(y, A @ w + b)]; h["val"] += [bce(v, C @ w + b)]
        if best is None or h["val"][-1] < best[0]: best = h["val"][-1], ep, w, b
        if ep - best[1] == patience: break
    return best[2], best[3], h
