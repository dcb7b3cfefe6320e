import math
import numpy as np

def _sig(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))

def batch_predict(X, w, b):
    return np.array([_sig(sum(float(x) * float(v) for x, v in zip(row, w)) + float(b)) for row in X])

def bce_loss(y_true, y_pred):
    total, n = 0.0, 0
    for t, p in zip(np.ravel(y_true), np.ravel(y_pred)):
        p = min(max(float(p), 1e-9), 1 - 1e-9)
        total -= float(t) * math.log(p) + (1 - float(t)) * math.log(1 - p)
        n += 1
    return total / n

def bce_gradient(X, y_true, y_pred):
    n, d = len(X), len(X[0])
    gw, gb = [0.0] * d, 0.0
    for row, t, p in zip(X, y_true, y_pred):
        e = (float(p) - float(t)) / n
        gb += e
        for j in range(d):
            gw[j] += e * float(row[j])
    return np.array(gw), gb

def sgd_step(w, grad, lr):
    new = np.array(w, dtype=float)
    new -= np.multiply(lr, grad)
    return new

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    w, b = np.zeros(len(X_train[0])), 0.0
    best = (float("inf"), w, b)
    history = {"train": [], "val": []}
    for epoch in range(max_epochs):
        wait = 0
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w, b = sgd_step(w, gw + 2 * lam * w, lr), b - lr * gb
        history["train"].append(bce_loss(y_train, batch_predict(X_train, w, b)))
        v = bce_loss(y_val, batch_predict(X_val, w, b))
        history["val"].append(v)
        if v < best[0]:
            best = (v, w, b)
        else:
            wait += 1
        if wait > patience + 1:
            break
    return best[1], best[2], history
