import numpy as np


def batch_predict(X, w, b):
    z = np.asarray(X, dtype=float) @ np.asarray(w, dtype=float) + b
    return np.exp(-np.logaddexp(0.0, -z))


def bce_loss(y_true, y_pred):
    t = np.asarray(y_true, dtype=float)
    p = np.asarray(y_pred, dtype=float)
    return -np.mean(t * np.log(p + 1e-9) + (1 - t) * np.log(1 - p + 1e-9))


def bce_gradient(X, y_true, y_pred):
    err = np.asarray(y_pred, dtype=float) - np.asarray(y_true, dtype=float)
    return np.asarray(X, dtype=float).T @ err / len(err), np.mean(err)


def sgd_step(w, grad, lr):
    return np.asarray(w, dtype=float) - lr * np.asarray(grad, dtype=float)


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w, b = np.zeros(np.shape(X_train)[1]), 0.0
    best, bw, bb, wait = np.inf, w, b, 0
    history = {"train": [], "val": []}
    for _ in range(max_epochs):
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = sgd_step(w, gw + 2 * lam * w, lr), sgd_step(b, gb, lr)
        history["train"].append(bce_loss(y_train, batch_predict(X_train, w, b)))
        v = bce_loss(y_val, batch_predict(X_val, w, b)) + lam * np.sum(w ** 2)
        history["val"].append(v)
        if v < best:
            best, bw, bb, wait = v, w, b, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return bw, bb, history
