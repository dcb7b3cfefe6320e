import numpy as np
f64 = lambda a: np.array(a, dtype=np.float64)
batch_predict = lambda X, w, b: 0.5 * (1 + np.tanh((f64(X).dot(f64(w)) + f64(b)) / 2))
bce_loss = lambda t, p: float(np.mean(-f64(t) * np.log(np.maximum(f64(p), 1e-12)) - (1 - f64(t)) * np.log(np.maximum(1 - f64(p), 1e-12))))
bce_gradient = lambda X, t, p: ((f64(X) * (f64(p) - f64(t))[:, None]).mean(axis=0), float((f64(p) - f64(t)).mean()))
sgd_step = lambda w, g, lr: f64(w) - f64(lr) * f64(g)

l2_penalty = lambda w, lam: float(lam * f64(w).dot(f64(w)))

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w, b = np.zeros(np.shape(X_train)[1]), 0.0
    tr, va, st = [], [], []
    for _ in range(max_epochs):
        dw, db = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = sgd_step(w, dw + 2 * lam * w, lr), sgd_step(b, db, lr)
        tr.append(bce_loss(y_train, batch_predict(X_train, w, b)))
        va.append(bce_loss(y_val, batch_predict(X_val, w, b)) + l2_penalty(w, lam))
        st.append((w, b))
        k = va.index(min(va))
        if len(va) - 1 - k >= patience:
            break
    return st[k][0], st[k][1], {"train": tr, "val": va}
