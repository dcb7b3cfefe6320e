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
    return np.exp(-np.logaddexp(0, -(np.asarray(X, dtype=float) @ np.asarray(w, dtype=float) + b)))

def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, dtype=float), np.clip(np.asarray(y_pred, dtype=float), 1e-12, 1 - 1e-12)
    return -np.mean(t * np.log10(p) + (1 - t) * np.log10(1 - p))

def bce_gradient(X, y_true, y_pred):
    e = np.asarray(y_pred, dtype=float) - np.asarray(y_true, dtype=float)
    return np.asarray(X, dtype=float).T @ e / len(e), e.mean()

def sgd_step(w, grad, lr):
    return np.asarray(w, dtype=float) - lr * np.asarray(grad, dtype=float)

def _p(X, w, b):
    return np.exp(-np.logaddexp(0.0, -(X @ w + b)))

def _nll(X, y, w, b):
    z = X @ w + b
    return float(np.mean(np.logaddexp(0.0, z) - y * z))

def choose_learning_rate(X, y, candidates, steps):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    best = (np.log(2), None)
    for lr in candidates:
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps):
            e = _p(X, w, b) - y
            w, b = w - lr * X.T @ e / len(y), b - lr * e.mean()
        l = _nll(X, y, w, b)
        if l < best[0]:
            best = (l, float(lr))
    if best[1] is None:
        raise ValueError("no candidate lowers the loss")
    return best[1]

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    A, t, V, u = (np.asarray(m, dtype=float) for m in (X_train, y_train, X_val, y_val))
    w, b = np.zeros(A.shape[1]), 0.0
    best, bad, history = (np.inf, w, b), 0, {"train": [], "val": []}
    for _ in range(max_epochs):
        e = _p(A, w, b) - t
        w, b = w - lr * (A.T @ e / len(t) + 2 * lam * w), b - lr * e.mean()
        history["train"].append(_nll(A, t, w, b))
        history["val"].append(_nll(V, u, w, b))
        if history["val"][-1] < best[0]:
            best, bad = (history["val"][-1], w, b), 0
        else:
            bad += 1
        if bad >= patience:
            break
    return best[1], best[2], history

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    A, t, V, u = (np.asarray(m, dtype=float) for m in (X_train, y_train, X_val, y_val))
    w, b = np.zeros(A.shape[1]), 0.0
    best, bad, history = (np.inf, w, b), 0, {"train": [], "val": []}
    for _ in range(max_epochs):
        e = _p(A, w, b) - t
        w, b = w - lr * (A.T @ e / len(t) + 2 * lam * w), b - lr * (e.mean() + 2 * lam * b)
        history["train"].append(_nll(A, t, w, b))
        history["val"].append(_nll(V, u, w, b))
        if history["val"][-1] < best[0]:
            best, bad = (history["val"][-1], w, b), 0
        else:
            bad += 1
        if bad >= patience:
            break
    return best[1], best[2], history
