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
    d = len(X_train[0])
    w, b = [0.0] * d, 0.0
    train_losses, val_losses = [], []
    best = None
    best_epoch = 0
    epoch = 0
    while epoch < max_epochs and epoch - best_epoch < patience:
        gw, gb = bce_gradient(X_train, y_train, batch_predict(X_train, w, b))
        w = [wj - float(lr) * (gj + 2 * float(lam) * wj) for wj, gj in zip(w, gw)]
        b = b - float(lr) * gb
        epoch += 1
        train_losses.append(bce_loss(y_train, batch_predict(X_train, w, b)))
        val_losses.append(bce_loss(y_val, batch_predict(X_val, w, b)))
        if best is None or val_losses[-1] < best[0]:
            best = (val_losses[-1], list(w), b)
            best_epoch = epoch
    return np.array(best[1]), best[2], {"train": train_losses, "val": val_losses}
