# wrong: bce_loss: log-base-2: logarithm to base 2
# dependents: right given them
import numpy as np


def compute_attention(Q, K, V):
    Q = np.asarray(Q, dtype=float)
    K = np.asarray(K, dtype=float)
    V = np.asarray(V, dtype=float)
    d_k = K.shape[-1]
    scores = np.matmul(Q, K.T) / np.sqrt(d_k)
    scores -= np.max(scores, axis=-1, keepdims=True)
    weights = np.exp(scores)
    weights /= np.sum(weights, axis=-1, keepdims=True)
    return np.matmul(weights, V), weights


def feed_forward(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (np.asarray(a, dtype=float) for a in (x, W1, b1, W2, b2))
    hidden = x @ W1 + b1
    hidden = np.maximum(0, hidden)
    return hidden @ W2 + b2


gradient_share = (0.629665 - 0.626526) / (0.652666 - 0.626526)


def l2_penalty(w, lam):
    w = np.asarray(w, float)
    return float(lam * np.vdot(w, w))


def standardize(X_train, X_new):
    A, B = np.asarray(X_train, float), np.asarray(X_new, float)
    ZA, ZB = np.zeros(A.shape), np.zeros(B.shape)
    for j in range(A.shape[1]):
        col = A[:, j]
        m, s = col.mean(), col.std()
        if s == 0:
            s = 1.0
        ZA[:, j] = (col - m) / s
        ZB[:, j] = (B[:, j] - m) / s
    return ZA, ZB


def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float), np.asarray(y_pred, float)
    return float(-np.mean(t * np.log2(p + 1e-9) + (1 - t) * np.log2(1 - p + 1e-9)))


def bce_gradient(X, y_true, y_pred):
    X = np.asarray(X, float)
    d = np.asarray(y_pred, float) - np.asarray(y_true, float)
    return X.T @ d / len(d), float(np.mean(d))


def sgd_step(w, grad, lr):
    return np.asarray(w, float) - lr * np.asarray(grad, float)


def batch_predict(X, w, b):
    return 0.5 * (1 + np.tanh((np.asarray(X, float) @ np.asarray(w, float) + b) / 2))


def choose_learning_rate(X, y, candidates, steps):
    X, y = np.asarray(X, float), np.asarray(y, float)
    best, best_loss = None, np.log(2)
    for lr in candidates:
        if np.isnan(lr):
            continue
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps):
            e = 0.5 * (1 + np.tanh((X @ w + b) / 2)) - y; gw, gb = X.T @ e / len(e), e.mean()
            w, b = w - lr * (gw), b - lr * (gb)
        final = -np.mean(y * np.log2(0.5 * (1 + np.tanh((X @ w + b) / 2)) + 1e-9) + (1 - y) * np.log2(1 - 0.5 * (1 + np.tanh((X @ w + b) / 2)) + 1e-9))
        if np.isfinite(final) and final < best_loss:
            best, best_loss = lr, final
    if best is None:
        raise ValueError("no candidate learns")
    return float(best)


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X_train, y_train, X_val, y_val = (np.asarray(a, float) for a in (X_train, y_train, X_val, y_val))
    w, b = np.zeros(X_train.shape[1]), 0.0
    best, kept, wait = np.inf, (w, b), 0
    history = {"train": [], "val": []}
    for _ in range(max_epochs):
        e = 0.5 * (1 + np.tanh((X_train @ w + b) / 2)) - y_train; gw, gb = X_train.T @ e / len(e), e.mean()
        w, b = w - lr * (gw + 2 * lam * w), b - lr * (gb)
        history["train"].append(float(-np.mean(y_train * np.log2(0.5 * (1 + np.tanh((X_train @ w + b) / 2)) + 1e-9) + (1 - y_train) * np.log2(1 - 0.5 * (1 + np.tanh((X_train @ w + b) / 2)) + 1e-9))))
        history["val"].append(float(-np.mean(y_val * np.log2(0.5 * (1 + np.tanh((X_val @ w + b) / 2)) + 1e-9) + (1 - y_val) * np.log2(1 - 0.5 * (1 + np.tanh((X_val @ w + b) / 2)) + 1e-9))))
        if history["val"][-1] < best:
            best, kept, wait = history["val"][-1], (np.array(w), float(b)), 0
        else:
            wait += 1
            if wait >= patience:
                break
    return kept[0], kept[1], history
