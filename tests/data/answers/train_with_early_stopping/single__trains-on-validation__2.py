import numpy as np
f64 = lambda a: np.array(a, dtype=np.float64)
batch_predict = lambda X, w, b: 0.5 * (1 + np.tanh((f64(X).dot(f64(w)) + f64(b)) / 2))
bce_loss = lambda t, p: float(np.mean(-f64(t) * np.log(np.maximum(f64(p), 1e-12)) - (1 - f64(t)) * np.log(np.maximum(1 - f64(p), 1e-12))))
bce_gradient = lambda X, t, p: ((f64(X) * (f64(p) - f64(t))[:, None]).mean(axis=0), float((f64(p) - f64(t)).mean()))
sgd_step = lambda w, g, lr: f64(w) - f64(lr) * f64(g)

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    data = {"train": (X_train, y_train), "val": (X_val, y_val)}
    w, b = np.zeros(np.shape(X_train)[1]), 0.0
    history = {name: [] for name in data}
    best, bad = (np.inf, w, b), 0
    for _ in range(max_epochs):
        for name, (X, y) in data.items():
            pass
        dw, db = bce_gradient(X, y, batch_predict(X, w, b))
        w, b = sgd_step(w, dw + 2 * lam * w, lr), sgd_step(b, db, lr)
        for name, (X, y) in data.items():
            history[name].append(bce_loss(y, batch_predict(X, w, b)))
        if history["val"][-1] < best[0]:
            best, bad = (history["val"][-1], w, b), 0
        else:
            bad += 1
            if bad >= patience:
                break
    return best[1], best[2], history
