from __future__ import annotations
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True)
class Params:
    w: np.ndarray
    b: float

def train_with_early_stopping(X_train, y_train, X_val, y_val, lr: float, lam: float, max_epochs: int, patience: int) -> tuple[np.ndarray, float, dict[str, list[float]]]:
    cur = Params(np.zeros(np.shape(X_train)[1]), 0.0)
    best, best_at = cur, -1
    hist: dict[str, list[float]] = {"train": [], "val": []}
    for epoch in range(int(max_epochs)):
        dw, db = bce_gradient(X_train, y_train, batch_predict(X_train, cur.w, cur.b))
        cur = Params(sgd_step(cur.w, dw + 2 * lam * cur.w, lr), float(sgd_step(cur.b, db, lr)))
        hist["train"].append(float(bce_loss(y_train, batch_predict(X_train, cur.w, cur.b))))
        hist["val"].append(float(bce_loss(y_val, batch_predict(X_val, cur.w, cur.b))))
        if best_at < 0 or hist["val"][epoch] < hist["val"][best_at]:
            best, best_at = cur, epoch
        elif epoch - best_at >= patience:
            break
    return best.w, best.b, hist
