# fault: Not divided by n.
# ids: sum-not-mean
# kind: single
import numpy as np


def bce_gradient(X, y_true, y_pred):
    X = np.asarray(X, float)
    y_true = np.asarray(y_true, float)
    y_pred = np.asarray(y_pred, float)
    grad_w = np.zeros(X.shape[1])
    grad_b = 0.0
    for row, t, p in zip(X, y_true, y_pred):
        grad_w += (p - t) * row
        grad_b += p - t
    return grad_w, grad_b
