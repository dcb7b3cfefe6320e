import numpy as np
f64 = lambda a: np.array(a, dtype=np.float64)
batch_predict = lambda X, w, b: 0.5 * (1 + np.tanh((f64(X).dot(f64(w)) + f64(b)) / 2))
bce_loss = lambda t, p: float(np.mean(-f64(t) * np.log(np.maximum(f64(p), 1e-12)) - (1 - f64(t)) * np.log(np.maximum(1 - f64(p), 1e-12))))
bce_gradient = lambda X, t, p: ((f64(X) * (f64(p) - f64(t))[:, None]).mean(axis=0), float((f64(p) - f64(t)).mean()))
sgd_step = lambda w, g, lr: f64(w) - f64(lr) * f64(g)

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w, b = np.zeros(np.shape(X_train)[1]), 0.0
    best, bw, bb, wait = np.inf, w, b, 0
    history = {"train": [], "val": []}
    for _ in range(max_epochs):
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = sgd_step(w, gw + 4 * lam * w, lr), sgd_step(b, gb, lr)
        history["train"].append(bce_loss(y_train, batch_predict(X_train, w, b)))
        history["val"].append(bce_loss(y_val, batch_predict(X_val, w, b)))
        if history["val"][-1] < best:
            best, bw, bb, wait = history["val"][-1], w, b, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return bw, bb, history
