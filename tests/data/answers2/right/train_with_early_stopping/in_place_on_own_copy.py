import numpy as np


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X_train = np.array(X_train, float); y_train = np.array(y_train, float)
    X_val = np.array(X_val, float); y_val = np.array(y_val, float)
    w = np.zeros(X_train.shape[1]); b = 0.0
    best_w = np.zeros_like(w); best_b = 0.0; best = None; wait = 0
    history = {"train": [], "val": []}

    def predict(A):
        z = A @ w + b
        pos = z >= 0
        out = np.zeros_like(z)
        out[pos] = 1 / (1 + np.exp(-z[pos]))
        out[~pos] = np.exp(z[~pos]) / (1 + np.exp(z[~pos]))
        return out

    def bce(t, p):
        total = 0.0
        for ti, pi in zip(t, p):
            total -= ti * np.log(pi + 1e-9) + (1 - ti) * np.log(1 - pi + 1e-9)
        return total / len(t)

    for _ in range(max_epochs):
        d = predict(X_train) - y_train
        gw = X_train.T @ d / len(d) + 2 * lam * w
        w -= lr * gw
        b -= lr * d.mean()
        history["train"].append(bce(y_train, predict(X_train)))
        v = bce(y_val, predict(X_val))
        history["val"].append(v)
        improved = best is None or v < best
        if improved:
            best = v; wait = 0; best_w[:] = w; best_b = b
        else:
            wait = wait + 1
            if wait > patience - 1:
                return best_w, best_b, history
    return best_w, best_b, history
