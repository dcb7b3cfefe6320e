import numpy as np

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    A = np.c_[np.asarray(X_train, float), np.ones(len(X_train))]
    V = np.c_[np.asarray(X_val, float), np.ones(len(X_val))]
    yt, yv = np.asarray(y_train, float), np.asarray(y_val, float)
    th = np.zeros(A.shape[1])
    f = lambda M, y: float(np.mean(np.logaddexp(0, M @ th) - y * (M @ th)))
    tr, va, all_th = [], [], []
    for _ in range(max_epochs):
        p = 0.5 * (1 + np.tanh(A @ th / 2))
        th = th - lr * (A.T @ (p - yt) / len(yt) + 2 * lam * th)
        all_th.append(th); tr.append(f(A, yt)); va.append(f(V, yv))
        best = int(np.argmin(va))
        if len(va) - best > patience:
            break
    return all_th[best][:-1], all_th[best][-1], {"train": tr, "val": va}
