# fault: Sign and mean both wrong.
# ids: sign-flipped,sum-not-mean
# kind: double
import numpy as np


def bce_gradient(X, y_true, y_pred):
    X = np.asarray(X, float)
    y_true = np.asarray(y_true, float)
    y_pred = np.asarray(y_pred, float)
    grad_w = np.zeros(X.shape[1])
    grad_b = 0.0
    for row, t, p in zip(X, y_true, y_pred):
        grad_w += (t - p) * row
        grad_b += t - p
    return grad_w, grad_b
