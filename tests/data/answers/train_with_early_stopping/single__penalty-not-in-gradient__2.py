import numpy as np

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    Xt, yt, Xv, yv = (np.asarray(a, dtype=float) for a in (X_train, y_train, X_val, y_val))
    def nll(M, y, w, b):
        z = M @ w + b
        return float(np.mean(np.logaddexp(0, z) - y * z))
    w, b = np.zeros(Xt.shape[1]), 0.0
    best, count = (np.inf, w, b), 0
    history = {"train": [], "val": []}
    for epoch in range(max_epochs):
        e = np.exp(-np.logaddexp(0, -(Xt @ w + b))) - yt
        w, b = w - lr * (e @ Xt) / len(yt), b - lr * e.sum() / len(yt)
        history["train"].append(nll(Xt, yt, w, b))
        history["val"].append(nll(Xv, yv, w, b))
        print("objective", history["train"][-1] + lam * (w @ w))
        if history["val"][-1] < best[0]:
            best, count = (history["val"][-1], w, b), 0
        else:
            count += 1
        if count == patience:
            break
    return best[1], best[2], history
