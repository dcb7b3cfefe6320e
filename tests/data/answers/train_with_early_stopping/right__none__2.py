import numpy as np

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    Xt, yt, Xv, yv = (np.asarray(a, dtype=float) for a in (X_train, y_train, X_val, y_val))
    sig = lambda z: 0.5 * (1 + np.tanh(z / 2))
    loss = lambda y, z: float(np.mean(np.logaddexp(0, z) - y * z))
    w, b = np.zeros(Xt.shape[1]), 0.0
    ws, bs, tr, va = [], [], [], []
    while len(va) < max_epochs:
        e = sig(Xt @ w + b) - yt
        w, b = w - lr * (Xt.T @ e / len(yt) + 2 * lam * w), b - lr * e.mean()
        ws.append(w); bs.append(b)
        tr.append(loss(yt, Xt @ w + b)); va.append(loss(yv, Xv @ w + b))
        if len(va) - 1 - int(np.argmin(va)) >= patience:
            break
    k = int(np.argmin(va))
    return ws[k], bs[k], {"train": tr, "val": va}
