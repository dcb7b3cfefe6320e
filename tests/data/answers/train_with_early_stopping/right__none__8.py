import numpy as np
f64 = lambda a: np.array(a, dtype=np.float64)
batch_predict = lambda X, w, b: 0.5 * (1 + np.tanh((f64(X).dot(f64(w)) + f64(b)) / 2))
bce_loss = lambda t, p: float(np.mean(-f64(t) * np.log(np.maximum(f64(p), 1e-12)) - (1 - f64(t)) * np.log(np.maximum(1 - f64(p), 1e-12))))
bce_gradient = lambda X, t, p: ((f64(X) * (f64(p) - f64(t))[:, None]).mean(axis=0), float((f64(p) - f64(t)).mean()))
sgd_step = lambda w, g, lr: f64(w) - f64(lr) * f64(g)

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience, verbose=True):
    w, b = np.zeros(np.shape(X_train)[1]), 0.0
    keep = 1.0 - 2.0 * lr * lam
    H = {"train": [], "val": []}
    best, since = (np.inf,), 0
    for ep in range(1, max_epochs + 1):
        g, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = keep * w - lr * g, b - lr * gb
        for name, (A, t) in {"train": (X_train, y_train), "val": (X_val, y_val)}.items():
            H[name].append(bce_loss(t, batch_predict(A, w, b)))
        improved = H["val"][-1] < best[0]
        if improved:
            best = (H["val"][-1], w, b)
        since = 0 if improved else since + 1
        if verbose:
            print(ep, H["train"][-1], H["val"][-1])
        if since >= patience:
            break
    return best[1], np.array(best[2]), H
