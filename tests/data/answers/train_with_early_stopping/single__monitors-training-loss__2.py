import numpy as np

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    Xt, yt, Xv, yv = (np.asarray(a, dtype=float) for a in (X_train, y_train, X_val, y_val))
    loss = lambda y, z: float(np.mean(np.logaddexp(0, z) - y * z))
    w, b = np.zeros(Xt.shape[1]), 0.0
    states, history = [], {"train": [], "val": []}
    for _ in range(max_epochs):
        e = 0.5 * (1 + np.tanh((Xt @ w + b) / 2)) - yt
        w, b = w - lr * (Xt.T @ e / len(yt) + 2 * lam * w), b - lr * e.mean()
        states.append((w, b))
        history["train"].append(loss(yt, Xt @ w + b))
        history["val"].append(loss(yv, Xv @ w + b))
        k = int(np.argmin(history["train"]))
        if len(states) - 1 - k >= patience:
            break
    return states[k] + (history,)
