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

def _act(X, w, b):
    return 0.5 * (1 + np.tanh(0.5 * (np.asarray(X, dtype=float) @ np.asarray(w, dtype=float) + b)))

def _ce(y, p):
    p = np.clip(np.asarray(p, dtype=float), 1e-9, 1 - 1e-9)
    y = np.asarray(y, dtype=float)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))

def _grads(X, y, p):
    p = np.asarray(p, dtype=float)
    delta = (p - np.asarray(y, dtype=float)) * p * (1 - p)
    return np.asarray(X, dtype=float).T @ delta / delta.size, delta.mean()

def batch_predict(X, w, b):
    return _act(X, w, b)

def bce_loss(y_true, y_pred):
    return _ce(y_true, y_pred)

def bce_gradient(X, y_true, y_pred):
    return _grads(X, y_true, y_pred)

def sgd_step(w, grad, lr):
    return np.asarray(w, dtype=float) - lr * np.asarray(grad, dtype=float)

def choose_learning_rate(X, y, candidates, steps):
    best = None
    for lr in candidates:
        w, b = np.zeros(np.shape(X)[1]), 0.0
        for _ in range(steps):
            gw, gb = _grads(X, y, _act(X, w, b))
            w, b = w - lr * gw, b - lr * gb
        loss = _ce(y, _act(X, w, b))
        if loss < np.log(2) and (best is None or loss < best[0]):
            best = (loss, float(lr))
    if best is None:
        raise ValueError("none")
    return best[1]

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w, b = np.zeros(np.shape(X_train)[1]), 0.0
    best, stale, history = None, 0, {"train": [], "val": []}
    for _ in range(max_epochs):
        gw, gb = _grads(X_train, y_train, _act(X_train, w, b))
        w, b = w - lr * (gw + 2 * lam * w), b - lr * gb
        history["train"].append(_ce(y_train, _act(X_train, w, b)))
        history["val"].append(_ce(y_val, _act(X_val, w, b)))
        if best is None or history["val"][-1] < best[0]:
            best, stale = (history["val"][-1], w, b), 0
        else:
            stale += 1
            if stale == patience:
                break
    return best[1], best[2], history
