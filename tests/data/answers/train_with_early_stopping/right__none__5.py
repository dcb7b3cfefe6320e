import numpy as np

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    one = lambda X: np.c_[np.asarray(X, float), np.ones(len(X))]
    A, V = one(X_train), one(X_val)
    yt, yv = np.asarray(y_train, float), np.asarray(y_val, float)
    mask = np.ones(A.shape[1]); mask[-1] = 0
    th = np.zeros(A.shape[1])
    def bce(M, y):
        p = np.clip(1 / (1 + np.exp(-np.clip(M @ th, -500, 500))), 1e-12, 1 - 1e-12)
        return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean())
    hist = {"train": [], "val": []}
    best_val, best_th, bad = np.inf, th, 0
    for _ in range(max_epochs):
        p = 1 / (1 + np.exp(-np.clip(A @ th, -500, 500)))
        grad = A.T @ (p - yt) / len(yt) + 2 * lam * mask * th
        th = th - lr * grad
        hist["train"].append(bce(A, yt)); hist["val"].append(bce(V, yv))
        if hist["val"][-1] < best_val:
            best_val, best_th, bad = hist["val"][-1], th.copy(), 0
            continue
        bad += 1
        if bad == patience:
            break
    return best_th[:-1], best_th[-1], hist
