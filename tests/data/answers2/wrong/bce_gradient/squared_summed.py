# fault: Extra factor, and summed.
# ids: squared-error-gradient,sum-not-mean
# kind: double
import numpy as np


def bce_gradient(X, y_true, y_pred):
    X, t, p = np.asarray(X, float), np.asarray(y_true, float), np.asarray(y_pred, float)
    d = (p - t) * p * (1 - p)
    return d @ X, d.sum()
