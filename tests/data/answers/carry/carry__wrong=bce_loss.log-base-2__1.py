import math
import numpy as np

# ---- observation 1 ------------------------------------------------------
def compute_attention(Q, K, V):
    Q, K, V = (np.asarray(a, dtype=float) for a in (Q, K, V))
    s = Q @ K.T / np.sqrt(Q.shape[1])
    e = np.exp(s - s.max(axis=1, keepdims=True))
    w = e / e.sum(axis=1, keepdims=True)
    return w @ V, w


def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (np.asarray(a, dtype=float) for a in (x, W1, b1, W2, b2))
    return np.maximum(x @ W1 + b1, 0) @ W2 + b2


gradient_share = (0.629665 - 0.626526) / (0.652666 - 0.626526)


def l2_penalty(w, lam):
    return lam * np.sum(np.asarray(w, dtype=float) ** 2)


def standardize(X_train, X_new):
    A, B = np.asarray(X_train, dtype=float), np.asarray(X_new, dtype=float)
    mu, sd = A.mean(axis=0), A.std(axis=0)
    sd = np.where(sd == 0, 1.0, sd)
    return (A - mu) / sd, (B - mu) / sd

# ---- the rest builds on each other --------------------------------------

def batch_predict(X, w, b):
    return 0.5 * (1 + np.tanh((np.asarray(X, dtype=float) @ np.asarray(w, dtype=float) + b) / 2))

def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, dtype=float), np.clip(np.asarray(y_pred, dtype=float), 1e-9, 1 - 1e-9)
    return -np.mean(t * np.log2(p) + (1 - t) * np.log2(1 - p))

def bce_gradient(X, y_true, y_pred):
    e = np.asarray(y_pred, dtype=float) - np.asarray(y_true, dtype=float)
    return np.asarray(X, dtype=float).T @ e / len(e), e.mean()

def sgd_step(w, grad, lr):
    return np.asarray(w, dtype=float) - lr * np.asarray(grad, dtype=float)

def _lin(row, w, b):
    return b + sum(p * q for p, q in zip(row, w))

def _s(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))

def _fit_once(rows, ys, w, b, lr, lam):
    n = len(rows)
    errs = [_s(_lin(r, w, b)) - t for r, t in zip(rows, ys)]
    new_w = [w[j] - lr * (sum(e * r[j] for e, r in zip(errs, rows)) / n + 2 * lam * w[j]) for j in range(len(w))]
    return new_w, b - lr * sum(errs) / n

def _cost(rows, ys, w, b):
    out = 0.0
    for r, t in zip(rows, ys):
        p = min(max(_s(_lin(r, w, b)), 1e-12), 1 - 1e-12)
        out -= t * math.log(p) + (1 - t) * math.log(1 - p)
    return out / len(rows)

def choose_learning_rate(X, y, candidates, steps):
    rows, ys = np.asarray(X, float).tolist(), np.asarray(y, float).tolist()
    good = {}
    for lr in np.asarray(candidates, float).tolist():
        if math.isnan(lr):
            continue
        w, b = [0.0] * len(rows[0]), 0.0
        for _ in range(steps):
            w, b = _fit_once(rows, ys, w, b, lr, 0.0)
        c = _cost(rows, ys, w, b)
        if c < math.log(2):
            good[lr] = c
    if not good:
        raise ValueError("none")
    return min(good, key=good.get)

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    lr, lam = float(lr), float(lam)
    A, t = np.asarray(X_train, float).tolist(), np.asarray(y_train, float).tolist()
    V, u = np.asarray(X_val, float).tolist(), np.asarray(y_val, float).tolist()
    w, b = [0.0] * len(A[0]), 0.0
    keep, best, wait = None, float("inf"), 0
    tr, va = [], []
    for _ in range(max_epochs):
        w, b = _fit_once(A, t, w, b, lr, lam)
        tr.append(_cost(A, t, w, b))
        va.append(_cost(V, u, w, b))
        wait += 1
        if va[-1] < best:
            keep, best, wait = (w, b), va[-1], 0
        if wait == patience:
            break
    return np.array(keep[0]), keep[1], {"train": tr, "val": va}
