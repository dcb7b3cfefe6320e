# fault: y_true - y_pred.
# ids: sign-flipped
# kind: single
import numpy as np


def bce_gradient(X, y_true, y_pred):
    X, t, p = np.asarray(X, float), np.asarray(y_true, float), np.asarray(y_pred, float)
    d = (t - p)[:, np.newaxis]
    return np.mean(d * X, axis=0), d.mean()
