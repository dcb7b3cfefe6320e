# fault: Runs all epochs.
# ids: never-stops
# kind: single
import numpy as np


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    X_train, y_train = np.asarray(X_train, float), np.asarray(y_train, float)
    w = np.zeros(X_train.shape[1])
    b = 0.0
    train, val, weights = [], [], []
    while len(val) < max_epochs:
        grad_w, grad_b = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w = sgd_step(w, grad_w + 2 * lam * w, lr)
        b = sgd_step(b, grad_b, lr)
        train.append(bce_loss(y_train, batch_predict(X_train, w, b)))
        val.append(bce_loss(y_val, batch_predict(X_val, w, b)))
        weights.append((w, b))
        if len(val) - 1 - int(np.argmin(val)) >= max_epochs + 1:
            break
    w, b = weights[int(np.argmin(val))]
    return w, b, {"train": train, "val": val}


def bce_loss(y_true, y_pred):
    t, p = np.asarray(y_true, float), np.clip(np.asarray(y_pred, float), 1e-9, 1 - 1e-9)
    return float(-np.mean(t * np.log(p) + (1 - t) * np.log(1 - p)))


def bce_gradient(X, y_true, y_pred):
    d = y_pred - y_true
    return X.T @ d / len(d), d.mean()


def sgd_step(w, grad, lr):
    return np.asarray(w, float) - lr * np.asarray(grad, float)


def batch_predict(X, w, b):
    z = np.asarray(X, float) @ w + b
    return np.where(z < 0, np.exp(-np.abs(z)), 1.0) / (1 + np.exp(-np.abs(z)))
