# fault: Absolute error in place of the signed one.
# ids: none
# kind: outside
import numpy as np


def bce_gradient(X, y_true, y_pred):
    X, t, p = np.asarray(X, float), np.asarray(y_true, float), np.asarray(y_pred, float)
    d = np.abs(p - t)[:, np.newaxis]
    return np.mean(d * X, axis=0), d.mean()
